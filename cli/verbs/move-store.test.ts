import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { lockData } from "#lib/server/base/data-lock.ts";
import { emptyStore, sumStore } from "#lib/store/copy-store.ts";
import { openStore } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { insertSamples } from "#lib/store/testing/sample-rows.ts";
import { useAsOwnStore } from "../testing/own-store.ts";
import { terminalOf } from "../testing/terminal.ts";

describeEachStore("move-store", (fixture) => {
  const { store, options } = fixture;
  const folders = useAsOwnStore(fixture);
  const address = () => {
    const own = options();
    return own.kind === "sqlite" ? own.file : own.url;
  };
  /** A folder of its own, because a server would lock it. */
  let file: string;
  beforeEach(() => {
    file = join(folders.other, "moved", "headgate.db");
  });
  const endLeases = () => store().db.updateTable("lease").set({ until: 1 }).execute();

  async function sumFile() {
    const moved = openStore({ kind: "sqlite", file, readOnly: true });
    const sums = await sumStore(moved.db);
    await moved.close();
    return sums;
  }

  test("copies everything there and back, and ids go on", async () => {
    await insertSamples(store());
    await endLeases();
    const before = await sumStore(store().db);
    const there = await terminalOf().run("move-store", "--to", file, "--json");
    expect({ code: there.code, err: there.err }).toEqual({ code: 0, err: [] });
    const { tables } = JSON.parse(there.out.join("\n"));
    expect(tables).toEqual(Object.fromEntries(before.map(({ name, rows, digest }) => [name, { rows, digest }])));
    expect(readdirSync(dirname(file))).toEqual(["headgate.db"]);
    expect(await sumFile()).toEqual(before);

    const { db } = store();
    await db.transaction().execute(async (change) => {
      await emptyStore(change, store().kind);
      await change.insertInto("meta").values({ name: "fresh", value: "start" }).execute();
    });
    const back = await terminalOf({ "-": `${address()}\n` }).run("move-store", "--from", file, "--to", "-");
    expect({ code: back.code, err: back.err }).toEqual({ code: 0, err: [] });
    expect(await sumStore(db)).toEqual(before);
    const { id } = await db
      .insertInto("sign_in_attempt")
      .values({ bucket: "b", at: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    expect(id).toBe(10);
  });

  test("says what to set next, and shows no password", async () => {
    const { out } = await terminalOf().run("move-store", "--to", file);
    expect(out.join("\n")).toContain("Verified");
    expect(out.join("\n")).toContain("Unset HEADGATE_DATABASE");
    const back = await terminalOf({ "-": address() }).run("move-store", "--from", file, "--to", "-");
    expect(back.code).toBe(0);
    if (store().kind === "postgres") {
      expect(back.out.join("\n")).toMatch(/to the PostgreSQL database test_\w+ on 127\.0\.0\.1:\d+\./);
      expect(back.out.join("\n")).toContain(`it is in ${join(folders.data, "secret")}`);
      expect(back.out.join("\n")).not.toContain("headgate@");
    }
  });

  test("refuses a target with rows, and leaves it as it is", async () => {
    const other = openStore({ kind: "sqlite", file });
    await other.migrate();
    await other.db.insertInto("viewer").values({ realm: "r", target: "t", until: 1 }).execute();
    await insertSamples(store());
    await endLeases();
    const before = await sumStore(other.db);
    const { code, err } = await terminalOf().run("move-store", "--to", file);
    expect(code).toBe(1);
    expect(err.join("\n")).toContain(`${file} is not empty: it has rows in viewer.`);
    expect(await sumStore(other.db)).toEqual(before);
    await other.close();
  });

  test("leaves no new file behind where it fails", async () => {
    await insertSamples(store());
    await endLeases();
    const from = await terminalOf().run("move-store", "--from", join(folders.other, "nowhere.db"), "--to", file);
    expect(from.code).toBe(1);
    expect(from.err.join("\n")).toContain("nowhere.db");
    await store().db.schema.dropTable("viewer").execute();
    const { code, err } = await terminalOf().run("move-store", "--to", file);
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("is not a Headgate database");
    expect(existsSync(file)).toBe(false);
  });

  test("refuses a foreign file as a target", async () => {
    const foreign = join(folders.other, "foreign.db");
    writeFileSync(foreign, "no database ".repeat(500));
    const { code, err } = await terminalOf().run("move-store", "--to", foreign);
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("foreign.db is damaged, or is not a database");
    expect(existsSync(foreign)).toBe(true);
  });

  test("refuses while a server uses either side, with exit code 78", async () => {
    const own = lockData(folders.data);
    expect((await terminalOf().run("move-store", "--to", file)).code).toBe(78);
    if (own.ok) own.release();
    const theirs = lockData(dirname(file));
    const { code, err } = await terminalOf().run("move-store", "--to", file);
    if (theirs.ok) theirs.release();
    expect(code).toBe(78);
    expect(err.join("\n")).toContain(`(${dirname(file)}) is in use by process`);
    const until = Date.now() + 9000;
    await store().db.insertInto("lease").values({ name: "reader", holder: "h", until, fence: 1 }).execute();
    const leased = await terminalOf().run("move-store", "--to", file);
    expect(leased.code).toBe(store().kind === "postgres" ? 78 : 0);
    if (store().kind === "sqlite") return;
    expect(leased.err.join("\n")).toContain('its lease "reader" expires in 9 s');
    expect((await terminalOf().run("move-store", "--to", file, "--force")).code).toBe(0);
  });

  test.each<[title: string, args: string[], message: string]>([
    ["no target", [], "--to is missing"],
    ["two addresses from one input", ["--to", "-", "--from", "-"], "only one of --to and --from"],
    ["the same database", ["--to", "OWN"], "--to is the source database"],
    ["an address without a database", ["--to", "postgres://127.0.0.1"], "--to is not a PostgreSQL URL"],
    [
      "another machine without encryption",
      ["--to", "postgres://db.example.com/x"],
      "--to connects to another machine without",
    ],
  ])("refuses %s", async (_title, args, message) => {
    const given = args.map((arg) => (arg === "OWN" ? address() : arg));
    const { code, out, err } = await terminalOf({ "-": "" }).run("move-store", ...given);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err.join("\n")).toContain(message);
  });
});
