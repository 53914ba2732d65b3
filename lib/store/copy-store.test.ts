import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyStore, emptyStore, findDifferent, readAtOneMoment, sumStore } from "./copy-store.ts";
import { openStore, type Store } from "./open-store.ts";
import { readStoreState } from "./store-state.ts";
import { listStoreTables } from "./store-tables.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { insertSamples } from "./testing/sample-rows.ts";

const copy = (from: Store, to: Store) =>
  readAtOneMoment(from, (source) => to.db.transaction().execute((target) => copyStore(source, target, to.kind)));

/** More than two batches in tables with one and with two key columns, and of text and of numbers. */
const rowsOf = (table: string) => (["session", "audit", "job", "job_version"].includes(table) ? 1100 : 3);

describeEachStore("a copy", ({ store, openAnother }) => {
  let first: Store;
  let last: Store;
  beforeEach(async () => {
    first = openStore({ kind: "sqlite", file: ":memory:" });
    last = openStore({ kind: "sqlite", file: ":memory:" });
    await Promise.all([first.migrate(), last.migrate()]);
  });
  afterEach(async () => {
    await first.close();
    await last.close();
  });

  test("there and back is equal in every table", async () => {
    await insertSamples(first, rowsOf);
    const sums = await sumStore(first.db);
    expect(sums.map(({ name, rows }) => [name, rows])).toEqual(sums.map(({ name }) => [name, rowsOf(name)]));
    expect(await copy(first, store())).toEqual(sums);
    expect(await sumStore(store().db)).toEqual(sums);
    expect(await copy(store(), last)).toEqual(sums);
    expect(await sumStore(last.db)).toEqual(sums);
    const rows = (db: Store["db"]) => db.selectFrom("job_version").selectAll().orderBy("job").execute();
    expect(await rows(last.db)).toEqual(await rows(first.db));
  });

  test("continues the ids after the largest one", async () => {
    await insertSamples(first, () => 5);
    await copy(first, store());
    const added = await store()
      .db.insertInto("sign_in_attempt")
      .values({ bucket: "b", at: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    expect(added.id).toBe(16);
  });

  test("has every table and every column that the database has", async () => {
    const there = (await store().db.introspection.getTables()).map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => column.name).sort(),
    }));
    const copied = (await listStoreTables()).map(({ name, columns }) => ({ name, columns: columns.toSorted() }));
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(copied.sort(byName)).toEqual(there.sort(byName));
  });

  test("sees one moment while others write", async () => {
    const write = (id: string) =>
      openAnother()
        .db.insertInto("session")
        .values({ id, realm: "r", caller: "{}", started_at: 1, used_at: 1 })
        .execute();
    await write("a");
    const [before, during] = await readAtOneMoment(store(), async (db) => {
      const sums = await sumStore(db);
      await write("b");
      return [sums, await sumStore(db)];
    });
    expect(during).toEqual(before);
    expect(findDifferent(before, await sumStore(store().db))).toEqual(["session"]);
  });

  test("that fails leaves the target as it was", async () => {
    await insertSamples(first, () => 2);
    await copy(first, store());
    const sums = await sumStore(store().db);
    const failing = store()
      .db.transaction()
      .execute(async (db) => {
        await emptyStore(db, store().kind);
        expect((await sumStore(db)).every(({ rows }) => rows === 0)).toBe(true);
        await copyStore(first.db, db, store().kind);
        throw new Error("stop");
      });
    await expect(failing).rejects.toThrow("stop");
    expect(await sumStore(store().db)).toEqual(sums);
  });

  test("notices a value, a row and a byte that differ", async () => {
    await insertSamples(first, () => 2);
    await copy(first, store());
    const sums = await sumStore(first.db);
    await store().db.updateTable("push_hour").set({ bytes: 0 }).where("bytes", "is", null).execute();
    await store()
      .db.updateTable("job_version")
      .set({ sealed: Uint8Array.of(1) })
      .execute();
    await store().db.deleteFrom("viewer").where("realm", "=", "É'1").execute();
    expect(findDifferent(sums, await sumStore(store().db)).sort()).toEqual(["job_version", "push_hour", "viewer"]);
  });

  test("knows its version and refuses what is not a store", async () => {
    expect(await readStoreState(store())).toBe("current");
    await sql`insert into kysely_migration values ('999-later', 'now')`.execute(store().db);
    expect(await readStoreState(store())).toBe("newer");
    await sql`delete from kysely_migration`.execute(store().db);
    expect(await readStoreState(store())).toBe("older");
    await sql`insert into kysely_migration values ('000-other', 'now')`.execute(store().db);
    expect(await readStoreState(store())).toBe("foreign");
    await sql`drop table kysely_migration`.execute(store().db);
    expect(await readStoreState(store())).toBe("foreign");
  });

  test("is refused where a table is missing", async () => {
    await store().db.schema.dropTable("viewer").execute();
    expect(await readStoreState(store())).toBe("foreign");
  });
});

describe("tables", () => {
  test("come after those that they refer to, and each has a primary key", async () => {
    const tables = await listStoreTables();
    const names = tables.map(({ name }) => name);
    expect(names.indexOf("job_version")).toBeGreaterThan(names.indexOf("job"));
    for (const { key } of tables) expect(key.length).toBeGreaterThan(0);
  });

  test("a database without any is empty", async () => {
    const store = openStore({ kind: "sqlite", file: ":memory:" });
    expect(await readStoreState(store)).toBe("empty");
    await store.close();
  });
});
