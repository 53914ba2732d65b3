import "server-only";
import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { readMeta, writeMeta } from "#lib/store/meta.ts";
import type { Store } from "#lib/store/open-store.ts";
import { legacyAlerts } from "./alerts/legacy-alerts.ts";
import { legacyAudit } from "./audit/legacy-audit.ts";
import { auditKeysOf } from "./audit/process-audit.ts";
import { legacySessions } from "./auth/legacy-sessions.ts";
import { codeOf } from "./base/data-file.ts";
import { type LegacyFile, LegacyFileError } from "./base/legacy-file.ts";
import { log } from "./base/log.ts";
import { legacyJobNotes } from "./context/legacy-job-notes.ts";
import { readEnv } from "./env/env.ts";
import { StartupError } from "./env/rules.ts";

/** The files of versions before the store. */
export const legacyFiles: readonly LegacyFile[] = [
  legacySessions,
  legacyJobNotes,
  legacyAlerts(() => readEnv().mode),
  legacyAudit(() => auditKeysOf(readEnv())),
];

type TakeOver = { store: Store; dataDir: string; now: () => number; files?: readonly LegacyFile[] };

/**
 * Moves the files of an older version into the store: all of them in one transaction, or none. They are kept under the
 * name `*.migrated-<time>`. A file that is damaged stops the start, because what it holds would be lost in silence.
 */
export async function takeOverFiles({ store, dataDir, now, files = legacyFiles }: TakeOver): Promise<void> {
  const found = files.flatMap((file) => {
    const path = join(dataDir, file.name);
    const text = readIfThere(path);
    return text === undefined ? [] : [{ file, path, text, mark: markOf(file.name, text) }];
  });
  if (found.length === 0) return;
  await store.db.transaction().execute(async (db) => {
    for (const { file, text, mark } of found) {
      // A crash between the commit and the renaming must not store a file twice.
      if ((await readMeta(db, mark)) !== undefined) continue;
      try {
        await file.takeOver(db, text);
      } catch (error) {
        if (!(error instanceof LegacyFileError)) throw error;
        throw new StartupError(
          "HEADGATE_DATA",
          `contains ${file.name} of an older version, and ${error.message}`,
          `Restore this file from a backup, or move it away to start without its data.`,
        );
      }
      await writeMeta(db, mark, String(now()));
    }
  });
  const suffix = new Date(now()).toISOString().replaceAll(":", "-");
  for (const { file, path } of found) {
    renameSync(path, `${path}.migrated-${suffix}`);
    log({ level: "info", event: `migrated ${file.name} into the database; the file is kept as .migrated-*` });
  }
}

/** Names what was taken over. A file that an older version has written since then is another one. */
function markOf(name: string, text: string): string {
  return `taken-over:${name}:${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
