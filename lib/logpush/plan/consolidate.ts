import { describedError } from "../errors/errors.ts";
import { toRecreateBody } from "../history/restore-body.ts";
import { attributes, jobFields, outputFields } from "../job/attributes.ts";
import { canonicalJson } from "../job/canonical-json.ts";
import { isJsonObject, type Json, type JsonObject, scopePath } from "../job/job.ts";
import { sharedDatasets } from "./dataset-levels.ts";
import { bodyToHave, datasetOf, isSameConf, placeJob } from "./place-job.ts";
import type { PlannedItem, WorldJob, WorldScope } from "./run.ts";

export type ConsolidationRules = {
  /** The name of the account's job. */
  name: string;
  triesFull: boolean;
};

/**
 * One account job in place of many zone jobs of one dataset: it is created first, and when it has delivered, the zone
 * jobs are disabled. Nothing is deleted. The settings are those that most of the jobs share; a job that differs stays as
 * it is, as do all of them if the account's job cannot be made. The account's job sends the logs of every zone.
 */
export function consolidate(
  jobs: readonly WorldJob[],
  account: WorldScope,
  { name, triesFull }: ConsolidationRules,
): PlannedItem[] {
  const blocked = jobs.find(({ raw }) => !sharedDatasets.includes(datasetOf(raw)));
  if (blocked) {
    const params = { dataset: datasetOf(blocked.raw), datasets: sharedDatasets.join(", ") };
    return jobs.map((job) => ({
      ...placeOf(job),
      outcome: "blocked",
      error: describedError("E_PLAN_DATASET_ACCOUNT", { params }),
    }));
  }
  const groups = groupAlike(jobs.filter(({ isWhole }) => isWhole));
  const [largest = []] = groups;
  const [first] = largest;
  const made = first && placeAccountJob(first.raw, account, { name, triesFull });
  const isPossible = made !== undefined && made.outcome !== "blocked";
  const rest = jobs.map((job): PlannedItem => {
    const place = placeOf(job);
    if (!job.isWhole) return { ...place, outcome: "blocked", error: describedError("E_PLAN_SEALED") };
    if (!first || !largest.includes(job)) {
      const settings = first ? differingLabels(first.raw, job.raw).join(", ") : "";
      return { ...place, outcome: "blocked", error: describedError("E_PLAN_DIFFERENT", { params: { settings } }) };
    }
    if (!isPossible) return { ...place, outcome: "blocked", error: describedError("E_PLAN_ACCOUNT_JOB") };
    if (job.raw.enabled !== true) return { ...place, outcome: "same" };
    return { ...place, outcome: "change", body: { enabled: false }, step: 1 };
  });
  return made ? [{ ...made, scope: account.path, name, step: 0 }, ...rest] : rest;
}

function placeOf({ ref, name }: WorldJob) {
  return { scope: scopePath(ref), jobId: ref.jobId, name };
}

function placeAccountJob(zoneJob: JsonObject, account: WorldScope, { name, triesFull }: ConsolidationRules) {
  const wanted: JsonObject = { ...toRecreateBody(zoneJob), name, enabled: true };
  const bodyTo = (present: JsonObject) => bodyToHave(present, wanted);
  return placeJob(wanted, account, { updates: false, triesFull, bodyTo });
}

/** Jobs that differ in no more than their name and state, the largest group first. */
export function groupAlike<Job extends Pick<WorldJob, "raw">>(jobs: readonly Job[]): Job[][] {
  const groups: Job[][] = [];
  for (const job of jobs) {
    const group = groups.find(([first]) => first && differingKeys(first.raw, job.raw).length === 0);
    if (group) group.push(job);
    else groups.push([job]);
  }
  return groups.sort((a, b) => b.length - a.length);
}

const ownKeys = new Set(["id", "name", "enabled", "last_complete", "last_error", "error_message"]);

function differingKeys(one: JsonObject, other: JsonObject): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)].filter((key) => !ownKeys.has(key)));
  return Array.from(keys).filter((key) =>
    key === "destination_conf" ? !isSameConf(one[key], other[key]) : textOf(one[key]) !== textOf(other[key]),
  );
}

function textOf(value: Json | undefined): string {
  return canonicalJson(value === undefined || value === "" ? null : value);
}

/** The differing settings as people know them. */
function differingLabels(one: JsonObject, other: JsonObject): string[] {
  return differingKeys(one, other).flatMap((key) => {
    if (key !== "output_options") return labelOf(key);
    const [a, b] = [one[key], other[key]];
    if (!isJsonObject(a) || !isJsonObject(b)) return ["Fields"];
    return Array.from(new Set([...Object.keys(a), ...Object.keys(b)]))
      .filter((name) => textOf(a[name]) !== textOf(b[name]))
      .map(labelOf);
  });
}

function labelOf(key: string): string {
  if (key === "destination_conf") return "Destination";
  const field = [...jobFields, ...outputFields].find((name) => attributes[name].key === key);
  return field ? attributes[field].label : key;
}
