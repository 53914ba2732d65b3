import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { CallPaused } from "#lib/cloudflare/failure.ts";
import { openCallLedger } from "#lib/store/calls.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import type { Urgency } from "./call-budget.ts";
import { type CallLeases, createCallLeases } from "./call-leases.ts";
import { createGuard } from "./guard.ts";

// Several servers with one credential, each with its own connection, and a clock that the test moves.

const windowMs = 300_000;
const start = 1_764_000_000_000;
const urgencies = ["write", "page", "run", "background"] as const;

type Sent = { at: number; urgency: Urgency };

/** The largest number of calls of these urgencies in any five minutes. */
function most(sent: Sent[], of: readonly Urgency[]): number {
  const times = sent.flatMap(({ at, urgency }) => (of.includes(urgency) ? at : [])).sort((a, b) => a - b);
  let first = 0;
  let highest = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - windowMs) first += 1;
    highest = Math.max(highest, index - first + 1);
  }
  return highest;
}

let credentials = 0;

function openServers(stores: Store[]) {
  credentials += 1;
  const key = { credential: `credential ${credentials}`, kind: "rest" };
  const clock = { ms: start };
  const now = () => clock.ms;
  const sent: Sent[] = [];
  const ledgers = stores.map((store) => openCallLedger(store, key, now));
  const servers = ledgers.map((ledger) => createCallLeases({ ledger, kind: "rest", now }));
  /** Sends up to this many calls at once. */
  const send = async (server: CallLeases | undefined, urgency: Urgency, count: number) => {
    await Promise.all(
      Array.from({ length: count }, async () => {
        try {
          await server?.take(urgency);
          sent.push({ at: clock.ms, urgency });
        } catch (error) {
          if (!(error instanceof CallPaused)) throw error;
        }
      }),
    );
  };
  return { clock, now, sent, ledgers, servers, send };
}

const load = fc.record({ urgency: fc.constantFrom(...urgencies), count: fc.integer({ min: 0, max: 90 }) });
const step = fc.record({
  loads: fc.tuple(load, load, load),
  // Often within a lease, sometimes up to a slot later, rarely a whole window.
  pauseMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 6000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 6000, max: 40_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 250_000, max: 340_000 }) },
  ),
});

describeEachStore("servers on one store", ({ store, openAnother }) => {
  const isPostgres = () => store().kind === "postgres";
  const three = async () => {
    const stores = [store(), openAnother(), openAnother()];
    // Nothing needs to reach the disk here.
    if (!isPostgres()) await Promise.all(stores.map(({ db }) => sql`pragma synchronous = off`.execute(db)));
    return stores;
  };
  /** On SQLite one after the other: connections of the same process would wait for locks that it cannot release. */
  const eachOf = async <T>(items: T[], work: (item: T, index: number) => Promise<void> | undefined) => {
    if (isPostgres()) await Promise.all(items.map(work));
    else for (const [index, item] of items.entries()) await work(item, index);
  };

  test("together never send more than a thousand calls in five minutes, nor more than an urgency may", async () => {
    const stores = await three();
    const runs = { numRuns: isPostgres() ? 4 : 25, endOnFailure: true };
    const steps = fc.array(step, { minLength: 20, maxLength: isPostgres() ? 30 : 60 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 29_999 }), steps, async (offsetMs, all) => {
        const { clock, sent, servers, send } = openServers(stores);
        clock.ms += offsetMs;
        for (const { loads, pauseMs } of all) {
          await eachOf(loads, ({ urgency, count }, index) => send(servers[index], urgency, count));
          clock.ms += pauseMs;
        }
        expect(most(sent, urgencies)).toBeLessThanOrEqual(1000);
        expect(most(sent, ["page", "run", "background"])).toBeLessThanOrEqual(850);
        expect(most(sent, ["run", "background"])).toBeLessThanOrEqual(800);
        expect(most(sent, ["background"])).toBeLessThanOrEqual(600);
      }),
      runs,
    );
  }, 180_000);

  test("count a call that is sent later than its lease was granted, in the next slot, for as long as it counts", async () => {
    const { clock, sent, servers, send } = openServers(await three());
    clock.ms = Math.ceil(start / 30_000) * 30_000 - 1;
    for (const count of [13, 1]) await send(servers[0], "write", count);
    clock.ms += 4000;
    // The rest of the lease of the slot before, and then all that is left.
    await send(servers[0], "write", 17);
    await send(servers[1], "write", 1000);
    expect(sent.length).toBe(1000);
    clock.ms += windowMs - 1;
    for (const server of servers) await send(server, "write", 50);
    expect(most(sent, urgencies)).toBe(1000);
  }, 60_000);

  test("that all send as much as they can use nearly all of it, window after window", async () => {
    const { clock, sent, servers, send } = openServers(await three());
    for (let second = 0; second < 1000; second += 5) {
      await eachOf(servers, (server) => send(server, "write", 25));
      clock.ms += 5000;
    }
    expect(most(sent, urgencies)).toBeLessThanOrEqual(1000);
    expect(most(sent, urgencies)).toBeGreaterThan(950);
    // The last window starts from nothing, like the first: 335 seconds later everything is free again.
    expect(sent.filter(({ at }) => at >= start + 670_000).length).toBeGreaterThan(950);
  }, 60_000);

  test("let a person's change through at any time while work in the background takes all it can", async () => {
    const { clock, sent, servers, send } = openServers(await three());
    for (let second = 0; second < 400; second += 4) {
      await eachOf(servers, (server) => send(server, "background", 60));
      const before = sent.length;
      await send(servers[second % 3], "write", 3);
      expect(sent.length).toBe(before + 3);
      clock.ms += 4000;
    }
    expect(most(sent, ["background"])).toBeGreaterThan(200);
    expect(most(sent, urgencies)).toBeLessThanOrEqual(1000);
  }, 60_000);

  test("share what one of them does not use, but only after it asks again or the window ends", async () => {
    const { clock, sent, servers, send } = openServers(await three());
    await send(servers[0], "write", 1);
    await send(servers[1], "background", 700);
    expect(sent.length).toBe(1 + 596);
    clock.ms += 5000;
    await send(servers[0], "write", 1);
    clock.ms += 1000;
    await send(servers[1], "background", 10);
    expect(sent.length).toBe(1 + 596 + 1);
    clock.ms += 335_000;
    await send(servers[1], "background", 700);
    expect(sent.length).toBe(598 + 600);
  }, 60_000);

  test("all pause when one of them is asked to, and one call of one server goes first afterwards", async () => {
    const { clock, now, ledgers } = openServers(await three());
    const guards = ledgers.map((ledger) => createGuard({ now, kind: "rest", ledger }));
    let answer = () => new Response("", { status: 429, headers: { "retry-after": "20" } });
    let calls = 0;
    const call = (server: number) =>
      guards[server]?.run("write", async () => {
        calls += 1;
        return answer();
      });
    await call(0);
    for (const server of [0, 1, 2]) {
      await expect(call(server)).rejects.toMatchObject({ pause: { reason: "rate", untilMs: start + 20_000 } });
    }
    expect(calls).toBe(1);
    clock.ms += 20_000;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const probe = guards[1]?.run("write", async () => {
      calls += 1;
      await held;
      return answer();
    });
    await expect.poll(() => calls).toBe(2);
    await expect(call(0)).rejects.toMatchObject({ pause: { reason: "rate", untilMs: start + 22_000 } });
    answer = () => new Response("", { status: 200 });
    release();
    await probe;
    clock.ms += 2000;
    for (const server of [0, 1, 2]) expect((await call(server))?.status).toBe(200);
  }, 60_000);

  test("all pause when Cloudflare reports to one of them that nothing is left", async () => {
    const { clock, now, ledgers } = openServers(await three());
    const [one, other] = ledgers.map((ledger) => createGuard({ now, kind: "rest", ledger }));
    const headers = { ratelimit: '"default";r=0;t=90' };
    await one?.run("write", async () => new Response("", { headers }));
    const reported = { pause: { reason: "reported", untilMs: start + 90_000 } };
    await expect(other?.run("write", async () => new Response(""))).rejects.toMatchObject(reported);
    clock.ms += 90_000;
    expect((await other?.run("write", async () => new Response("")))?.status).toBe(200);
  });
});
