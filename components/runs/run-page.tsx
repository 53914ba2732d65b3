import type { Route } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { type RunQuery, type RunView, writesOf } from "#lib/logpush/plan/run-view.ts";
import { CleanUp } from "./clean-up.tsx";
import { RotationNotice } from "./rotation-notice.tsx";
import type { RunActions } from "./run-actions.ts";
import { RunButtons } from "./run-buttons.tsx";
import { RunFilters } from "./run-filters.tsx";
import { runHref } from "./run-href.ts";
import { RunLive } from "./run-live.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunTable } from "./run-table.tsx";
import { jobsText, RunBadge } from "./run-words.tsx";

type RunPageProps = { run: RunView; query: RunQuery; actions: RunActions };

/** A run: its plan before it is applied, then its progress and the result of each item. */
export function RunPage({ run, query, actions }: RunPageProps) {
  const isPlanned = run.state === "planned";
  return (
    <>
      <nav aria-label="Breadcrumb" className="-mb-3 pt-4 text-muted text-xs">
        <Link href={"/runs" as Route} className="underline-offset-4 hover:underline">
          Runs
        </Link>{" "}
        <span aria-hidden>/</span> <span className="font-mono">{run.id}</span>
      </nav>
      <PageHeader
        title={run.title}
        meta={<RunBadge state={run.state} />}
        actions={
          <>
            <RunLive id={run.id} />
            <fieldset
              aria-label="Actions of the run"
              className="flex flex-wrap items-center gap-2 empty:hidden max-sm:w-full max-sm:[&>button]:flex-1 max-sm:[&>span]:w-full"
            >
              <RunButtons key={run.state} run={run} actions={actions} />
            </fieldset>
          </>
        }
      >
        {isPlanned ? "Planned" : "Started"} <LocalTime iso={(isPlanned ? null : run.begunAt) ?? run.createdAt} /> by{" "}
        <bdi>{run.person}</bdi>
        {run.endedAt ? (
          <>
            , ended <LocalTime iso={run.endedAt} />
          </>
        ) : null}
        .{isPlanned ? <PlanNote run={run} /> : null}
      </PageHeader>
      <RunNotices run={run} planCleanup={actions.planCleanup} />
      {isPlanned ? null : <RunProgress run={run} />}
      <RunFilters run={run} query={query} />
      <RunTable run={run} />
      <Pager number={run.number} pages={run.pages} hrefOf={(page) => runHref(run.id, { ...query, page })} />
    </>
  );
}

/** What "Apply plan" will do. */
function PlanNote({ run }: { run: RunView }) {
  const writes = writesOf(run);
  if (writes === 0) return " Nothing is to be done.";
  return (
    <>
      {" "}
      <strong className="font-medium text-fg">{jobsText(writes)} will be written.</strong> Each one is read again first,
      and left alone if it changed after this plan. You can stop the run at any time and roll it back.
    </>
  );
}

type RunNoticesProps = { run: RunView } & Pick<RunActions, "planCleanup">;

function RunNotices({ run, planCleanup }: RunNoticesProps) {
  const { kind, state, plan, results, error, rollsBack, rolledBackBy } = run;
  // Of what is written, the account job alone is done, or was there before.
  const isWaiting = kind === "consolidate" && state === "applying" && results.done - plan.same === plan.create;
  const isDone = state === "finished" && results.done > 1 && results.failed + results.unknown === 0;
  return (
    <div className="grid gap-3 empty:hidden not-empty:mb-4">
      {error ? <ErrorCallout error={error} /> : null}
      {isWaiting && results.queued > 0 ? (
        <Callout title="Waiting for the first delivery of the account job">
          Then the zone jobs are disabled. Stop ends the waiting and leaves them enabled.
        </Callout>
      ) : null}
      <RotationNotice run={run} />
      {kind === "consolidate" && isDone && run.mayApply ? <CleanUp id={run.id} planCleanup={planCleanup} /> : null}
      {rollsBack ? <OtherRun id={rollsBack} title="This run takes back another one." text="Open that run" /> : null}
      {rolledBackBy ? (
        <OtherRun id={rolledBackBy} title="This run was rolled back." text="Open the run that did it" />
      ) : null}
    </div>
  );
}

function OtherRun({ id, title, text }: { id: string; title: string; text: string }) {
  return (
    <Callout title={title}>
      <Link href={runHref(id)} className="underline underline-offset-4">
        {text}
      </Link>
    </Callout>
  );
}
