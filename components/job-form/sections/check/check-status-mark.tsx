import type { ReactNode } from "react";
import type { CheckStatus } from "./check-state.ts";

/** How each status is called and drawn: an outline of its own, so that they differ without color. */
const looks = {
  idle: {
    word: "Not run",
    tone: "text-muted",
    shape: (
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.2 2.5" />
    ),
  },
  running: {
    word: "Running",
    tone: "text-info animate-pulse",
    shape: <circle cx="6" cy="6" r="3" fill="currentColor" />,
  },
  pass: {
    word: "Passed",
    tone: "text-ok",
    shape: <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  },
  warn: {
    word: "Works, with a warning",
    tone: "text-warn",
    shape: <path d="M6 1.5 11 10.500H1Z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />,
  },
  fail: {
    word: "Failed",
    tone: "text-danger",
    shape: <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  },
  old: {
    word: "Out of date",
    tone: "text-muted",
    shape: (
      <path
        d="M6 2.500v4l2.500 1.500M6 .8a5.200 5.200 0 1 1-.1 0Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
    ),
  },
} satisfies Record<CheckStatus, { word: string; tone: string; shape: ReactNode }>;

/** A status as shape and word. */
export function CheckStatusMark({ status }: { status: CheckStatus }) {
  const { word, tone, shape } = looks[status];
  return (
    <span className={`flex items-center gap-1.5 text-xs ${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden className="size-3 shrink-0">
        {shape}
      </svg>
      {word}
    </span>
  );
}
