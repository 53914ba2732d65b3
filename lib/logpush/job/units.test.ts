import { describe, expect, test } from "vitest";
import { valuesFrom } from "./attribute-values.ts";
import { checkLimit, formatBytes, formatCount, limitToWire, readLimit, readSampleRate } from "./units.ts";

describe("a limit as typed", () => {
  test.each([
    ["", undefined],
    ["  ", undefined],
    ["default", undefined],
    ["off", 0],
    ["Off", 0],
    ["0", 0],
    ["0 MB", 0],
    ["5000000", 5_000_000],
    ["5,000,000", 5_000_000],
    ["5_000_000", 5_000_000],
    ["5 000 000", 5_000_000],
    ["5MB", 5_000_000],
    ["5 mb", 5_000_000],
    ["8.2 MB", 8_200_000],
    ["1.1 GB", 1_100_000_000],
    ["0.5 GB", 500_000_000],
    ["1 GB", 1_000_000_000],
    ["100k", 100_000],
    ["2 min", 120],
    ["1.5 min", 90],
    ["30 s", 30],
    ["30 seconds", 30],
    ["1000 records", 1000],
  ])("%j is sent as %s", (text, wire) => expect(limitToWire(text)).toBe(wire));

  test.each(["x", "-1", "1,5 MB", "1,00", "5 MiB", "5 constructor", "1.5", "1e6", "0x10", "5 MB MB", "∞", "١"])(
    "%j is no number",
    (text) => {
      expect(readLimit(text)).toBeUndefined();
      expect(checkLimit(text, "max_upload_bytes", "maxUploadBytes")).toMatchObject({
        code: "E_NUMBER",
        at: "maxUploadBytes",
      });
    },
  );

  test("every tenth of a megabyte is exact", () => {
    for (let tenths = 50; tenths <= 10_000; tenths += 1) {
      expect(limitToWire(`${tenths / 10} MB`)).toBe(tenths * 100_000);
    }
  });
});

test.each([
  ["max_upload_bytes", "4999999", "5 MB", "1 GB", "1000000001"],
  ["max_upload_records", "999", "1000", "1,000,000", "1000001"],
  ["max_upload_interval_seconds", "29", "30", "5 min", "301"],
] as const)("%s has its range, and may be off or left out", (limit, below, least, most, above) => {
  for (const text of [below, above]) expect(checkLimit(text, limit, "x")?.code).toBe("E_LIMIT_RANGE");
  for (const text of [least, most, "0", "off", ""]) expect(checkLimit(text, limit, "x")).toBeUndefined();
});

test("a stored limit comes back as it was", () => {
  const typed = (max_upload_bytes: unknown) => valuesFrom(["maxUploadBytes"], { max_upload_bytes }).maxUploadBytes;
  expect([null, undefined, 0, 5_000_000].map(typed)).toEqual(["", "", "0", "5000000"]);
  expect([0, 1000, 5_000_000].map((value) => limitToWire(String(typed(value))))).toEqual([0, 1000, 5_000_000]);
});

test.each([
  ["1", 1],
  ["0.1", 0.1],
  [".5", 0.5],
  ["1.", 1],
  ["10%", 0.1],
  ["0.7 %", 0.007],
  ["100%", 1],
  ["1 in 10", 0.1],
  ["1/4", 0.25],
  ["1e-7", 1e-7],
  ["", undefined],
  ["x", undefined],
  ["-1", undefined],
  ["2 in 10", undefined],
  ["1,5", undefined],
  ["%", undefined],
])("the sample rate %j is %s", (text, rate) => expect(readSampleRate(text)).toBe(rate));

test("numbers are written for reading", () => {
  expect(formatCount(5_000_000)).toBe("5,000,000");
  expect([12, 1500, 5_000_000, 1_250_000_000].map(formatBytes)).toEqual(["12 B", "1.5 kB", "5 MB", "1.25 GB"]);
});
