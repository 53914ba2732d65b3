import { useEffect, useRef, useState } from "react";
import { callAction, callWriteAction } from "#components/ui/call-action.ts";
import type { ChangedJob } from "#lib/logpush/drift/compare-jobs.ts";
import { restoredValues } from "#lib/logpush/drift/restore-values.ts";
import { listChanges } from "#lib/logpush/job/diff.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { type AppError, appError, type Result } from "#lib/logpush/result.ts";

export type RestoreActions = Pick<typeof import("#app/actions/jobs.ts"), "readJob" | "updateJob">;

/** What became of the jobs so far, by key; `current` is the one under way. */
export type Restore = {
  results: ReadonlyMap<string, Result<JobRef>>;
  current: string | null;
  run: (jobs: ChangedJob[]) => Promise<void>;
  stop: () => void;
  forget: () => void;
};

/** A save would convert what is written in the older form, and that is the form's to show. */
export function isRestorable({ changes, isLegacy }: ChangedJob): boolean {
  return changes.length > 0 && !isLegacy;
}

/** Failures after which the next job would not be sent either. */
const resting: string[] = [
  "E_UPSTREAM_PAUSED",
  "E_RATE_LIMIT",
  "E_CALL_SHARE_USED",
  "E_CALLS_SCARCE",
  "E_SIGN_IN",
  "E_SERVER_SILENT",
  "E_SERVER_SILENT_WRITE",
];

function isResting({ code }: AppError): boolean {
  return resting.includes(code);
}

/** Gives jobs the settings of the file back, one after the other; each is a save like that of the form. */
export function useRestore({ readJob, updateJob }: RestoreActions): Restore {
  const [results, setResults] = useState<Restore["results"]>(() => new Map());
  const [current, setCurrent] = useState<string | null>(null);
  const isStopped = useRef(true);
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );

  async function restore({ ref, changes, wanted }: ChangedJob): Promise<Result<JobRef>> {
    const read = await callAction(() => readJob(ref));
    if (!read.ok) return read;
    const { values: now, versions } = read.value;
    const values = restoredValues(now, wanted);
    // What was looked at before the press is what may be changed, and nothing else.
    const isAsShown = JSON.stringify(listChanges(now, values)) === JSON.stringify(changes);
    if (!isAsShown) return { ok: false, error: appError("E_RESTORE_MOVED") };
    return callWriteAction(() => updateJob({ ref, versions, values }));
  }

  async function run(jobs: ChangedJob[]) {
    if (!isStopped.current) return;
    isStopped.current = false;
    for (const job of jobs) {
      if (isStopped.current) break;
      setCurrent(jobKey(job.ref));
      const result = await restore(job);
      setResults((known) => new Map(known).set(jobKey(job.ref), result));
      if (!result.ok && isResting(result.error)) break;
    }
    isStopped.current = true;
    setCurrent(null);
  }

  const stop = () => {
    isStopped.current = true;
  };
  return { results, current, run, stop, forget: () => setResults(new Map()) };
}
