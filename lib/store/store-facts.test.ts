import { expect, test } from "vitest";
import { recordJobs } from "./inventory.ts";
import { takeLease } from "./leases.ts";
import { countCalls, countSessions, isLeaseHeld, measureHistory, readStoreBytes } from "./store-facts.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

describeEachStore("facts about the store", ({ store }) => {
  test("it has a size", async () => {
    expect(await readStoreBytes(store())).toBeGreaterThan(10_000);
  });

  test("history is counted, and measured by its newest versions", async () => {
    expect(await measureHistory(store())).toEqual({ versions: 0, bytes: 0 });
    const scope = listedScope("zones/a", "a.example");
    for (const at of [1, 2]) {
      const { version, ...job } = observedJob(1, { seen_at: at, digest: `d${at}` });
      const jobs = [{ ...job, version: { ...version, attrs: "x".repeat(at * 100) } }];
      await recordJobs(store().db, { realm: "live", path: "zones/a", at, jobs, isWhole: true, dueAt: null, scope });
    }
    // Beside the attributes, each has digests of 2 characters, and another digest of 2.
    expect(await measureHistory(store())).toEqual({ versions: 2, bytes: 308 });
  });

  test("open sessions are counted, neither idle nor old ones", async () => {
    const add = (id: string, started_at: number, used_at: number) =>
      store().db.insertInto("session").values({ id, realm: "r", caller: "{}", started_at, used_at }).execute();
    await add("open", 200, 300);
    await add("idle", 200, 210);
    await add("old", 50, 300);
    expect(await countSessions(store(), { startedAfter: 100, usedAfter: 250 })).toBe(1);
  });

  test("calls are summed over servers and slots of their kind", async () => {
    expect(await countCalls(store(), "rest", 0)).toBe(0);
    const rows = [
      { credential: "a", kind: "rest", slot: 1, used: 900 },
      { credential: "a", kind: "rest", slot: 10, used: 5 },
      { credential: "b", kind: "rest", slot: 11, used: 7 },
      { credential: "a", kind: "graphql", slot: 11, used: 100 },
    ];
    await store().db.insertInto("call_slot").values(rows).execute();
    expect(await countCalls(store(), "rest", 10 * 30_000)).toBe(12);
  });

  test("a lease is held until its end", async () => {
    await takeLease(store().db, { name: "reader", holder: "x", now: 100, ttlMs: 50 });
    expect(await isLeaseHeld(store(), "reader", 120)).toBe(true);
    expect(await isLeaseHeld(store(), "reader", 151)).toBe(false);
    expect(await isLeaseHeld(store(), "other", 120)).toBe(false);
  });
});
