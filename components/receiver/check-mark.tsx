import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { CheckLevel } from "#lib/logpush/receiver/checked-request.ts";

const looks = {
  pass: { Icon: CircleCheck, style: "text-ok", word: "Pass" },
  warn: { Icon: TriangleAlert, style: "text-warn", word: "Warning" },
  fail: { Icon: CircleAlert, style: "text-danger", word: "Fail" },
} as const satisfies Record<CheckLevel, unknown>;

/** The level of a check as shape and color; the word is said where no other text says it. */
export function CheckMark({ level, isSaid = false }: { level: CheckLevel; isSaid?: boolean }) {
  const { Icon, style, word } = looks[level];
  return (
    <>
      <Icon aria-hidden className={`size-4 shrink-0 ${style}`} />
      {isSaid ? <span className="sr-only">{`${word}: `}</span> : null}
    </>
  );
}

/** All checks of a request in a few words. */
export function summaryOf({ level, count }: { level: CheckLevel; count: number }): string {
  if (level === "pass") return "All pass";
  if (level === "fail") return count === 1 ? "1 fails" : `${count} fail`;
  return count === 1 ? "1 warning" : `${count} warnings`;
}
