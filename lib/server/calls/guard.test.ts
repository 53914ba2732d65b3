import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallPaused, type Pause } from "#lib/cloudflare/failure.ts";
import type { CallLedger } from "#lib/store/calls.ts";
import { createGuard } from "./guard.ts";
import { createMemoryLedger } from "./memory-ledger.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A guard whose calls are answered in order; the last answer repeats. `call` gives the status, or the pause. */
function open(...answers: ((() => Response) | Error)[]) {
  const guard = createGuard({ now: Date.now, kind: "rest", ledger: createMemoryLedger(Date.now) });
  const sentAt: number[] = [];
  const call = async (): Promise<number | Pause | Error> => {
    try {
      const response = await guard.run("write", async () => {
        const answer = answers[Math.min(sentAt.length, answers.length - 1)];
        sentAt.push(Date.now());
        if (answer instanceof Error || !answer) throw answer ?? new Error("no response");
        return answer();
      });
      return response.status;
    } catch (error) {
      if (error instanceof CallPaused) return error.pause;
      if (error instanceof Error) return error;
      throw error;
    }
  };
  return { guard, call, sentAt };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response("", { status: code, headers });

test("a 429 without a time pauses for 30 s, and each further one for twice as long, up to five minutes", async () => {
  const { call, sentAt } = open(status(429, { "cf-ray": "ray" }));
  for (const pauseMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
    expect(await call()).toBe(429);
    const untilMs = Date.now() + pauseMs;
    expect(await call()).toEqual({ reason: "rate", untilMs, last: { status: 429, cfRay: "ray" } });
    vi.setSystemTime(untilMs - 1);
    expect(await call()).toMatchObject({ reason: "rate" });
    vi.setSystemTime(untilMs);
  }
  expect(sentAt).toHaveLength(6);
});

test("a 429 pauses as long as it states, and one that states nothing useful for one second, then two", async () => {
  const stated = open(status(429, { "retry-after": "7" }));
  await stated.call();
  expect(await stated.call()).toMatchObject({ untilMs: 7000, last: { status: 429 } });
  const useless = open(status(429, { "retry-after": "0" }));
  await useless.call();
  expect(await useless.call()).toMatchObject({ untilMs: 1000 });
  vi.setSystemTime(1000);
  await useless.call();
  expect(await useless.call()).toMatchObject({ untilMs: 3000 });
});

test.each([
  ["server errors", status(500), 500],
  ["calls without an answer", new Error("reset"), undefined],
] as const)("five %s in a row pause for one second, then two", async (_title, answer, code) => {
  const { call } = open(answer);
  for (let count = 0; count < 5; count += 1) expect(await call()).not.toHaveProperty("reason");
  const last = code === undefined ? {} : { last: { status: code } };
  expect(await call()).toEqual({ reason: "outage", untilMs: 1000, ...last });
  vi.setSystemTime(1000);
  expect(await call()).not.toHaveProperty("reason");
  expect(await call()).toEqual({ reason: "outage", untilMs: 3000, ...last });
});

test("four failures and a success do not count as an outage, and refusals neither", async () => {
  const { call, sentAt } = open(...Array.from({ length: 4 }, () => status(500)), status(200), status(499));
  for (let count = 0; count < 12; count += 1) expect(await call()).toEqual(expect.any(Number));
  expect(sentAt).toHaveLength(12);
});

test("calls over the budget are not sent, and do not count as an outage", async () => {
  const { guard, call, sentAt } = open(status(200, { "x-ratelimit-limit": "1200", "x-ratelimit-remaining": "0" }));
  expect(guard.budget()).toBeUndefined();
  expect(await call()).toBe(200);
  expect(guard.budget()).toMatchObject({ limit: 1200, remaining: 0 });
  for (let count = 0; count < 10; count += 1) expect(await call()).toEqual({ reason: "reported", untilMs: 300_000 });
  expect(sentAt).toHaveLength(1);
  vi.setSystemTime(300_000);
  expect(await call()).toBe(200);
});

test("the count of a 429 is shown, but does not outlast its pause", async () => {
  const { guard, call } = open(status(429, { "retry-after": "2" }), status(200));
  await call();
  expect(guard.budget()).toMatchObject({ remaining: 0 });
  vi.setSystemTime(2000);
  expect(await call()).toBe(200);
  expect(await call()).toBe(200);
});

test("without a ledger nothing is counted and no answer makes calls wait, but an outage does", async () => {
  const guard = createGuard({ now: Date.now, kind: "rest", ledger: undefined });
  let answer = status(429, { "retry-after": "60" });
  const run = () => guard.run("background", async () => answer());
  for (let count = 0; count < 1200; count += 1) expect((await run()).status).toBe(429);
  expect([guard.budget(), guard.shownAgeMs()]).toMatchObject([{ remaining: 0 }, 0]);
  answer = status(500);
  for (let count = 0; count < 5; count += 1) await run();
  await expect(run()).rejects.toMatchObject({ pause: { reason: "outage" } });
});

test("a ledger that fails is not an outage of the API, and an outage asks for no calls", async () => {
  let changes = 0;
  let isDown = true;
  const memory = createMemoryLedger(Date.now);
  const ledger: CallLedger = {
    change: async (decide) => {
      changes += 1;
      if (isDown) throw new Error("down");
      return memory.change(decide);
    },
  };
  const guard = createGuard({ now: Date.now, kind: "rest", ledger });
  const sent: number[] = [];
  const run = () =>
    guard.run("write", async () => {
      sent.push(Date.now());
      return status(500)();
    });
  for (let second = 0; second < 10; second += 1) {
    vi.setSystemTime(second * 1000);
    await expect(run()).rejects.toThrow("down");
  }
  expect(sent).toEqual([]);
  isDown = false;
  vi.setSystemTime(20_000);
  for (let count = 0; count < 5; count += 1) expect((await run()).status).toBe(500);
  changes = 0;
  for (let count = 0; count < 20; count += 1) await expect(run()).rejects.toBeInstanceOf(CallPaused);
  expect(changes).toBe(0);
});

test("a call that waited for the check of an outage in vain is not counted", async () => {
  const memory = createMemoryLedger(Date.now);
  const guard = createGuard({ now: Date.now, kind: "rest", ledger: memory });
  const fail = () => guard.run("write", async () => status(500)());
  for (let count = 0; count < 5; count += 1) await fail();
  vi.setSystemTime(1000);
  const all = await Promise.allSettled(Array.from({ length: 6 }, fail));
  expect(all.filter(({ status: end }) => end === "fulfilled")).toHaveLength(1);
  vi.setSystemTime(60_000);
  await guard.run("write", async () => status(200)());
  const used = await memory.change(({ slots }) => ({
    change: { added: [], kept: { first: 0, last: 1e9 } },
    result: slots.reduce((sum, slot) => sum + slot.used, 0),
  }));
  // Six calls that were sent, and the lease in hand.
  expect(used).toBe(6 + 4);
});
