import fc from "fast-check";
import { expect, test } from "vitest";
import { createDeliveryLimiter } from "./limits.ts";

function limiterAt(start = 0) {
  let now = start;
  const limiter = createDeliveryLimiter(() => now);
  return { limiter, wait: (ms: number) => (now += ms), now: () => now };
}

test("one at a time per caller, while another caller can send", () => {
  const { limiter } = limiterAt();
  const first = limiter.start("a");
  expect(first.ok).toBe(true);
  expect(limiter.start("a")).toEqual({ ok: false, waitMs: 1000 });
  expect(limiter.start("b").ok).toBe(true);
  if (first.ok) first.end();
  expect(limiter.start("a").ok).toBe(true);
});

test("the seventh within a minute waits until the first is a minute old", () => {
  const { limiter, wait } = limiterAt();
  for (let count = 0; count < 6; count++) {
    const started = limiter.start("a");
    if (started.ok) started.end();
    wait(1000);
  }
  expect(limiter.start("a")).toEqual({ ok: false, waitMs: 54_000 });
  wait(54_000);
  expect(limiter.start("a").ok).toBe(true);
});

test("no minute has more than 6 of a caller and 30 in total, in any order", () => {
  const arrival = fc.record({ caller: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), afterMs: fc.nat(5000) });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 200 }), (arrivals) => {
      const { limiter, wait, now } = limiterAt(1_000_000);
      const taken: { caller: string; at: number }[] = [];
      for (const { caller, afterMs } of arrivals) {
        wait(afterMs);
        const started = limiter.start(caller);
        if (!started.ok) {
          expect(started.waitMs).toBeGreaterThan(0);
          continue;
        }
        started.end();
        taken.push({ caller, at: now() });
      }
      for (const { at } of taken) {
        const minute = taken.filter((one) => one.at > at - 60_000 && one.at <= at);
        expect(minute.length).toBeLessThanOrEqual(30);
        for (const { caller } of minute)
          expect(minute.filter((one) => one.caller === caller).length).toBeLessThanOrEqual(6);
      }
    }),
  );
});
