import { describe, expect, test } from "vitest";
import { createCallBudget } from "./call-budget.ts";

const minute = 60_000;
const windowMs = 5 * minute;

/** A budget and its clock; `take` makes a number of calls and counts those that are allowed. */
function open() {
  const clock = { ms: 1_000_000 };
  const budget = createCallBudget(() => clock.ms);
  const take = (count: number, urgency: "person" | "page" | "background" = "person") =>
    Array.from({ length: count }, () => budget.take(urgency)).filter(({ ok }) => ok).length;
  return { clock, budget, take };
}

describe("Headgate's own share", () => {
  test.each([
    ["person", 1000],
    ["page", 900],
    ["background", 850],
  ] as const)("of a %s is %i calls in five minutes", (urgency, expected) => {
    expect(open().take(1200, urgency)).toBe(expected);
  });

  test("counts all calls together, and says when the next one of this kind may be made", () => {
    const { clock, budget, take } = open();
    take(100, "background");
    clock.ms += minute;
    take(750, "page");
    expect(budget.take("background")).toEqual({ ok: false, reason: "share", untilMs: 1_000_000 + windowMs });
    expect(take(1000, "page")).toBe(50);
    // The 101st call is the one that must have left the window.
    expect(budget.take("background")).toEqual({ ok: false, reason: "share", untilMs: 1_000_000 + windowMs });
    clock.ms += minute;
    expect(take(1000, "person")).toBe(100);
    expect(budget.take("background")).toEqual({ ok: false, reason: "share", untilMs: 1_000_000 + minute + windowMs });
  });

  test("is free again exactly after five minutes", () => {
    const { clock, take } = open();
    expect(take(1000)).toBe(1000);
    clock.ms += windowMs - 1;
    expect(take(1)).toBe(0);
    clock.ms += 1;
    expect(take(1001)).toBe(1000);
  });
});

describe("the count that Cloudflare reports", () => {
  const learn = (remaining: number, { limit = 1200, resetInMs = minute } = {}) => {
    const opened = open();
    opened.budget.learn({ limit, windowMs, remaining, resetAtMs: opened.clock.ms + resetInMs });
    return opened;
  };

  test.each([
    ["person", 1, true],
    ["person", 0, false],
    ["page", 120, true],
    ["page", 119, false],
    ["background", 180, true],
    ["background", 179, false],
  ] as const)("of a %s with %i left: allowed is %s", (urgency, remaining, isAllowed) => {
    const { budget, clock } = learn(remaining);
    expect(budget.take(urgency)).toEqual(
      isAllowed ? { ok: true } : { ok: false, reason: "reported", untilMs: clock.ms + minute },
    );
  });

  test("with a higher limit keeps the same reserve, with a lower one a smaller", () => {
    expect(learn(120, { limit: 4000 }).take(1, "page")).toBe(1);
    expect(learn(119, { limit: 4000 }).take(1, "page")).toBe(0);
    expect(learn(20, { limit: 200 }).take(1, "page")).toBe(1);
    expect(learn(19, { limit: 200 }).take(1, "page")).toBe(0);
    expect(learn(1, { limit: 2 }).take(1, "page")).toBe(1);
  });

  test("holds until its window ends, and never for more than five minutes", () => {
    const { clock, take } = learn(0);
    clock.ms += minute - 1;
    expect(take(1)).toBe(0);
    clock.ms += 1;
    expect(take(1)).toBe(1);
    const far = learn(0, { resetInMs: 24 * 60 * minute });
    far.clock.ms += windowMs - 1;
    expect(far.take(1)).toBe(0);
    far.clock.ms += 1;
    expect(far.take(1)).toBe(1);
  });

  test("is replaced by a newer one", () => {
    const { budget, clock, take } = learn(0);
    budget.learn({ limit: 1200, windowMs, remaining: 1000, resetAtMs: clock.ms + minute });
    expect(take(1)).toBe(1);
  });
});

describe("the age of answers for display", () => {
  test.each([
    [0, 0],
    [399, 0],
    [400, 5000],
    [500, 10_000],
    [600, 20_000],
    [900, 160_000],
  ])("after %i calls is %i ms", (calls, ageMs) => {
    const { budget, take } = open();
    take(calls);
    expect(budget.shownAgeMs()).toBeCloseTo(ageMs, 5);
  });

  test("falls as calls leave the window", () => {
    const { clock, budget, take } = open();
    take(400);
    clock.ms += windowMs - 1;
    expect(budget.shownAgeMs()).toBe(5000);
    clock.ms += 1;
    expect(budget.shownAgeMs()).toBe(0);
  });
});
