import type { DatasetOption } from "./field-list.ts";

/** A note about a field: a tag for the list, and the sentence. */
export type FieldNote = { tag: string; message: string };

type Rule = FieldNote & { names: RegExp; datasets?: string[] };

/** First match wins (Logpush "Datasets", "Custom fields" and "API configuration" pages, changelog of 2026-05 to 2026-09). */
const rules: Rule[] = [
  {
    tag: "custom fields",
    names: /^(?:Cookies|RequestHeaders|ResponseHeaders)$/,
    datasets: ["http_requests"],
    message: "Empty until you configure the zone’s custom log fields.",
  },
  {
    tag: "merge",
    names: /^Subrequests$/,
    datasets: ["http_requests"],
    message: "Only filled in jobs that merge subrequests.",
  },
  {
    tag: "milliseconds",
    names: /^EventTimestampMs$/,
    datasets: ["workers_trace_events"],
    message: "Always in whole milliseconds. The timestamp format does not apply.",
  },
  {
    tag: "renamed",
    names: /^FirewallForAI/,
    datasets: ["firewall_events"],
    message: "Cloudflare replaces FirewallForAI… with the AISecurity… field of the same ending.",
  },
  {
    tag: "Bot Management",
    names: /^(?:Bot|VerifiedBot)/,
    message:
      "Requires Bot Management. Without it, Cloudflare may refuse the job: “Bot Management fields are not allowed”.",
  },
  {
    tag: "needs product",
    names: /^(?:Fraud|WAF)/,
    message: "Depends on the products of the zone or account. Cloudflare may refuse a job with this field.",
  },
];

/** The note about one field of a dataset, or undefined. */
export function noteOfField(dataset: string, name: string): FieldNote | undefined {
  return rules.find(({ names, datasets }) => names.test(name) && (datasets?.includes(dataset) ?? true));
}

/** The notes about several fields, each once, with the fields that it concerns. */
export function notesOfFields(dataset: string, names: string[]): { message: string; names: string[] }[] {
  const byMessage = new Map<string, string[]>();
  for (const name of names) {
    const note = noteOfField(dataset, name);
    if (note) byMessage.set(note.message, [...(byMessage.get(note.message) ?? []), name]);
  }
  return Array.from(byMessage, ([message, concerned]) => ({ message, names: concerned }));
}

export type DatasetToNote = Pick<DatasetOption, "id" | "scope" | "requiresZeroTrustPII">;

/** Permissions, plans and limits of jobs with this dataset (Logpush "Permissions" and "Pricing" pages). */
export function notesOfDataset(dataset: DatasetToNote): string[] {
  const isZone = dataset.scope === "zone";
  return [
    ...(dataset.requiresZeroTrustPII
      ? [
          "To view, create, edit or delete such a job, the token needs Zero Trust: PII Read in addition to Logs: Edit (since 2025-11-05).",
        ]
      : []),
    `The token needs Logs: Edit for the ${isZone ? "zone" : "account"}; reading jobs needs it too.`,
    dataset.id === "workers_trace_events"
      ? "Priced per request, not by volume: 10 million logged requests a month are included, then $0.05 per million."
      : "Logpush is available on all plans. Since 2026-09-30, pricing is based on uncompressed bytes delivered to HTTP endpoints, with the first 25 GB a month free. Existing Enterprise contracts keep their current pricing.",
    ...(isZone ? ["Cloudflare documents a limit of 4 jobs per zone. A plan may allow fewer or more."] : []),
    ...(dataset.id === "workers_trace_events"
      ? ["EventTimestampMs is always in milliseconds. The timestamp format does not apply."]
      : []),
  ];
}
