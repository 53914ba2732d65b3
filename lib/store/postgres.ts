import { PostgresDialect } from "kysely";
import { endWhenSilent, keepAlive } from "./postgres-connection.ts";

/** `silenceMs`: a connection that says nothing for so long counts as lost. */
export type PostgresOptions = { url: string; poolSize?: number; silenceMs?: number };

/** PostgreSQL. Connects with the first statement; numbers come back as numbers. */
export function createPostgresDialect({ url, poolSize = 10, silenceMs = 35_000 }: PostgresOptions): PostgresDialect {
  return new PostgresDialect({
    pool: async () => {
      const { Pool, types } = (await import("pg")).default;
      const pool = new Pool({
        connectionString: url,
        max: poolSize,
        connectionTimeoutMillis: 5000,
        idleTimeoutMillis: 30_000,
        // A statement that takes longer than this is a fault, and must not hold a connection for ever.
        statement_timeout: 30_000,
        ...keepAlive,
        types: {
          getTypeParser: (oid: number, format?: "text" | "binary") =>
            oid === bigintType ? Number : types.getTypeParser(oid, format === "binary" ? "binary" : "text"),
        },
      });
      // An idle connection that breaks is replaced by the next statement; without a listener it would end the process.
      pool.on("error", () => undefined);
      pool.on("connect", (client) => {
        // The pool listens to idle connections only. One that breaks in use fails its statement, which is enough.
        client.on("error", () => undefined);
        // The network may drop a connection without a word; the system would wait for it for a quarter of an hour.
        endWhenSilent(client, silenceMs);
      });
      return pool;
    },
  });
}

/** The type of `bigint` columns and of `count(*)`. Our numbers are below 2^53. */
const bigintType = 20;
