import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findDifferent, sumStore } from "#lib/store/copy-store.ts";
import { openStore } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { insertSamples } from "#lib/store/testing/sample-rows.ts";
import { useAsOwnStore } from "../testing/own-store.ts";
import { terminalOf } from "../testing/terminal.ts";

async function sumFile(file: string) {
  const copy = openStore({ kind: "sqlite", file, readOnly: true });
  try {
    return await sumStore(copy.db);
  } finally {
    await copy.close();
  }
}

describeEachStore("backup", (fixture) => {
  const { store, openAnother } = fixture;
  const folders = useAsOwnStore(fixture);

  test("writes an equal copy that only its owner can read", async () => {
    await insertSamples(store());
    const { code, out, err } = await terminalOf().run("backup", "copy.db");
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const file = join(folders.other, "copy.db");
    expect(findDifferent(await sumStore(store().db), await sumFile(file))).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folders.other)).toEqual(["copy.db"]);
    const { size } = statSync(file);
    const tables = (await sumStore(store().db)).length;
    expect(out[0]).toBe(`Wrote ${file}: ${tables} tables, ${3 * tables} rows, ${size} bytes.`);
    expect(out).toContain("  job_version\t3");
    expect(out.join("\n")).toContain("HEADGATE_SECRET");
  });

  test("prints JSON for programs", async () => {
    await insertSamples(store());
    const { out } = await terminalOf().run("backup", "copy.db", "--json");
    const { tables, ...rest } = JSON.parse(out.join("\n"));
    const file = join(folders.other, "copy.db");
    expect(rest).toEqual({ file, bytes: statSync(file).size, includesKey: false });
    expect(tables).toMatchObject({ audit: 3, push_day: 3 });
  });

  test("is of one moment, and stops nobody who writes", async () => {
    const writer = openAnother();
    let written = 0;
    let isOver = false;
    const write = () =>
      writer.db.transaction().execute(async (db) => {
        written += 1;
        const id = String(written);
        await db.insertInto("meta").values({ name: id, value: "" }).execute();
        await new Promise((resolve) => setTimeout(resolve, 1));
        await db.insertInto("viewer").values({ realm: id, target: "", until: 0 }).execute();
      });
    const writing = (async () => {
      while (!isOver) await write();
    })();
    await vi.waitUntil(() => written > 3);
    const { code } = await terminalOf().run("backup", "copy.db");
    const writtenThen = written;
    await vi.waitUntil(() => written > writtenThen + 3);
    isOver = true;
    await writing;
    expect(code).toBe(0);
    const rows = Object.fromEntries((await sumFile(join(folders.other, "copy.db"))).map((sum) => [sum.name, sum.rows]));
    expect(rows.meta).toBe(rows.viewer);
    expect(rows.meta).toBeGreaterThan(1);
    expect(rows.meta).toBeLessThan(written);
  });

  test("overwrites nothing", async () => {
    const file = join(folders.other, "copy.db");
    writeFileSync(file, "mine");
    const { code, err } = await terminalOf().run("backup", "copy.db");
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("already exists");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  test("leaves nothing behind where it cannot be written", async () => {
    const { code, err } = await terminalOf().run("backup", join("missing", "copy.db"));
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("ENOENT");
    expect(readdirSync(folders.other)).toEqual([]);
  });

  test("refuses a database that is not a store", async () => {
    await store().db.schema.dropTable("viewer").execute();
    const { code, err } = await terminalOf().run("backup", "copy.db");
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("is not a Headgate database");
    expect(existsSync(join(folders.other, "copy.db"))).toBe(false);
  });
});

test("backup says that there is no database yet", async () => {
  vi.stubEnv("HEADGATE_DATA", "/nowhere/headgate");
  vi.stubEnv("HEADGATE_DATABASE", "");
  const { code, err } = await terminalOf().run("backup", "/nowhere/copy.db");
  vi.unstubAllEnvs();
  expect(code).toBe(1);
  expect(err.join("\n")).toContain("/nowhere/headgate/headgate.db does not exist");
});

test("backup exits with 78 for a setting that the server refuses", async () => {
  vi.stubEnv("HEADGATE_DATABASE", "postgres://db.example.com/headgate");
  const { code, err } = await terminalOf().run("backup", "/nowhere/copy.db");
  vi.unstubAllEnvs();
  expect(code).toBe(78);
  expect(err.join("\n")).toContain("HEADGATE_DATABASE connects to another machine without encryption");
});
