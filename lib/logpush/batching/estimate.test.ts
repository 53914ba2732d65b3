import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LimitSetting } from "../job/units.ts";
import { type BatchLimits, estimateBatches, monthlyCost, type Traffic } from "./estimate.ts";
import { logpushPrices } from "./prices.data.ts";

const byDefault: LimitSetting = { state: "default" };
const off: LimitSetting = { state: "off" };
const value = (limit: number): LimitSetting => ({ state: "value", value: limit });
const limits = (bytes: LimitSetting, records: LimitSetting, interval: LimitSetting): BatchLimits => ({
  max_upload_bytes: bytes,
  max_upload_records: records,
  max_upload_interval_seconds: interval,
});
const allDefault = limits(byDefault, byDefault, byDefault);
const traffic = (changes: Partial<Traffic> = {}): Traffic => ({
  requestsPerSecond: 1000,
  passShare: 1,
  sampleRate: 1,
  bytesPerRecord: 500,
  ...changes,
});

describe("which limit closes a batch first", () => {
  test("1,000 records every half second at 2,000 requests a second", () => {
    const { batch } = estimateBatches(traffic({ requestsPerSecond: 2000 }), limits(byDefault, value(1000), byDefault));
    expect(batch).toEqual({
      closedBy: "max_upload_records",
      isDefault: false,
      seconds: 0.5,
      records: 1000,
      bytes: 500_000,
      requestsPerMinute: 120,
      requestsPerDay: 172_800,
    });
  });

  test.each<[string, Partial<Traffic>, BatchLimits, object]>([
    [
      "the service's 30 s",
      {},
      allDefault,
      { closedBy: "max_upload_interval_seconds", isDefault: true, records: 30_000 },
    ],
    [
      "the service's 100,000 records",
      { requestsPerSecond: 10_000 },
      allDefault,
      { closedBy: "max_upload_records", isDefault: true, seconds: 10 },
    ],
    [
      "5 MB",
      {},
      limits(value(5_000_000), value(100_000), value(60)),
      { closedBy: "max_upload_bytes", records: 10_000, bytes: 5_000_000, seconds: 10 },
    ],
    [
      "5 MB with whole records",
      { bytesPerRecord: 3_000_000 },
      limits(value(5_000_000), off, off),
      { closedBy: "max_upload_bytes", records: 1, bytes: 3_000_000 },
    ],
    [
      "a record larger than the limit",
      { bytesPerRecord: 6_000_000 },
      limits(value(5_000_000), off, off),
      { closedBy: "max_upload_bytes", records: 1, bytes: 6_000_000 },
    ],
    [
      "the interval, others being off",
      {},
      limits(off, off, value(300)),
      { closedBy: "max_upload_interval_seconds", isDefault: false, records: 300_000, seconds: 300 },
    ],
    [
      "a single record of little traffic",
      { requestsPerSecond: 0.01 },
      allDefault,
      { closedBy: "max_upload_interval_seconds", records: 1, seconds: 100, requestsPerDay: 864 },
    ],
    [
      "the first of two equal limits",
      {},
      limits(value(5_000_000), value(10_000), off),
      { closedBy: "max_upload_bytes" },
    ],
    [
      "fewer records by filter and sampling",
      { passShare: 0.1, sampleRate: 0.5 },
      allDefault,
      { closedBy: "max_upload_interval_seconds", records: 1500, bytes: 750_000 },
    ],
  ])("%s", (_title, changes, set, expected) => {
    expect(estimateBatches(traffic(changes), set).batch).toMatchObject(expected);
  });

  test.each<[string, Partial<Traffic>, BatchLimits]>([
    ["all three are off", {}, limits(off, off, off)],
    ["only the destination's own limit is left", {}, limits(byDefault, off, off)],
    ["records have no size and only bytes count", { bytesPerRecord: 0 }, limits(value(5_000_000), off, off)],
    ["nothing passes the filter", { passShare: 0 }, allDefault],
    ["there is no traffic", { requestsPerSecond: 0 }, allDefault],
    ["numbers are nonsense", { requestsPerSecond: Number.NaN }, allDefault],
  ])("is unknown when %s", (_title, changes, set) => {
    expect(estimateBatches(traffic(changes), set)).not.toHaveProperty("batch");
  });
});

test("volume is exact, in decimal gigabytes of 30 days, with or without batches", () => {
  const one = traffic({ bytesPerRecord: 1000 });
  expect(estimateBatches(one, allDefault)).toMatchObject({
    recordsPerSecond: 1000,
    bytesPerSecond: 1_000_000,
    gigabytesPerMonth: 2592,
  });
  expect(estimateBatches(one, limits(off, off, off)).gigabytesPerMonth).toBe(2592);
  expect(estimateBatches({ ...one, sampleRate: 0.5 }, allDefault).gigabytesPerMonth).toBe(1296);
});

test("only volume above the included volume is billed", () => {
  const { external, internal } = logpushPrices;
  expect([0, 24.9, 25, 26, 125].map((gigabytes) => Number(monthlyCost(gigabytes, external).toFixed(6)))).toEqual([
    0, 0, 0, 0.1, 10,
  ]);
  expect(monthlyCost(125, internal)).toBeCloseTo(3, 9);
  expect(monthlyCost(100, { includedGigabytes: 0, dollarsPerGigabyte: 0.25 })).toBe(25);
});

const settings = (values: number[]) => fc.constantFrom(byDefault, off, ...values.map(value));
const anyLimits = fc
  .tuple(settings([5_000_000, 1_000_000_000]), settings([1000, 100_000, 1_000_000]), settings([30, 60, 300]))
  .map(([bytes, records, interval]) => limits(bytes, records, interval));
const anyTraffic = fc.record({
  requestsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
  passShare: fc.double({ min: 0, max: 1, noNaN: true }),
  sampleRate: fc.double({ min: 0, max: 1, noNaN: true }),
  bytesPerRecord: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const anyNumber = fc.double();

describe("for any traffic and limits", () => {
  test("no number is negative, infinite or NaN", () => {
    const wild = fc.record({
      requestsPerSecond: anyNumber,
      passShare: anyNumber,
      sampleRate: anyNumber,
      bytesPerRecord: anyNumber,
    });
    fc.assert(
      fc.property(fc.oneof(wild, anyTraffic), anyLimits, (given, set) => {
        const { batch, ...volume } = estimateBatches(given, set);
        for (const number of [...Object.values(volume), ...Object.values(batch ?? {})]) {
          if (typeof number === "number") expect(number >= 0 && Number.isFinite(number)).toBe(true);
        }
      }),
    );
  });

  test("batches carry exactly the records that are sent", () => {
    fc.assert(
      fc.property(anyTraffic, anyLimits, (given, set) => {
        const { batch, recordsPerSecond, bytesPerSecond } = estimateBatches(given, set);
        if (!batch) return;
        expect(batch.records).toBeGreaterThanOrEqual(1);
        expect(batch.records / batch.seconds / recordsPerSecond).toBeCloseTo(1, 9);
        if (bytesPerSecond > 0) expect(batch.bytes / batch.seconds / bytesPerSecond).toBeCloseTo(1, 9);
        expect(batch.requestsPerDay / batch.requestsPerMinute).toBeCloseTo(1440, 6);
      }),
    );
  });

  test("no batch exceeds its limits, except a batch of one record", () => {
    fc.assert(
      fc.property(anyTraffic, anyLimits, (given, set) => {
        const { batch } = estimateBatches(given, set);
        if (!batch || batch.records === 1) return;
        const { max_upload_bytes: bytes, max_upload_records: records, max_upload_interval_seconds: interval } = set;
        if (bytes.state === "value") expect(batch.bytes).toBeLessThanOrEqual(bytes.value * (1 + 1e-12));
        if (records.state === "value") expect(batch.records).toBeLessThanOrEqual(records.value);
        if (interval.state === "value") expect(batch.seconds).toBeLessThanOrEqual(interval.value * (1 + 1e-12));
      }),
    );
  });

  test("more traffic never means less volume or rarer batches", () => {
    fc.assert(
      fc.property(anyTraffic, anyLimits, fc.double({ min: 1, max: 10, noNaN: true }), (given, set, factor) => {
        const less = estimateBatches(given, set);
        const more = estimateBatches({ ...given, requestsPerSecond: given.requestsPerSecond * factor }, set);
        expect(more.gigabytesPerMonth).toBeGreaterThanOrEqual(less.gigabytesPerMonth);
        if (less.batch && more.batch) {
          expect(more.batch.seconds).toBeLessThanOrEqual(less.batch.seconds * (1 + 1e-12));
        }
      }),
    );
  });

  test("raising or removing a limit never makes batches smaller", () => {
    fc.assert(
      fc.property(anyTraffic, anyLimits, (given, set) => {
        const before = estimateBatches(given, { ...set, max_upload_records: value(1000) }).batch;
        for (const higher of [value(2000), value(1_000_000), off]) {
          const after = estimateBatches(given, { ...set, max_upload_records: higher }).batch;
          if (before && after) expect(after.records).toBeGreaterThanOrEqual(before.records);
        }
      }),
    );
  });

  test("cost never falls as volume grows, and is never negative", () => {
    const gigabytes = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(gigabytes, gigabytes, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((volume) =>
          monthlyCost(volume, logpushPrices.external),
        );
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual(less ?? 0);
      }),
    );
  });
});
