import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { lockData } from "#lib/server/base/data-lock.ts";
import { findDifferent, sumStore } from "#lib/store/copy-store.ts";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { insertSamples } from "#lib/store/testing/sample-rows.ts";
import { useAsOwnStore } from "../testing/own-store.ts";
import { terminalOf } from "../testing/terminal.ts";

describeEachStore("restore", (fixture) => {
  const { store, openAnother } = fixture;
  const folders = useAsOwnStore(fixture);
  const other = (name: string) => join(folders.other, name);
  const keptFiles = () => readdirSync(folders.data).filter((name) => name.includes(".before-restore-"));

  /** With samples, but without the lease of a server that runs. */
  beforeEach(async () => {
    await insertSamples(store());
    await endLeases(store());
  });
  const endLeases = ({ db }: Store) => db.updateTable("lease").set({ until: 1 }).execute();
  const change = () => store().db.deleteFrom("audit").execute();

  /** Stores an SQLite database that was changed as `alter` does. */
  async function makeFile(name: string, alter: (db: Store["db"]) => Promise<unknown>): Promise<void> {
    const made = openStore({ kind: "sqlite", file: other(name) });
    await made.migrate();
    await alter(made.db);
    await made.close();
  }

  /** Runs it and checks that it changed nothing. */
  async function refuse(...args: string[]): Promise<{ code: number; message: string }> {
    const before = await sumStore(store().db);
    const files = existsSync(folders.data) ? readdirSync(folders.data) : [];
    const { code, out, err } = await terminalOf().run("restore", ...args);
    expect(out).toEqual([]);
    expect(await sumStore(store().db)).toEqual(before);
    expect(existsSync(folders.data) ? readdirSync(folders.data) : []).toEqual(files);
    return { code, message: err.join("\n") };
  }

  test("brings back what the backup holds, without sessions and links, and keeps the old file", async () => {
    const before = await sumStore(store().db);
    await terminalOf().run("backup", "copy.db");
    await change();
    const changed = await sumStore(store().db);
    const { code, out, err } = await terminalOf().run("restore", "copy.db");
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out[0]).toMatch(/^Restored .*copy\.db into .+: \d+ rows in \d+ tables\.$/);
    const after = openAnother();
    expect(findDifferent(before, await sumStore(after.db)).sort()).toEqual(["one_time_link", "session"]);
    expect(await after.db.selectFrom("session").selectAll().execute()).toEqual([]);
    expect(await after.db.selectFrom("one_time_link").selectAll().execute()).toEqual([]);
    const { id } = await after.db
      .insertInto("sign_in_attempt")
      .values({ bucket: "b", at: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    expect(id).toBe(10);
    if (store().kind === "postgres") return;
    const [kept = "", ...more] = keptFiles().filter((name) => !/-(?:wal|shm)$/.test(name));
    expect(more).toEqual([]);
    expect(out[1]).toContain(kept);
    const old = openStore({ kind: "sqlite", file: join(folders.data, kept), readOnly: true });
    expect(await sumStore(old.db)).toEqual(changed);
    await old.close();
    expect(statSync(join(folders.data, "headgate.db")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folders.data).filter((name) => name.startsWith("restore-"))).toEqual([]);
  });

  test.each<[title: string, make: () => void | Promise<void>, message: string]>([
    ["text", () => writeFileSync(other("x.db"), "no database ".repeat(500)), "is damaged, or is not a database"],
    ["an empty file", () => writeFileSync(other("x.db"), ""), "is empty"],
    [
      "another program's file",
      () => makeFile("x.db", (db) => sql`drop table kysely_migration`.execute(db)),
      "is not a",
    ],
    [
      "a missing table",
      () => makeFile("x.db", (db) => sql`drop table viewer`.execute(db)),
      "is not a Headgate database",
    ],
    [
      "a newer version",
      () => makeFile("x.db", (db) => sql`insert into kysely_migration values ('999', '')`.execute(db)),
      "newer version",
    ],
    ["a job that is gone", () => makeFile("x.db", insertOrphan), "is damaged"],
    ["a folder", () => mkdirSync(other("x.db")), "EISDIR"],
  ])("refuses %s, and changes nothing", async (_title, make, message) => {
    await make();
    const refused = await refuse("x.db");
    expect(refused.code).toBe(1);
    expect(refused.message).toContain(message);
  });

  test("refuses a backup that lost its end or a page, and changes nothing", async () => {
    await terminalOf().run("backup", "copy.db");
    const whole = readFileSync(other("copy.db"));
    truncateSync(other("copy.db"), whole.length - 5000);
    expect(await refuse("copy.db")).toMatchObject({ code: 1 });
    writeFileSync(other("copy.db"), whole.fill(0xa5, whole.length / 2, whole.length / 2 + 4096));
    const refused = await refuse("copy.db");
    expect(refused.code).toBe(1);
    expect(refused.message).toContain("damaged");
  });

  test("says that there is no such file", async () => {
    expect(await refuse("nowhere.db")).toEqual({ code: 1, message: "file not found: nowhere.db." });
  });

  test("makes the tables of an older backup", async () => {
    await makeFile("old.db", async (db) => {
      await sql`pragma foreign_keys = off`.execute(db);
      for (const { name } of await db.introspection.getTables()) await db.schema.dropTable(name).execute();
      await sql`delete from kysely_migration`.execute(db);
    });
    const { code } = await terminalOf().run("restore", "old.db");
    expect(code).toBe(0);
    expect((await sumStore(openAnother().db)).every(({ rows }) => rows === 0)).toBe(true);
  });

  test("reads the newest changes of a file that was copied while in use", async () => {
    const used = openStore({ kind: "sqlite", file: other("used.db") });
    await used.migrate();
    await used.db.insertInto("meta").values({ name: "newest", value: "1" }).execute();
    expect(statSync(other("used.db-wal")).size).toBeGreaterThan(0);
    const { code } = await terminalOf().run("restore", "used.db");
    await used.close();
    expect(code).toBe(0);
    expect(await openAnother().db.selectFrom("meta").selectAll().execute()).toEqual([{ name: "newest", value: "1" }]);
  });

  test("refuses while a server has the data folder, with its words and exit code", async () => {
    await terminalOf().run("backup", "copy.db");
    const lock = lockData(folders.data);
    const refused = await refuse("copy.db");
    if (lock.ok) lock.release();
    expect(refused.code).toBe(78);
    expect(refused.message).toContain(`HEADGATE_DATA (${folders.data}) is in use by process ${process.pid} on `);
    expect((await terminalOf().run("restore", "copy.db")).code).toBe(0);
  });

  test("puts a backup in the place of a damaged file, and keeps that", async () => {
    if (store().kind === "postgres") return;
    await terminalOf().run("backup", "copy.db");
    await store().close();
    const file = join(folders.data, "headgate.db");
    const broken = "no database ".repeat(500);
    writeFileSync(file, broken);
    writeFileSync(`${file}-wal`, "changes");
    const { code } = await terminalOf().run("restore", "copy.db");
    expect(code).toBe(0);
    const [kept = ""] = keptFiles().sort();
    expect(readFileSync(join(folders.data, kept), "utf8")).toBe(broken);
    expect(readFileSync(join(folders.data, `${kept}-wal`), "utf8")).toBe("changes");
    const { rows } = (await sumStore(openAnother().db)).find(({ name }) => name === "audit") ?? {};
    expect(rows).toBe(3);
  });

  test("refuses while any server has a lease, unless it is forced", async () => {
    if (store().kind === "sqlite") return;
    await terminalOf().run("backup", "copy.db");
    await store()
      .db.updateTable("lease")
      .set({ until: Date.now() + 9000 })
      .where("name", "=", "É'2")
      .execute();
    const refused = await refuse("copy.db");
    expect(refused.code).toBe(78);
    expect(refused.message).toContain('a server is using the database: its lease "É');
    expect(refused.message).toContain("--force");
    await change();
    expect((await terminalOf().run("restore", "copy.db", "--force")).code).toBe(0);
    expect(await store().db.selectFrom("audit").selectAll().execute()).toHaveLength(3);
  });

  test("changes nothing if the database refuses a row in the middle", async () => {
    if (store().kind === "sqlite") return;
    await makeFile("long.db", (db) =>
      db
        .insertInto("viewer")
        .values({ realm: "r".repeat(200), target: "", until: 1 })
        .execute(),
    );
    const refused = await refuse("long.db");
    expect(refused.code).toBe(1);
    expect(refused.message).toContain("refused a statement (22001)");
  });
});

/** A row that refers to a job that does not exist. */
async function insertOrphan(db: Store["db"]): Promise<void> {
  await sql`pragma foreign_keys = off`.execute(db);
  await db.insertInto("push_day").values({ job: 7, day: 1, ok: 1, failed: 0, bytes: null }).execute();
}
