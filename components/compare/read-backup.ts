import { type Comparison, compareJobs } from "#lib/logpush/drift/compare-jobs.ts";
import { importError } from "#lib/logpush/import/import-error.ts";
import { readJson } from "#lib/logpush/import/read-json.ts";
import type { JobExport } from "#lib/logpush/job/job-list.ts";
import { ok, type Result } from "#lib/logpush/result.ts";

/** More than ten thousand jobs need. */
const maxMegabytes = 50;

type Read = { comparison: Comparison; failures: JobExport["failures"] };

/** Reads the file, then the jobs as they are, and compares them. Nothing of the file is sent anywhere. */
export async function readBackup(text: string, exportJobs: () => Promise<Result<JobExport>>): Promise<Result<Read>> {
  if (text.length > maxMegabytes * 1_000_000) return importError("E_BACKUP_LARGE", { limit: maxMegabytes });
  if (text.trim() === "") return importError("E_BACKUP_EMPTY");
  const file = readJson(text);
  if (!file.ok) return file;
  const live = await exportJobs();
  if (!live.ok) return live;
  return ok({ comparison: compareJobs(file.value, live.value), failures: live.value.failures });
}
