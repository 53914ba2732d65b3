import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { JobSummary } from "#lib/logpush/job/from-wire.ts";
import { HealthWord } from "./health-word.tsx";
import { isTroubled } from "./health-words.ts";

/** How a job does and since when; for a failure also its cause, the next step and Cloudflare's own text. */
export function HealthCell({ job, nowMs }: { job: JobSummary; nowMs: number }) {
  const { state, since } = job.health;
  const failedAt = isTroubled(state) ? (job.lastError ?? since) : null;
  return (
    <>
      <HealthWord state={state} />
      <p className="pl-5 text-muted text-xs">
        {failedAt ? (
          <>
            failed <TimeAgo iso={failedAt} nowMs={nowMs} />,{" "}
          </>
        ) : null}
        {job.lastComplete ? (
          <>
            delivered <TimeAgo iso={job.lastComplete} nowMs={nowMs} />
          </>
        ) : (
          "no delivery yet"
        )}
      </p>
      {isTroubled(state) ? <Failure job={job} /> : null}
    </>
  );
}

function Failure({ job: { cause, errorMessage } }: { job: JobSummary }) {
  return (
    <div className="mt-1 pl-5 text-xs [overflow-wrap:anywhere]">
      {cause ? (
        <>
          <p>{cause.message}</p>
          <p className="text-muted">{cause.nextStep}</p>
        </>
      ) : null}
      {errorMessage ? (
        <details>
          <summary className="w-fit py-1 text-muted hover:text-fg">Cloudflare’s text</summary>
          <p className="rounded-control bg-sunken px-2 py-1 font-mono">{errorMessage}</p>
        </details>
      ) : null}
    </div>
  );
}
