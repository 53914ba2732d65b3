"use client";

import { useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { formatTimestamp } from "#lib/logpush/output/timestamp.ts";
import { useFormSetting } from "../../form-context.tsx";

const advice = new Map([
  ["rfc3339", "Text in whole seconds: records of one second have no order."],
  ["rfc3339ms", "Text in milliseconds: easy to read and to sort."],
  ["rfc3339ns", "Text in nanoseconds: no digit is lost in any reader."],
  ["unix", "A number of whole seconds: short, without order inside a second."],
  ["unixnano", "A number of 19 digits: JavaScript and others that read it as a double round it."],
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
      <span className="mt-0.5 block">{words ?? "This page does not know the format. A save keeps it as it is."}</span>
      {dataset === "workers_trace_events" ? (
        <span className="mt-0.5 block">EventTimestampMs is a number of milliseconds in every format.</span>
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
