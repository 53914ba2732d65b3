import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { auditOf, openTestStore } from "../testing/test-audit.ts";

// A disk that is full in the middle of an entry.

const intent = (id: string, after = {}) =>
  ({ kind: "intent", id, actor: "local", action: "test", scope: "", after }) as const;
/** More than fits into what is left of the file. */
const large = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${"x".repeat(90)}${index}`, "digest"]));
let dataDir = "";
let store: Store;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  store = await openTestStore(dataDir);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("an entry that does not fit leaves nothing behind, and the next one follows the last whole one", async () => {
  const audit = auditOf(store);
  await audit.append(intent("1"));
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(store.db);
  const unwritable = { error: { code: "E_AUDIT_UNWRITABLE" } };
  await expect(audit.append(intent("2", large))).rejects.toMatchObject(unwritable);
  expect(String(vi.mocked(process.stderr.write).mock.calls)).toContain("the audit log cannot be written (SQLite 13)");
  expect(await audit.read()).toMatchObject({ lines: [{ id: "1" }], broken: [] });
  await sql`pragma max_page_count = 100000`.execute(store.db);
  await audit.append(intent("3", large));
  expect(await audit.read()).toMatchObject({ lines: [{ id: "1" }, { id: "3" }], broken: [] });
  expect(await store.db.selectFrom("open_intent").select(["id", "n"]).orderBy("n").execute()).toEqual([
    { id: "1", n: 1 },
    { id: "3", n: 2 },
  ]);
});
