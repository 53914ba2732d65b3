import { defaultFieldNames, findDataset } from "../datasets.ts";
import type { JsonObject } from "../json.ts";
import { type Draw, drawFrom } from "../logs/random.ts";
import { dnsErrorText } from "../push/network.ts";
import { deliveryErrorText } from "../push/upload.ts";
import type { StoredJob } from "../state/model.ts";
import { makeDestination, withHost } from "./destinations.ts";
import { accountIndexOf, zoneName } from "./places.ts";
import { ACCOUNT_NAMES } from "./words.data.ts";

export const MAX_JOBS_PER_ZONE = 100;
/** Far above the IDs that created jobs get. */
const FIRST_JOB_ID = 1_000_000;

/** What a generated job is like at any time. */
export type Behavior = "delivering" | "failing" | "quiet" | "disabled" | "fresh";

/** Everything about a generated job that does not depend on the time. */
export type JobPlan = {
  id: number;
  zoneIndex: number;
  dataset: string;
  settings: StoredJob["settings"];
  behavior: Behavior;
  /** What a failing job reports, and a job that was disabled because it failed. */
  errorMessage: string | null;
  /** In [0, 1): moves the times of the job, so that not all jobs do the same at once. */
  phase: number;
  uploadsPerHour: number;
  recordsPerUpload: number;
  bytesPerRecord: number;
};

/** The ID of a job; it does not depend on the size of the fleet. */
export function jobIdOf(zoneIndex: number, jobIndex: number): number {
  return FIRST_JOB_ID + zoneIndex * MAX_JOBS_PER_ZONE + jobIndex;
}

/** The reverse of `jobIdOf`, for IDs of any size of fleet. */
export function indexesOf(id: number): { zoneIndex: number; jobIndex: number } {
  const offset = id - FIRST_JOB_ID;
  return { zoneIndex: Math.floor(offset / MAX_JOBS_PER_ZONE), jobIndex: offset % MAX_JOBS_PER_ZONE };
}

const DATASETS: [id: string, share: number, short: string][] = [
  ["http_requests", 0.56, "requests"],
  ["firewall_events", 0.2, "waf"],
  ["dns_logs", 0.08, "dns"],
  ["nel_reports", 0.05, "nel"],
  ["spectrum_events", 0.05, "spectrum"],
  ["page_shield_events", 0.03, "page-shield"],
  ["zaraz_events", 0.03, "zaraz"],
];
const BEHAVIORS: [behavior: Behavior, share: number][] = [
  ["delivering", 0.88],
  ["failing", 0.04],
  ["quiet", 0.03],
  ["disabled", 0.04],
  ["fresh", 0.01],
];
/** The test receiver answers with the status that the path begins with, and has these bodies. */
const REFUSALS: readonly [Refusal, ...Refusal[]] = [
  { path: "/401", status: 401, detail: '401 {"error":"unauthorized"}' },
  { path: "/500", status: 500, detail: "status:500" },
  { path: "/403", status: 403, detail: '403 {"error":"forbidden"}' },
  { path: "/503", status: 503, detail: "status:503" },
  { host: "logs.retired.invalid", path: "", detail: dnsErrorText("logs.retired.invalid") },
];
type Refusal = { path: string; status?: number; detail: string; host?: string };

/** The same job for the same indexes, in any process. */
export function planJob(zoneIndex: number, jobIndex: number): JobPlan {
  const id = jobIdOf(zoneIndex, jobIndex);
  const seed = `fleet job ${id}`;
  const draw = drawFrom(seed);
  const zone = zoneName(zoneIndex);
  const account = (ACCOUNT_NAMES[accountIndexOf(zoneIndex)] ?? "").toLowerCase().replaceAll(" ", "-");
  const [dataset, , short] = choose(DATASETS, draw);
  const [behavior] = choose(BEHAVIORS, draw);
  const isGivenUp = behavior === "disabled" && draw.unit() < 0.4;
  const refusal = behavior === "failing" || isGivenUp ? draw.rank(REFUSALS) : undefined;
  const path = refusal?.path ?? silentPath(behavior);
  const conf = makeDestination({ seed, zone, account, dataset, path }, path !== "" || refusal !== undefined);
  const destination = refusal?.host ? withHost(conf, refusal.host) : conf;
  return {
    id,
    zoneIndex,
    dataset,
    settings: {
      name: jobName(draw, zone.split(".", 1)[0] ?? "", short),
      ...outputSettings(draw, dataset),
      destination_conf: destination,
      ...limits(draw),
      enabled: behavior !== "disabled",
    },
    behavior,
    errorMessage: refusal ? deliveryErrorText(refusal) : null,
    phase: draw.unit(),
    // Evenly spread over the orders of magnitude: many small jobs, a few large ones.
    uploadsPerHour: Math.round(20 * 50 ** draw.unit()),
    recordsPerUpload: draw.int(50, 5000),
    bytesPerRecord: draw.int(250, 1400),
  };
}

/** The delivery loop never pushes to these paths, so that a changed job stays as it was. */
function silentPath(behavior: Behavior): string {
  if (behavior === "quiet") return "/seed/quiet";
  return behavior === "fresh" ? "/seed/pending" : "";
}

function choose<T extends [unknown, number, ...unknown[]]>(rows: T[], draw: Draw): T {
  let left = draw.unit();
  const chosen = rows.find(([, share]) => {
    left -= share;
    return left < 0;
  });
  const last = chosen ?? rows.at(-1);
  if (!last) throw new Error("nothing to choose from");
  return last;
}

function jobName(draw: Draw, zone: string, short: string): string {
  return draw.rank([
    `${zone}-${short}`,
    `${short}-to-siem`,
    `prod.${zone}.${short}`,
    `${zone}_${short}_${draw.pick(["eu", "us", "ap"])}`,
    "",
  ]);
}

function outputSettings(draw: Draw, dataset: string): JsonObject {
  const fields = fieldNames(draw, dataset);
  const format = draw.rank(["rfc3339", "unixnano", "rfc3339ms", "unix"]);
  if (draw.unit() < 0.05) return { logpull_options: `fields=${fields.join(",")}&timestamps=rfc3339` };
  const extra = draw.rank<JsonObject>([
    {},
    { "CVE-2021-44228": true },
    { sample_rate: draw.pick([0.01, 0.1, 0.5]) },
    { output_type: "csv", batch_prefix: `${fields.join(",")}\n` },
    { batch_prefix: "[", batch_suffix: "]", record_delimiter: "," },
  ]);
  const isFiltered = dataset === "http_requests" && draw.unit() < 0.15;
  return {
    output_options: { field_names: fields, timestamp_format: format, ...extra },
    ...(isFiltered
      ? { filter: '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":"400"}]}}' }
      : {}),
  };
}

/** The usual fields of the dataset, and a few more or fewer. */
function fieldNames(draw: Draw, datasetId: string): string[] {
  const dataset = findDataset("zones", datasetId);
  if (!dataset) throw new Error(`no dataset ${datasetId}`);
  const usual = defaultFieldNames(dataset);
  const share = draw.pick([0.5, 0.8, 1]);
  const kept = usual.filter(() => draw.unit() < share);
  const more =
    datasetId === "http_requests" ? draw.pick([[], ["ClientCountry"], ["CacheCacheStatus", "EdgeColoCode"]]) : [];
  return kept.length > 0 ? [...kept, ...more] : usual;
}

function limits(draw: Draw): JsonObject {
  return draw.rank<JsonObject>([
    {},
    { max_upload_bytes: 5_000_000, max_upload_records: 1000 },
    { max_upload_interval_seconds: draw.pick([30, 60, 120]) },
    { max_upload_records: 100_000 },
  ]);
}
