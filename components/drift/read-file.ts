import type { BackupFile } from "#lib/logpush/drift/compare-jobs.ts";
import { maxBackupMegabytes, readBackup } from "#lib/logpush/drift/read-backup.ts";
import { importError } from "#lib/logpush/import/import-error.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { Backup } from "./backup-input.tsx";

/** The jobs of a chosen file or a pasted text. A file that was changed or moved since it was chosen cannot be read. */
export async function readFile(backup: Backup): Promise<Result<BackupFile>> {
  if (typeof backup === "string") return readBackup(backup);
  if (backup.size > maxBackupMegabytes * 1_000_000) return importError("E_BACKUP_LARGE", { limit: maxBackupMegabytes });
  try {
    return readBackup(await backup.text());
  } catch {
    return importError("E_BACKUP_UNREADABLE", { name: backup.name });
  }
}
