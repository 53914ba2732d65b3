"use client";

import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import {
  describeOutcome,
  type PushHistory as History,
  type PushOutcome,
} from "#lib/logpush/pushes/summarize-pushes.ts";
import type { Result } from "#lib/logpush/result.ts";
import { HourBars } from "./hour-bars.tsx";
import { StatusList } from "./status-list.tsx";

export type ReadPushes = typeof import("#app/actions/jobs.ts").readPushes;

type PushHistoryProps = { jobRef: JobRef; readPushes: ReadPushes };

/** How the pushes of the last 24 hours ended, read when it is first shown and on request. */
export function PushHistory({ jobRef: { scopeKind, scopeId, jobId }, readPushes }: PushHistoryProps) {
  const [result, setResult] = useState<Result<History> | null>(null);
  const [isReading, setIsReading] = useState(true);

  const read = useCallback(async () => {
    setIsReading(true);
    setResult(await callAction(() => readPushes({ scopeKind, scopeId, jobId })));
    setIsReading(false);
  }, [readPushes, scopeKind, scopeId, jobId]);
  useEffect(() => void read(), [read]);

  return (
    <div className="grid gap-3 text-sm" aria-busy={isReading}>
      <p role="status" className={result?.ok && result.value.statuses.length > 0 ? "sr-only" : ""}>
        {isReading ? "Asking Cloudflare’s analytics…" : result?.ok ? readWords(result.value) : ""}
      </p>
      {result === null ? (
        <div className="min-h-24" />
      ) : !result.ok ? (
        <ErrorCallout error={result.error} />
      ) : result.value.statuses.length === 0 ? null : (
        <>
          {result.value.outcome ? <Outcome outcome={result.value.outcome} /> : null}
          <HourBars hours={result.value.hours} />
          <StatusList statuses={result.value.statuses} />
        </>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" aria-disabled={isReading} onClick={isReading ? undefined : () => void read()}>
          {isReading ? "Reading…" : "Read again"}
        </Button>
        <p className="text-muted text-xs">
          Hours in UTC. Cloudflare’s analytics lag by minutes, and estimate where there is much to count.
        </p>
      </div>
    </div>
  );
}

/** Whether logs were lost, which a failed attempt alone does not say. */
function Outcome({ outcome }: { outcome: PushOutcome }) {
  const { isLossy, words } = describeOutcome(outcome);
  return <p className={isLossy ? "font-medium text-danger" : ""}>{words}</p>;
}

function readWords({ statuses }: History): string {
  return statuses.length === 0 ? "No push in the last 24 hours." : "Read.";
}
