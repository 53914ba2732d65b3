import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallPaused } from "#lib/cloudflare/failure.ts";
import type { CallLedger } from "#lib/store/calls.ts";
import type { Urgency } from "./call-budget.ts";
import { type CallLeases, createCallLeases } from "./call-leases.ts";
import { createMemoryLedger } from "./memory-ledger.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Servers on one ledger. `changes` counts its changes, and `fails` makes them fail. */
function open(servers = 1) {
  const memory = createMemoryLedger(Date.now);
  const state = { changes: 0, fails: undefined as Error | undefined };
  const ledger: CallLedger = {
    change: async (decide) => {
      state.changes += 1;
      await Promise.resolve();
      if (state.fails) throw state.fails;
      return memory.change(decide);
    },
  };
  const used = () =>
    memory.change(({ slots }) => ({
      change: { added: [], kept: { first: -100, last: 1e9 } },
      result: slots.reduce((sum, slot) => sum + slot.used, 0),
    }));
  const all = Array.from({ length: servers }, () => createCallLeases({ ledger, kind: "rest", now: Date.now }));
  const [one = createCallLeases({ ledger, kind: "rest", now: Date.now }), ...others] = all;
  return { one, others, state, used };
}

/** Makes a number of calls one after the other, and counts those that were allowed. */
async function make(leases: CallLeases, count: number, urgency: Urgency = "write"): Promise<number> {
  let made = 0;
  for (let call = 0; call < count; call += 1) {
    const place = await leases.take(urgency).catch(pauseOf);
    if (!("lease" in place)) continue;
    await leases.confirm(place);
    made += 1;
  }
  return made;
}

const pauseOf = (error: unknown) => {
  if (error instanceof CallPaused) return error.pause;
  throw error;
};

describe("a lease", () => {
  test("serves calls without the ledger until it is used up, and the next one is larger", async () => {
    const { one, state, used } = open();
    const sizes = [];
    for (const calls of [4, 8, 16, 20, 20]) {
      const before = state.changes;
      expect(await make(one, calls)).toBe(calls);
      sizes.push(state.changes - before);
    }
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
    expect(await used()).toBe(68);
  });

  test("is used by every urgency that may make its calls, and by no other", async () => {
    const { one, state } = open();
    expect(await make(one, 598)).toBe(598);
    const before = state.changes;
    const place = await one.take("write");
    one.refund(place);
    expect(await make(one, 10, "background")).toBeGreaterThanOrEqual(1);
    expect(await make(one, 500, "background")).toBe(0);
    expect(state.changes).toBeGreaterThan(before);
    expect(await make(one, 1)).toBe(1);
  });

  test("expires after five seconds; what is left is given back with the next one", async () => {
    const { one, state, used } = open();
    await make(one, 1);
    expect(await used()).toBe(4);
    vi.setSystemTime(4999);
    await make(one, 1);
    expect([state.changes, await used()]).toEqual([1, 4]);
    vi.setSystemTime(5000);
    expect(one.takeNow("write")).toBeUndefined();
    await make(one, 1);
    expect([state.changes, await used()]).toEqual([2, 6]);
  });

  test("does not last longer because the clock is set back", async () => {
    vi.setSystemTime(3_600_000);
    const { one } = open();
    await make(one, 1);
    vi.setSystemTime(0);
    expect(one.takeNow("write")).toBeUndefined();
  });

  test("a server that makes a call every ten seconds uses what it makes, and little more", async () => {
    const { one, used } = open();
    for (let second = 0; second < 300; second += 10) {
      vi.setSystemTime(second * 1000);
      expect(await make(one, 1, "background")).toBe(1);
    }
    expect(await used()).toBeLessThanOrEqual(33);
  });

  test("is asked for once, however many calls wait", async () => {
    const { one, state } = open();
    await Promise.all(Array.from({ length: 18 }, () => one.take("page")));
    // The first asks for four, because nobody else waits yet; the others ask together.
    expect(state.changes).toBe(2);
  });

  test("that is not sent goes to the next call", async () => {
    const { one, state, used } = open();
    for (let call = 0; call < 20; call += 1) one.refund(await one.take("write"));
    expect([state.changes, await used()]).toEqual([1, 4]);
  });

  test("gets small when little is left, so that each server has some", async () => {
    const { one, others, used } = open(3);
    expect(await make(one, 900)).toBe(900);
    const counts = [0, 0, 0];
    for (let call = 0; call < 300; call += 1) {
      const at = call % 3;
      counts[at] = (counts[at] ?? 0) + (await make([one, ...others][at] ?? one, 1));
    }
    // What one server holds is not in another's hands, but it expires.
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(25);
    expect(await used()).toBeLessThanOrEqual(1000);
  });
});

describe("urgencies", () => {
  test("keep their reserves, on every server", async () => {
    const { one, others, used } = open(2);
    const other = others[0] ?? one;
    expect((await make(one, 400, "background")) + (await make(other, 400, "background"))).toBeGreaterThan(580);
    expect(await used()).toBeLessThanOrEqual(600);
    expect(await make(other, 1)).toBe(1);
    await make(one, 400, "run");
    await make(other, 400, "page");
    expect(await used()).toBeLessThanOrEqual(850);
    expect(await make(one, 100)).toBe(100);
  });

  test("that were refused do not ask the ledger again for a second, and others do", async () => {
    const { one, state } = open();
    await make(one, 600);
    expect(await make(one, 1, "background")).toBe(0);
    const { changes } = state;
    expect(await make(one, 50, "background")).toBe(0);
    expect(state.changes).toBe(changes);
    expect(await make(one, 1, "page")).toBe(1);
    vi.setSystemTime(1000);
    expect(await make(one, 1, "background")).toBe(0);
    expect(state.changes).toBeGreaterThan(changes + 1);
  });

  test("know when the next call may be made", async () => {
    const { one } = open();
    await make(one, 600);
    vi.setSystemTime(61_000);
    expect(await one.take("background").catch(pauseOf)).toEqual({ reason: "share", untilMs: 335_000 });
    vi.setSystemTime(334_999);
    expect(await make(one, 1, "background")).toBe(0);
    vi.setSystemTime(335_000);
    expect(await make(one, 1, "background")).toBe(1);
  });
});

describe("a pause", () => {
  const last = { status: 429, cfRay: "ray" };

  async function openPaused() {
    const opened = open(2);
    const place = await opened.one.take("write");
    const other = opened.others[0] ?? opened.one;
    await opened.one.pause(place, { reason: "rate", statedMs: 30_000 }, last);
    return { ...opened, other };
  }

  test("holds on all servers, and only the one that met it knows the answer", async () => {
    const { one, other } = await openPaused();
    expect(await one.take("write").catch(pauseOf)).toEqual({ reason: "rate", untilMs: 30_000, last });
    const known = { reason: "rate", untilMs: 30_000, last: { status: 429 } };
    expect(await other.take("write").catch(pauseOf)).toEqual(known);
  });

  test("reaches a server that has a lease when that ends", async () => {
    const { one, others } = open(2);
    const other = others[0] ?? one;
    await make(other, 1);
    await one.pause(await one.take("write"), { reason: "rate" }, last);
    expect(await make(other, 3)).toBe(3);
    expect(await make(other, 10)).toBe(0);
  });

  test("is read again every two seconds, and not more often", async () => {
    const { one, state } = await openPaused();
    const { changes } = state;
    vi.setSystemTime(1999);
    await make(one, 10);
    expect(state.changes).toBe(changes);
    vi.setSystemTime(2000);
    expect(await make(one, 10)).toBe(0);
    expect(state.changes).toBe(changes + 1);
    expect(await one.take("write").catch(pauseOf)).toMatchObject({ untilMs: 30_000, last });
  });

  test("is followed by one call of one server; the others wait for its answer", async () => {
    const { one, other } = await openPaused();
    vi.setSystemTime(30_000);
    const probe = await other.take("background");
    expect(probe.isProbe).toBe(true);
    expect(await one.take("write").catch(pauseOf)).toMatchObject({ reason: "rate", untilMs: 32_000 });
    const waiting = other.take("write");
    let isLetThrough = false;
    void waiting.then(() => {
      isLetThrough = true;
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(isLetThrough).toBe(false);
    await other.confirm(probe);
    expect((await waiting).isProbe).toBe(false);
    vi.setSystemTime(32_000);
    expect(await make(one, 5)).toBe(5);
  });

  test("goes on, twice as long, if that call is refused too", async () => {
    const { one, others } = open(2);
    const other = others[0] ?? one;
    await one.pause(await one.take("write"), { reason: "rate" }, last);
    vi.setSystemTime(30_000);
    const probe = await other.take("write");
    const waiting = other.take("write").catch(pauseOf);
    await other.pause(probe, { reason: "rate" }, last);
    expect(await waiting).toMatchObject({ reason: "rate", untilMs: 90_000 });
    expect(await one.take("write").catch(pauseOf)).toMatchObject({ untilMs: 90_000 });
  });

  test("does not end because a lease arrives that was asked for before it", async () => {
    const { one } = open();
    const place = await one.take("write");
    await make(one, 3);
    const late = one.take("write").catch(pauseOf);
    const paused = one.pause(place, { reason: "rate", statedMs: 30_000 }, last);
    expect(await late).toMatchObject({ reason: "rate" });
    await paused;
    expect(await make(one, 1)).toBe(0);
  });

  test("a probe that was not sent leaves the next one to another call", async () => {
    const { one } = await openPaused();
    vi.setSystemTime(30_000);
    one.refund(await one.take("write"));
    expect((await one.take("write")).isProbe).toBe(true);
  });
});

describe("a store that fails", () => {
  test("stops every call with its error, and is asked again after a second", async () => {
    const { one, state } = open();
    state.fails = new Error("down");
    const results = await Promise.allSettled(Array.from({ length: 9 }, () => one.take("write")));
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    await expect(one.take("background")).rejects.toThrow("down");
    expect(state.changes).toBe(1);
    state.fails = undefined;
    vi.setSystemTime(1000);
    expect(await make(one, 1)).toBe(1);
  });

  test("does not undo a call that was answered, and its pause holds in this process", async () => {
    const { one, state } = open();
    const place = await one.take("write");
    state.fails = new Error("down");
    await one.pause(place, { reason: "rate", statedMs: 9000 }, { status: 429 });
    expect(await one.take("write").catch(pauseOf)).toMatchObject({ untilMs: 9000 });
    state.fails = undefined;
    vi.setSystemTime(9000);
    expect(await make(one, 1)).toBe(1);
  });

  test("after a probe lets another probe follow", async () => {
    const { one, state } = open();
    await one.pause(await one.take("write"), { reason: "rate", statedMs: 1000 }, { status: 429 });
    vi.setSystemTime(1000);
    const probe = await one.take("write");
    state.fails = new Error("down");
    await one.confirm(probe);
    state.fails = undefined;
    vi.setSystemTime(16_000);
    expect((await one.take("write")).isProbe).toBe(true);
  });
});

test("Cloudflare's own count applies until its window ends, for five minutes at most, or until the next answer", async () => {
  const { one } = open();
  const budget = { limit: 1200, windowMs: 300_000, remaining: 200, resetAtMs: 86_400_000 };
  one.learn(budget);
  expect([await make(one, 1, "page"), await make(one, 1, "run")]).toEqual([1, 0]);
  expect(await one.take("run").catch(pauseOf)).toEqual({ reason: "reported", untilMs: 300_000 });
  vi.setSystemTime(299_999);
  expect(await make(one, 1, "run")).toBe(0);
  vi.setSystemTime(300_000);
  expect(await make(one, 1, "run")).toBe(1);
  one.learn({ ...budget, resetAtMs: 400_000 });
  expect(await make(one, 1, "run")).toBe(0);
  one.learn({ ...budget, remaining: 1000, resetAtMs: 400_000 });
  expect(await make(one, 1, "run")).toBe(1);
});

test("the age of answers for display counts the calls of all servers, and falls as they leave the window", async () => {
  const { one, others } = open(2);
  const other = others[0] ?? one;
  await make(one, 399);
  expect(one.shownAgeMs()).toBe(0);
  await make(one, 1);
  expect(one.shownAgeMs()).toBe(5000);
  expect(other.shownAgeMs()).toBe(0);
  await make(other, 1);
  expect(other.shownAgeMs()).toBeGreaterThanOrEqual(5000);
  vi.setSystemTime(334_999);
  expect(one.shownAgeMs()).toBe(5000);
  vi.setSystemTime(335_000);
  expect(one.shownAgeMs()).toBe(0);
});
