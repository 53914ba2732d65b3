import { formatBytes } from "../job/format-bytes.ts";
import type { UploadLimit } from "../limits.ts";
import { type BatchEstimate, type Estimate, monthlyCost } from "./estimate.ts";
import { costOf, type Price } from "./price-of.ts";
import { logpushPrices } from "./prices.data.ts";
import { formatDollars, formatQuantity, formatSeconds } from "./quantity.ts";

const monthSeconds = 30 * 86_400;

const limitNames: Record<UploadLimit, [label: string, byDefault: string]> = {
  max_upload_bytes: ["Max upload bytes", "the service’s default size"],
  max_upload_records: ["Max upload records", "the service’s default of 100,000 records"],
  max_upload_interval_seconds: ["Max upload interval", "the service’s default of 30 s"],
};

/** The estimate in words: the size of a request, how often one is sent, and which limit decides. */
export function describeEstimate({ recordsPerSecond, batch }: Estimate, requestsPerSecond: number): string {
  const traffic = `at ${formatQuantity(requestsPerSecond)} requests a second`;
  if (recordsPerSecond === 0) return `No records ${traffic}.`;
  if (!batch) {
    return `${formatQuantity(recordsPerSecond)} records a second ${traffic}. No documented limit closes a batch, so its size is unknown.`;
  }
  const every = `${countOf(batch.records, "record")} every ${formatSeconds(batch.seconds)} ${traffic}.`;
  const [label, byDefault] = limitNames[batch.closedBy];
  return `${every} First to close a batch: ${batch.isDefault ? byDefault : label}.`;
}

/** The estimate as rows of label and value. The price row is absent if there is no price. */
export function listEstimate(
  estimate: Estimate,
  { price, hasTransformer }: { price?: Price; hasTransformer: boolean },
): [label: string, value: string][] {
  const { recordsPerSecond, gigabytesPerMonth, batch } = estimate;
  const rows: [string, string][] = [["Records", `${formatQuantity(recordsPerSecond)} per second`]];
  if (batch) rows.push(...listBatch(batch));
  rows.push(["Volume, uncompressed", `${formatQuantity(gigabytesPerMonth)} GB per month`]);
  if (price?.unit === "million requests") {
    rows.push(["Requests logged", `${formatQuantity(millionsOf(estimate))} million per month`]);
  }
  if (price) rows.push(["Price", `${formatDollars(monthlyPrice(estimate, price))} per month`]);
  if (hasTransformer) {
    const cost = monthlyCost(gigabytesPerMonth, logpushPrices.transforms);
    rows.push(["Price of the transformer", `${formatDollars(cost)} per month`]);
  }
  return rows;
}

/** Dollars a month, without transformers. */
export function monthlyPrice(estimate: Estimate, price: Price): number {
  return costOf(price.unit === "GB" ? estimate.gigabytesPerMonth : millionsOf(estimate), price);
}

function millionsOf({ recordsPerSecond }: Estimate): number {
  return (recordsPerSecond * monthSeconds) / 1e6;
}

function listBatch({ records, bytes, seconds, requestsPerMinute, requestsPerDay }: BatchEstimate): [string, string][] {
  const size = `${countOf(records, "record")}, ${formatBytes(Math.round(bytes))}`;
  const rate = `${formatQuantity(requestsPerMinute)} per minute, ${formatQuantity(requestsPerDay)} per day`;
  return [
    ["Largest batch", `${size}, every ${formatSeconds(seconds)}`],
    ["Requests to your server", rate],
  ];
}

function countOf(count: number, noun: string): string {
  const text = formatQuantity(count);
  return `${text} ${noun}${text === "1" ? "" : "s"}`;
}
