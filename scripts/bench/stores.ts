import { sql } from "kysely";
import { openStore } from "#lib/store/open-store.ts";
import { startPostgres } from "#lib/store/testing/postgres.ts";

/** A kind of database to measure on. `fresh` returns the settings of a server that begins with an empty store. */
export type BenchStore = { name: string; fresh(): Promise<Record<string, string>>; stop(): Promise<void> };

/** SQLite, and PostgreSQL where it is installed. */
export async function openBenchStores(): Promise<BenchStore[]> {
  // A server without a folder of its own gets a new one.
  const sqlite = { name: "SQLite", fresh: async () => ({}), stop: async () => undefined };
  const postgres = await startPostgres();
  if (!postgres) {
    console.log("skipped: PostgreSQL is not installed on this machine. See CONTRIBUTING.md.");
    return [sqlite];
  }
  const { url, stop } = postgres;
  let databases = 0;
  async function fresh(): Promise<Record<string, string>> {
    databases += 1;
    const name = `bench_${databases}`;
    const store = openStore({ kind: "postgres", url });
    await sql`create database ${sql.id(name)}`.execute(store.db);
    await store.close();
    return {
      HEADGATE_DATABASE: url.replace(/[^/]*$/, name),
      HEADGATE_SECRET: "a key for measurements, of no use elsewhere",
    };
  }
  return [sqlite, { name: "PostgreSQL", fresh, stop }];
}
