import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { absoluteMs, idleMs, openSessionStore, type SessionCaller } from "./session-store.ts";

const caller: SessionCaller = { id: "password:admin", name: "admin", role: "admin" };
const minute = 60_000;
let nowMs = 0;

function open({ db }: Pick<Store, "db">, realm = "one") {
  return openSessionStore({ db, realm, now: () => nowMs });
}

beforeEach(() => {
  nowMs = 1_800_000_000_000;
});

describeEachStore("the session store", ({ store, openAnother }) => {
  describe("a session", () => {
    test("is found until it is ended, also by a restarted server", async () => {
      await open(store()).begin("sid", caller);
      expect(await open(openAnother()).find("sid")).toEqual(caller);
      expect(await open(store()).find("other")).toBeUndefined();
      await open(openAnother()).end("sid");
      expect(await open(store()).find("sid")).toBeUndefined();
    });

    test("of one server is known to another, and once ended there to neither", async () => {
      const [a, b] = [open(store()), open(openAnother())];
      await a.begin("sid", caller);
      expect(await b.find("sid")).toEqual(caller);
      nowMs += 2 * minute;
      // A use that is stored at the same time does not bring it back.
      await Promise.all([b.find("sid"), a.end("sid"), b.find("sid")]);
      expect(await a.find("sid")).toBeUndefined();
      expect(await b.find("sid")).toBeUndefined();
    });

    test("ends after half an hour without use on any server", async () => {
      const [a, b] = [open(store()), open(openAnother())];
      await a.begin("sid", caller);
      nowMs += idleMs - 1;
      expect(await b.find("sid")).toEqual(caller);
      nowMs += idleMs - 1;
      expect(await a.find("sid")).toEqual(caller);
      nowMs += idleMs;
      expect(await a.find("sid")).toBeUndefined();
      expect(await b.find("sid")).toBeUndefined();
    });

    test("ends after eight hours, however much it is used", async () => {
      const sessions = open(store());
      await sessions.begin("sid", caller);
      const startedAt = nowMs;
      for (; nowMs - startedAt < absoluteMs; nowMs += 20 * minute) expect(await sessions.find("sid")).toEqual(caller);
      expect(await sessions.find("sid")).toBeUndefined();
    });

    test("stores its last use at most once a minute", async () => {
      const sessions = open(store());
      const usedAt = async () => (await store().db.selectFrom("session").select("used_at").executeTakeFirst())?.used_at;
      await sessions.begin("sid", caller);
      const begunAt = nowMs;
      nowMs += minute - 1;
      await sessions.find("sid");
      expect(await usedAt()).toBe(begunAt);
      nowMs += 1;
      await sessions.find("sid");
      expect(await usedAt()).toBe(nowMs);
    });

    test("does not last longer if the clock is set back", async () => {
      const sessions = open(store());
      await sessions.begin("sid", caller);
      nowMs -= 10 * minute;
      expect(await sessions.find("sid")).toBeUndefined();
    });

    test("a clock that is some seconds off does not end it", async () => {
      const sessions = open(store());
      await sessions.begin("sid", caller);
      nowMs -= 30_000;
      expect(await sessions.find("sid")).toEqual(caller);
    });

    test("belongs to the settings under which it started: a new password ends it", async () => {
      await open(store(), "one").begin("sid", caller);
      expect(await open(store(), "two").find("sid")).toBeUndefined();
    });
  });

  describe("the table of sessions", () => {
    const idsOf = async () => (await store().db.selectFrom("session").select("id").execute()).map(({ id }) => id);

    test("contains no session id", async () => {
      await open(store()).begin("canary-session-id", caller);
      const rows = await store().db.selectFrom("session").selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain("canary-session-id");
    });

    test("drops sessions that are over and keeps at most a thousand of a realm", async () => {
      const sessions = open(store());
      for (let index = 0; index < 3; index += 1) await sessions.begin(`old-${index}`, caller);
      await open(store(), "two").begin("old of another realm", caller);
      nowMs += idleMs;
      await open(store(), "two").begin("another realm", caller);
      expect(await idsOf()).toHaveLength(1);
      const rows = Array.from({ length: 1200 }, (_, index) => ({
        id: `key-${index}`,
        realm: "one",
        caller: JSON.stringify(caller),
        started_at: nowMs,
        used_at: nowMs + index,
      }));
      await store().db.insertInto("session").values(rows).execute();
      await sessions.begin("new", caller);
      expect(await sessions.find("new")).toEqual(caller);
      expect(await open(store(), "two").find("another realm")).toEqual(caller);
      const kept = await idsOf();
      expect(kept).toHaveLength(1001);
      expect(kept).toContain("key-1199");
      expect(kept).not.toContain("key-0");
    });

    test("takes many sign-ins at the same time", async () => {
      const sessions = open(store());
      await sessions.begin("old", caller);
      nowMs += idleMs;
      await Promise.all(Array.from({ length: 30 }, (_, index) => sessions.begin(`sid-${index}`, caller)));
      expect(await idsOf()).toHaveLength(30);
    });
  });
});

describe("a store that fails", () => {
  test("signs nobody in and nobody out: every question about sessions fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "headgate-sessions-"));
    const store = openStore({ kind: "sqlite", file: folder });
    const sessions = open(store);
    const failure = { name: "StoreError", trouble: "unavailable" };
    await expect(sessions.begin("sid", caller)).rejects.toMatchObject(failure);
    await expect(sessions.find("sid")).rejects.toMatchObject(failure);
    await expect(sessions.end("sid")).rejects.toMatchObject(failure);
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test("to write only lets people stay in until their break, but nobody else in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "headgate-sessions-"));
    const file = join(folder, "headgate.db");
    const writable = openStore({ kind: "sqlite", file });
    await writable.migrate();
    await open(writable).begin("sid", caller);
    const store = openStore({ kind: "sqlite", file, readOnly: true });
    const sessions = open(store);
    nowMs += 2 * minute;
    expect(await sessions.find("sid")).toEqual(caller);
    await expect(sessions.begin("sid2", caller)).rejects.toMatchObject({ trouble: "unwritable" });
    await expect(sessions.end("sid")).rejects.toMatchObject({ trouble: "unwritable" });
    nowMs += idleMs;
    expect(await sessions.find("sid")).toBeUndefined();
    await Promise.all([store.close(), writable.close()]);
    rmSync(folder, { recursive: true });
  });
});
