import { expect, test } from "vitest";
import { countMonth, toSeries } from "./job-month.ts";
import { monthOf } from "./month.ts";

const month = monthOf(Date.parse("2026-11-08T00:00:00Z"));
const rowOf = (hour: number) => ({ hour, ok: 1, bytes: 10, lines: 1 });
const rowsOf = (from: number, hours: number) => Array.from({ length: hours }, (_, index) => rowOf(from + index));

test("hours in a hole, before and after what is known are known in part", () => {
  const known = { fromHour: 10, endHour: 16, hole: { from: 12, to: 14 } };
  const values = [9, 10, 12, 15, 16].map((hour) => ({ hour, value: hour }));
  const { series, others } = toSeries(values, known);
  expect(series).toEqual({ fromHour: 10, values: Float64Array.of(10, 0, Number.NaN, Number.NaN, 0, 15) });
  expect([...others]).toEqual([
    [9, 9],
    [12, 12],
    [16, 16],
  ]);
});

test("the month of a job does not take an outage for silence, nor silence for an outage", () => {
  const from = month.fromHour - 240;
  const end = month.fromHour + 360;
  const rows = [...rowsOf(from, 240), ...rowsOf(end - 100, 100)];
  const whole = 720 * 10;
  const hole = { from: month.fromHour, to: end - 100 };
  const place = { month, continues: true };
  const outage = countMonth(rows, { ...place, known: { fromHour: from, endHour: end, hole } });
  expect(outage).toMatchObject({ bytes: 1000, expectedBytes: whole });
  const silence = countMonth(rows, { ...place, known: { fromHour: from, endHour: end } });
  expect(silence.bytes).toBe(1000);
  expect(silence.expectedBytes).toBeLessThan(whole * 0.75);
});

test("a job that never delivered is expected to deliver nothing, unless it is new", () => {
  const known = { fromHour: month.fromHour - 200, endHour: month.fromHour + 300 };
  const never = { month, continues: true, known };
  expect(countMonth([], never)).toMatchObject({ bytes: 0, expectedBytes: 0 });
  expect(countMonth([], { ...never, isNew: true })).toMatchObject({ bytes: 0, expectedBytes: null });
});
