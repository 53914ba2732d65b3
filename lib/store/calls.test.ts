import {
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { expect, test, vi } from "vitest";
import { type CallSlot, forgetIdleCredentials, noPause, openCallLedger } from "./calls.ts";
import type { Store } from "./open-store.ts";
import type { Database } from "./schema.ts";
import { describeEachStore } from "./testing/each-store.ts";

const key = { credential: "c".repeat(43), kind: "rest" };
const all = { first: 0, last: Number.MAX_SAFE_INTEGER };
const pause = { reason: "rate", until: 1_764_000_000_000, probeUntil: 1_764_000_015_000, count: 3 };

describeEachStore("the ledger of calls", ({ store, openAnother }) => {
  const ledgerOf = (at = 90_000, from: Store = store()) => openCallLedger(from, key, () => at);
  const add = (added: CallSlot[], kept = all) =>
    ledgerOf().change(() => ({ change: { added, kept }, result: undefined }));
  const read = (from?: Store) =>
    ledgerOf(90_000, from).change((account) => ({ change: { added: [], kept: all }, result: account }));

  test("an account begins empty, and keeps what was added, taken away and paused", async () => {
    expect(await read()).toEqual({ at: 90_000, pause: noPause, slots: [] });
    await add([
      { slot: 2, used: 20 },
      { slot: 3, used: 4 },
    ]);
    await add([{ slot: 2, used: -5 }]);
    await ledgerOf().change(() => ({ change: { added: [], kept: all, pause }, result: undefined }));
    const { slots, ...rest } = await read(openAnother());
    expect(rest).toEqual({ at: 90_000, pause });
    expect(slots.toSorted((a, b) => a.slot - b.slot)).toEqual([
      { slot: 2, used: 15 },
      { slot: 3, used: 4 },
    ]);
  });

  test("slots that no longer count are deleted, those of others are not", async () => {
    const other = openCallLedger(store(), { ...key, kind: "graphql" }, () => 90_000);
    await other.change(() => ({ change: { added: [{ slot: 1, used: 1 }], kept: all }, result: undefined }));
    await add([1, 2, 3, 4, 5].map((slot) => ({ slot, used: slot })));
    await add([], { first: 2, last: 4 });
    expect((await read()).slots.map(({ slot }) => slot).toSorted()).toEqual([2, 3, 4]);
    expect(await store().db.selectFrom("call_slot").selectAll().where("kind", "=", "graphql").execute()).toHaveLength(
      1,
    );
  });

  test("a change that fails changes nothing", async () => {
    const failing = ledgerOf().change(() => {
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await store().db.selectFrom("credential").selectAll().execute()).toEqual([]);
  });

  test("changes of several servers come one after the other, each on what the one before left", async () => {
    const servers = [store(), openAnother(), openAnother()].map((server) => ledgerOf(90_000, server));
    const totals = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        servers[index % 3]?.change(({ slots }) => {
          const used = slots.reduce((sum, slot) => sum + slot.used, 0);
          return { change: { added: [{ slot: used % 2, used: 1 }], kept: all }, result: used };
        }),
      ),
    );
    expect(totals.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test("without a clock of the test, the time is that of the database or the machine, and never goes back", async () => {
    const servers = [store(), openAnother()].map((server) => openCallLedger(server, key));
    const times: number[] = [];
    const work = Array.from({ length: 10 }, (_, index) =>
      servers[index % 2]?.change(({ at }) => {
        times.push(at);
        return { change: { added: [], kept: all }, result: undefined };
      }),
    );
    await Promise.all(work);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test("credentials that nobody uses are forgotten", async () => {
    await ledgerOf(90_000).change(() => ({
      change: { added: [{ slot: 3, used: 1 }], kept: all },
      result: undefined,
    }));
    const other = openCallLedger(store(), { ...key, kind: "graphql" }, () => 600_000);
    await other.change(() => ({ change: { added: [{ slot: 20, used: 1 }], kept: all }, result: undefined }));
    await forgetIdleCredentials(store().db, 300_000);
    const kinds = async (table: "credential" | "call_slot") =>
      (await store().db.selectFrom(table).select("kind").execute()).map(({ kind }) => kind);
    expect([await kinds("credential"), await kinds("call_slot")]).toEqual([["graphql"], ["graphql"]]);
  });
});

test("a database that hangs is one that does not answer", async () => {
  vi.useFakeTimers();
  class Hanging extends DummyDriver {
    override acquireConnection(): Promise<DatabaseConnection> {
      return new Promise(() => undefined);
    }
  }
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new Hanging(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  const nothing = async () => undefined;
  const store: Store = { kind: "sqlite", db: new Kysely<Database>({ dialect }), migrate: nothing, close: nothing };
  const change = openCallLedger(store, key).change((account) => ({
    change: { added: [], kept: all },
    result: account,
  }));
  const error = change.catch((thrown: unknown) => thrown);
  await vi.advanceTimersByTimeAsync(6000);
  expect(await error).toMatchObject({ name: "StoreError", trouble: "unavailable" });
  vi.useRealTimers();
});
