import { logpushPrices } from "./prices.data.ts";

/** What a month includes and what each further unit costs: a decimal GB delivered, or a million requests logged. */
export type Price = { unit: "GB" | "million requests"; included: number; dollars: number };

/** How a job is priced: by volume, for destinations inside or outside Cloudflare, or by request. */
export type JobPrice = Price & { basis: "internal" | "external" | "requests" };

/** The public price of a job's dataset and destination scheme. Only R2 and Pipelines are inside Cloudflare. */
export function priceOfJob({ dataset, scheme }: { dataset: string; scheme: string | undefined }): JobPrice {
  if (dataset === "workers_trace_events") {
    const { includedMillions: included, dollarsPerMillion: dollars } = logpushPrices.workersTraceEvents;
    return { basis: "requests", unit: "million requests", included, dollars };
  }
  const basis = scheme !== undefined && /^(?:r2|pipelines?)$/.test(scheme) ? "internal" : "external";
  const { includedGigabytes: included, dollarsPerGigabyte: dollars } = logpushPrices[basis];
  return { basis, unit: "GB", included, dollars };
}

/** Dollars a month for this many units. All jobs of the account share the included ones. */
export function costOf(units: number, { included, dollars }: Pick<Price, "included" | "dollars">): number {
  return Math.max(0, units - included) * dollars;
}
