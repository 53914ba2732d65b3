import type { LogField } from "./field-list.ts";

/** The only documented default set (Logpush "API configuration"). */
const httpRequestsDefaults = [
  "ClientIP",
  "ClientRequestHost",
  "ClientRequestMethod",
  "ClientRequestURI",
  "EdgeEndTimestamp",
  "EdgeResponseBytes",
  "EdgeResponseStatus",
  "EdgeStartTimestamp",
  "RayID",
];

/**
 * The fields that a new job of a dataset starts with: the ones that Cloudflare names (`live`), else the documented set,
 * else every field that is not deprecated. Names that the dataset lacks are left out.
 */
export function defaultFieldsOf(dataset: string, fields: LogField[], live: string[] = []): string[] {
  const names = new Set(fields.map(({ name }) => name));
  const choices = [live, dataset === "http_requests" ? httpRequestsDefaults : []];
  const usable = choices.map((choice) => choice.filter((name) => names.has(name))).find((choice) => choice.length > 0);
  return usable ?? fields.filter(({ isDeprecated }) => !isDeprecated).map(({ name }) => name);
}
