import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { collectChanges } from "#lib/server/activity/list-changes.ts";
import { type BrokenEntry, streamAudit } from "#lib/server/audit/audit.ts";
import { readChain } from "#lib/server/audit/chain.ts";
import { type AuditKeys, fileChain } from "#lib/server/audit/sealed-entry.ts";
import { StartupError } from "#lib/server/env/rules.ts";
import { openStore, type StoreOptions } from "#lib/store/open-store.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { findStoreOptions } from "../stores.ts";
import { CliError, type ExitCode, printable, type Run, type Terminal, toJson, type Values } from "../verb.ts";

export const runAudit: Run = async ([path], values, terminal) => {
  const data = process.env.HEADGATE_DATA?.trim() || ".data";
  if (path !== undefined) return printLog(readLogFile(path, data), values, terminal);
  const options = findStore(data);
  if (options.kind === "postgres" || existsSync(options.file)) {
    return printLog(await readStore(options, data), values, terminal);
  }
  // A version before the store has run here, and this one has not started yet.
  const older = join(data, "audit.jsonl");
  if (existsSync(older)) return printLog(readLogFile(older, data), values, terminal);
  terminal.warn(`${options.file} does not exist, so there are no changes yet. HEADGATE_DATA sets the data folder.`);
  if (values.json) terminal.print(toJson({ changes: [], broken: [] }));
  return 0;
};

/** `name` is what the log is called in a sentence. */
type ReadLog = { name: string; changes: RecordedChange[]; entries: number; broken: BrokenEntry[] };

function printLog({ name, changes, entries, broken }: ReadLog, values: Values, { print, warn }: Terminal): ExitCode {
  if (values.json) print(toJson({ changes: changes.map(toEntry), broken }));
  else for (const change of changes) print(writeChange(change));
  if (broken.length === 0) return 0;
  if (broken.length === entries) {
    warn(`every line of ${name} was sealed with another key. Did HEADGATE_SECRET or the file "secret" change?`);
    return 1;
  }
  for (const [chain, numbers] of groupByChain(broken)) {
    const lines = numbers.map(({ n }) => n).join(", ");
    warn(`${name} was altered in ${printable(chain)} at line ${lines}, or sealed with another key.`);
  }
  return 1;
}

/** Node.js 20 has no `Map.groupBy`. */
function groupByChain(broken: BrokenEntry[]): Map<string, BrokenEntry[]> {
  const groups = new Map<string, BrokenEntry[]>();
  for (const entry of broken) groups.set(entry.chain, [...(groups.get(entry.chain) ?? []), entry]);
  return groups;
}

/** The store of this installation. A running server is not disturbed. */
function findStore(dataDir: string): StoreOptions {
  try {
    const options = findStoreOptions(dataDir);
    return options.kind === "sqlite" ? { ...options, readOnly: true } : options;
  } catch (error) {
    if (error instanceof StartupError) throw new CliError(error.message);
    throw error;
  }
}

async function readStore(options: StoreOptions, data: string): Promise<ReadLog> {
  const name = options.kind === "sqlite" ? options.file : "the audit log";
  const keys = readKeys(data);
  const store = openStore(options);
  const changes = collectChanges();
  const broken: BrokenEntry[] = [];
  let entries = 0;
  try {
    for await (const read of streamAudit(store, keys)) {
      entries += 1;
      if (read.line) changes.add(read.line);
      if (read.broken) broken.push(read.broken);
    }
  } catch (error) {
    if (!isStoreError(error)) throw error;
    throw new CliError(`cannot read the database (${error.detail}). Start this version of Headgate once to update it.`);
  } finally {
    await store.close();
  }
  return { name, changes: changes.list(), entries, broken };
}

/** A file of a version before the store. */
function readLogFile(file: string, data: string): ReadLog {
  const { lines, broken } = readChain(readKeys(data), readOrEnd(file));
  const changes = collectChanges();
  for (const line of lines) changes.add(line);
  return {
    name: file,
    changes: changes.list(),
    entries: lines.length,
    broken: broken.map((n) => ({ chain: fileChain, n })),
  };
}

function readKeys(data: string): AuditKeys {
  const key = process.env.HEADGATE_SECRET?.trim() || readOrEnd(join(data, "secret")).trim();
  const old = process.env.HEADGATE_SECRET_OLD?.trim();
  return old ? [key, old] : [key];
}

function readOrEnd(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : path}. HEADGATE_DATA sets the data folder.`);
  }
}

/** A change that is in progress, or whose outcome is unknown, is open. */
function outcomeOf({ outcome }: RecordedChange): "done" | "failed" | "open" {
  if (outcome === "done") return "done";
  return outcome === "refused" || outcome === "not done" ? "failed" : "open";
}

function toEntry(change: RecordedChange) {
  return { ...change, outcome: outcomeOf(change) };
}

/** In the order in which the changes began. */
function writeChange(change: RecordedChange): string {
  const { at, actor, action, scope, jobId, attributes, code, cfRay } = change;
  const job = jobId === null ? scope : `${scope}/jobs/${jobId}`;
  const ended = [outcomeOf(change), code, cfRay && `ray ${cfRay}`].filter(Boolean).join(" ");
  return [at, actor, action, job || "-", attributes.join(",") || "-", ended].map((part) => printable(part)).join("\t");
}
