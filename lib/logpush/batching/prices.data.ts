/**
 * Public prices of Logpush, per account and month, from Cloudflare's "Logpush pricing" page. They change, so the
 * interface shows `since` and asks to check. Volume is delivered volume, uncompressed, in decimal GB. Existing
 * Enterprise contracts keep their current pricing. Prices are defined only here.
 */
export const logpushPrices = {
  page: "Logpush pricing",
  url: "https://developers.cloudflare.com/logs/logpush/pricing/",
  since: "2026-09-30",
  /** Everything outside Cloudflare, including HTTP destinations. */
  external: { includedGigabytes: 25, dollarsPerGigabyte: 0.1 },
  /** R2 and Pipelines. */
  internal: { includedGigabytes: 25, dollarsPerGigabyte: 0.03 },
  /** On top of the delivery, for jobs with a transformer. */
  transforms: { includedGigabytes: 1, dollarsPerGigabyte: 0.04 },
  /** Workers Trace Events only: by logged request, for any destination. */
  workersTraceEvents: { includedMillions: 10, dollarsPerMillion: 0.05 },
} as const;
