import { nowMs, type StoredJob } from "#components/testing/stored-job.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

/** In the value of each destination, and so in nothing that the list shows. */
export const secret = "canary-5e0d";

const accountId = "a".repeat(32);
const account: ScopeOption = { path: `accounts/${accountId}`, name: "The Burrito Bot" };
const zone = (letter: string, name: string): ScopeOption => ({
  path: `zones/${letter.repeat(32)}`,
  name,
  accountName: account.name,
  accountId,
});
const burrito = zone("b", "theburritobot.com");
const example = zone("c", "example.com");
const shop = zone("d", "shop.example");

export const scopes = [burrito, example, shop, account];

/** A time so many minutes ago. */
const ago = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();

type Given = {
  id: number;
  name: string;
  dataset?: string;
  enabled?: boolean;
  destination_conf?: string;
  output_options?: null;
  logpull_options?: string;
  last_complete?: string | null;
  last_error?: string;
  error_message?: string;
};

/** A job that delivered a minute ago, with the given differences. */
export function listedJob(given: Given, scope = burrito): StoredJob {
  return {
    scope,
    raw: {
      dataset: "http_requests",
      enabled: true,
      output_options: { field_names: ["RayID"] },
      destination_conf: `https://receiver.headgate.test/${given.name}?header_Authorization=Bearer%20${secret}`,
      last_complete: ago(1),
      last_error: null,
      error_message: null,
      ...given,
    },
  };
}

const status500 = "error 500: error pushing: error uploading to https: status:500";
const splunk = `splunk://splunk.headgate.invalid:8088/services/collector/raw?channel=1014&header_Authorization=Splunk%20${secret}`;
const noHost =
  "error pushing: error uploading to splunk: DNSError: dial tcp: lookup splunk.headgate.invalid: no such host";

/** Jobs in every state, by name. */
export function everyJob(): StoredJob[] {
  return [
    listedJob({ id: 1, name: "account-audit", dataset: "audit_logs_v2" }, account),
    listedJob({ id: 2, name: "archive-r2", destination_conf: `r2://bucket/dns/{DATE}?secret-access-key=${secret}` }),
    listedJob({ id: 3, name: "archive-s3", destination_conf: "s3://bucket/logs/{DATE}?region=us-west-2" }),
    listedJob({ id: 4, name: "burrito-requests" }),
    listedJob(
      { id: 5, name: "edge-logs", last_complete: ago(50), last_error: ago(1), error_message: status500 },
      example,
    ),
    listedJob(
      {
        ...{ id: 6, name: "gateway-splunk", dataset: "gateway_dns", destination_conf: splunk },
        ...{ last_complete: ago(20 * 60), last_error: ago(1), error_message: noHost },
      },
      account,
    ),
    { ...listedJob({ id: 7, name: "just-saved", last_complete: ago(60) }), note: { savedAt: ago(5) } },
    listedJob({ id: 8, name: "legacy", output_options: null, logpull_options: "fields=RayID" }, example),
    listedJob({ id: 9, name: "nel-first-day", dataset: "nel_reports", last_complete: null }, example),
    listedJob(
      {
        ...{ id: 10, name: "shop-given-up", dataset: "firewall_events", enabled: false },
        ...{ last_complete: ago(3 * 1440), last_error: ago(2 * 1440), error_message: status500 },
      },
      shop,
    ),
    listedJob({ id: 11, name: "shop-paused", enabled: false, last_complete: ago(6 * 1440) }, shop),
    listedJob({ id: 12, name: "spectrum-quiet", dataset: "spectrum_events", last_complete: ago(9 * 60) }, example),
  ];
}
