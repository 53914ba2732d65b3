import { existsSync } from "node:fs";
import { join } from "node:path";
import { countRows, fillStore, makeOneFile, requireState, UnfitStoreError } from "#lib/store/backup-store.ts";
import type { TableSum } from "#lib/store/copy-store.ts";
import type { Store, StoreOptions } from "#lib/store/open-store.ts";
import { removeSqlite } from "#lib/store/restore-store.ts";
import {
  findDataFolder,
  findOwnStore,
  lockFolders,
  nameOf,
  parseAddress,
  refuseServers,
  withStore,
} from "../stores.ts";
import { CliError, type Run, type Terminal, toJson, type Values } from "../verb.ts";

export const runMoveStore: Run = async (_args, values, terminal) => {
  const { from, to } = await readAddresses(values, terminal);
  if (from.kind === "sqlite" && !existsSync(from.file)) {
    throw new CliError(`${from.file} does not exist: nothing to move. HEADGATE_DATA sets the data folder.`);
  }
  if (nameOf(from) === nameOf(to)) throw new CliError(`--to is the source database, ${nameOf(to)}.`);
  const lock = lockFolders([from, to]);
  try {
    const sums = await move(from, to, values.force === true);
    if (values.json)
      terminal.print(toJson({ tables: Object.fromEntries(sums.map(({ name, ...sum }) => [name, sum])) }));
    else for (const line of toLines(from, to, sums)) terminal.print(line);
    return 0;
  } finally {
    lock.release();
  }
};

/** An address with a password in an argument would be in the list of processes, so one of them may come in otherwise. */
async function readAddresses({ from, to }: Values, { readInput }: Terminal) {
  if (typeof to !== "string") throw new CliError("--to is missing: postgres://user:password@host/name, a path, or -.");
  if (to === "-" && from === "-") throw new CliError("only one of --to and --from can be -.");
  const read = async (option: string, address: string) =>
    parseAddress(option, address === "-" ? (await readInput("-")).trim() : address);
  return {
    from: typeof from === "string" ? await read("--from", from) : findOwnStore(),
    to: await read("--to", to),
  };
}

async function move(from: StoreOptions, to: StoreOptions, isForced: boolean): Promise<TableSum[]> {
  const isNew = to.kind === "sqlite" && !existsSync(to.file);
  const source = from.kind === "sqlite" ? { ...from, readOnly: true } : from;
  try {
    return await withStore(source, async (store) => {
      await requireState(store);
      if (!isForced) await refuseServers(store);
      return await withStore(to, (target) => fill(store, target));
    });
  } catch (error) {
    if (isNew) removeSqlite(to.file);
    throw error;
  }
}

async function fill(from: Store, to: Store): Promise<TableSum[]> {
  if ((await requireState(to, "empty", "older")) !== "current") await to.migrate();
  const sums = await fillStore(from, to, async (db) => {
    // What a server writes at its start. It is copied like the rest.
    await db.deleteFrom("meta").execute();
    const full = Object.entries(await countRows({ db })).flatMap(([name, count]) => (count > 0 ? name : []));
    if (full.length > 0) throw new UnfitStoreError(`is not empty: it has rows in ${full.join(", ")}`);
  });
  if (to.kind === "sqlite") await makeOneFile(to);
  return sums;
}

function toLines(from: StoreOptions, to: StoreOptions, sums: TableSum[]): string[] {
  const rows = sums.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Copied ${rows} rows in ${sums.length} tables from ${nameOf(from)} to ${nameOf(to)}.`,
    "Verified: row counts and digests of all tables match.",
    to.kind === "postgres"
      ? `Set HEADGATE_DATABASE to its URL, and HEADGATE_SECRET to the key of this installation: it is in ${join(findDataFolder(), "secret")} if HEADGATE_SECRET was not set. Then start the server.`
      : "Unset HEADGATE_DATABASE and keep HEADGATE_SECRET. The server finds the file if it is headgate.db in HEADGATE_DATA.",
  ];
}
