import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { migrationsOf } from "../migrations.ts";
import { openStore, type Store } from "../open-store.ts";

/** A migrated store in memory, ready without waiting: its connection makes the tables first. */
export function openMemoryStore(): Store {
  return openStore({ kind: "sqlite", file: ":memory:", onConnect: createTables });
}

async function createTables(connection: DatabaseConnection): Promise<void> {
  for (const query of await compiledMigrations()) await connection.executeQuery(query);
}

let compiled: Promise<CompiledQuery[]> | undefined;

/** The statements of all migrations, in order. */
function compiledMigrations(): Promise<CompiledQuery[]> {
  compiled ??= compileAll();
  return compiled;
}

async function compileAll(): Promise<CompiledQuery[]> {
  const queries: CompiledQuery[] = [];
  const recorder = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => {
      queries.push(query);
    },
  });
  for (const [, migration] of Object.entries(migrationsOf("sqlite")).sort()) await migration.up(recorder);
  return queries;
}
