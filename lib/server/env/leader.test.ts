import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { type Leadership, lead } from "./leader.ts";

const times = { ttlMs: 1500, renewMs: 100 };
let leaders: Leadership[] = [];
let running: string[] = [];

beforeEach(() => {
  leaders = [];
  running = [];
});

function start({ db }: Store, holder: string): Leadership {
  const work = async (signal: AbortSignal) => {
    running.push(holder);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    running = running.filter((name) => name !== holder);
  };
  const leadership = lead({ db, name: "watcher", holder, work, ...times });
  leaders.push(leadership);
  return leadership;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

describeEachStore("a leader", ({ store, openAnother }) => {
  afterEach(() => Promise.all(leaders.map((each) => each.stop())));

  test("is one of two servers, and stays it", async () => {
    const both = [start(store(), "a"), start(openAnother(), "b")];
    await until(() => expect(running).toHaveLength(1));
    const [first] = running;
    const leading = () => both.filter((each) => each.isLeader()).length;
    // A clock that is set forward ends the lease until it is renewed; the other one leads at no time.
    for (let count = 0; count < 20; count += 1) {
      await sleep(100);
      expect(running.filter((holder) => holder !== first)).toEqual([]);
      expect(leading()).toBeLessThanOrEqual(1);
    }
    await until(() => expect([running, leading()]).toEqual([[first], 1]));
  });

  test("says in the log under which name it leads, once", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const first = start(store(), "a");
    await until(() => expect(first.isLeader()).toBe(true));
    await sleep(3 * times.renewMs);
    const lines = write.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("leads watcher as a"));
    expect(lines).toHaveLength(1);
    vi.restoreAllMocks();
  });

  test("is followed immediately when it stops, after its work has ended", async () => {
    const first = start(store(), "a");
    await until(() => expect(running).toEqual(["a"]));
    const second = start(openAnother(), "b");
    const stoppedAt = performance.now();
    await first.stop();
    expect(running).not.toContain("a");
    expect(first.isLeader()).toBe(false);
    await until(() => expect(running).toEqual(["b"]));
    expect(performance.now() - stoppedAt).toBeLessThan(times.ttlMs);
    expect(second.isLeader()).toBe(true);
  });

  test("stops when it cannot reach the store, and is followed after its lease is over, not before", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const lost = openAnother();
    const first = start(lost, "a");
    await until(() => expect(running).toEqual(["a"]));
    const second = start(store(), "b");
    await lost.close();
    const closedAt = performance.now();
    await until(() => expect(first.isLeader()).toBe(false));
    await until(() => expect(running).toEqual([]));
    await until(() => expect(second.isLeader()).toBe(true));
    expect(performance.now() - closedAt).toBeGreaterThan(times.ttlMs - 2 * times.renewMs - 200);
    vi.restoreAllMocks();
  });

  test("stops when another holds its lease", async () => {
    const first = start(store(), "a");
    await until(() => expect(first.isLeader()).toBe(true));
    await store()
      .db.updateTable("lease")
      .set({ holder: "b", until: Date.now() + 60_000 })
      .execute();
    await until(() => expect(first.isLeader()).toBe(false));
    await until(() => expect(running).toEqual([]));
  });

  test("starts its work again when that fails", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    let starts = 0;
    const work = async () => {
      starts += 1;
      throw new TypeError("secret");
    };
    leaders.push(lead({ db: store().db, name: "watcher", holder: "a", work, ...times }));
    await until(() => expect(starts).toBeGreaterThan(1));
    expect(write.mock.calls.join("")).toContain("the work of the leader watcher failed (TypeError)");
    expect(write.mock.calls.join("")).not.toContain("secret");
    vi.restoreAllMocks();
  });

  test("does not lead longer than its lease while the store does not answer", async () => {
    const first = start(store(), "a");
    await until(() => expect(running).toEqual(["a"]));
    const asked = performance.now();
    await openAnother()
      .db.transaction()
      .execute(async (blocking) => {
        await blocking.updateTable("lease").set({ fence: 9 }).execute();
        await until(() => expect(first.isLeader()).toBe(false));
        await until(() => expect(running).toEqual([]));
      });
    expect(performance.now() - asked).toBeLessThan(2 * times.ttlMs);
  });
});
