import { useEffect, useRef } from "react";
import { ChangeTable } from "#components/job-form/change-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import type { ChangedJob } from "#lib/logpush/drift/compare-jobs.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { type AppError, inSentences, type Result } from "#lib/logpush/result.ts";
import type { May } from "#lib/logpush/views.ts";
import { JobName, Rows } from "./parts.tsx";
import { isRestorable, type Restore } from "./use-restore.ts";

type Chosen = ReadonlySet<string>;
type ChangedJobsProps = {
  jobs: ChangedJob[];
  restore: Restore;
  may: May;
  /** By `jobKey`: what is selected for a run. */
  chosen: Chosen;
  onChoose: (change: (before: Chosen) => Chosen) => void;
};

/** Each changed job with its differences, and a button that takes the settings back. */
export function ChangedJobs({ jobs, restore, may, chosen, onChoose }: ChangedJobsProps) {
  const choose = (key: string) => onChoose((before) => withOrWithout(before, key));
  return (
    <Rows>
      {jobs.map((job) => {
        const key = jobKey(job.ref);
        const choice = { isChosen: chosen.has(key), onChoose: () => choose(key) };
        return (
          <Changed key={key} job={job} restore={restore} may={may} choice={jobs.length > 1 ? choice : undefined} />
        );
      })}
    </Rows>
  );
}

function withOrWithout(before: Chosen, key: string): Chosen {
  const after = new Set(before);
  if (!after.delete(key)) after.add(key);
  return after;
}

type ChangedProps = Pick<ChangedJobsProps, "restore" | "may"> & {
  job: ChangedJob;
  choice: { isChosen: boolean; onChoose: () => void } | undefined;
};

function Changed({ job, restore, may, choice }: ChangedProps) {
  const { changes, fixed, isLegacy } = job;
  const isRestored = restore.results.get(jobKey(job.ref))?.ok === true;
  const mayRestore = may.write && isRestorable(job);
  const shown = isRestored ? fixed : [...changes, ...fixed];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3 py-3 text-sm">
      <div className="flex items-center gap-2">
        {choice && mayRestore && !isRestored ? (
          <input
            type="checkbox"
            aria-label={`Select ${job.label}`}
            className="check"
            checked={choice.isChosen}
            onChange={choice.onChoose}
          />
        ) : null}
        <JobName job={job} />
      </div>
      {shown.length > 0 ? <ChangeTable changes={shown} columns={["Now", "In the file"]} /> : null}
      {fixed.length > 0 ? (
        <p className="text-muted text-xs">
          {fixed.map(({ label }) => label).join(" and ")} can’t be restored: values aren’t in the backup.
        </p>
      ) : null}
      {isLegacy && changes.length > 0 ? (
        <p className="text-muted text-xs">This job uses logpull_options. Open it to convert them to output_options.</p>
      ) : null}
      {mayRestore ? <Way job={job} restore={restore} /> : null}
    </li>
  );
}

function Way({ job, restore }: { job: ChangedJob; restore: Restore }) {
  const key = jobKey(job.ref);
  const result = restore.results.get(key);
  const isRunning = restore.current === key;
  const words = `Restore ${job.changes.length === 1 ? "the setting" : `${job.changes.length} settings`}`;
  const wasPressed = useRef(false);
  const status = useRef<HTMLParagraphElement>(null);
  const isRestored = result?.ok === true;
  useEffect(() => {
    // The button is gone, and with it the focus.
    if (isRestored && wasPressed.current) status.current?.focus();
  }, [isRestored]);
  return (
    <div className="flex flex-wrap items-center gap-3">
      {isRestored ? null : (
        <Button
          size="small"
          aria-label={`${words} of ${job.label}`}
          aria-busy={isRunning}
          aria-disabled={restore.current !== null}
          onClick={() => {
            if (restore.current !== null) return;
            wasPressed.current = true;
            void restore.start([job]);
          }}
        >
          {words}
        </Button>
      )}
      <p role="status" ref={status} tabIndex={-1} className="min-w-0 outline-none [overflow-wrap:anywhere]">
        {isRunning ? "Cloudflare is validating the destination…" : <Outcome result={result} />}
      </p>
    </div>
  );
}

function Outcome({ result }: { result: Result<JobRef> | undefined }) {
  if (!result) return null;
  if (result.ok) return <span className="text-ok">✓ Restored.</span>;
  return <span className="text-danger">✗ {failureWords(result.error)}</span>;
}

/** Nothing on this page can be marked, so what is wrong with a setting is said here. */
function failureWords(error: AppError): string {
  const fields = Object.values(error.fieldErrors ?? {});
  const ray = error.cfRay ? ` (ray ${error.cfRay})` : "";
  const outcome = isUnknownOutcome(error) ? "" : "Nothing was changed. ";
  return `${outcome}${fields.length > 0 ? fields.join(" ") : inSentences(error)}${ray}`;
}
