import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CallAccount, noPause } from "#lib/store/calls.ts";
import {
  type CallKind,
  decideLease,
  decidePause,
  decideResume,
  isEnoughLeft,
  isWithinCap,
  pacedMs,
  pauseMsOf,
  shareOf,
  shownAgeOf,
  type Urgency,
  usedAt,
} from "./call-budget.ts";

const start = 1_000_020_000;
const slot = Math.floor(start / 30_000);

function accountOf(used: Record<number, number>, change: Partial<CallAccount> = {}): CallAccount {
  const slots = Object.entries(used).map(([before, calls]) => ({ slot: slot - Number(before), used: calls }));
  return { at: start, pause: noPause, slots, ...change };
}

const ask = (account: CallAccount, urgency: Urgency = "write", calls = 20, kind: CallKind = "rest") =>
  decideLease(account, { kind, urgency, calls }).result;

describe("the caps", () => {
  test.each([
    ["rest", "write", 1000],
    ["rest", "page", 850],
    ["rest", "run", 800],
    ["rest", "background", 600],
    ["graphql", "write", 320],
    ["graphql", "page", 320],
    ["graphql", "run", 240],
    ["graphql", "background", 240],
  ] as const)("%s: a %s is granted while fewer than %i calls count", (kind, urgency, cap) => {
    expect(ask(accountOf({ 3: cap - 1 }), urgency, 20, kind)).toMatchObject({ ok: true, calls: 1 });
    expect(ask(accountOf({ 3: cap }), urgency, 20, kind)).toMatchObject({ ok: false, reason: "share" });
    expect([isWithinCap(kind, urgency, cap), isWithinCap(kind, urgency, cap + 1)]).toEqual([true, false]);
  });

  test("the share is that of a write", () => {
    expect([shareOf("rest", 500), shareOf("graphql", 80)]).toEqual([0.5, 0.25]);
  });
});

describe("a lease", () => {
  test.each([
    [20, 0, 20],
    [5, 0, 5],
    [64, 0, 20],
    [20, 800, 20],
    [20, 801, 19],
    [20, 900, 10],
    [20, 989, 1],
    [20, 999, 1],
  ])("for %i calls after %i is %i calls", (wanted, used, calls) => {
    expect(ask(accountOf({ 1: used }), "write", wanted)).toMatchObject({ ok: true, calls, slot, isProbe: false });
  });

  test("is written into the current slot, and what is left of the one before leaves its slot", () => {
    const unused = { slot: slot - 1, used: 7 };
    const { change, result } = decideLease(accountOf({ 1: 10 }), { kind: "rest", urgency: "page", calls: 4, unused });
    expect(change.added).toEqual([
      { slot: slot - 1, used: -7 },
      { slot, used: 4 },
    ]);
    expect(usedAt(result.usage.slots, start)).toBe(7);
  });

  test("gives nothing back to a slot that was deleted, and no more than it holds", () => {
    const give = (used: Record<number, number>) =>
      decideLease(accountOf(used), { kind: "rest", urgency: "page", calls: 1, unused: { slot: slot - 1, used: 7 } })
        .change.added;
    expect(give({})).toEqual([{ slot, used: 1 }]);
    expect(give({ 1: 3 })).toContainEqual({ slot: slot - 1, used: -3 });
  });

  test("that is given back makes room for the next one", () => {
    const request = { kind: "rest", urgency: "write", calls: 20 } as const;
    const unused = { slot, used: 20 };
    expect(decideLease(accountOf({ 0: 1000 }), request).result.ok).toBe(false);
    expect(decideLease(accountOf({ 0: 1000 }), { ...request, unused }).result).toMatchObject({ ok: true, calls: 2 });
  });
});

describe("the window", () => {
  test.each([
    // Four seconds into a slot, a lease of the slot eleven before may still have been used five minutes ago.
    [4000, 11, true],
    [4000, 12, false],
    [5000, 10, true],
    [5000, 11, false],
    [29_999, 10, true],
    [29_999, 11, false],
    [0, -10, true],
    [0, -11, false],
  ])("%i ms into a slot, the slot %i before counts: %s", (ms, before, counts) => {
    const at = slot * 30_000 + ms;
    expect(usedAt([{ slot: slot - before, used: 5 }], at)).toBe(counts ? 5 : 0);
    const { kept } = decideLease(accountOf({}, { at }), { kind: "rest", urgency: "write", calls: 1 }).change;
    expect(slot - before >= kept.first && slot - before <= kept.last).toBe(counts);
  });

  test("tells how long to wait, exactly", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 0, max: 11 }).map(String), fc.integer({ min: 1, max: 400 })),
        fc.integer({ min: 0, max: 29_999 }),
        (used, ms) => {
          const account = accountOf(used, { at: slot * 30_000 + ms });
          const answer = ask(account, "background");
          if (answer.ok) return;
          expect(answer.waitMs).toBeLessThanOrEqual(335_000);
          expect(ask({ ...account, at: account.at + answer.waitMs }, "background").ok).toBe(true);
          expect(ask({ ...account, at: account.at + answer.waitMs - 1 }, "background").ok).toBe(false);
        },
      ),
    );
  });
});

describe("a pause", () => {
  const pause = { reason: "rate", until: start + 10_000, probeUntil: 0, count: 1 };

  test("refuses every lease, then grants one call to the first who asks, and lets others wait for it", () => {
    expect(ask(accountOf({}, { pause }))).toMatchObject({ ok: false, reason: "rate", waitMs: 10_000 });
    const after = { ...accountOf({}, { pause }), at: start + 10_000 };
    const probe = decideLease(after, { kind: "rest", urgency: "write", calls: 20 });
    expect(probe.result).toMatchObject({ ok: true, calls: 1, isProbe: true });
    const probing = { ...pause, probeUntil: start + 25_000 };
    expect(probe.change.pause).toEqual(probing);
    const wait = (ms: number) => ask(accountOf({}, { pause: probing, at: start + ms }));
    expect(wait(10_001)).toMatchObject({ ok: false, reason: "rate", waitMs: 2000 });
    expect(wait(24_500)).toMatchObject({ ok: false, waitMs: 500 });
    // The server with the probe is gone.
    expect(wait(25_000)).toMatchObject({ ok: true, isProbe: true });
  });

  test("ends with the probe, but not if another call began a new one meanwhile", () => {
    const at = start + 10_000;
    expect(decideResume(accountOf({}, { pause, at })).change.pause).toEqual(noPause);
    expect(decideResume(accountOf({}, { pause })).change.pause).toBeUndefined();
  });

  test("the probe counts, and needs a call that is left", () => {
    expect(ask(accountOf({ 1: 1000 }, { pause, at: start + 10_000 }))).toMatchObject({ ok: false, reason: "share" });
  });

  test("with a reason that only a newer version knows does not stop this one", () => {
    expect(ask(accountOf({}, { pause: { ...pause, reason: "new" } })).ok).toBe(true);
  });

  test.each([
    [{ reason: "rate" }, 1, 30_000],
    [{ reason: "rate" }, 3, 120_000],
    [{ reason: "rate" }, 90, 300_000],
    [{ reason: "rate", statedMs: 0 }, 1, 1000],
    [{ reason: "rate", statedMs: 0 }, 3, 4000],
    [{ reason: "rate", statedMs: 7000 }, 2, 7000],
    [{ reason: "rate", statedMs: 9e9 }, 1, 300_000],
    [{ reason: "reported", statedMs: 60_000 }, 5, 60_000],
    [{ reason: "reported", statedMs: 9e9 }, 1, 300_000],
  ] as const)("for %j, number %i in a row, lasts %i ms", (request, count, ms) => {
    expect(pauseMsOf(request, count)).toBe(ms);
  });

  test("answers that were in progress when it began do not double it, the next one after it does", () => {
    const first = decidePause(accountOf({}), { reason: "rate" });
    expect([first.result, first.change.pause]).toEqual([
      30_000,
      { reason: "rate", until: start + 30_000, probeUntil: 0, count: 1 },
    ]);
    const paused = accountOf({}, { pause: first.change.pause ?? noPause, at: start + 5 });
    expect(decidePause(paused, { reason: "rate" }).change.pause?.count).toBe(1);
    expect(decidePause(paused, { reason: "rate", statedMs: 1000 }).result).toBe(29_995);
    expect(decidePause(paused, { reason: "reported", statedMs: 1000 }).change.pause).toMatchObject({ reason: "rate" });
    const next = decidePause({ ...paused, at: start + 30_000 }, { reason: "rate" });
    expect([next.result, next.change.pause?.count]).toEqual([60_000, 2]);
  });
});

test.each([
  ["write", 1, true],
  ["write", 0, false],
  ["page", 180, true],
  ["page", 179, false],
  ["run", 240, true],
  ["run", 239, false],
  ["background", 480, true],
  ["background", 479, false],
] as const)("for a %s, %i calls left at Cloudflare are enough: %s", (urgency, remaining, isEnough) => {
  const budget = { limit: 1200, windowMs: 300_000, resetAtMs: 0, remaining };
  expect(isEnoughLeft("rest", urgency, budget)).toBe(isEnough);
  expect(isEnoughLeft("rest", urgency, { ...budget, limit: 4000 })).toBe(isEnough);
  expect(isEnoughLeft("rest", urgency, { ...budget, limit: 2, remaining: 1 })).toBe(true);
});

test.each([
  [0, 0],
  [0.399, 0],
  [0.4, 5000],
  [0.5, 10_000],
  [0.6, 20_000],
  [0.9, 160_000],
])("when a share of %d is used, answers for display may be %i ms old", (share, ageMs) => {
  expect(shownAgeOf(share)).toBeCloseTo(ageMs, 5);
});

test("calls beyond what a window takes need more of it", () => {
  expect([0, 800, 1600, 2400].map((calls) => pacedMs("run", calls))).toEqual([0, 0, 300_000, 600_000]);
});
