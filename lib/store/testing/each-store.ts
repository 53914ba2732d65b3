import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { findPostgres } from "../../../scripts/find-postgres.mjs";
import { openStore, type Store, type StoreOptions } from "../open-store.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

/** What a test of the store gets: a fresh database, and more connections to it as other processes would have. */
export type StoreFixture = { store(): Store; openAnother(): Store; options(): StoreOptions };

/** Creating a database cluster takes long on a busy machine. */
const startMs = 120_000;

/** Runs the same tests on SQLite and on PostgreSQL; skips the second where there is none. */
export function describeEachStore(title: string, tests: (fixture: StoreFixture) => void): void {
  describe(`${title} on SQLite`, () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "headgate-store-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    runWith(() => ({ kind: "sqlite", file: join(folder, "headgate.db") }), tests);
  });
  describe.skipIf(findPostgres() === undefined)(`${title} on PostgreSQL`, () => {
    let server: TestPostgres | undefined;
    let number = 0;
    beforeAll(async () => {
      server = await startPostgres();
    }, startMs);
    afterAll(() => server?.stop(), startMs);
    beforeEach(async () => {
      number += 1;
      const admin = openStore({ kind: "postgres", url: server?.url ?? "" });
      await sql`create database ${sql.id(`test_${number}`)}`.execute(admin.db);
      await admin.close();
    });
    runWith(() => ({ kind: "postgres", url: (server?.url ?? "").replace(/postgres$/, `test_${number}`) }), tests);
  });
}

function runWith(optionsOf: () => StoreOptions, tests: (fixture: StoreFixture) => void): void {
  let opened: Store[] = [];
  const openAnother = () => {
    const store = openStore(optionsOf());
    opened.push(store);
    return store;
  };
  let first: Store;
  beforeEach(async () => {
    first = openAnother();
    await first.migrate();
  });
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    opened = [];
  });
  tests({ store: () => first, openAnother, options: optionsOf });
}
