"use client";

import { useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { formatTimestamp } from "#lib/logpush/output/timestamp.ts";
import { useFormSetting } from "../../form-context.tsx";

const advice = new Map([
  ["rfc3339", "Second precision; events within a second can't be ordered."],
  ["rfc3339ms", "Millisecond precision. Easy to read and sort."],
  ["rfc3339ns", "Nanosecond precision as text. No digits are lost."],
  ["unix", "A number with second precision; events within a second can't be ordered."],
  ["unixnano", "A number with 19 digits. JavaScript and other readers that use doubles round it."],
]);

/** An example of the chosen format, and what to think of when choosing it. */
export function TimestampAdvice() {
  const nanos = useExampleTime();
  const [format, dataset] = useWatch<JobFormValues, ["timestampFormat", "dataset"]>({
    name: ["timestampFormat", "dataset"],
  });
  const words = advice.get(format);
  return (
    <>
      {words ? <code className="block [overflow-wrap:anywhere]">{formatTimestamp(nanos, format)}</code> : null}
      <span className="mt-0.5 block">{words ?? "Unknown format. Saving keeps it."}</span>
      {dataset === "workers_trace_events" ? (
        <span className="mt-0.5 block">EventTimestampMs is always in milliseconds.</span>
      ) : null}
    </>
  );
}

/** One moment in all five formats. */
export function TimestampComparison() {
  const nanos = useExampleTime();
  return (
    <details className="text-muted text-xs">
      <summary className="min-h-6 py-1">Compare all five</summary>
      <dl className="mt-1 grid gap-1.5">
        {timestampFormats.map((known) => (
          <div key={known}>
            <dt className="font-medium">{known}</dt>
            <dd>
              <code className="[overflow-wrap:anywhere]">{formatTimestamp(nanos, known)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The time of the page, with digits below the millisecond so that each format shows what it keeps. */
function useExampleTime(): bigint {
  const { nowMs } = useFormSetting();
  return BigInt(Math.trunc(nowMs)) * 1_000_000n + 456_789n;
}
