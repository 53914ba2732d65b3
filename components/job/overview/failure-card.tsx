import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { HealthShape } from "#components/job-list/health-shape.tsx";
import { certaintyWords } from "#components/ui/certainty.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { giveUpMs } from "#lib/logpush/job/health.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import { duration } from "../duration.ts";

/** A failure: its cause, what helps, and until when. */
export function FailureCard({ head: { summary, nowMs }, fixes }: { head: JobHead; fixes: ReactNode }) {
  const { cause, health, lastError } = summary;
  return (
    <section
      aria-label="Failure"
      className="flex flex-wrap gap-x-5 gap-y-4 rounded-card border border-danger-line bg-danger-soft p-4"
    >
      <div className="flex min-w-0 flex-1 basis-96 gap-3">
        <span className="mt-1">
          <HealthShape state={health.state} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold [overflow-wrap:anywhere]">{titleOf(cause?.message)}</h2>
          <p className="mt-0.5 max-w-[68ch] text-muted [overflow-wrap:anywhere]">
            {cause?.nextStep ?? "Check the endpoint's response, then fix the endpoint or the destination."}
            {lastError ? (
              <>
                {" "}
                Last error <TimeAgo iso={lastError} nowMs={nowMs} />.
              </>
            ) : null}
          </p>
          <div className="mt-3 flex flex-wrap items-start gap-x-3 gap-y-2">
            {fixes}
            <ErrorDetails head={{ summary }} />
          </div>
        </div>
      </div>
      <Stake head={{ summary, nowMs }} />
    </section>
  );
}

function titleOf(message = "The last delivery failed."): string {
  return message.replace(/\.$/, "");
}

/** When Cloudflare disables the job, and which logs that costs. */
function Stake({ head: { summary, nowMs } }: { head: Pick<JobHead, "summary" | "nowMs"> }) {
  const { health, enabled } = summary;
  const left = health.switchOffAt === null ? null : Date.parse(health.switchOffAt) - nowMs;
  if (!enabled && !health.lostWindow) return null;
  return (
    <div className="grid min-w-0 flex-1 basis-56 content-start gap-1 border-danger-line max-sm:border-t max-sm:pt-3 sm:max-w-64 sm:border-l sm:pl-5">
      {enabled ? (
        left === null ? (
          <p className="text-muted text-xs">Cloudflare can disable this job at any time.</p>
        ) : (
          <>
            <p className="text-muted text-xs">Cloudflare disables this job in</p>
            <p className="font-semibold text-title tabular-nums">{duration(left)}</p>
            <Progress part={1 - left / giveUpMs} />
          </>
        )
      ) : (
        <p className="text-muted text-xs">The job was disabled while it was failing.</p>
      )}
      {health.lostWindow ? (
        <p className="mt-0.5 text-muted text-xs">
          Logs since <LocalTime iso={health.lostWindow.from} />{" "}
          {health.lostWindow.certainty === "lost" ? "are lost." : "may be lost."}
        </p>
      ) : null}
    </div>
  );
}

function Progress({ part }: { part: number }) {
  const percent = Math.round(Math.min(1, Math.max(0.02, part)) * 100);
  return (
    <div
      role="img"
      aria-label={`${percent}% of 24 hours`}
      className="my-1 h-1 overflow-hidden rounded-full bg-danger-line"
    >
      <div className="h-full rounded-full bg-bar-fail" style={{ width: `${percent}%` }} />
    </div>
  );
}

/** What to check, in order, and Cloudflare's own text. */
function ErrorDetails({ head: { summary } }: { head: Pick<JobHead, "summary"> }) {
  const { cause, errorMessage, lastComplete } = summary;
  return (
    <details className="group min-w-0 open:basis-full">
      <summary className="flex h-7 w-fit items-center gap-1 text-muted hover:text-fg">
        Error details
        <ChevronDown aria-hidden className="size-3.5 group-open:rotate-180" />
      </summary>
      <div className="mt-1 grid gap-2 text-muted">
        {cause?.checks?.length ? (
          <ul className="list-disc pl-4">
            {cause.checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ul>
        ) : null}
        <p>
          Last delivery: {lastComplete ? <LocalTime iso={lastComplete} /> : "none"}.
          {cause?.certainty ? ` ${certaintyWords[cause.certainty]}` : ""}
        </p>
        {errorMessage ? (
          <p className="rounded-control bg-raised px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
            {errorMessage}
          </p>
        ) : null}
      </div>
    </details>
  );
}
