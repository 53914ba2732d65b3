/**
 * Public prices of Logpush, per account and month, from Cloudflare's "Logpush pricing" page. They change: whoever shows
 * them shows `since` and asks to check. Volume is what is delivered, before compression, in decimal GB. Existing
 * Enterprise contracts keep their current pricing. This is the only place that holds prices.
 */
export const logpushPrices = {
  page: "Logpush pricing",
  url: "https://developers.cloudflare.com/logs/logpush/pricing/",
  since: "2026-09-30",
  /** Everything outside Cloudflare, HTTP destinations among it. */
  external: { includedGigabytes: 25, dollarsPerGigabyte: 0.1 },
  /** R2 and Pipelines. */
  internal: { includedGigabytes: 25, dollarsPerGigabyte: 0.03 },
  /** On top of the delivery, for jobs with a transformer. */
  transforms: { includedGigabytes: 1, dollarsPerGigabyte: 0.04 },
  /** Workers Trace Events alone: by request that is logged, wherever it goes. */
  workersTraceEvents: { includedMillions: 10, dollarsPerMillion: 0.05 },
} as const;
