import type { DatasetOption } from "../datasets/field-list.ts";
import { mask } from "../destination/looks-random.ts";
import type { FoundJob, LeftOver } from "../import/found-job.ts";
import { unsetTexts } from "../job/attribute-values.ts";
import { type Change, changedSettings, listChanges } from "../job/diff.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { type JobRef, type Json, type JsonObject, scopePath } from "../job/job.ts";
import { fieldLabels, settingFields } from "../job/labels.ts";
import { partsOf, writeOtherSettings } from "../job/other-settings.ts";
import { toOutputOptions } from "../job/output-options.ts";
import { defaultFrequency } from "../limits.ts";
import { planBatch } from "../output/plan.ts";
import type { ExportedJob, JobExport } from "../views.ts";
import { type ComparedJob, comparedJob, faultOfFound, scopeOfFound } from "./filed-job.ts";

/** A job that exists. `label` is its name, or its id if it has none. */
export type PresentJob = { ref: JobRef; label: string; scopeName: string };

/** A job that differs from the file. */
export type ChangedJob = PresentJob & {
  /** What a save can restore: from the present value to the file's. */
  changes: Change[];
  /** What a save cannot restore, in the same direction: the destination, and the kind, which is fixed at creation. */
  fixed: Change[];
  /** It has `logpull_options`, which a save of its output would convert. */
  isLegacy: boolean;
  /** The form's values of the file's job. */
  wanted: JobFormValues;
  /** Those of them that a save can restore. */
  set: Partial<JobFormValues>;
};

/** A job of the file that no longer exists. `place` says where it was, if that is known. */
export type MissingJob = { found: FoundJob; dataset: string; place: string };

/** An entry of the file that cannot be compared, and why. */
export type UnreadJob = { label: string; reason: string };

export type Comparison = {
  same: PresentJob[];
  changed: ChangedJob[];
  missing: MissingJob[];
  /** Jobs of the same zones and accounts that are not in the file. */
  added: PresentJob[];
  unread: UnreadJob[];
  /** How many jobs exist in zones and accounts that are not in the file. */
  elsewhere: number;
};

export type BackupFile = { jobs: FoundJob[]; strangers: LeftOver[] };

type Datasets = Pick<DatasetOption, "id" | "requiresZeroTrustPII">[];

/**
 * Compares a file's jobs with the jobs that exist. A job is matched by zone or account, id and dataset; or by its name
 * and dataset, if it was created again. Masked values (of headers, parameters, and random-looking parts of a path) are
 * not compared, because no backup has them. A setting that the file leaves out has the API's default.
 */
export function compareJobs(file: BackupFile, { jobs, scopes, failures }: JobExport, datasets: Datasets): Comparison {
  const unread = file.strangers.map(({ what, why }) => ({ label: what, reason: why }));
  const comparison: Comparison = { same: [], changed: [], missing: [], added: [], unread, elsewhere: 0 };
  const unreadable = new Map(failures.map(({ scope }) => [scope.path, scope.name]));
  const scopeNames = new Map(scopes.map(({ path, name }) => [path, name]));
  const hidden = hiddenDatasets(jobs, datasets);
  const open = new Set(jobs);
  const named = new Set<string>();
  const [byId, byName] = [groupBy(jobs, idKey), groupBy(jobs, nameKey)];
  const seen = new Set<string>();
  const once = file.jobs.filter((found) => {
    const id = idKey({ json: found.body });
    const key = `${scopeOfFound(found)} ${id}`;
    const isTwice = id !== undefined && seen.has(key);
    if (isTwice) unread.push({ label: found.label, reason: "Duplicate entry in the file." });
    seen.add(key);
    return !isTwice;
  });
  const later = once.filter((found) => !pair(found, byId.get(idKey({ json: found.body }))));
  for (const found of later) {
    if (pair(found, byName.get(nameKey({ json: found.body })))) continue;
    const scope = scopeOfFound(found);
    const reason = faultOfFound(found) ?? reasonUnseen(scope, found);
    if (reason) unread.push({ label: found.label, reason });
    else comparison.missing.push({ found, dataset: datasetOf(found.body), place: placeOf(scope) });
  }
  for (const found of once) named.add(scopeOfFound(found) ?? "");
  for (const job of open) {
    // An empty file says that there are no jobs.
    if (named.has(scopePath(job.ref)) || file.jobs.length === 0) comparison.added.push(presentOf(job));
    else comparison.elsewhere += 1;
  }
  return comparison;

  /** Finds the one existing job for a job of the file, and records the result. */
  function pair(found: FoundJob, alike: ExportedJob[] = []): boolean {
    const scope = scopeOfFound(found);
    const candidates = alike.filter((live) => open.has(live) && (!scope || scope === scopePath(live.ref)));
    const [live] = candidates;
    if (!live || candidates.length > 1) return false;
    open.delete(live);
    // A file without scopes is about the zones and accounts of the jobs that are found.
    named.add(scopePath(live.ref));
    const [wanted, now] = [comparedJob(found.body), comparedJob(live.json)];
    const fault = faultOfFound(found);
    if (fault !== undefined || "fault" in wanted || "fault" in now) {
      unread.push({ label: found.label, reason: fault ?? "Could not read the existing job." });
      return true;
    }
    const compared = { ...presentOf(live), ...compareOne(wanted, now) };
    if (compared.changes.length + compared.fixed.length === 0) comparison.same.push(presentOf(live));
    else comparison.changed.push(compared);
    return true;
  }

  /** Why a job that is not visible may still exist. */
  function reasonUnseen(scope: string | undefined, { body }: FoundJob): string | undefined {
    const place = findUnreadable(scope, unreadable);
    if (place) return `Could not read the jobs of ${place}.`;
    if (scope !== undefined && !scopeNames.has(scope)) return `The credential has no access to ${scope}.`;
    return hidden.has(datasetOf(body))
      ? `${datasetOf(body)} jobs are only visible with Zero Trust: PII Read, and none are visible.`
      : undefined;
  }

  function placeOf(scope: string | undefined): string {
    return scope === undefined ? "" : (scopeNames.get(scope) ?? scope);
  }
}

function compareOne(file: ComparedJob, now: ComparedJob): Omit<ChangedJob, keyof PresentJob> {
  const wanted = withDefaultsOf(withoutMasks(file.values, now.values), now.values);
  const fixed = [
    { label: fieldLabels.kind, before: now.values.kind || "default", after: file.values.kind || "default" },
    { label: "Destination", before: now.conf ?? "", after: file.conf ?? now.conf ?? "" },
  ];
  return {
    changes: listChanges(now.values, wanted),
    fixed: fixed.filter(({ before, after }) => before !== after),
    isLegacy: now.isLegacy,
    wanted,
    set: Object.fromEntries(changedSettings(now.values, wanted).map((field) => [field, wanted[field]])),
  };
}

/** An older file, or one of another tool, may contain masks. The values behind them are unknown. */
function withoutMasks(wanted: JobFormValues, now: JobFormValues): JobFormValues {
  const masked = settingFields.filter((field) => field !== "otherSettings" && isMasked(wanted[field]));
  return {
    ...wanted,
    ...Object.fromEntries(masked.map((field) => [field, now[field]])),
    otherSettings: unmaskedOthers(wanted.otherSettings, now.otherSettings),
  };
}

function isMasked(value: unknown): boolean {
  return JSON.stringify(value).includes(mask);
}

/** The same, attribute by attribute. */
function unmaskedOthers(wantedText: string, nowText: string): string {
  if (!isMasked(wantedText)) return wantedText;
  const [wanted, now] = [partsOf(wantedText), partsOf(nowText)];
  const unmask = (filed: JsonObject, current: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(filed).flatMap(([key, value]): [string, Json][] => {
        if (!isMasked(value)) return [[key, value]];
        return current[key] === undefined ? [] : [[key, current[key]]];
      }),
    );
  const output = unmask(wanted.output, now.output);
  const job = unmask(wanted.job, now.job);
  return writeOtherSettings(Object.keys(output).length === 0 ? job : { ...job, output_options: output });
}

/** An explicit default is not a change. */
function withDefaultsOf(filed: JobFormValues, now: JobFormValues): JobFormValues {
  const [plan, current] = [filed, now].map((values) => JSON.stringify(planBatch(toOutputOptions(values))));
  const isSameFrequency = (filed.frequency || defaultFrequency) === (now.frequency || defaultFrequency);
  const wanted = isSameFrequency ? { ...filed, frequency: now.frequency } : filed;
  if (plan !== current) return wanted;
  return { ...wanted, ...Object.fromEntries(Object.keys(unsetTexts).map((key) => [key, Reflect.get(now, key)])) };
}

/** Datasets whose jobs may exist but be hidden: those of Zero Trust, if none of their jobs is visible. */
function hiddenDatasets(jobs: ExportedJob[], datasets: Datasets): ReadonlySet<string> {
  const guarded = new Set(datasets.filter(({ requiresZeroTrustPII }) => requiresZeroTrustPII).map(({ id }) => id));
  return jobs.some(({ json }) => guarded.has(datasetOf(json))) ? new Set() : guarded;
}

type HasJson = Pick<ExportedJob, "json">;

function groupBy(jobs: ExportedJob[], keyOf: (job: ExportedJob) => string | undefined): Map<unknown, ExportedJob[]> {
  const groups = new Map<unknown, ExportedJob[]>();
  for (const job of jobs) {
    const key = keyOf(job);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(job);
    else groups.set(key, [job]);
  }
  return groups;
}

function idKey({ json }: HasJson): string | undefined {
  return typeof json.id === "number" ? `${json.id} ${datasetOf(json)}` : undefined;
}

function nameKey({ json }: HasJson): string | undefined {
  return typeof json.name === "string" && json.name !== "" ? `${datasetOf(json)} ${json.name}` : undefined;
}

function datasetOf({ dataset }: JsonObject): string {
  return typeof dataset === "string" ? dataset : "http_requests";
}

function presentOf({ ref, scopeName, json }: ExportedJob): PresentJob {
  const name = typeof json.name === "string" ? json.name.trim() : "";
  return { ref, scopeName, label: name || `job ${ref.jobId}` };
}

/**
 * The failures of scopes that a job may be in. If all zones, or all accounts, could not be listed, the failure has the
 * path of the kind. A job without a scope may be in any of them.
 */
function findUnreadable(scope: string | undefined, unreadable: ReadonlyMap<string, string>): string | undefined {
  if (scope === undefined) return Array.from(unreadable.values()).join(", ") || undefined;
  return unreadable.get(scope) ?? unreadable.get(scope.split("/")[0] ?? "");
}
