import { type HttpDestination, isSameDestination } from "../destination/http.ts";
import { parseStoredDestination } from "../destination/stored.ts";
import { describedError } from "../errors/errors.ts";
import { toRecreateBody } from "../history/restore-body.ts";
import { canonicalJson } from "../job/canonical-json.ts";
import { isJsonObject, type JsonObject } from "../job/job.ts";
import { maxZoneJobs } from "../limits.ts";
import type { AppError } from "../result.ts";
import { type DatasetLevel, datasetLevels } from "./dataset-levels.ts";
import type { ItemPlan, WorldJob, WorldScope } from "./run.ts";

/** What happens to a zone or account that a job is meant for. `jobId` is the job that is changed, or is the same already. */
export type PlacedJob = ItemPlan & { jobId: number | null };

export type PlaceRules = {
  /** A job of the same name and dataset is changed to match; otherwise it blocks the item. */
  updates: boolean;
  /** Plans a job for a zone with four, because some plans allow more. */
  triesFull: boolean;
  /** What a job lacks to be the wanted one: the body of its update, empty if nothing. */
  bodyTo: (present: JsonObject) => JsonObject;
};

type Place = Pick<WorldScope, "path" | "failure"> & { jobs: readonly WorldJob[] };

/**
 * Decides what to do in one zone or account so that it has the wanted job: nothing, change a job, create one, or say what
 * prevents it. `planned` is how many jobs the run creates there before this one.
 */
export function placeJob(wanted: JsonObject, place: Place, rules: PlaceRules, planned = 0): PlacedJob {
  const dataset = datasetOf(wanted);
  const blocked = (error: AppError): PlacedJob => ({ outcome: "blocked", error, jobId: null });
  if (place.failure) return blocked(place.failure);
  const level = missingLevel(dataset, place.path);
  if (level) return blocked(describedError("E_DATASET_SCOPE", { at: "dataset", params: { dataset, kind: level } }));

  const peers = place.jobs.filter(({ raw, isGone }) => !isGone && datasetOf(raw) === dataset);
  const whole = peers.filter(({ isWhole }) => isWhole);
  // An update would leave a filter or a sampling that `wanted` does not name, but it is not the wanted job.
  const same = whole.find(({ raw }) => Object.keys(rules.bodyTo(raw)).length === 0 && sendsAsMuch(wanted, raw));
  if (same) return { outcome: "same", jobId: same.ref.jobId };

  const name = String(wanted.name ?? "");
  const namesakes = name === "" ? [] : peers.filter(({ raw }) => raw.name === name);
  const [namesake] = namesakes;
  if (namesake && !(rules.updates && namesakes.length === 1 && namesake.isWhole)) {
    return blocked(describedError("E_PLAN_NAMESAKE", { params: { dataset, name } }));
  }
  const twin = whole.find((job) => job !== namesake && isSentTwice(wanted, job.raw));
  if (twin) return blocked(describedError("E_PLAN_DUPLICATE", { params: { dataset, name: twin.name } }));
  if (namesake) return { outcome: "change", body: rules.bodyTo(namesake.raw), jobId: namesake.ref.jobId };

  if (isFull(place, planned) && !rules.triesFull) return blocked(describedError("E_QUOTA"));
  return { outcome: "create", body: toRecreateBody(wanted), jobId: null };
}

/** Where there are more jobs than documented, the plan allows more, and Cloudflare decides. */
function isFull({ path, jobs }: Place, planned: number): boolean {
  const used = jobs.filter(({ isGone }) => !isGone).length;
  return path.startsWith("zones/") && used <= maxZoneJobs && used + planned >= maxZoneJobs;
}

export function datasetOf({ dataset }: JsonObject): string {
  return typeof dataset === "string" && dataset !== "" ? dataset : "http_requests";
}

/** Whether both jobs send the same records to the same destination. */
export function isSentTwice(one: JsonObject, other: JsonObject): boolean {
  return filterOf(one) === filterOf(other) && isSameConf(one.destination_conf, other.destination_conf);
}

/** Whether both jobs send the same share of their records. */
function sendsAsMuch(one: JsonObject, other: JsonObject): boolean {
  return filterOf(one) === filterOf(other) && sampleRateOf(one) === sampleRateOf(other);
}

function filterOf({ filter }: JsonObject): string {
  return typeof filter === "string" ? filter : "";
}

function sampleRateOf({ output_options: output }: JsonObject): number {
  return isJsonObject(output) && output.sample_rate ? Number(output.sample_rate) : 1;
}

/** Whether two stored strings mean the same destination, however they are spelled. */
export function isSameConf(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [a, b] = [parsed(one), parsed(other)];
  return a !== undefined && b !== undefined && isSameDestination(a, b);
}

function parsed(conf: unknown): HttpDestination | undefined {
  const result = typeof conf === "string" ? parseStoredDestination(conf) : undefined;
  return result?.ok ? result.value : undefined;
}

/** The level at which a dataset exists, if that is not the one of the path. Unknown datasets are for Cloudflare to judge. */
function missingLevel(dataset: string, path: string): DatasetLevel | undefined {
  const levels = datasetLevels(dataset);
  const wanted: DatasetLevel = path.startsWith("zones/") ? "zone" : "account";
  return levels.length === 0 || levels.includes(wanted) ? undefined : levels[0];
}

/** The keys of `wanted` that a job does not have yet. Other keys of the job stay; so do those of its output options. */
export function bodyToHave(present: JsonObject, wanted: JsonObject): JsonObject {
  const body: JsonObject = {};
  for (const [key, value] of Object.entries(wanted)) {
    if (key === "dataset" || key === "kind") continue;
    const now = present[key] ?? null;
    if (key === "destination_conf" && isSameConf(now, value)) continue;
    const full = isJsonObject(value) && isJsonObject(now) ? { ...now, ...value } : value;
    if (canonicalJson(now) !== canonicalJson(full)) body[key] = full;
  }
  return body;
}
