import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "./open-store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-store-error-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that is damaged within its rows is damaged, however the statement reads it", async () => {
  const file = join(folder, "headgate.db");
  const store = openStore({ kind: "sqlite", file });
  await store.migrate();
  const rows = Array.from({ length: 500 }, (_, index) => ({ name: String(index), value: "x".repeat(1000) }));
  await store.db.insertInto("meta").values(rows).execute();
  await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  await store.close();
  const half = Math.floor(statSync(file).size / 2);
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(half, 0xff), 0, half, half);
  closeSync(handle);
  const again = openStore({ kind: "sqlite", file });
  const damaged = { name: "StoreError", trouble: "damaged" };
  await expect(again.db.selectFrom("meta").select(sql`max(value)`.as("most")).execute()).rejects.toMatchObject(damaged);
  await expect(again.db.deleteFrom("meta").returning("name").execute()).rejects.toMatchObject(damaged);
  await expect(again.db.deleteFrom("meta").execute()).rejects.toMatchObject(damaged);
  await again.close();
});
