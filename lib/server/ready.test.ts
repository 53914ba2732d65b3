import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readMeta, type writeMeta } from "#lib/store/meta.ts";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { StoreError, type StoreTrouble } from "#lib/store/store-error.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { startPostgres, type TestPostgres } from "#lib/store/testing/postgres.ts";
import { findPostgres } from "../../scripts/find-postgres.mjs";
import { createReadiness } from "./ready.ts";

const isPrepared = () => true;

/** A store whose writes fail. */
function failing(kind: Store["kind"], error: Error) {
  const calls: string[] = [];
  const store = { kind, db: openStore({ kind: "sqlite", file: ":memory:" }).db };
  const write = async (_db: unknown, name: string) => {
    calls.push(name);
    throw error;
  };
  return { calls, options: { store, isPrepared, now: () => 0, write } };
}

const refusedBy = (trouble: StoreTrouble, detail: string) => new StoreError(trouble, detail, undefined);

describeEachStore("readiness", ({ store, openAnother }) => {
  test("is there when a row can be written", async () => {
    const find = createReadiness({ store: store(), isPrepared, now: () => 0 });
    expect(await find()).toBeUndefined();
    expect(await readMeta(openAnother().db, "ready")).toBe("1970-01-01T00:00:00.000Z");
  });

  test("is missing before the tables are up to date, and nothing is written then", async () => {
    let isDone = false;
    const find = createReadiness({ store: store(), isPrepared: () => isDone, now: () => 0 });
    expect(await find()).toContain("does not respond");
    expect(await readMeta(store().db, "ready")).toBeUndefined();
    isDone = true;
    expect(await find()).toBeUndefined();
  });

  test("is missing on a database that another program keeps locked, without a long wait", async () => {
    const find = createReadiness({ store: store(), isPrepared, now: () => 0, waitMs: 200 });
    expect(await find()).toBeUndefined();
    await openAnother()
      .db.transaction()
      .execute(async (blocking) => {
        await blocking.updateTable("meta").set({ value: "" }).execute();
        let at = 10_000;
        const again = createReadiness({ store: store(), isPrepared, now: () => at, waitMs: 200 });
        const askedAt = performance.now();
        expect(await again()).toContain("does not respond");
        at += 10_000;
        expect(await again()).toContain("does not respond");
        expect(performance.now() - askedAt).toBeLessThan(2000);
      });
  });
});

test.each<[string, Store["kind"], Error, string]>([
  ["ENOSPC", "sqlite", refusedBy("unwritable", "ENOSPC"), "The data folder is on a full disk"],
  ["EDQUOT", "sqlite", refusedBy("unwritable", "EDQUOT"), "The data folder has exceeded its quota"],
  ["EROFS", "sqlite", refusedBy("unwritable", "EROFS"), "The data folder is on a read-only file system"],
  ["EACCES", "sqlite", refusedBy("unwritable", "EACCES"), "The data folder is not writable for this process"],
  ["SQLite 13", "sqlite", refusedBy("unwritable", "SQLite 13"), "The data folder is on a full disk"],
  ["SQLite 1032", "sqlite", refusedBy("unwritable", "SQLite 1032"), "The data folder is read-only"],
  ["SQLite 778", "sqlite", refusedBy("unwritable", "SQLite 778"), "The data folder cannot be written"],
  ["SQLite 11", "sqlite", refusedBy("damaged", "SQLite 11"), "The data folder contains a damaged database"],
  ["53100", "postgres", refusedBy("unwritable", "53100"), "The database is on a full disk"],
  ["25006", "postgres", refusedBy("unwritable", "25006"), "The database is read-only"],
  ["ECONNREFUSED", "postgres", refusedBy("unavailable", "ECONNREFUSED"), "The database does not respond"],
])("%s is not ready, with a sentence that says what is wrong", async (code, kind, error, words) => {
  const problem = await createReadiness(failing(kind, error).options)();
  expect(problem).toBe(`${words} (${code}): sign-in and changes to jobs are not possible.`);
});

describe("a data folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-ready-"));
  const file = join(folder, "headgate.db");
  const store = openStore({ kind: "sqlite", file });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("that is gone is not ready, although SQLite could still write", async () => {
    await store.migrate();
    let at = 0;
    const find = createReadiness({ store, file, isPrepared, now: () => at });
    expect(await find()).toBeUndefined();
    rmSync(folder, { recursive: true });
    at += 10_000;
    expect(await find()).toContain("The data folder does not exist (ENOENT)");
    expect(existsSync(folder)).toBe(false);
  });
});

test("a database that SQLite opened read-only is not ready", async () => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-ready-"));
  const store = openStore({ kind: "sqlite", file: join(folder, "headgate.db") });
  await store.migrate();
  await sql`pragma query_only = on`.execute(store.db);
  const problem = await createReadiness({ store, isPrepared, now: () => 0 })();
  expect(problem).toBe("The data folder is read-only (SQLite 8): sign-in and changes to jobs are not possible.");
  await store.close();
  rmSync(folder, { recursive: true });
});

test("the store is tried once in ten seconds, however many requests come, and recovers", async () => {
  const clock = { ms: 0 };
  const { calls, options } = failing("sqlite", refusedBy("unwritable", "SQLite 13"));
  let write: typeof writeMeta = options.write;
  const find = createReadiness({ ...options, now: () => clock.ms, write: (...args) => write(...args) });
  await Promise.all(Array.from({ length: 50 }, find));
  clock.ms = 9999;
  expect(await find()).toBeDefined();
  expect(calls).toEqual(["ready"]);
  write = async () => undefined;
  clock.ms = 10_000;
  expect(await find()).toBeUndefined();
  // A clock that was set back must not keep an old answer.
  clock.ms = 0;
  write = failing("sqlite", refusedBy("unwritable", "SQLite 8")).options.write;
  expect(await find()).toContain("read-only");
});

describe.skipIf(findPostgres() === undefined)("a PostgreSQL server", () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  test("that stops makes Headgate not ready, and ready again when it is back", async () => {
    const store = openStore({ kind: "postgres", url: server?.url ?? "" });
    await store.migrate();
    let at = 0;
    const find = createReadiness({ store, isPrepared, now: () => at });
    expect(await find()).toBeUndefined();
    await server?.kill("SIGINT");
    at += 10_000;
    expect(await find()).toMatch(/^The database does not respond \(\w+\): sign-in and changes/);
    await server?.restart();
    at += 10_000;
    expect(await find()).toBeUndefined();
    await store.close();
  });
});
