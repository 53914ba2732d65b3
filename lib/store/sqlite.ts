import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import {
  type DatabaseConnection,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
  sql,
} from "kysely";
import type { Database } from "./schema.ts";

// What we use of `node:sqlite`. The package for older versions of Node.js has the same.
type Statement = {
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
};
type NativeDatabase = { exec(text: string): void; prepare(text: string): Statement; close(): void };
type OpenDatabase = new (file: string, options: { readOnly: boolean }) => NativeDatabase;

declare global {
  namespace NodeJS {
    interface Process {
      getBuiltinModule(id: "node:sqlite"): { DatabaseSync: OpenDatabase } | undefined;
    }
  }
}

type SqliteOptions = {
  file: string;
  readOnly?: boolean;
  onConnect?: (connection: DatabaseConnection) => Promise<void>;
};

/**
 * SQLite through Node's own module, or before Node.js 22.13 through a package with the same interface. `file` is
 * created by the first statement.
 */
export function createSqliteDialect({ file, readOnly = false, onConnect }: SqliteOptions): SqliteDialect {
  return new LockingSqliteDialect({
    database: () => open(file, readOnly),
    ...(onConnect ? { onCreateConnection: onConnect } : {}),
  });
}

async function open(file: string, readOnly: boolean): Promise<SqliteDatabase> {
  const Database = await findDatabase();
  if (!readOnly && file !== ":memory:") createPrivate(file);
  const database = new Database(file, { readOnly });
  // Short, because waiting here stops the whole process; `open-store.ts` waits for longer without that.
  database.exec("pragma busy_timeout = 50");
  if (!readOnly) {
    // Full: a confirmed change survives a power cut.
    database.exec("pragma journal_mode = WAL; pragma synchronous = FULL");
  }
  database.exec("pragma foreign_keys = ON");
  return adapt(database);
}

/** Only the owner may read it; its journals get the same mode. */
function createPrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

/** Node's own module where it needs no flag. Loading it would print an "experimental" warning into the log. */
async function findDatabase(): Promise<OpenDatabase> {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    const own = process.getBuiltinModule("node:sqlite");
    if (own) return own.DatabaseSync;
  } finally {
    process.emitWarning = emitWarning;
  }
  return (await import("@photostructure/sqlite")).DatabaseSync;
}

/** Statements are prepared once; the product has a few hundred of them at most. */
function adapt(database: NativeDatabase): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known) return known;
      // The write lock comes first, so that a transaction cannot fail halfway because another process writes.
      const statement = adaptStatement(text, database.prepare(text === "begin" ? "begin immediate" : text));
      if (prepared.size < maxPrepared) prepared.set(text, statement);
      return statement;
    },
  };
}

const maxPrepared = 500;

function adaptStatement(text: string, statement: Statement): SqliteStatement {
  return {
    reader: /^\s*(?:select|with|pragma|values|explain)\b/i.test(text) || /\breturning\b/i.test(text),
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => statement.run(...parameters),
    iterate: (parameters) => statement.iterate(...parameters),
  };
}

/** Takes the write lock before the migrations are compared, so that two processes that start together run them once. */
class LockingAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override async acquireMigrationLock(): Promise<void> {
    // `begin immediate` holds the lock already.
  }
}

class LockingSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new LockingAdapter();
  }
}

/** Copies the whole database, consistent, while others use it. */
export async function copySqlite(db: Kysely<Database>, file: string): Promise<void> {
  await sql`vacuum into ${file}`.execute(db);
}
