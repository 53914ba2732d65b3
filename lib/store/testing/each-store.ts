import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, describe } from "vitest";
import { findPostgres } from "../../../scripts/find-postgres.mjs";
import { perProcess } from "../../server/base/per-process.ts";
import { openStore, type Store, type StoreOptions } from "../open-store.ts";
import { startPostgres } from "./postgres.ts";

/** What a test of the store gets: a fresh database, and more connections to it as other processes would have. */
export type StoreFixture = { store(): Store; openAnother(): Store; options(): StoreOptions };

/** Runs the same tests on SQLite and on PostgreSQL; skips the second where there is none. */
export function describeEachStore(title: string, tests: (fixture: StoreFixture) => void): void {
  describe(`${title} on SQLite`, () => {
    let folder: string;
    beforeEach(async () => {
      folder = makeFolder();
      writeFileSync(join(folder, "headgate.db"), await shareFile(), { mode: 0o600 });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    runWith(() => ({ kind: "sqlite", file: join(folder, "headgate.db") }), tests);
  });
  describe.skipIf(findPostgres() === undefined)(`${title} on PostgreSQL`, () => {
    let server: SharedServer;
    let name: string;
    beforeAll(async () => {
      server = await shareServer();
    });
    beforeEach(async () => {
      name = `test_${randomUUID().replaceAll("-", "")}`;
      await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(server.admin.db);
    });
    afterEach(() => sql`drop database if exists ${sql.id(name)} with (force)`.execute(server.admin.db));
    runWith(() => ({ kind: "postgres", url: databaseUrl(server.url, name) }), tests);
  });
}

const makeFolder = () => mkdtempSync(join(tmpdir(), "headgate-store-"));

/** A migrated file that each test gets a copy of. */
function shareFile(): Promise<Buffer> {
  return perProcess("testFile", async () => {
    const folder = makeFolder();
    const file = join(folder, "headgate.db");
    const store = openStore({ kind: "sqlite", file });
    await store.migrate();
    // Node.js 20 closes it later, and until then a part is only in the journal.
    await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
    await store.close();
    const bytes = readFileSync(file);
    rmSync(folder, { recursive: true });
    return bytes;
  });
}

type SharedServer = { url: string; admin: Store };

/** A migrated database that each test gets a copy of. */
const template = "headgate_template";

const databaseUrl = (url: string, name: string) => url.replace(/postgres$/, name);

/** One server for all test files of this process. It goes with the process. */
function shareServer(): Promise<SharedServer> {
  return perProcess("testPostgres", async () => {
    const server = await startPostgres();
    if (!server) throw new Error("There is no PostgreSQL.");
    server.endWithProcess();
    const admin = openStore({ kind: "postgres", url: server.url });
    await sql`create database ${sql.id(template)}`.execute(admin.db);
    const migrated = openStore({ kind: "postgres", url: databaseUrl(server.url, template) });
    await migrated.migrate();
    await migrated.close();
    return { url: server.url, admin };
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
  beforeEach(() => {
    first = openAnother();
  });
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    opened = [];
  });
  tests({ store: () => first, openAnother, options: optionsOf });
}
