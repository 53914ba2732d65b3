import { describe, expect, test } from "vitest";
import type { LimitSetting } from "../job/units.ts";
import { describeEstimate, listEstimate } from "./describe.ts";
import { type BatchLimits, estimateBatches } from "./estimate.ts";

const byDefault: LimitSetting = { state: "default" };
const allDefault: BatchLimits = {
  max_upload_bytes: byDefault,
  max_upload_records: byDefault,
  max_upload_interval_seconds: byDefault,
};
const estimate = (requestsPerSecond: number, limits: Partial<BatchLimits> = {}) =>
  estimateBatches(
    { requestsPerSecond, passShare: 1, sampleRate: 1, bytesPerRecord: 1000 },
    { ...allDefault, ...limits },
  );

describe("the estimate in words", () => {
  test.each<[number, Partial<BatchLimits>, string]>([
    [
      2000,
      { max_upload_records: { state: "value", value: 1000 } },
      "1,000 records every 0.5 s at 2,000 requests a second. First to close a batch: Max upload records.",
    ],
    [
      100,
      {},
      "3,000 records every 30 s at 100 requests a second. First to close a batch: the service’s default of 30 s.",
    ],
    [
      0.001,
      {},
      "1 record every 16.7 min at 0.001 requests a second. First to close a batch: the service’s default of 30 s.",
    ],
    [0, {}, "No records at 0 requests a second."],
    [
      5,
      { max_upload_records: { state: "off" }, max_upload_interval_seconds: { state: "off" } },
      "5 records a second at 5 requests a second. No documented limit closes a batch, so its size is unknown.",
    ],
  ])("%s requests a second with %j", (requests, limits, words) => {
    expect(describeEstimate(estimate(requests, limits), requests)).toBe(words);
  });
});

describe("the estimate as a table", () => {
  const price = { unit: "GB", included: 25, dollars: 0.1 } as const;

  test("lists batch size, requests, volume and price", () => {
    expect(listEstimate(estimate(100), { price, hasTransformer: false })).toEqual([
      ["Records", "100 per second"],
      ["Largest batch", "3,000 records, 3 MB, every 30 s"],
      ["Requests to your server", "2 per minute, 2,880 per day"],
      ["Volume, uncompressed", "259 GB per month"],
      ["Price", "$23.42 per month"],
    ]);
  });

  test("lists requests and their price where requests are billed", () => {
    const byRequest = { unit: "million requests", included: 10, dollars: 0.05 } as const;
    expect(listEstimate(estimate(100), { price: byRequest, hasTransformer: false }).slice(-2)).toEqual([
      ["Requests logged", "259 million per month"],
      ["Price", "$12.46 per month"],
    ]);
  });

  test("leaves out what is unknown, and adds the transformer's price if there is one", () => {
    const labels = (rows: [string, string][]) => rows.map(([label]) => label);
    const off: BatchLimits = {
      max_upload_bytes: { state: "off" },
      max_upload_records: { state: "off" },
      max_upload_interval_seconds: { state: "off" },
    };
    expect(labels(listEstimate(estimate(100, off), { hasTransformer: false }))).toEqual([
      "Records",
      "Volume, uncompressed",
    ]);
    const rows = listEstimate(estimate(100), { price, hasTransformer: true });
    expect(rows.at(-1)).toEqual(["Price of the transformer", "$10.33 per month"]);
  });
});
