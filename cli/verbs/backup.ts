import { randomBytes } from "node:crypto";
import { closeSync, constants, copyFileSync, existsSync, linkSync, openSync, rmSync, statSync } from "node:fs";
import { backUpStore, countRows } from "#lib/store/backup-store.ts";
import { removeSqlite } from "#lib/store/restore-store.ts";
import { findOwnStore, toCliError, withStore } from "../stores.ts";
import { CliError, callerPath, type Run, toJson } from "../verb.ts";

export const runBackup: Run = async ([typed = ""], values, { print }) => {
  const file = callerPath(typed);
  const options = findOwnStore();
  if (options.kind === "sqlite" && !existsSync(options.file)) {
    throw new CliError(`${options.file} does not exist: nothing to back up. HEADGATE_DATA sets the data folder.`);
  }
  if (existsSync(file)) throw new CliError(`${file} already exists. A backup does not overwrite files.`);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    closeSync(openSync(draft, "wx", 0o600));
    const source = options.kind === "sqlite" ? { ...options, readOnly: true } : options;
    await withStore(source, (store) => backUpStore(store, draft));
    const tables = await withStore({ kind: "sqlite", file: draft, readOnly: true }, countRows);
    place(draft, file);
    const { size } = statSync(file);
    if (values.json) print(toJson({ file, bytes: size, tables, includesKey: false }));
    else for (const line of toLines(file, size, tables)) print(line);
    return 0;
  } catch (error) {
    throw toCliError(error, file);
  } finally {
    removeSqlite(draft);
  }
};

/** Whole or not at all, and never over another file. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    // A file system without links.
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  }
  rmSync(draft);
}

function toLines(file: string, bytes: number, tables: Record<string, number>): string[] {
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return [
    `Wrote ${file}: ${Object.keys(tables).length} tables, ${rows} rows, ${bytes} bytes.`,
    ...Object.entries(tables).map(([name, count]) => `  ${name}\t${count}`),
    "The backup is useless without the installation's key, which it does not contain. Store HEADGATE_SECRET, or the file secret in HEADGATE_DATA, separately.",
  ];
}
