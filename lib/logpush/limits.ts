/** Limits of the Logpush API (API schema, "HTTP destination" and "API configuration" pages). Bytes are decimal: 5 MB is 5,000,000. */
export const maxDestinationBytes = 4096;
export const maxNameLength = 512;
/** Jobs of a zone, as the documentation says; some plans allow more. */
export const maxZoneJobs = 4;
/** Not Cloudflare's limits: more is not a plan that a person can read. */
export const maxRunJobs = 10_000;
export const maxCopiedJobs = 100;
/** Not Cloudflare's limit: zones and accounts that a page is sent at once. */
export const mostListedScopes = 2000;
/** Not Cloudflare's limit: longer names are refused before a proxy refuses them. */
export const maxHeaderNameLength = 256;

export type UploadLimit = "max_upload_bytes" | "max_upload_records" | "max_upload_interval_seconds";

/** 0 disables a limit; otherwise it is in this range. If left out, the service decides. */
export const uploadLimits = {
  max_upload_bytes: { min: 5_000_000, max: 1_000_000_000, unit: "bytes" },
  max_upload_records: { min: 1000, max: 1_000_000, unit: "records" },
  max_upload_interval_seconds: { min: 30, max: 300, unit: "seconds" },
} as const satisfies Record<UploadLimit, { min: number; max: number; unit: string }>;

export const timestampFormats = ["rfc3339", "rfc3339ms", "rfc3339ns", "unix", "unixnano"] as const;
export type TimestampFormat = (typeof timestampFormats)[number];

/** The `frequency` that Cloudflare shows for a job that never set one (API schema). */
export const defaultFrequency = "high";

/** The datasets whose jobs can leave out DDoS attack traffic (API schema, `filter_attack_traffic`). */
export const attackTrafficDatasets: readonly string[] = ["http_requests", "firewall_events", "network_analytics_logs"];
