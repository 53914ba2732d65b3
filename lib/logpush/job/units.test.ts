import { describe, expect, test } from "vitest";
import { formatCount } from "#lib/logpush/format-count.ts";
import { valuesFrom } from "./attribute-values.ts";
import { formatBytes } from "./format-bytes.ts";
import { checkLimit, countOf, limitToWire, readLimit, readSampleRate } from "./units.ts";

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
    [" 5 MB\n", 5_000_000],
    ["12,345 kB", 12_345_000],
    ["1.25 MB", 1_250_000],
  ])("%j is sent as %s", (text, wire) => expect(limitToWire(text)).toBe(wire));

  test.each(["x", "-1", "1,5 MB", "1,00", "5 MiB", "5 constructor", "1.5", "1e6", "0x10", "5 MB MB", "∞", "١"])(
    "%j is not a number",
    (text) => {
      expect(readLimit(text)).toBeUndefined();
      expect(checkLimit(text, "max_upload_bytes", "maxUploadBytes")).toMatchObject({
        code: "E_NUMBER",
        at: "maxUploadBytes",
      });
    },
  );

  test("is a number, disabled, or the default", () => {
    for (const text of ["", " ", "default", "DEFAULT "]) expect(readLimit(text)).toEqual({ state: "default" });
    for (const text of ["off", "0", "0 MB"]) expect(readLimit(text)).toEqual({ state: "off" });
    expect(readLimit("5 MB")).toEqual({ state: "value", value: 5_000_000 });
    expect(limitToWire("x")).toBeUndefined();
  });

  test("an error names what was typed, and the range", () => {
    expect(checkLimit("x", "max_upload_bytes", "a")?.message).toContain("x");
    expect(checkLimit("x", "max_upload_bytes", "a")?.nextStep).toContain("5000000");
    const message = checkLimit("1 MB", "max_upload_bytes", "a")?.message ?? "";
    for (const number of ["1,000,000", "5,000,000", "1,000,000,000"]) expect(message).toContain(number);
  });

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
  [" 10 % ", 0.1],
  ["12.55%", 0.1255],
  ["x10%", undefined],
  ["10%x", undefined],
  ["1 in 10x", undefined],
  ["21 in 10", undefined],
  ["12", 12],
  [".25", 0.25],
  ["5e-12", 5e-12],
  ["1e1", 10],
  ["1e", undefined],
])("the sample rate %j is %s", (text, rate) => expect(readSampleRate(text)).toBe(rate));

test("numbers are formatted for people", () => {
  expect(formatCount(5_000_000)).toBe("5,000,000");
  expect([0, 1, 2].map((count) => countOf(count, "job"))).toEqual(["0 jobs", "1 job", "2 jobs"]);
  expect([1000, 1_000_000, 1e9, 999].map(formatBytes)).toEqual(["1 kB", "1 MB", "1 GB", "999 B"]);
  expect([12, 1500, 5_000_000, 1_250_000_000].map(formatBytes)).toEqual(["12 B", "1.5 kB", "5 MB", "1.25 GB"]);
});
