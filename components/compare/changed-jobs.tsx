import { ChangeTable } from "#components/job-form/change-table.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ChangedJob } from "#lib/logpush/drift/compare-jobs.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { May } from "#lib/logpush/job/may.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { JobName, Rows } from "./parts.tsx";
import type { Restore } from "./use-restore.ts";

type ChangedJobsProps = { jobs: ChangedJob[]; restore: Restore; may: May };

/** Each changed job with its differences, and a button that takes the settings back. */
export function ChangedJobs({ jobs, restore, may }: ChangedJobsProps) {
  return (
    <Rows>
      {jobs.map((job) => (
        <li key={jobKey(job.ref)} className="grid gap-2 px-3 py-3 text-sm">
          <JobName job={job} />
          <ChangeTable
            changes={job.destination ? [...job.changes, job.destination] : job.changes}
            columns={["In the file", "Now"]}
          />
          {job.destination ? (
            <p className="text-muted text-xs">
              The destination is not restored, for its values are not in the file: open the job to change it.
            </p>
          ) : null}
          {may.write && job.changes.length > 0 ? <Way job={job} restore={restore} /> : null}
        </li>
      ))}
    </Rows>
  );
}

function Way({ job, restore }: { job: ChangedJob; restore: Restore }) {
  const key = jobKey(job.ref);
  const result = restore.results.get(key);
  const isRunning = restore.current === key;
  const words = `Restore ${job.changes.length === 1 ? "the setting" : `${job.changes.length} settings`}`;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {result?.ok ? null : (
        <Button
          size="small"
          aria-label={`${words} of ${job.label}`}
          aria-busy={isRunning}
          aria-disabled={restore.current !== null}
          onClick={restore.current === null ? () => void restore.run([job]) : undefined}
        >
          {words}
        </Button>
      )}
      <p role="status" className="min-w-0 [overflow-wrap:anywhere]">
        {isRunning ? (
          "Cloudflare is testing the destination…"
        ) : !result ? null : result.ok ? (
          <span className="text-ok">✓ Restored.</span>
        ) : (
          <span className="text-danger">
            ✗ {inSentences(result.error)}
            {result.error.cfRay ? ` (ray ${result.error.cfRay})` : ""}
          </span>
        )}
      </p>
    </div>
  );
}
