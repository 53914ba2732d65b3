import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sealLine } from "#lib/server/audit/chain.ts";
import type { Entry } from "#lib/server/audit/entry.ts";
import { terminalOf } from "../testing/terminal.ts";

const key = "0".repeat(64);
const folder = mkdtempSync(join(tmpdir(), "headgate-audit-"));
const file = join(folder, "audit.jsonl");
const scope = `zones/${"a".repeat(32)}`;

const intent = (id: string, actor: string): Entry => ({
  kind: "intent",
  id,
  actor,
  action: "update",
  scope,
  jobId: 7,
  after: { name: "x", enabled: "y" },
});
const outcome = (id: string, ended: "done" | "refused" | "not done" | "unknown"): Entry => ({
  kind: "outcome",
  id,
  by: "answer",
  jobId: 7,
  outcome: ended,
});

/** Writes a log of these entries, each sealed over the previous one. */
function writeLog(entries: Entry[]): void {
  let before = "";
  const lines = entries.map((entry, place) => {
    const sealed = sealLine(key, { ...entry, ts: `2026-11-28T12:00:0${place % 10}.000Z` }, before);
    before = sealed.mac;
    return sealed.text;
  });
  writeFileSync(file, lines.join(""));
}

beforeAll(() => {
  vi.stubEnv("HEADGATE_DATA", folder);
  vi.stubEnv("HEADGATE_SECRET", key);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("prints a line per change, separated by tabs, with done, failed or open", async () => {
  writeLog([
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

test("reports altered lines on standard error and exits with 1", async () => {
  writeLog([intent("1", "a"), outcome("1", "done")]);
  const other = sealLine("1".repeat(64), { ...intent("2", "b"), ts: "2026-11-28T12:00:00.000Z" }, "");
  writeFileSync(file, other.text, { flag: "a" });
  const { code, out, err } = await terminalOf().run("audit");
  expect(code).toBe(1);
  expect(out).toHaveLength(2);
  expect(err.join("\n")).toContain("altered at line 3");
});

test("says so if nothing has been changed yet", async () => {
  rmSync(file);
  const { code, out, err } = await terminalOf().run("audit");
  expect({ code, out }).toEqual({ code: 0, out: [] });
  expect(err.join("\n")).toContain("nothing has been changed yet");
});
