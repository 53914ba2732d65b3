import { costOf, type JobPrice, priceOfJob } from "../batching/price-of.ts";
import { logpushPrices } from "../batching/prices.data.ts";

export type Basis = JobPrice["basis"];

/** What an account sent in a month on one basis. `transformed` bytes, of jobs with a transformer, are part of `bytes`. */
export type AccountUsage = { account: string; basis: Basis; bytes: number; lines: number; transformed: number };

const bytesPerGigabyte = 1e9;
const perMillion = 1e6;

/** The price of a basis. */
export function priceOf(basis: Basis): JobPrice {
  if (basis === "requests") return priceOfJob({ dataset: "workers_trace_events", scheme: undefined });
  return priceOfJob({ dataset: "", scheme: basis === "internal" ? "r2" : "https" });
}

/** What a basis is billed by: bytes, or lines where requests are billed. */
export function unitsOf({ basis, bytes, lines }: Pick<AccountUsage, "basis" | "bytes" | "lines">): number {
  return basis === "requests" ? lines : bytes;
}

/** Dollars of a month. Each account and basis has its included amount, transformers one for each account. */
export function costOfAccounts(usages: readonly AccountUsage[]): number {
  const transformed = new Map<string, number>();
  let dollars = 0;
  for (const usage of usages) {
    dollars += costOfUnits(usage.basis, unitsOf(usage));
    transformed.set(usage.account, (transformed.get(usage.account) ?? 0) + usage.transformed);
  }
  for (const bytes of transformed.values()) dollars += costOfTransforms(bytes);
  return dollars;
}

/** Dollars for each byte or line of an account, so that its jobs share the included amount by what they send. */
export type Rate = { account: string; basis: Basis; perUnit: number; perTransformed: number };

export function ratesOf(usages: readonly AccountUsage[]): Rate[] {
  const transformed = new Map<string, number>();
  for (const { account, transformed: bytes } of usages) {
    transformed.set(account, (transformed.get(account) ?? 0) + bytes);
  }
  return usages.map((usage) => {
    const units = unitsOf(usage);
    const bytes = transformed.get(usage.account) ?? 0;
    return {
      ...{ account: usage.account, basis: usage.basis },
      perUnit: units > 0 ? costOfUnits(usage.basis, units) / units : 0,
      perTransformed: bytes > 0 ? costOfTransforms(bytes) / bytes : 0,
    };
  });
}

function costOfUnits(basis: Basis, units: number): number {
  const price = priceOf(basis);
  return costOf(units / (price.unit === "GB" ? bytesPerGigabyte : perMillion), price);
}

function costOfTransforms(bytes: number): number {
  const { includedGigabytes: included, dollarsPerGigabyte: dollars } = logpushPrices.transforms;
  return costOf(bytes / bytesPerGigabyte, { included, dollars });
}

/** Dollars for one more unit, beyond what is included. */
export function dollarsPerUnit(basis: Basis): number {
  const { unit, dollars } = priceOf(basis);
  return dollars / (unit === "GB" ? bytesPerGigabyte : perMillion);
}
