import { importError } from "../import/import-error.ts";
import { notAJob, readJson } from "../import/read-json.ts";
import { isJsonObject } from "../job/job.ts";
import { parseJson } from "../json/parse-json.ts";
import { ok, type Result } from "../result.ts";
import type { BackupFile } from "./compare-jobs.ts";

/** Enough for ten thousand jobs. */
export const maxBackupMegabytes = 50;

/** Reads the jobs of an exported file, an answer of the API, or Terraform's JSON. No jobs is a valid result. */
export function readBackup(text: string): Result<BackupFile> {
  if (text.length > maxBackupMegabytes * 1_000_000) return importError("E_BACKUP_LARGE", { limit: maxBackupMegabytes });
  // Some editors add a byte order mark.
  const bare = text.replace(/^\ufeff/, "");
  if (bare.trim() === "") return importError("E_BACKUP_EMPTY");
  if (isEmptyList(bare)) return ok({ jobs: [], strangers: [] });
  const read = readJson(bare);
  if (!read.ok) return read;
  const strangers = read.value[0]?.ignored.filter(({ why }) => why === notAJob) ?? [];
  return ok({ jobs: read.value, strangers });
}

function isEmptyList(text: string): boolean {
  if (text.length > 10_000) return false;
  const parsed = parseJson(text);
  if (!parsed.ok) return false;
  const list = isJsonObject(parsed.value) && parsed.value.success === true ? parsed.value.result : parsed.value;
  return Array.isArray(list) && list.length === 0;
}
