"use client";

import { useEffect, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { ArrivalDetail } from "#lib/logpush/receiver/arrival.ts";
import type { Result } from "#lib/logpush/result.ts";
import { ArrivalBody } from "./arrival-body.tsx";
import { CheckList } from "./check-list.tsx";

type OpenedArrivalProps = {
  id: string;
  jobName: string;
  readArrival: typeof import("#app/actions/receiver.ts").readArrival;
};

/** Reads one arrival whole and shows it: the list carries only its first line. */
export function OpenedArrival({ id, jobName, readArrival }: OpenedArrivalProps) {
  const [result, setResult] = useState<Result<ArrivalDetail> | null>(null);
  useEffect(() => {
    let isGone = false;
    callAction(() => readArrival({ id })).then((read) => {
      if (!isGone) setResult(read);
    });
    return () => {
      isGone = true;
    };
  }, [id, readArrival]);
  return (
    <div className="grid gap-5 border-line border-t bg-surface px-4 py-4">
      {result === null ? <p className="text-muted">Loading…</p> : null}
      {result?.ok === false ? <ErrorCallout error={result.error} /> : null}
      {result?.ok ? <Detail detail={result.value} jobName={jobName} /> : null}
    </div>
  );
}

function Detail({ detail, jobName }: { detail: ArrivalDetail; jobName: string }) {
  const { method, host, target, headers, checks, answer } = detail;
  return (
    <>
      <p className="font-mono text-xs [overflow-wrap:anywhere]">
        <span className="font-semibold">{method}</span> https://{host}
        <span className="text-code-param">{target}</span>
        {jobName === "" ? null : <span className="font-sans text-muted"> from {jobName}</span>}
      </p>
      <CheckList checks={checks} />
      <div className="grid min-w-0 gap-5 xl:grid-cols-2">
        <Headers title="Headers" headers={headers} />
        <div className="grid content-start gap-3">
          <Headers title={`Answer: ${answerWords(answer)}`} headers={answer.headers} />
          {answer.body === "" ? null : (
            <p className="rounded-control border border-line bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]">
              {answer.body}
            </p>
          )}
        </div>
      </div>
      <ArrivalBody detail={detail} />
    </>
  );
}

function answerWords({ status, isSlow }: ArrivalDetail["answer"]): string {
  return status === 0 ? "none" : `${status}${isSlow ? ", after 6 s" : ""}`;
}

function Headers({ title, headers }: { title: string; headers: [name: string, value: string][] }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 font-medium text-sm">{title}</h3>
      <dl className="grid gap-x-4 gap-y-1 font-mono text-xs sm:grid-cols-[minmax(8rem,auto)_1fr]">
        {headers.map(([name, value]) => (
          <div key={`${name}: ${value}`} className="contents">
            <dt className="text-code-header">{name}</dt>
            <dd className="text-code-value [overflow-wrap:anywhere] max-sm:pl-3">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
