import type { ReactNode } from "react";
import type { HealthState } from "#lib/logpush/job/health.ts";
import { healthWords } from "./health-words.ts";

const waiting = (
  <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.1 1.98" />
);

/** One outline per state, so that they differ without color. */
export const shapes = {
  healthy: <circle cx="7" cy="7" r="4" fill="currentColor" />,
  failing: (
    <>
      <path d="M7 1.2 13.4 12.4H.6Z" fill="currentColor" />
      <path d="M7 5v3.4M7 10.2v.6" stroke="var(--surface-raised)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  "disabled-by-failure": (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1" stroke="var(--surface-raised)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  stale: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 1.8a5.2 5.2 0 0 1 0 10.4Z" fill="currentColor" />
    </>
  ),
  settling: waiting,
  pending: waiting,
  disabled: (
    <rect x="2.8" y="2.8" width="8.4" height="8.4" rx="1.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
} satisfies Record<HealthState, ReactNode>;

export function HealthShape({ state }: { state: HealthState }) {
  return (
    <svg viewBox="0 0 14 14" aria-hidden className={`size-3.5 shrink-0 ${healthWords[state].tone}`}>
      {shapes[state]}
    </svg>
  );
}
