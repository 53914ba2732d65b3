import { callAction, callWriteAction } from "#components/ui/call-action.ts";
import { type Run, useRun } from "#components/ui/use-run.ts";
import type { ChangedJob } from "#lib/logpush/drift/compare-jobs.ts";
import { restoredValues } from "#lib/logpush/drift/restore-values.ts";
import { appError } from "#lib/logpush/errors/app-error.ts";
import { listChanges } from "#lib/logpush/job/diff.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

export type RestoreActions = Pick<typeof import("#app/actions/jobs.ts"), "readJob" | "updateJob">;

export type Restore = Run<ChangedJob, JobRef>;

/** A save would convert what is written in the older form, and that is the form's to show. */
export function isRestorable({ changes, isLegacy }: ChangedJob): boolean {
  return changes.length > 0 && !isLegacy;
}

/** Gives one job the settings of the file back: a save like that of the form. More than one is a run. */
export function useRestore({ readJob, updateJob }: RestoreActions): Restore {
  async function restore({ ref, changes, wanted }: ChangedJob): Promise<Result<JobRef>> {
    const read = await callAction(() => readJob(ref));
    if (!read.ok) return read;
    const { values: now, versions } = read.value;
    const values = restoredValues(now, wanted);
    // Only what the page showed before the button was pressed is changed.
    const isAsShown = JSON.stringify(listChanges(now, values)) === JSON.stringify(changes);
    if (!isAsShown) return { ok: false, error: appError("E_RESTORE_MOVED") };
    return callWriteAction(() => updateJob({ ref, versions, values }));
  }
  return useRun({ keyOf: ({ ref }) => jobKey(ref), call: restore, atLimit: "end" });
}
