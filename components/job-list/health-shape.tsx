import type { ReactNode } from "react";
import type { HealthState } from "#lib/logpush/job/health.ts";
import { healthWords } from "./health-words.ts";

/** One outline per state, so that they differ without color. */
const shapes = {
  healthy: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  failing: (
    <>
      <path d="M6 .8 11.6 11H.4Z" fill="currentColor" />
      <path d="M6 4.400v3M6 8.900v.6" stroke="var(--surface-raised)" strokeWidth="1.3" strokeLinecap="round" />
    </>
  ),
  "disabled-by-failure": (
    <>
      <path d="M3.6.5h4.800l3.1 3.100v4.800l-3.1 3.100H3.600L.5 8.400V3.600Z" fill="currentColor" />
      <path d="m4 4 4 4m0-4L4 8" stroke="var(--surface-raised)" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  stale: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.500a4.5 4.5 0 0 1 0 9Z" fill="currentColor" />
    </>
  ),
  settling: (
    <>
      <circle cx="6" cy="6" r="4.700" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 3.400V6l1.800 1.300" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  pending: (
    <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.2 2.5" />
  ),
  disabled: <rect x="1.5" y="1.5" width="9" height="9" rx="2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
} satisfies Record<HealthState, ReactNode>;

export function HealthShape({ state }: { state: HealthState }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden className={`size-3 shrink-0 ${healthWords[state].tone}`}>
      {shapes[state]}
    </svg>
  );
}
