import { useState } from "react";
import { ScopeFailures } from "#components/job-list/scope-failures.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { Comparison } from "#lib/logpush/drift/compare-jobs.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { JobExport, May } from "#lib/logpush/views.ts";
import { ChangedJobs } from "./changed-jobs.tsx";
import { MissingJobs } from "./missing-jobs.tsx";
import { JobName, Rows } from "./parts.tsx";
import { type CreateRun, PlanRestore } from "./plan-restore.tsx";
import { isRestorable, type Restore } from "./use-restore.ts";

type ComparisonViewProps = {
  comparison: Comparison;
  failures: JobExport["failures"];
  at: string;
  may: May;
  datasets: DatasetOption[];
  restore: Restore;
  createRun: CreateRun;
  isPending: boolean;
};

/** The result in numbers, then job by job: what can be restored first. */
export function ComparisonView({ comparison, failures, at, may, datasets, restore, ...rest }: ComparisonViewProps) {
  const { changed, missing, added, unread } = comparison;
  const { createRun, isPending } = rest;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = changed.filter((job) => isRestorable(job) && !restore.results.get(jobKey(job.ref))?.ok);
  return (
    <section aria-label="Comparison" aria-busy={isPending} className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Sums comparison={comparison} restore={restore} at={at} />
      <ScopeFailures failures={failures} />
      {changed.length > 0 ? (
        <Panel
          title={`Changed (${changed.length})`}
          tools={may.write ? <PlanRestore jobs={open} chosen={chosen} createRun={createRun} /> : null}
        >
          <ChangedJobs jobs={changed} restore={restore} may={may} chosen={chosen} onChoose={setChosen} />
        </Panel>
      ) : null}
      {missing.length > 0 ? (
        <Panel title={`Missing (${missing.length})`}>
          <MissingJobs jobs={missing} may={may} datasets={datasets} />
        </Panel>
      ) : null}
      {added.length > 0 ? (
        <Panel title={`New (${added.length})`}>
          <Rows>
            {added.map((job) => (
              <li key={jobKey(job.ref)} className="px-3 py-2 text-sm">
                <JobName job={job} />
              </li>
            ))}
          </Rows>
        </Panel>
      ) : null}
      {unread.length > 0 ? (
        <Panel title={`Not compared (${unread.length})`}>
          <Rows>
            {unread.map(({ label, reason }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and labels repeat.
              <li key={place} className="px-3 py-2 text-sm [overflow-wrap:anywhere]">
                <bdi className="font-medium">{label}</bdi>: {reason}
              </li>
            ))}
          </Rows>
        </Panel>
      ) : null}
    </section>
  );
}

function Sums({ comparison, restore, at }: Pick<ComparisonViewProps, "comparison" | "restore" | "at">) {
  const { same, changed, missing, added, unread, elsewhere } = comparison;
  const mended = changed.filter(({ ref, fixed }) => fixed.length === 0 && restore.results.get(jobKey(ref))?.ok).length;
  const found = same.length + changed.length + missing.length + added.length;
  const isEqual = found - same.length - mended + unread.length === 0;
  const title = isEqual
    ? "No drift"
    : found === 0 && unread.length > 0
      ? "Nothing could be compared"
      : found === same.length + mended
        ? "No drift in what could be compared"
        : "Drift detected";
  return (
    <Callout tone={isEqual ? "ok" : unread.length > 0 ? "warn" : "info"} title={title}>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        <Count value={changed.length - mended} words="changed" />
        <Count value={missing.length} words="missing" />
        <Count value={added.length} words="new" />
        <Count value={same.length + mended} words="unchanged" />
        {unread.length > 0 ? <Count value={unread.length} words="not compared" /> : null}
      </ul>
      <p className="mt-1">
        Compared at <LocalTime iso={at} format="time" />.
        {elsewhere > 0
          ? ` ${elsewhere} more ${elsewhere === 1 ? "job is" : "jobs are"} in zones and accounts that the file doesn’t name.`
          : ""}
      </p>
    </Callout>
  );
}

function Count({ value, words }: { value: number; words: string }) {
  return (
    <li>
      <span className="font-medium text-fg tabular-nums">{value}</span> {words}
    </li>
  );
}
