"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useState } from "react";
import { CauseDetails } from "#components/job-list/cause-details.tsx";
import { HealthWord } from "#components/job-list/health-word.tsx";
import { isTroubled } from "#components/job-list/health-words.ts";
import { AsOf } from "#components/ui/as-of.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { certaintyWords } from "#components/ui/certainty.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { JobSummary, JobWatch, May } from "#lib/logpush/views.ts";
import type { HealthActions } from "./form-context.tsx";

const AutoRefresh = dynamic(async () => (await import("#components/ui/auto-refresh.tsx")).AutoRefresh, {
  ssr: false,
  loading: () => <span className="h-7 w-45" />,
});
const ThresholdForm = dynamic(async () => (await import("./threshold-form.tsx")).ThresholdForm, {
  ssr: false,
  loading: () => <p className="min-h-9 text-muted">Loading…</p>,
});

/** How the job does, kept up to date apart from the form, whose fields it never touches. */
export function HealthCard({ watch: read, may, actions }: { watch: JobWatch; may: May; actions: HealthActions }) {
  const [readLater, setReadLater] = useState(read);
  const watch = readLater.asOf > read.asOf ? readLater : read;
  const { summary, asOf, pollSchedule } = watch;
  const { watchJob } = actions;
  const { scopeKind, scopeId, jobId } = summary.ref;
  const refresh = useCallback(async () => {
    const result = await callAction(() => watchJob({ scopeKind, scopeId, jobId }));
    if (result.ok) setReadLater(result.value);
    return result.ok || result.error;
  }, [watchJob, scopeKind, scopeId, jobId]);
  return (
    <section aria-label="Health" className="grid gap-3 rounded-card border border-line bg-raised px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="mr-auto">
          <HealthWord state={summary.health.state} />
        </h2>
        <AutoRefresh pollSchedule={pollSchedule} reading={asOf} refresh={refresh} />
        <AsOf iso={asOf} isUnreachable={false} />
      </div>
      <Meaning job={summary} />
      <Facts watch={watch} onChanged={setReadLater} setStaleAfter={may.operate ? actions.setStaleAfter : undefined} />
    </section>
  );
}

/** The cause, what is at stake, and the next step. */
function Meaning({ job }: { job: JobSummary }) {
  const { health, advice, cause } = job;
  const hasTrouble = isTroubled(health.state);
  return (
    <div className="grid max-w-prose gap-1 [overflow-wrap:anywhere]">
      {hasTrouble && cause ? (
        <p className="font-medium">
          {cause.message}
          {cause.certainty ? (
            <span className="ml-2 font-normal text-muted text-xs">{certaintyWords[cause.certainty]}</span>
          ) : null}
        </p>
      ) : null}
      {advice.notes.map((note) => (
        <p key={note} className="text-muted">
          {note}
        </p>
      ))}
      {advice.nextStep ? (
        <p>
          <span className="text-muted">Next:</span> {advice.nextStep}
          {health.state === "healthy" || health.state === "disabled" ? null : (
            <>
              {" "}
              <a href="#check" className="underline">
                Check again
              </a>
            </>
          )}
        </p>
      ) : null}
      {hasTrouble ? <CauseDetails job={job} /> : null}
    </div>
  );
}

type FactsProps = {
  watch: JobWatch;
  onChanged: (watch: JobWatch) => void;
  setStaleAfter: HealthActions["setStaleAfter"] | undefined;
};

/** The times behind the state. */
function Facts({ watch, onChanged, setStaleAfter }: FactsProps) {
  const { summary, asOf } = watch;
  const { health, lastComplete, lastError } = summary;
  const nowMs = Date.parse(asOf);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 border-line border-t pt-3 text-xs">
      <Fact term="Delivered up to">
        {lastComplete ? <Moment iso={lastComplete} nowMs={nowMs} /> : "no delivery yet"}
      </Fact>
      {lastError ? (
        <Fact term="Last failure">
          <Moment iso={lastError} nowMs={nowMs} />
        </Fact>
      ) : null}
      {health.switchOffAt ? <Fact term="Switch-off, estimate">{exact(health.switchOffAt)}</Fact> : null}
      {health.lostWindow ? (
        <Fact term={health.lostWindow.certainty === "lost" ? "Logs lost, estimate" : "Logs at risk, estimate"}>
          {exact(health.lostWindow.from)} until now
        </Fact>
      ) : null}
      {health.savedAt ? (
        <Fact term="Saved here">
          <Moment iso={health.savedAt} nowMs={nowMs} />
        </Fact>
      ) : null}
      {setStaleAfter ? (
        <Fact term="Counts as quiet after">
          <ThresholdForm watch={watch} onChanged={onChanged} setStaleAfter={setStaleAfter} />
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{term}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}

function Moment({ iso, nowMs }: { iso: string; nowMs: number }) {
  return (
    <>
      <TimeAgo iso={iso} nowMs={nowMs} /> <span className="text-muted">({exact(iso)})</span>
    </>
  );
}

function exact(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
