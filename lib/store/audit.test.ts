import { createHash } from "node:crypto";
import { sql } from "kysely";
import { expect, test } from "vitest";
import {
  appendEntry,
  findLaterEntry,
  insertChain,
  listCutChains,
  type ReadEntry,
  readEntriesBefore,
  type Seal,
  streamChain,
  streamEntries,
} from "./audit.ts";
import {
  addOpenIntents,
  claimOpenIntents,
  endOpenIntent,
  extendOpenIntents,
  releaseIntentsOfOthers,
  releaseOpenIntent,
} from "./open-intents.ts";
import type { Store } from "./open-store.ts";
import { describeEachStore } from "./testing/each-store.ts";

const seal: Seal = ({ chain, n, entry, before }) =>
  createHash("sha256").update(`${chain}\0${n}\0${before}\0${entry}`).digest("hex");
const append = ({ db }: Store, chain: string, entry: string, at = 0) =>
  db.transaction().execute((change) => appendEntry(change, { chain, at, entry }, seal));

async function collect<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
const place = ({ chain, n }: Pick<ReadEntry, "chain" | "n">) => `${chain} ${n}`;

describeEachStore("the audit log in the store", ({ store, openAnother }) => {
  test("four writers make one chain without gaps", async () => {
    const writers = [store(), openAnother(), openAnother(), openAnother()];
    const numbers = await Promise.all(
      writers.map(async (writer, index) => {
        const own: number[] = [];
        for (let count = 0; count < 50; count += 1) own.push(await append(writer, "zones/a", `${index} ${count}`));
        return own;
      }),
    );
    for (const own of numbers) expect(own).toEqual(own.toSorted((one, other) => one - other));
    const entries = await collect(streamChain(store().db, "zones/a", 64));
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(new Set(numbers.flat()).size).toBe(200);
    let before = "";
    for (const { chain, n, entry, mac } of entries) {
      expect(mac).toBe(seal({ chain, n, entry, before }));
      before = mac;
    }
    expect(await store().db.selectFrom("chain_head").selectAll().execute()).toEqual([
      { chain: "zones/a", n: 200, mac: before },
    ]);
  });

  test("an entry that fails leaves no gap, and chains are counted separately", async () => {
    await append(store(), "zones/a", "1");
    const failing = store()
      .db.transaction()
      .execute(async (change) => {
        await appendEntry(change, { chain: "zones/a", at: 0, entry: "lost" }, seal);
        throw new Error("stop");
      });
    await expect(failing).rejects.toThrow("stop");
    expect(await append(store(), "zones/a", "2")).toBe(2);
    expect(await append(store(), "zones/b", "1")).toBe(1);
    expect((await collect(streamChain(store().db, "zones/a"))).map(({ entry }) => entry)).toEqual(["1", "2"]);
  });

  test("entries are read by time in batches, each with the one before it and the end of its chain", async () => {
    const times = [5, 3, 3, 9, 1];
    for (const [index, at] of times.entries()) await append(store(), index % 2 === 0 ? "zones/a" : "zones/b", "x", at);
    const entries = await collect(streamEntries(store().db, 2));
    expect(entries.map(place)).toEqual(["zones/a 3", "zones/a 2", "zones/b 1", "zones/a 1", "zones/b 2"]);
    const macs = new Map(entries.map((entry) => [place(entry), entry.mac]));
    for (const { chain, n, before } of entries) expect(before).toBe(macs.get(`${chain} ${n - 1}`) ?? null);
    expect(entries.map(({ head }) => head)).toEqual([3, 3, 2, 3, 2]);
    const newestFirst = entries.toReversed();
    expect(await readEntriesBefore(store().db, { limit: 9 })).toEqual(newestFirst);
    expect(await readEntriesBefore(store().db, { limit: 3 })).toEqual(newestFirst.slice(0, 3));
    const [, before] = newestFirst;
    expect(await readEntriesBefore(store().db, { before, limit: 2 })).toEqual(newestFirst.slice(2, 4));
    const ofB = await readEntriesBefore(store().db, { before, chains: ["zones/b"], limit: 9 });
    expect(ofB).toEqual(newestFirst.slice(2).filter(({ chain }) => chain === "zones/b"));
  });

  test("a later entry is found by a part of its JSON, whatever letters that has", async () => {
    for (const entry of ["a%b", "axb", "other", "a%b again"]) await append(store(), "zones/a", entry);
    const find = (n: number, text: string) => findLaterEntry(store().db, { chain: "zones/a", n, text });
    expect(await find(0, "a%b")).toMatchObject({ n: 4 });
    expect(await find(2, "axb")).toBeUndefined();
    expect(await find(1, "a_b")).toBeUndefined();
  });

  test("a chain whose end was cut off or replaced is listed", async () => {
    const { db } = store();
    for (const chain of ["zones/a", "zones/b", "zones/c"])
      for (const entry of ["1", "2"]) await append(store(), chain, entry);
    expect(await listCutChains(db)).toEqual([]);
    await db.deleteFrom("audit").where("chain", "=", "zones/a").where("n", "=", 2).execute();
    await db.updateTable("audit").set({ mac: "other" }).where("chain", "=", "zones/c").where("n", "=", 2).execute();
    expect((await listCutChains(db)).map(place)).toEqual(["zones/a 2", "zones/c 2"]);
  });

  test("a whole chain of many entries is stored as it is", async () => {
    const entries = Array.from({ length: 1201 }, (_, index) => ({
      ...{ chain: "file", n: index + 1, at: index },
      ...{ entry: `{"${"\u00e9".repeat(50)}":${index}}`, mac: String(index) },
    }));
    await insertChain(store().db, "file", entries);
    expect(await collect(streamChain(store().db, "file", 400))).toEqual(entries);
    expect(await listCutChains(store().db)).toEqual([]);
    await insertChain(store().db, "none", []);
    expect(await store().db.selectFrom("chain_head").select("chain").execute()).toEqual([{ chain: "file" }]);
  });

  const open = { id: "1", chain: "zones/a", n: 1, owner: "one", until: 100 };
  const claim = ({ db }: Store, owner: string, now: number) => claimOpenIntents(db, { owner, now, until: now + 30 });

  test("what its owner has left is claimed by one of several servers", async () => {
    const { db } = store();
    await addOpenIntents(db, [open, { ...open, id: "2" }, { id: "3", chain: "zones/b", n: 1 }]);
    expect((await claim(store(), "two", 99)).map(({ id }) => id)).toEqual(["3"]);
    await extendOpenIntents(db, { ids: ["1"], owner: "one", until: 200 });
    await extendOpenIntents(db, { ids: ["2"], owner: "somebody else", until: 200 });
    const servers = [store(), openAnother(), openAnother(), openAnother()];
    const claims = await Promise.all(servers.map((server, index) => claim(server, `server ${index}`, 110)));
    expect(claims.flat().map(({ id }) => id)).toEqual(["2"]);
    const again = await Promise.all(servers.map((server, index) => claim(server, `server ${index}`, 200)));
    expect(
      again
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["1", "2", "3"]);
  });

  test("only the owner ends and releases it, if one is named", async () => {
    const { db } = store();
    await addOpenIntents(db, [open, { ...open, id: "2" }, { ...open, id: "3", owner: "two" }]);
    expect(await endOpenIntent(db, "1", "two")).toBe(false);
    expect(await endOpenIntent(db, "1", "one")).toBe(true);
    expect(await endOpenIntent(db, "1")).toBe(false);
    await releaseOpenIntent(db, "2", "two");
    expect(await claim(store(), "x", 50)).toEqual([]);
    await releaseIntentsOfOthers(db, "one");
    expect((await claim(store(), "x", 50)).map(({ id }) => id)).toEqual(["3"]);
    await releaseOpenIntent(db, "2");
    expect((await claim(store(), "x", 50)).map(({ id }) => id)).toEqual(["2"]);
    const left = await sql<{ count: number }>`select count(*) as count from open_intent`.execute(db);
    expect(left.rows[0]?.count).toBe(2);
  });
});
