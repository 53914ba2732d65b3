import { expect, test } from "vitest";
import { costOf, priceOfJob } from "./price-of.ts";

test.each([
  ["http_requests", "https", { basis: "external", unit: "GB", included: 25, dollars: 0.1 }],
  ["http_requests", undefined, { basis: "external", unit: "GB", included: 25, dollars: 0.1 }],
  ["http_requests", "s3", { basis: "external", unit: "GB", included: 25, dollars: 0.1 }],
  ["http_requests", "r2", { basis: "internal", unit: "GB", included: 25, dollars: 0.03 }],
  ["dns_logs", "pipelines", { basis: "internal", unit: "GB", included: 25, dollars: 0.03 }],
  ["workers_trace_events", "https", { basis: "requests", unit: "million requests", included: 10, dollars: 0.05 }],
  ["workers_trace_events", "r2", { basis: "requests", unit: "million requests", included: 10, dollars: 0.05 }],
])("%s to %s", (dataset, scheme, price) => {
  expect(priceOfJob({ dataset, scheme })).toEqual(price);
});

test("included volume costs nothing", () => {
  const requests = priceOfJob({ dataset: "workers_trace_events", scheme: "https" });
  expect([0, 10, 11, 110].map((millions) => Number(costOf(millions, requests).toFixed(6)))).toEqual([0, 0, 0.05, 5]);
});
