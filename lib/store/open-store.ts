import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type LogConfig,
  Migrator,
  type QueryResult,
} from "kysely";
import { migrationsOf } from "./migrations.ts";
import { createPostgresDialect } from "./postgres.ts";
import type { Database, StoreKind } from "./schema.ts";
import { createSqliteDialect } from "./sqlite.ts";
import { isStoreError, toStoreError } from "./store-error.ts";

/** `file` may be `:memory:`; `onConnect` runs before the first statement. */
type SqliteOptions = {
  kind: "sqlite";
  file: string;
  readOnly?: boolean;
  onConnect?: (connection: DatabaseConnection) => Promise<void>;
};

export type StoreOptions = SqliteOptions | { kind: "postgres"; url: string };

/** Where the server keeps what it must remember. Every statement may throw `StoreError`. */
export type Store = {
  kind: StoreKind;
  db: Kysely<Database>;
  /** The address of PostgreSQL. */
  address?: string;
  /** Brings the tables up to date. Processes that start together run each migration once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
};

type Habits = {
  /** Hears of each statement. */
  log?: LogConfig;
  /** How long a statement waits for another process that writes. */
  longestWaitMs?: number;
};

/** Opens the store without touching it: the first statement connects, or creates the file. */
export function openStore(options: StoreOptions, { log = [], longestWaitMs = 5000 }: Habits = {}): Store {
  const dialect =
    options.kind === "sqlite" ? createSqliteDialect(options) : createPostgresDialect({ url: options.url });
  const db = new Kysely<Database>({ dialect: withStoreErrors(dialect, longestWaitMs), log });
  return {
    kind: options.kind,
    db,
    ...(options.kind === "postgres" ? { address: options.url } : {}),
    migrate: () => migrate(db, options.kind),
    close: () => db.destroy(),
  };
}

async function migrate(db: Kysely<Database>, kind: StoreKind): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsOf(kind) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw toStoreError(error);
}

/** The same dialect, whose connections throw `StoreError`. */
function withStoreErrors(dialect: Dialect, longestWaitMs: number): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => translating(dialect.createDriver(), longestWaitMs),
  };
}

async function translate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Another process writes for a few milliseconds at a time. What met its lock did nothing, so it is tried again. */
async function whenFree<T>(work: () => Promise<T>, longestWaitMs: number): Promise<T> {
  const endsAt = performance.now() + longestWaitMs;
  for (;;) {
    try {
      return await translate(work);
    } catch (error) {
      if (!isStoreError(error) || error.trouble !== "busy" || performance.now() > endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
    }
  }
}

type Wrapped = DatabaseConnection & { inner: DatabaseConnection; isInTransaction: boolean };

function translating(driver: Driver, longestWaitMs: number): Driver {
  const unwrap = (connection: DatabaseConnection) => (isWrapped(connection) ? connection.inner : connection);
  const mark = (connection: DatabaseConnection, isInTransaction: boolean) => {
    if (isWrapped(connection)) connection.isInTransaction = isInTransaction;
  };
  return {
    init: () => whenFree(() => driver.init(), longestWaitMs),
    acquireConnection: () => translate(async () => wrap(await driver.acquireConnection(), longestWaitMs)),
    beginTransaction: async (connection, settings) => {
      await whenFree(() => driver.beginTransaction(unwrap(connection), settings), longestWaitMs);
      mark(connection, true);
    },
    commitTransaction: async (connection) => {
      await translate(() => driver.commitTransaction(unwrap(connection)));
      mark(connection, false);
    },
    rollbackTransaction: async (connection) => {
      mark(connection, false);
      try {
        await translate(() => driver.rollbackTransaction(unwrap(connection)));
      } catch (error) {
        // SQLite has rolled back already when the disk is full, and a lost connection has nothing left to roll back.
        // What made the transaction fail is the error to throw.
        if (!isStoreError(error)) throw error;
      }
    },
    releaseConnection: (connection) => driver.releaseConnection(unwrap(connection)),
    destroy: () => driver.destroy(),
  };
}

function isWrapped(connection: DatabaseConnection): connection is Wrapped {
  return "inner" in connection;
}

function wrap(inner: DatabaseConnection, longestWaitMs: number): Wrapped {
  const wrapped: Wrapped = {
    inner,
    isInTransaction: false,
    executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const run = () => inner.executeQuery<R>(query);
      return wrapped.isInTransaction ? translate(run) : whenFree(run, longestWaitMs);
    },
    streamQuery: (query, size) => inner.streamQuery(query, size),
  };
  return wrapped;
}
