import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecastDays, forecastMonth, forecastRange, rhythmOf } from "./forecast.ts";
import { monthOf } from "./month.ts";

const november = monthOf(Date.parse("2026-11-08T00:00:00Z"));
const weekHours = 168;

/** Nights, days and weekends, in bytes an hour. 1970 began on a Thursday. */
function usual(hour: number): number {
  const weekday = (Math.floor(hour / 24) + 4) % 7;
  return (hour % 24 < 7 ? 10 : 100) * (weekday === 0 || weekday === 6 ? 0.4 : 1);
}

const seriesOf = (fromHour: number, hours: number, value: (hour: number) => number = usual) => ({
  fromHour,
  values: Array.from({ length: hours }, (_, index) => value(fromHour + index)),
});
const wholeOf = (value: (hour: number) => number) =>
  seriesOf(november.fromHour, 720, value).values.reduce((a, b) => a + b, 0);

describe("the forecast of a month", () => {
  test("repeats the week that is known", () => {
    const series = seriesOf(november.fromHour, weekHours);
    const { soFar, expected } = forecastMonth({ series, month: november });
    expect(soFar).toBe(series.values.reduce((a, b) => a + b, 0));
    expect(expected).toBeCloseTo(wholeOf(usual), 6);
  });

  test("adds what the unknown beginning of the month probably had", () => {
    const series = seriesOf(november.fromHour + 200, weekHours);
    expect(forecastMonth({ series, month: november }).expected).toBeCloseTo(wholeOf(usual), 6);
  });

  test("does not add a beginning in which the job did not deliver", () => {
    const begin = november.fromHour + 400;
    const value = (hour: number) => (hour < begin ? 0 : usual(hour));
    const series = seriesOf(november.fromHour + 100, 300 + weekHours, value);
    expect(forecastMonth({ series, month: november }).expected).toBeCloseTo(wholeOf(value), 6);
  });

  test("takes the same hours of other days before a week is known", () => {
    // Monday to Thursday.
    const series = seriesOf(november.fromHour + 24, 96);
    expect(forecastMonth({ series, month: november }).expected).toBeCloseTo(30 * (7 * 10 + 17 * 100), 6);
  });

  test("says nothing before a day is known", () => {
    const series = seriesOf(november.fromHour, 19);
    expect(forecastMonth({ series, month: november })).toEqual({ soFar: expect.any(Number), expected: null });
  });

  test("fills in a hole in what is known, and does not learn from it", () => {
    const hole = { from: november.fromHour + 100, to: november.fromHour + 300 };
    const series = seriesOf(november.fromHour, 600, (hour) =>
      hour >= hole.from && hour < hole.to ? Number.NaN : usual(hour),
    );
    const { soFar, expected } = forecastMonth({ series, month: november });
    expect(soFar).toBe(series.values.filter((value) => !Number.isNaN(value)).reduce((a, b) => a + b, 0));
    expect(expected).toBeCloseTo(wholeOf(usual), 6);
    const { low, high } = forecastRange({ series, month: november });
    expect([(low ?? 0) < (expected ?? 0), (expected ?? 0) < (high ?? 0)]).toEqual([true, true]);
    // Of what is known in part of the hole, nothing is counted twice.
    const others = new Map([[hole.from, usual(hole.from)]]);
    expect(forecastMonth({ series, others, month: november }).expected).toBeCloseTo(wholeOf(usual), 6);
  });

  test("expects nothing of a job that has been silent for a week, and waits for less", () => {
    const silent = (hours: number) =>
      seriesOf(november.fromHour - weekHours, 2 * weekHours + 100, (hour) =>
        hour >= november.fromHour + weekHours + 100 - hours ? 0 : usual(hour),
      );
    const [week, weekend] = [silent(weekHours), silent(60)].map((series) => forecastMonth({ series, month: november }));
    expect(week?.expected).toBe(week?.soFar);
    expect(weekend?.expected).toBeGreaterThan((weekend?.soFar ?? 0) * 1.5);
    // A week of which nothing is known is not a silent one.
    const unknown = {
      ...silent(weekHours),
      values: silent(weekHours).values.map((value) => (value === 0 ? Number.NaN : value)),
    };
    const filled = forecastMonth({ series: unknown, month: november });
    expect(filled.expected).toBeCloseTo(wholeOf(usual), 6);
    const nothing = seriesOf(november.fromHour - weekHours, 2 * weekHours, () => 0);
    expect(forecastMonth({ series: nothing, month: november })).toEqual({ soFar: 0, expected: 0 });
  });

  test("counts later hours as far as they are known", () => {
    const series = seriesOf(november.fromHour, weekHours);
    const next = november.fromHour + weekHours;
    const more = usual(next) + 50;
    const { soFar, expected } = forecastMonth({ series, others: new Map([[next, more]]), month: november });
    expect(soFar).toBe(series.values.reduce((a, b) => a + b, 0) + more);
    expect(expected).toBeCloseTo(wholeOf(usual) + 50, 6);
  });

  test("of a disabled job is what it has delivered", () => {
    const series = seriesOf(november.fromHour, weekHours);
    const { soFar, expected } = forecastMonth({ series, month: november, continues: false });
    expect(expected).toBe(soFar);
  });

  test("of a month that is over is what was delivered", () => {
    const series = seriesOf(november.fromHour, 800);
    const range = forecastRange({ series, month: november });
    expect(range).toEqual({
      soFar: wholeOf(usual),
      expected: wholeOf(usual),
      low: wholeOf(usual),
      high: wholeOf(usual),
    });
  });

  test("follows a new level within weeks", () => {
    const month = monthOf(Date.parse("2026-11-30T00:00:00Z"));
    const from = month.fromHour - 2 * weekHours;
    const doubled = (hour: number) => usual(hour) * (hour < month.fromHour ? 1 : 2);
    const { expected } = forecastMonth({ series: seriesOf(from, 4 * weekHours, doubled), month });
    expect(expected ?? 0).toBeGreaterThan(0.9 * wholeOf(doubled));
  });
});

describe("the range", () => {
  const noisy = (share: number) => (hour: number) => usual(hour) * (1 + share * Math.sin(Math.floor(hour / 24) * 7.3));
  const widthOf = (series: ReturnType<typeof seriesOf>) => {
    const { low, high, expected } = forecastRange({ series, month: november });
    return ((high ?? 0) - (low ?? 0)) / (expected ?? 1);
  };

  test("is wider for traffic that varies more, and narrower the more is known", () => {
    const from = november.fromHour - 3 * weekHours;
    const calm = widthOf(seriesOf(from, 4 * weekHours, noisy(0.02)));
    expect(widthOf(seriesOf(from, 4 * weekHours, noisy(0.5)))).toBeGreaterThan(1.5 * calm);
    expect(widthOf(seriesOf(november.fromHour, 48))).toBeGreaterThan(
      2 * widthOf(seriesOf(november.fromHour, weekHours)),
    );
  });

  test("holds eight of ten months of traffic whose days vary", () => {
    let inside = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      // A day differs by a fifth, and each week has its own level.
      const draw = (place: number) => ((Math.sin(seed * 1000 + place) * 43_758.5453) % 1) * 0.5;
      const value = (hour: number) =>
        Math.max(
          0,
          usual(hour) * (1 + 0.5 * draw(Math.floor(hour / 24)) + 0.4 * draw(5000 + Math.floor(hour / weekHours))),
        );
      const series = seriesOf(november.fromHour - weekHours, 2 * weekHours, value);
      const { low, high } = forecastRange({ series, month: november });
      const actual = wholeOf(value);
      if (actual >= (low ?? 0) && actual <= (high ?? 0)) inside += 1;
    }
    expect(inside).toBeGreaterThan(150);
  });
});

const anySeries = fc.record({
  fromHour: fc.integer({ min: november.fromHour - 800, max: november.toHour }),
  values: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })), { maxLength: 900 }),
});

test("for any traffic the parts are in order, and the days add up to the month", () => {
  fc.assert(
    fc.property(anySeries, fc.boolean(), (series, continues) => {
      const { soFar, expected, low, high } = forecastRange({ series, month: november, continues });
      expect(soFar).toBeGreaterThanOrEqual(0);
      const days = forecastDays({ series, month: november, continues });
      const sum = days.reduce((total, day) => total + day.soFar + day.rest, 0);
      if (expected === null || low === null || high === null) {
        expect(sum).toBeCloseTo(soFar, 0);
        return;
      }
      expect([soFar <= low * (1 + 1e-9), low <= expected, expected <= high]).toEqual([true, true, true]);
      expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
    }),
  );
});

test("twice the traffic is twice the forecast", () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const once = forecastMonth({ series, month: november }).expected;
      const values = series.values.map((value) => 2 * value);
      const twice = forecastMonth({ series: { ...series, values }, month: november }).expected;
      expect(twice === null).toBe(once === null);
      expect(Math.abs((twice ?? 0) - 2 * (once ?? 0))).toBeLessThanOrEqual(1e-6 * Math.max(1, once ?? 0));
    }),
  );
});

test("the rhythm of one whole week is that week", () => {
  const rhythm = rhythmOf(seriesOf(november.fromHour, weekHours));
  for (let hour = november.fromHour; hour < november.toHour; hour += 13) expect(rhythm?.(hour)).toBe(usual(hour));
});
