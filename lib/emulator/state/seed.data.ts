import type { JsonObject } from "../json.ts";
import type { Scope } from "./model.ts";

const ENTERPRISE = "Enterprise Website";
const BURRITO = "9495f78c4f619da2c1ea2fb6b11d8eae";
const MEDIA = "51e399eabab99b8e6fc23fbd3d4000a2";

export const SEED_ACCOUNTS = [
  { id: BURRITO, name: "The Burrito Bot" },
  { id: MEDIA, name: "Example Media Group" },
];

export const SEED_ZONES = [
  {
    id: "b206d08237cf5041bd16ec7d4a733d72",
    name: "theburritobot.com",
    status: "active",
    plan: ENTERPRISE,
    accountId: BURRITO,
  },
  {
    id: "e23b50aec07b72b655145c63662d0c32",
    name: "example.com",
    status: "active",
    plan: ENTERPRISE,
    accountId: BURRITO,
  },
  {
    id: "f85a2dd533542355431305a168643146",
    name: "example.net",
    status: "active",
    plan: ENTERPRISE,
    accountId: BURRITO,
  },
  {
    id: "da3b4eb159a641141302144412080ad9",
    name: "shop.example",
    status: "active",
    plan: "Business Website",
    accountId: BURRITO,
  },
  { id: "5aced40731bca7fa9d452ff787e52860", name: "example.org", status: "active", plan: ENTERPRISE, accountId: MEDIA },
  {
    id: "5a241ccc1082a6baefd744808202ee4c",
    name: "media.example",
    status: "active",
    plan: ENTERPRISE,
    accountId: MEDIA,
  },
  {
    id: "5675fadc6bff544d311f2d42556538f2",
    name: "news.example",
    status: "pending",
    plan: "Pro Website",
    accountId: MEDIA,
  },
  {
    id: "933379b02c03f6f2cde134d5281af5ef",
    name: "free.example",
    status: "active",
    plan: "Free Website",
    accountId: MEDIA,
  },
];

const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ages in seconds before the first start; absent means null. */
export type SeedJob = {
  id: number;
  scope: Scope;
  dataset: string;
  settings: JsonObject & { destination_conf: string; enabled: boolean };
  completeAge?: number;
  errorAge?: number;
  failingAge?: number;
  errorMessage?: string;
};

const zone = (name: string): Scope => ({ kind: "zones", id: SEED_ZONES.find((item) => item.name === name)?.id ?? "" });
const account = (id: string): Scope => ({ kind: "accounts", id });
const REQUEST_FIELDS = [
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
const RFC3339 = { timestamp_format: "rfc3339" };

export const SEED_JOBS: SeedJob[] = [
  {
    id: 1001,
    scope: zone("theburritobot.com"),
    dataset: "http_requests",
    settings: {
      name: "burrito-requests",
      output_options: { field_names: REQUEST_FIELDS, ...RFC3339 },
      destination_conf:
        "https://receiver.headgate.test/seed/ok?header_Authorization=Basic%20FAKE-SEED-SECRET-1001&tags=host:theburritobot.com,dataset:http_requests",
      max_upload_bytes: 5_000_000,
      max_upload_records: 1000,
      enabled: true,
    },
    completeAge: 30 * SECOND,
  },
  {
    id: 1002,
    scope: zone("theburritobot.com"),
    dataset: "firewall_events",
    settings: {
      name: "theburritobot.com-waf",
      output_options: {
        field_names: ["Action", "ClientIP", "ClientRequestPath", "Datetime", "RayID", "RuleID"],
        ...RFC3339,
      },
      destination_conf:
        "https://receiver.headgate.test/seed/401?header_Authorization=Bearer%20FAKE-SEED-SECRET-1002&header_Content-Type=application%2Fjson",
      enabled: true,
    },
    completeAge: 3 * HOUR,
    errorAge: 20 * SECOND,
    failingAge: 3 * HOUR,
    errorMessage: 'error 401: error pushing: error uploading to https: 401 {"error":"unauthorized"}',
  },
  {
    id: 1003,
    scope: zone("example.com"),
    dataset: "http_requests",
    settings: {
      name: "edge-logs",
      output_options: {
        field_names: [...REQUEST_FIELDS, "BotScore", "WAFAttackScore"],
        timestamp_format: "rfc3339ms",
        sample_rate: 0.5,
      },
      destination_conf: "https://receiver.headgate.test/seed/500?header_X-Ingest-Key=FAKE-SEED-SECRET-1003",
      filter: '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":"400"}]}}',
      max_upload_interval_seconds: 60,
      enabled: true,
    },
    completeAge: 50 * MINUTE,
    errorAge: 12 * SECOND,
    failingAge: 50 * MINUTE,
    errorMessage: "error 500: error pushing: error uploading to https: status:500",
  },
  {
    id: 1004,
    scope: zone("example.com"),
    dataset: "http_requests",
    settings: {
      name: "legacy-logpull-options",
      logpull_options: "fields=RayID,EdgeStartTimestamp,ClientIP&timestamps=rfc3339",
      frequency: "high",
      destination_conf: "https://receiver.headgate.test/seed/ok?header_Authorization=Basic%20FAKE-SEED-SECRET-1004",
      enabled: true,
    },
    completeAge: 40 * SECOND,
  },
  {
    id: 1005,
    scope: zone("example.net"),
    dataset: "spectrum_events",
    settings: {
      name: "spectrum-quiet",
      output_options: {
        field_names: ["Application", "ClientAsn", "ClientIP", "ColoCode", "Event", "OriginIP", "Status"],
      },
      destination_conf: "https://receiver.headgate.test/seed/quiet?header_X-Token=FAKE-SEED-SECRET-1005",
      enabled: true,
    },
    completeAge: 9 * HOUR,
  },
  {
    id: 1006,
    scope: zone("example.net"),
    dataset: "nel_reports",
    settings: {
      name: "nel-first-day",
      output_options: RFC3339,
      destination_conf: "https://receiver.headgate.test/seed/pending?header_X-Token=FAKE-SEED-SECRET-1006",
      enabled: true,
    },
  },
  {
    id: 1007,
    scope: zone("shop.example"),
    dataset: "http_requests",
    settings: {
      name: "shop-paused",
      output_options: {
        field_names: REQUEST_FIELDS,
        output_type: "csv",
        batch_prefix: `${REQUEST_FIELDS.join(",")}\n`,
        ...RFC3339,
      },
      destination_conf: "https://receiver.headgate.test/seed/ok?header_Authorization=Bearer%20FAKE-SEED-SECRET-1007",
      enabled: false,
    },
    completeAge: 6 * DAY,
  },
  {
    id: 1008,
    scope: zone("shop.example"),
    dataset: "firewall_events",
    settings: {
      name: "shop-given-up",
      output_options: { field_names: ["Action", "ClientIP", "Datetime", "RayID"], ...RFC3339 },
      destination_conf: "https://receiver.headgate.test/seed/500?header_Authorization=Bearer%20FAKE-SEED-SECRET-1008",
      enabled: false,
    },
    completeAge: 3 * DAY,
    errorAge: 2 * DAY,
    errorMessage: "error 500: error pushing: error uploading to https: status:500",
  },
  {
    id: 1009,
    scope: zone("example.org"),
    dataset: "http_requests",
    settings: {
      name: "archive-s3",
      output_options: { field_names: REQUEST_FIELDS, timestamp_format: "unixnano" },
      destination_conf: "s3://headgate-fake-bucket/logs/{DATE}?region=us-west-2&sse=AES256",
      enabled: true,
    },
    completeAge: 45 * SECOND,
  },
  {
    id: 1010,
    scope: zone("example.org"),
    dataset: "dns_logs",
    settings: {
      name: "archive-r2",
      output_options: RFC3339,
      destination_conf:
        "r2://headgate-fake-bucket/dns/{DATE}?account-id=51e399eabab99b8e6fc23fbd3d4000a2&access-key-id=FAKE-SEED-KEY-1010&secret-access-key=FAKE-SEED-SECRET-1010",
      enabled: true,
    },
    completeAge: 45 * SECOND,
  },
  {
    id: 1011,
    scope: zone("media.example"),
    dataset: "http_requests",
    settings: {
      name: "media-timeouts",
      output_options: { field_names: REQUEST_FIELDS, ...RFC3339 },
      destination_conf: "https://receiver.headgate.test/seed/hang?header_Authorization=Splunk%20FAKE-SEED-SECRET-1011",
      enabled: true,
    },
    completeAge: 5 * HOUR,
    errorAge: 35 * SECOND,
    failingAge: 5 * HOUR,
    errorMessage:
      "error pushing: error uploading to https: context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
  },
  {
    id: 1012,
    scope: zone("media.example"),
    dataset: "http_requests",
    settings: {
      name: "media-datadog",
      output_options: { field_names: REQUEST_FIELDS, timestamp_format: "unix" },
      destination_conf:
        "datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=FAKE-SEED-SECRET-1012&ddsource=cloudflare&service=media&host=media.example",
      enabled: false,
    },
    completeAge: 20 * DAY,
  },
  {
    id: 1013,
    scope: account(BURRITO),
    dataset: "audit_logs_v2",
    settings: {
      name: "account-audit",
      output_options: RFC3339,
      destination_conf:
        "https://receiver.headgate.test/seed/ok?header_Authorization=Bearer%20FAKE-SEED-SECRET-1013&source=audit",
      enabled: true,
    },
    completeAge: 25 * SECOND,
  },
  {
    id: 1014,
    scope: account(BURRITO),
    dataset: "gateway_dns",
    settings: {
      name: "gateway-splunk",
      output_options: RFC3339,
      destination_conf:
        "splunk://splunk.headgate.invalid:8088/services/collector/raw?channel=00000000-0000-4000-8000-000000001014&insecure-skip-verify=false&sourcetype=cloudflare:json&header_Authorization=Splunk%20FAKE-SEED-SECRET-1014",
      enabled: true,
    },
    completeAge: 20 * HOUR,
    errorAge: 15 * SECOND,
    failingAge: 20 * HOUR,
    errorMessage:
      "error pushing: error uploading to splunk: DNSError: dial tcp: lookup splunk.headgate.invalid: no such host",
  },
  {
    id: 1015,
    scope: account(MEDIA),
    dataset: "workers_trace_events",
    settings: {
      name: "workers-trace",
      output_options: { ...RFC3339, "CVE-2021-44228": true },
      destination_conf: "https://receiver.headgate.test/seed/ok?header_X-Api-Key=FAKE-SEED-SECRET-1015",
      max_upload_records: 5000,
      enabled: true,
    },
    completeAge: 20 * SECOND,
  },
  {
    id: 1016,
    scope: account(MEDIA),
    dataset: "network_analytics_logs",
    settings: {
      name: "network-gcs",
      output_options: RFC3339,
      destination_conf: "gs://headgate-fake-bucket/network/{DATE}",
      enabled: false,
    },
    completeAge: 40 * DAY,
  },
];
