import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { ListedJob } from "#lib/logpush/views.ts";
import { CauseDetails } from "./cause-details.tsx";
import { HealthWord } from "./health-word.tsx";
import { isTroubled } from "./health-words.ts";

/** How a job does and since when; where something is to be done or waited for, also why, what is at stake and the next step. */
export function HealthCell({ listed: { job, staleSince }, nowMs }: { listed: ListedJob; nowMs: number }) {
  const { health, advice, cause, lastComplete, lastError } = job;
  const { state } = health;
  const hasTrouble = isTroubled(state);
  const isCalm = state === "healthy" || state === "disabled";
  return (
    <>
      <HealthWord state={state} />
      <p className="pl-5 text-muted text-xs">
        {hasTrouble && lastError ? (
          <>
            failed <TimeAgo iso={lastError} nowMs={nowMs} />,{" "}
          </>
        ) : null}
        {lastComplete ? (
          <>
            delivered <TimeAgo iso={lastComplete} nowMs={nowMs} />
          </>
        ) : (
          "no delivery yet"
        )}
      </p>
      {staleSince ? (
        <p className="pl-5 text-warn text-xs">
          last read{" "}
          <time dateTime={staleSince}>
            {staleSince.slice(0, 10)} {staleSince.slice(11, 16)} UTC
          </time>
        </p>
      ) : null}
      {isCalm ? null : (
        <div className="mt-1 grid gap-0.5 pl-5 text-xs [overflow-wrap:anywhere]">
          {hasTrouble && cause ? <p>{cause.message}</p> : null}
          <p className="text-muted">{advice.brief}</p>
          <p>
            <span className="text-muted">Next:</span> {advice.nextStep}
          </p>
          {hasTrouble ? <CauseDetails job={job} /> : null}
        </div>
      )}
    </>
  );
}
