import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { absoluteMs, idleMs, openSessionStore, type SessionCaller } from "./session-store.ts";

const caller: SessionCaller = { id: "password:admin", name: "admin", role: "admin" };
const minute = 60_000;
let dataDir = "";
let nowMs = 0;

function open(realm = "one") {
  return openSessionStore({ dataDir, realm, now: () => nowMs });
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-sessions-"));
  nowMs = 1_800_000_000_000;
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("a session", () => {
  test("is found until it is ended, also by a restarted server", async () => {
    await open().begin("sid", caller);
    expect(await open().find("sid")).toEqual(caller);
    expect(await open().find("other")).toBeUndefined();
    await open().end("sid");
    expect(await open().find("sid")).toBeUndefined();
  });

  test("ends after half an hour without use", async () => {
    const store = open();
    await store.begin("sid", caller);
    nowMs += idleMs - 1;
    expect(await store.find("sid")).toEqual(caller);
    nowMs += idleMs - 1;
    expect(await store.find("sid")).toEqual(caller);
    nowMs += idleMs;
    expect(await store.find("sid")).toBeUndefined();
  });

  test("ends after eight hours, however much it is used", async () => {
    const store = open();
    await store.begin("sid", caller);
    const startedAt = nowMs;
    for (; nowMs - startedAt < absoluteMs; nowMs += 20 * minute) expect(await store.find("sid")).toEqual(caller);
    expect(await store.find("sid")).toBeUndefined();
  });

  test("does not last longer if the clock is set back", async () => {
    const store = open();
    await store.begin("sid", caller);
    nowMs -= 10 * minute;
    expect(await store.find("sid")).toBeUndefined();
  });

  test("a clock that is some seconds off does not end it", async () => {
    const store = open();
    await store.begin("sid", caller);
    nowMs -= 30_000;
    expect(await store.find("sid")).toEqual(caller);
  });

  test("belongs to the settings under which it started: a new password ends it", async () => {
    await open("one").begin("sid", caller);
    expect(await open("two").find("sid")).toBeUndefined();
  });
});

describe("the file", () => {
  test("is readable only by its owner and contains no session id", async () => {
    await open().begin("canary-session-id", caller);
    const file = join(dataDir, "sessions.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).not.toContain("canary-session-id");
  });

  test("drops sessions that are over and keeps at most a thousand", async () => {
    const store = open();
    for (let index = 0; index < 3; index += 1) await store.begin(`old-${index}`, caller);
    nowMs += idleMs;
    const sessions = Object.fromEntries(
      Array.from({ length: 1200 }, (_, index) => [
        `key-${index}`,
        { ...caller, realm: "one", startedAt: nowMs, usedAt: nowMs + index },
      ]),
    );
    writeFileSync(join(dataDir, "sessions.json"), JSON.stringify({ version: 1, sessions }));
    await store.begin("new", caller);
    const kept: object = JSON.parse(readFileSync(join(dataDir, "sessions.json"), "utf8")).sessions;
    expect(Object.keys(kept)).toHaveLength(1000);
    expect(await store.find("new")).toEqual(caller);
    expect(Object.keys(kept)).toContain("key-1199");
    expect(Object.keys(kept)).not.toContain("key-0");
  });

  test("signs everybody out if it is damaged, and accepts new sessions", async () => {
    const store = open();
    await store.begin("sid", caller);
    writeFileSync(join(dataDir, "sessions.json"), "{");
    expect(await store.find("sid")).toBeUndefined();
    await store.begin("sid2", caller);
    expect(await store.find("sid2")).toEqual(caller);
  });

  test("lets nobody in if it cannot be written, and ended sessions stay ended", async () => {
    const store = open();
    await store.begin("sid", caller);
    const broken = openSessionStore({ dataDir: join(dataDir, "sessions.json"), realm: "one", now: () => nowMs });
    await expect(broken.begin("sid2", caller)).rejects.toMatchObject({ error: { code: "E_DATA_UNWRITABLE" } });
    await expect(broken.end("sid")).rejects.toMatchObject({ error: { code: "E_DATA_UNWRITABLE" } });
    expect(await store.find("sid")).toBeUndefined();
  });
});
