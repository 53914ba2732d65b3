import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sealLine } from "#lib/server/audit/chain.ts";
import type { NewEntry } from "#lib/server/audit/entry.ts";
import { auditOf, openTestStore } from "#lib/server/testing/test-audit.ts";
import type { Store } from "#lib/store/open-store.ts";
import { terminalOf } from "../testing/terminal.ts";

const key = "0".repeat(64);
const scope = `zones/${"a".repeat(32)}`;
let folder: string;
let store: Store | undefined;

const intent = (id: string, actor: string): NewEntry => ({
  kind: "intent",
  id,
  actor,
  action: "update",
  scope,
  jobId: 7,
  after: { name: "x", enabled: "y" },
});
const outcome = (id: string, ended: "done" | "refused" | "not done" | "unknown"): NewEntry => ({
  kind: "outcome",
  id,
  by: "answer",
  scope,
  jobId: 7,
  outcome: ended,
});

/** Adds the entries to the log of a server that keeps running. */
async function record(entries: NewEntry[], keys: [string, ...string[]] = [key]): Promise<Store> {
  store ??= await openTestStore(folder);
  const clock = { ms: Date.parse("2026-11-28T12:00:00Z") };
  const audit = auditOf(store, { keys, now: () => (clock.ms += 1) });
  for (const entry of entries) await audit.append(entry);
  return store;
}

/** The log of a version before the store. */
function writeLog(file: string, entries: NewEntry[]): void {
  let before = "";
  const lines = entries.map((entry, place) => {
    const sealed = sealLine(key, { ...entry, ts: `2026-11-27T12:00:0${place % 10}.000Z` }, before);
    before = sealed.mac;
    return sealed.text;
  });
  writeFileSync(file, lines.join(""));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  vi.stubEnv("HEADGATE_DATA", folder);
  vi.stubEnv("HEADGATE_SECRET", key);
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("prints a line per change, separated by tabs, with done, failed or open", async () => {
  await record([
    intent("1", "password:admin"),
    outcome("1", "done"),
    intent("2", "a\tb\u001b[31m"),
    outcome("2", "refused"),
    intent("3", "c"),
    outcome("3", "not done"),
    intent("4", "d"),
    outcome("4", "unknown"),
    intent("5", "e"),
  ]);
  const { code, out, err } = await terminalOf().run("audit");
  expect({ code, err }).toEqual({ code: 0, err: [] });
  const rows = out.map((line) => line.split("\t"));
  expect(rows.map((row) => row.slice(1))).toEqual([
    ["password:admin", "update", `${scope}/jobs/7`, "name,enabled", "done"],
    ["a\\tb\\u001b[31m", "update", `${scope}/jobs/7`, "name,enabled", "failed"],
    ["c", "update", `${scope}/jobs/7`, "name,enabled", "failed"],
    ["d", "update", `${scope}/jobs/7`, "name,enabled", "open"],
    ["e", "update", `${scope}/jobs/7`, "name,enabled", "open"],
  ]);
  const json = await terminalOf().run("audit", "--json");
  expect(JSON.parse(json.out.join("\n")).changes.map((change: { outcome: string }) => change.outcome)).toEqual([
    "done",
    "failed",
    "failed",
    "open",
    "open",
  ]);
});

test("merges the changes of all zones and accounts by time", async () => {
  const other = `accounts/${"b".repeat(32)}`;
  await record([intent("1", "a"), { ...intent("2", "b"), scope: other }, intent("3", "c"), outcome("1", "done")]);
  const { out } = await terminalOf().run("audit");
  expect(out.map((line) => line.split("\t").slice(1, 4))).toEqual([
    ["a", "update", `${scope}/jobs/7`],
    ["b", "update", `${other}/jobs/7`],
    ["c", "update", `${scope}/jobs/7`],
  ]);
});

test("reports altered lines on standard error with their chain, and exits with 1", async () => {
  await record([intent("1", "a"), outcome("1", "done")]);
  const { db } = await record([intent("2", "b")], ["1".repeat(64)]);
  const altered = await terminalOf().run("audit");
  expect(altered.code).toBe(1);
  expect(altered.out).toHaveLength(2);
  expect(altered.err.join("\n")).toContain(`altered in ${scope} at line 3`);
  vi.stubEnv("HEADGATE_SECRET_OLD", "1".repeat(64));
  expect(await terminalOf().run("audit")).toMatchObject({ code: 0, err: [] });
  await db.deleteFrom("audit").where("n", "=", 3).execute();
  const { out, err } = await terminalOf().run("audit", "--json");
  expect(JSON.parse(out.join("\n")).broken).toEqual([{ chain: scope, n: 3 }]);
  expect(err.join("\n")).toContain(`altered in ${scope} at line 3`);
});

test("says so if every line was sealed with another key", async () => {
  await record([intent("1", "a"), outcome("1", "done")], ["1".repeat(64)]);
  const { code, err } = await terminalOf().run("audit");
  expect(code).toBe(1);
  expect(err.join("\n")).toContain("sealed with another key");
});

test("reads the file of an older version, named or before this version has started", async () => {
  const file = join(folder, "audit.jsonl");
  writeLog(file, [intent("1", "a"), outcome("1", "done")]);
  const { code, out, err } = await terminalOf().run("audit");
  expect({ code, err }).toEqual({ code: 0, err: [] });
  expect(out.map((line) => line.split("\t").slice(1))).toEqual([
    ["a", "update", `${scope}/jobs/7`, "name,enabled", "done"],
  ]);
  writeFileSync(file, sealLine(key, { ...intent("2", "b"), ts: "2026-11-28T12:00:00.000Z" }, "").text, { flag: "a" });
  await record([]);
  expect((await terminalOf().run("audit")).out).toEqual([]);
  const named = await terminalOf().run("audit", file);
  expect({ code: named.code, lines: named.out.length }).toEqual({ code: 1, lines: 2 });
  expect(named.err.join("\n")).toContain("altered in file at line 3");
});

test("says so if nothing has been changed yet, or the database is not one", async () => {
  const { code, out, err } = await terminalOf().run("audit");
  expect({ code, out }).toEqual({ code: 0, out: [] });
  expect(err.join("\n")).toContain("there are no changes yet");
  writeFileSync(join(folder, "headgate.db"), "no database".repeat(100));
  const damaged = await terminalOf().run("audit");
  expect(damaged.code).toBe(1);
  expect(damaged.err.join("\n")).toContain("cannot read the database (SQLite 26)");
});
