import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPostgresDialect } from "./postgres.ts";
import type { Database } from "./schema.ts";
import { toStoreError } from "./store-error.ts";
import { describeEachStore } from "./testing/each-store.ts";

let uncaught: unknown[] = [];
const hear = (error: unknown) => uncaught.push(error);
beforeEach(() => {
  uncaught = [];
  process.on("uncaughtException", hear);
});
afterEach(() => {
  process.off("uncaughtException", hear);
});

describeEachStore("a connection", ({ store, openAnother, options }) => {
  test("that ends during a statement fails it, and nothing else", async () => {
    // SQLite has no connection to lose.
    if (store().kind === "sqlite") return expect(store().address).toBeUndefined();
    const other = openAnother();
    const slow = sql`select pg_sleep(20)`.execute(other.db).catch((error: unknown) => error);
    for (let ended = 0; ended === 0; await sleep(50)) {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where query like 'select pg_sleep(20)%' and state = 'active'`.execute(store().db);
      ended = rows.length;
    }
    expect(await slow).toMatchObject({ name: "StoreError", trouble: "unavailable" });
    await sleep(50);
    expect(uncaught).toEqual([]);
    expect((await sql`select 1 as one`.execute(other.db)).rows).toEqual([{ one: 1 }]);
  });

  test("that the network drops without a word is given up, and replaced", async () => {
    const where = options();
    if (where.kind === "sqlite") return expect(store().address).toBeUndefined();
    const relay = await startRelay(Number(new URL(where.url).port));
    const url = new URL(where.url);
    url.port = String(relay.port);
    const db = new Kysely<Database>({ dialect: createPostgresDialect({ url: url.href, poolSize: 1, silenceMs: 300 }) });
    const ask = () => sql`select 1 as one`.execute(db).then(({ rows }) => rows, toStoreError);
    expect(await ask()).toEqual([{ one: 1 }]);
    relay.dropAll();
    expect(await ask()).toMatchObject({ name: "StoreError", trouble: "unavailable" });
    expect(await ask()).toEqual([{ one: 1 }]);
    expect(uncaught).toEqual([]);
    await db.destroy();
    relay.close();
  });
});

/** Passes connections on, until it keeps those that are open without passing on anything. */
async function startRelay(target: number) {
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.pipe(far).pipe(near);
    pairs.push([near, far]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: address && typeof address === "object" ? address.port : 0,
    dropAll: () => {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    close: () => {
      for (const socket of pairs.flat()) socket.destroy();
      server.close();
    },
  };
}
