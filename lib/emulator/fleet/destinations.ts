import { drawFrom } from "../logs/random.ts";

/** What the texts of a destination are made of. `path` is "" or decides the test receiver's behavior. */
export type DestinationParts = { seed: string; zone: string; account: string; dataset: string; path: string };
type Make = (parts: DestinationParts, secret: string, shared: string) => string;

/** Most common first. The forms are those of real vendors, below reserved domains. */
const HTTPS: [Make, ...Make[]] = [
  ({ zone, dataset, path }, secret) =>
    `https://logs.${zone}${path}/ingest/${dataset}?header_Authorization=Bearer%20${secret}`,
  ({ zone, path }, _, shared) =>
    `https://intake.observe.example${path}/v1/cloudflare?header_X-Api-Key=${shared}&env=production&zone=${zone}`,
  ({ account, path }, secret) =>
    `https://${account}.siem.example:8088${path}/services/collector/raw?sourcetype=cloudflare:json&header_Authorization=Splunk%20${secret}`,
  ({ zone, dataset, path }, _, shared) =>
    `https://collector.eu.logstore.example${path}/api/v2/logs?header_Content-Type=application%2Fx-ndjson&header_Authorization=Basic%20${shared}&tags=env:production,zone:${zone},dataset:${dataset}`,
  ({ account, dataset, path }, secret, shared) =>
    `https://gateway.${account}.example${path}/cloudflare/${dataset}?header_CF-Access-Client-Id=${shared}.access&header_CF-Access-Client-Secret=${secret}`,
  ({ path }, secret) => `https://ingest.telemetry.test${path}/otlp/v1/logs?header_X-CF-Secret=${secret}`,
];

const OTHERS: [Make, ...Make[]] = [
  ({ account, zone, dataset }) => `s3://${account}-edge-logs/${zone}/${dataset}/{DATE}?region=eu-central-1&sse=AES256`,
  ({ account, dataset }, secret, shared) =>
    `r2://${account}-edge-logs/${dataset}/{DATE}?account-id=${"0".repeat(32)}&access-key-id=${shared}&secret-access-key=${secret}`,
  ({ zone }, _, shared) =>
    `datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=${shared}&ddsource=cloudflare&service=edge&host=${zone}`,
  ({ account, dataset }) => `gs://${account}-edge-logs/${dataset}/{DATE}`,
];

const HTTPS_SHARE = 0.85;

/** A job's destination. Some secrets are of this job alone, others are shared by the jobs of an account. */
export function makeDestination(parts: DestinationParts, mustBeHttps: boolean): string {
  const draw = drawFrom(`fleet destination ${parts.seed}`);
  const isHttps = draw.unit() < HTTPS_SHARE || mustBeHttps;
  const make = draw.rank(isHttps ? HTTPS : OTHERS);
  const shared = drawFrom(`fleet secret ${parts.account}`).hex(20);
  return make(parts, `FAKE-${draw.hex(24)}`, `FAKE-${shared}`);
}

/** The same destination with another host. */
export function withHost(conf: string, host: string): string {
  return conf.replace(/^https:\/\/[^/:?]+/, `https://${host}`);
}
