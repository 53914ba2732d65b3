import { expect, test } from "vitest";
import { holdLease, releaseLease, takeLease } from "./leases.ts";
import { describeEachStore } from "./testing/each-store.ts";

const ttlMs = 15_000;
const ask = (holder: string, now: number) => ({ name: "watcher", holder, now, ttlMs });

describeEachStore("a lease", ({ store, openAnother }) => {
  test("has one holder, who may extend it, until its time is over", async () => {
    const other = openAnother().db;
    expect(await takeLease(store().db, ask("a", 1000))).toEqual({ fence: 1 });
    expect(await takeLease(other, ask("b", 1000))).toBeUndefined();
    expect(await takeLease(store().db, ask("a", 6000))).toEqual({ fence: 1 });
    expect(await takeLease(other, ask("b", 21_000))).toBeUndefined();
    expect(await takeLease(other, ask("b", 21_001))).toEqual({ fence: 2 });
    expect(await takeLease(store().db, ask("a", 21_002))).toBeUndefined();
  });

  test("is free once it is released, which only its holder can do, and its fence never falls", async () => {
    const { db } = store();
    await takeLease(db, ask("a", 1000));
    await releaseLease(db, { name: "watcher", holder: "b" });
    expect(await takeLease(db, ask("b", 1001))).toBeUndefined();
    await releaseLease(db, { name: "watcher", holder: "a" });
    expect(await takeLease(db, ask("b", 1001))).toEqual({ fence: 2 });
  });

  test("goes to one of many that ask at the same time", async () => {
    const servers = [store(), openAnother(), openAnother(), openAnother()];
    const asked = servers.flatMap(({ db }, server) =>
      [0, 1, 2, 3, 4].map((at) => takeLease(db, ask(`${server}-${at}`, 1000))),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toEqual([{ fence: 1 }]);
  });

  test("is not shortened by a request of its holder that comes late", async () => {
    const ask = (now: number) => takeLease(store().db, { name: "late", holder: "a", now, ttlMs: 1000 });
    await ask(5000);
    expect(await ask(3000)).toBeDefined();
    const rows = await store().db.selectFrom("lease").select("until").where("name", "=", "late").execute();
    expect(rows).toEqual([{ until: 6000 }]);
  });

  test("cannot change hands while its holder writes in a transaction", async () => {
    const { db } = store();
    await takeLease(db, ask("a", 1000));
    const order: string[] = [];
    let taken: Promise<unknown> | undefined;
    await db.transaction().execute(async (change) => {
      expect(await holdLease(change, ask("a", 16_000))).toBe(1);
      taken = takeLease(openAnother().db, ask("b", 20_000)).then((lease) => order.push(`taken ${lease?.fence}`));
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push("written");
    });
    await taken;
    expect(order).toEqual(["written", "taken 2"]);
    expect(await holdLease(db, ask("a", 20_000))).toBeUndefined();
    expect(await holdLease(db, ask("b", 35_001))).toBeUndefined();
  });

  test("of another name is independent", async () => {
    const { db } = store();
    await takeLease(db, ask("a", 1000));
    expect(await takeLease(db, { ...ask("b", 1000), name: "reader" })).toEqual({ fence: 1 });
  });
});
