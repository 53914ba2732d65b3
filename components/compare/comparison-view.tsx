import { ScopeFailures } from "#components/job-list/scope-failures.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { Comparison } from "#lib/logpush/drift/compare-jobs.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { JobExport } from "#lib/logpush/job/job-list.ts";
import type { May } from "#lib/logpush/job/may.ts";
import { ChangedJobs } from "./changed-jobs.tsx";
import { MissingJobs } from "./missing-jobs.tsx";
import { JobName, Rows } from "./parts.tsx";
import { type RestoreActions, useRestore } from "./use-restore.ts";

type ComparisonViewProps = {
  comparison: Comparison;
  failures: JobExport["failures"];
  may: May;
  datasets: DatasetOption[];
  actions: RestoreActions;
};

/** The result in numbers, then job by job: what can be restored first. */
export function ComparisonView({ comparison, failures, may, datasets, actions }: ComparisonViewProps) {
  const { same, changed, missing, added, unread, elsewhere } = comparison;
  const restore = useRestore(actions);
  const open = changed.filter((job) => job.changes.length > 0 && !restore.results.get(jobKey(job.ref))?.ok);
  const isEqual = changed.length + missing.length + added.length + unread.length === 0;
  return (
    <section aria-label="Comparison" className="grid gap-5">
      <Callout tone={isEqual ? "ok" : "info"} title={isEqual ? "Nothing differs." : "There are differences."}>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          <Count value={same.length} words="as in the file" />
          <Count value={changed.length} words="changed" />
          <Count value={missing.length} words="gone" />
          <Count value={added.length} words="not in the file" />
          {unread.length > 0 ? <Count value={unread.length} words="not compared" /> : null}
        </ul>
        {elsewhere > 0 ? (
          <p className="mt-1">
            {elsewhere} more {elsewhere === 1 ? "job is" : "jobs are"} in zones and accounts that the file does not
            name.
          </p>
        ) : null}
      </Callout>
      <ScopeFailures failures={failures} />
      {changed.length > 0 ? (
        <Panel
          title={`Changed (${changed.length})`}
          tools={
            !may.write ? null : restore.current !== null ? (
              <Button size="small" onClick={restore.stop}>
                Stop
              </Button>
            ) : open.length > 1 ? (
              <Button size="small" onClick={() => void restore.run(open)}>
                Restore the settings of all {open.length}
              </Button>
            ) : null
          }
        >
          <ChangedJobs jobs={changed} restore={restore} may={may} />
        </Panel>
      ) : null}
      {missing.length > 0 ? (
        <Panel title={`Gone (${missing.length})`}>
          <MissingJobs jobs={missing} may={may} datasets={datasets} />
        </Panel>
      ) : null}
      {added.length > 0 ? (
        <Panel title={`Not in the file (${added.length})`}>
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

function Count({ value, words }: { value: number; words: string }) {
  return (
    <li>
      <span className="font-medium text-fg tabular-nums">{value}</span> {words}
    </li>
  );
}
