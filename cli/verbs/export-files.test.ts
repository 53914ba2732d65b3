import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseEnv } from "#lib/server/env/env.ts";
import { legacyFiles, takeOverFiles } from "#lib/server/take-over.ts";
import { auditOf, openTestStore } from "#lib/server/testing/test-audit.ts";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { terminalOf } from "../testing/terminal.ts";

const state = vi.hoisted(() => ({ folder: "" }));
const key = "0".repeat(64);

// The real one reads the environment once per process.
vi.mock("#lib/server/env/env.ts", async (original) => ({
  ...(await original<typeof import("#lib/server/env/env.ts")>()),
  readEnv: () => {
    const result = parseEnv({ HEADGATE_DATA: state.folder, HEADGATE_SECRET: key }, () => "");
    if (!result.ok) throw result.error;
    return result.env;
  },
}));

let store: Store;

beforeEach(async () => {
  state.folder = mkdtempSync(join(tmpdir(), "headgate-export-"));
  vi.stubEnv("INIT_CWD", state.folder);
  vi.stubEnv("HEADGATE_DATA", state.folder);
  vi.stubEnv("HEADGATE_DATABASE", "");
  store = await openTestStore(state.folder);
});
afterEach(async () => {
  await store.close();
  vi.unstubAllEnvs();
  rmSync(state.folder, { recursive: true, force: true });
});

async function fill(): Promise<void> {
  const session = { id: "a".repeat(43), realm: "r", started_at: 1, used_at: 2 };
  await store.db
    .insertInto("session")
    .values({ ...session, caller: JSON.stringify({ id: "password:admin", name: "admin", role: "admin" }) })
    .execute();
  const audit = auditOf(store, { keys: [key] });
  const scope = `zones/${"a".repeat(32)}`;
  await audit.append({
    kind: "intent",
    id: "1",
    actor: "password:admin",
    action: "update",
    scope,
    jobId: 7,
    after: {},
  });
}

test("writes files that this version takes over again, and that only their owner can read", async () => {
  await fill();
  const { code, out, err } = await terminalOf().run("export-files", "old");
  expect({ code, err }).toEqual({ code: 0, err: [] });
  const audit = join(state.folder, "old", "audit.jsonl");
  expect(out.join("\n")).toContain(`Wrote ${audit}: ${statSync(audit).size} bytes.`);
  expect(statSync(audit).mode & 0o777).toBe(0o600);
  expect(out.join("\n")).toContain("does not support it: job versions");

  const other = openStore({ kind: "sqlite", file: join(state.folder, "other.db") });
  await other.migrate();
  await takeOverFiles({ store: other, dataDir: join(state.folder, "old"), now: Date.now });
  for (const file of legacyFiles) expect(await file.write(other.db)).toBe(await file.write(store.db));
  expect(await other.db.selectFrom("audit").selectAll().execute()).toHaveLength(1);
  expect(await other.db.selectFrom("session").selectAll().execute()).toHaveLength(1);
  await other.close();
});

test("prints JSON for programs", async () => {
  await fill();
  const { out } = await terminalOf().run("export-files", "old", "--json");
  const { folder, files, left } = JSON.parse(out.join("\n"));
  expect(folder).toBe(join(state.folder, "old"));
  const names = files.map(({ name }: { name: string }) => name);
  expect(names).toContain("audit.jsonl");
  expect(names).toContain("sessions.json");
  expect(left.length).toBeGreaterThan(0);
});

test("overwrites nothing", async () => {
  await fill();
  const file = join(state.folder, "audit.jsonl");
  writeFileSync(file, "mine");
  const { code, err } = await terminalOf().run("export-files", ".");
  expect(code).toBe(1);
  expect(err.join("\n")).toContain(`${file} already exists`);
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("says that there is nothing to write, and that there is no database", async () => {
  const empty = await terminalOf().run("export-files", "old");
  expect(empty.code).toBe(0);
  expect(empty.out[0]).toBe("The database holds nothing that version 0.1 kept in files.");
  vi.stubEnv("HEADGATE_DATA", join(state.folder, "nowhere"));
  const { code, err } = await terminalOf().run("export-files", "old");
  expect(code).toBe(1);
  expect(err.join("\n")).toContain("does not exist");
});
