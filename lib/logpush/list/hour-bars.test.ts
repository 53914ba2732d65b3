import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeHours, drawHours, encodeHours, type HourCount } from "./hour-bars.ts";

const hour: fc.Arbitrary<HourCount> = fc.option(fc.record({ ok: fc.nat(), failed: fc.nat() }), { nil: null });

test("hours survive the way to the page", () => {
  fc.assert(
    fc.property(fc.array(hour, { minLength: 1, maxLength: 24 }), (hours) => {
      expect(decodeHours(encodeHours(hours))).toEqual(hours);
    }),
  );
  expect(encodeHours([{ ok: 120, failed: 0 }, { ok: 118, failed: 2 }, { ok: 0, failed: 0 }, null])).toBe(
    "120,118.2,,?",
  );
});

test("delivered is below, failed above, and neither is hidden by the other", () => {
  const { delivered, failed } = drawHours([
    { ok: 1000, failed: 1 },
    { ok: 0, failed: 10 },
    { ok: 1, failed: 0 },
  ]);
  expect(delivered).toBe("M2 20v-16M12 20v-3");
  expect(failed).toBe("M2 0V3M7 0V20");
});

test("an hour without deliveries is a base line, an unknown one is hatched", () => {
  expect(drawHours([{ ok: 0, failed: 0 }, null])).toMatchObject({ none: "M2 18.5v1.5", unknown: "M7 0V20" });
});

test.each<[HourCount[], string]>([
  [
    [
      { ok: 2000, failed: 0 },
      { ok: 780, failed: 59 },
    ],
    "Last 24 hours: 2,780 delivered, 59 failed",
  ],
  [[{ ok: 0, failed: 0 }], "Last 24 hours: no deliveries"],
  [[{ ok: 5, failed: 0 }, null], "Last 24 hours: 5 delivered, 1 hour not known"],
  [[null, null], "Last 24 hours: not known"],
])("%j in words", (hours, label) => expect(drawHours(hours).label).toBe(label));
