import { sql } from "kysely";
import { expect, test } from "vitest";
import { isStoreError } from "./store-error.ts";
import { describeEachStore } from "./testing/each-store.ts";

describeEachStore("the store", ({ store, openAnother }) => {
  test("migrations that start together run once, and a second start changes nothing", async () => {
    const { db, kind } = store();
    if (kind === "sqlite") await sql`pragma foreign_keys = off`.execute(db);
    for (const { name } of await db.introspection.getTables({ withInternalKyselyTables: true })) {
      await sql`drop table ${sql.table(name)} ${sql.raw(kind === "postgres" ? "cascade" : "")}`.execute(db);
    }
    const others = [openAnother(), openAnother(), openAnother()];
    await Promise.all(others.map((other) => other.migrate()));
    await store().migrate();
    const names = await db.introspection.getTables();
    expect(names.map(({ name }) => name)).toContain("job_version");
  });

  test("numbers beyond 32 bits, bytes and missing values come back as they were", async () => {
    const { db } = store();
    await db
      .insertInto("session")
      .values({ id: "a", realm: "r", caller: "{}", started_at: 1_764_000_000_000, used_at: 2 ** 52 })
      .execute();
    const { id } = await db
      .insertInto("job")
      .values({
        ...{
          realm: "live",
          scope: "zones/a",
          job_id: 7,
          n: 1,
          name: "n",
          label: "n",
          sort_name: "n",
          cause: null,
          urgency: 0,
          digest: "d",
          dataset: "d",
          host: null,
          search: "",
          enabled: 1,
        },
        ...{
          is_legacy: 0,
          destination: "{}",
          last_complete: null,
          last_error: null,
          error_text: null,
          state: "healthy",
        },
        ...{ state_rank: 0, state_since: 0, recheck_at: null, first_seen: 1, seen_at: 1, gone_at: null },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const sealed = Uint8Array.from([0, 255, 1, 128]);
    await db
      .insertInto("job_version")
      .values({
        job: id,
        n: 1,
        seen_at: 1,
        source: "first",
        actor: null,
        intent: null,
        attrs: "{}",
        digests: "{}",
        conf_digest: "x",
        sealed,
        kid: "k",
      })
      .execute();
    const session = await db.selectFrom("session").selectAll().executeTakeFirstOrThrow();
    expect(session).toEqual({ id: "a", realm: "r", caller: "{}", started_at: 1_764_000_000_000, used_at: 2 ** 52 });
    const version = await db.selectFrom("job_version").selectAll().executeTakeFirstOrThrow();
    expect(Uint8Array.from(version.sealed ?? [])).toEqual(sealed);
    expect(version.actor).toBeNull();
    const counted = await db
      .selectFrom("session")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(counted.count).toBe(1);
  });

  test("a transaction that fails leaves nothing behind", async () => {
    const { db } = store();
    const failing = db.transaction().execute(async (change) => {
      await change.insertInto("meta").values({ name: "a", value: "1" }).execute();
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await db.selectFrom("meta").selectAll().execute()).toEqual([]);
  });

  test("a mistake in a statement is a StoreError", async () => {
    const { db } = store();
    await db.insertInto("meta").values({ name: "a", value: "1" }).execute();
    const twice = db.insertInto("meta").values({ name: "a", value: "2" }).execute();
    const error = await twice.catch((thrown: unknown) => thrown);
    expect(isStoreError(error) && error.trouble).toBe("other");
  });

  test("a statement that returns rows waits for the transaction of another process", async () => {
    const other = openAnother();
    const values = { name: "a", value: "1" };
    const slow = other.db.transaction().execute(async (change) => {
      await change.insertInto("meta").values(values).execute();
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const deleted = await store().db.deleteFrom("meta").returning("name").execute();
    await slow;
    // PostgreSQL does not show the row of a transaction that has not ended; SQLite lets nobody write until then.
    expect(deleted).toEqual(store().kind === "sqlite" ? [{ name: "a" }] : []);
  });

  test("a table that is gone is a StoreError, also for a statement that ran before", async () => {
    const list = () => store().db.selectFrom("viewer").selectAll().execute();
    await list();
    await openAnother().db.schema.dropTable("viewer").execute();
    await expect(list()).rejects.toMatchObject({ name: "StoreError", trouble: "other" });
    await expect(list()).rejects.toMatchObject({ name: "StoreError", trouble: "other" });
  });
});
