import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fillStore, makeOneFile, requireState } from "#lib/store/backup-store.ts";
import { emptyStore, sumStore, type TableSum } from "#lib/store/copy-store.ts";
import type { Store, StoreOptions } from "#lib/store/open-store.ts";
import { openBackup, removeSqlite, replaceSqlite } from "#lib/store/restore-store.ts";
import { findDataFolder, findOwnStore, lockFolders, nameOf, refuseServers, toCliError, withStore } from "../stores.ts";
import { CliError, callerPath, type Run, toJson } from "../verb.ts";

export const runRestore: Run = async ([typed = ""], values, { print }) => {
  const file = callerPath(typed);
  if (!existsSync(file)) throw new CliError(`file not found: ${typed}.`);
  const options = findOwnStore();
  const isForced = values.force === true && options.kind === "postgres";
  const lock = isForced ? undefined : lockFolders([options]);
  const draft = join(findDataFolder(), `restore-${randomBytes(6).toString("hex")}.db`);
  try {
    mkdirSync(dirname(draft), { recursive: true, mode: 0o700 });
    const store = await openBackup(file, draft).catch((error: unknown) => {
      throw toCliError(error, file);
    });
    const restored = await intoPlace(store, { draft, options, isForced });
    if (values.json) print(toJson({ file, ...restored }));
    else for (const line of toLines(file, options, restored)) print(line);
    return 0;
  } finally {
    removeSqlite(draft);
    lock?.release();
  }
};

type Restored = { tables: Record<string, number>; kept: string | null };

async function intoPlace(
  store: Store,
  { draft, options, isForced }: { draft: string; options: StoreOptions; isForced: boolean },
): Promise<Restored> {
  try {
    if (options.kind === "postgres")
      return { tables: countsOf(await intoPostgres(store, options, isForced)), kept: null };
    const tables = countsOf(await sumStore(store.db));
    await makeOneFile(store);
    await store.close();
    const kept = `${options.file}.before-restore-${new Date().toISOString().replaceAll(":", "-")}`;
    const hasOld = await replaceSqlite({ draft, file: options.file, kept });
    return { tables, kept: hasOld ? kept : null };
  } catch (error) {
    throw toCliError(error, nameOf(options));
  } finally {
    await store.close();
  }
}

async function intoPostgres(backup: Store, options: StoreOptions, isForced: boolean): Promise<TableSum[]> {
  return await withStore(options, async (store) => {
    if (!isForced) await refuseServers(store);
    if ((await requireState(store, "empty", "older")) !== "current") await store.migrate();
    return await fillStore(backup, store, (db) => emptyStore(db, store.kind));
  });
}

const countsOf = (sums: TableSum[]) => Object.fromEntries(sums.map(({ name, rows }) => [name, rows]));

function toLines(file: string, options: StoreOptions, { tables, kept }: Restored): string[] {
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return [
    `Restored ${file} into ${nameOf(options)}: ${rows} rows in ${Object.keys(tables).length} tables.`,
    ...(kept === null ? [] : [`The previous database is kept as ${kept}.`]),
    "Everyone has to sign in again. The server needs the key (HEADGATE_SECRET, or the file secret in HEADGATE_DATA) from the time of the backup.",
  ];
}
