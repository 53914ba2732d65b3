import * as z from "zod/mini";
import { redactDestination } from "../destination/redact.ts";
import type { FoundJob } from "../import/found-job.ts";
import { type Change, listChanges } from "../job/diff.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { formValuesOf } from "../job/from-wire.ts";
import { type JobRef, type JsonObject, parseScopePath, scopePath } from "../job/job.ts";
import type { ExportedJob, JobExport } from "../job/job-list.ts";
import { redactJob } from "../job/redact-job.ts";
import { wireJobSchema } from "../job/wire-schema.ts";

/** A job as it is, by name; without one, `label` is its id. */
export type PresentJob = { ref: JobRef; label: string; scopeName: string };

/** A job that is not as in the file: `changes` lead from the file's settings to what is there now. */
export type ChangedJob = PresentJob & {
  changes: Change[];
  /** The two destinations without their values, where those differ. */
  destination: Change | undefined;
  /** The form's values of the file's job. */
  wanted: JobFormValues;
};

/** A job of the file that cannot be compared, and why. */
export type UnreadJob = { label: string; reason: string };

export type Comparison = {
  same: PresentJob[];
  changed: ChangedJob[];
  missing: FoundJob[];
  /** Jobs of the same zones and accounts that the file does not hold. */
  added: PresentJob[];
  unread: UnreadJob[];
  /** How many jobs there are in zones and accounts that the file does not name. */
  elsewhere: number;
};

type Filed = { found: FoundJob; body: JsonObject; scope: string | undefined; values: JobFormValues; conf: string };

/**
 * Compares a file's jobs with those that are there. A job is known again by zone or account, id and dataset; or by its
 * name and dataset, should it have been made anew. Values of headers and parameters are compared nowhere: no backup has
 * them. What a job of the file leaves out is the API's default.
 */
export function compareJobs(file: FoundJob[], { jobs, failures }: JobExport): Comparison {
  const comparison: Comparison = { same: [], changed: [], missing: [], added: [], unread: [], elsewhere: 0 };
  const unreadable = new Map(failures.map(({ scope }) => [scope.path, scope.name]));
  const open = new Map(jobs.map((job) => [job, fileOf(job.json)]));
  const [byId, byName] = [groupBy(jobs, idKey), groupBy(jobs, nameKey)];
  const filed = file.flatMap((found) => {
    const read = readFound(found);
    if (typeof read !== "string") return read;
    comparison.unread.push({ label: found.label, reason: read });
    return [];
  });
  const later = filed.filter((job) => !settle(job, byId.get(idKey({ json: job.body }))));
  for (const job of later) {
    if (settle(job, byName.get(nameKey({ json: job.body })))) continue;
    const hidden = job.scope && findUnreadable(job.scope, unreadable);
    if (hidden) comparison.unread.push({ label: job.found.label, reason: `The jobs of ${hidden} could not be read.` });
    else comparison.missing.push(job.found);
  }
  const named = new Set(filed.map(({ scope }) => scope));
  for (const job of open.keys()) {
    if (named.has(undefined) || named.has(scopePath(job.ref))) comparison.added.push(presentOf(job));
    else comparison.elsewhere += 1;
  }
  return comparison;

  /** Finds the one job that is there for a job of the file, and files what became of it. */
  function settle(job: Filed, alike: ExportedJob[] = []): boolean {
    const { scope } = job;
    const candidates = alike.filter((live) => open.has(live) && (!scope || scope === scopePath(live.ref)));
    const [live] = candidates;
    const now = live && open.get(live);
    if (!live || !now || candidates.length > 1) return false;
    open.delete(live);
    const changes = listChanges(job.values, now.values);
    const destination = job.conf === now.conf ? undefined : { label: "Destination", before: job.conf, after: now.conf };
    const present = presentOf(live);
    if (changes.length === 0 && !destination) comparison.same.push(present);
    else comparison.changed.push({ ...present, changes, destination, wanted: job.values });
    return true;
  }
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
  const name = typeof json.name === "string" ? json.name : "";
  return { ref, scopeName, label: name || `job ${ref.jobId}` };
}

/** All zones, or all accounts, may have failed to be listed; such a failure has the path of the kind. */
function findUnreadable(scope: string, unreadable: ReadonlyMap<string, string>): string | undefined {
  return unreadable.get(scope) ?? unreadable.get(scope.split("/")[0] ?? "");
}

/** A sentence about what is no whole job as the API returns it. */
function readFound(found: FoundJob): Filed | string {
  if (!("dataset" in found.body || "destination_conf" in found.body)) return "It has no dataset and no destination.";
  const { zone_id: zone, account_id: account } = found.body;
  const path = typeof zone === "string" ? `zones/${zone}` : typeof account === "string" ? `accounts/${account}` : "";
  const scope = parseScopePath(found.scope ?? path);
  const read = fileOf(found.body);
  if (!read) return "A setting in it is of the wrong kind.";
  return { found, body: found.body, scope: scope && scopePath(scope), ...read };
}

/** The settings and the masked destination of a job. The place is none of its settings. */
function fileOf({ zone_id: _zone, account_id: _account, ...body }: JsonObject) {
  const conf = typeof body.destination_conf === "string" ? body.destination_conf : "";
  const safe = redactJob(
    body,
    redactDestination(conf, () => ""),
  );
  const parsed = z.safeParse(wireJobSchema, { id: 0, ...safe });
  return parsed.success ? { values: formValuesOf(parsed.data), conf: parsed.data.destination_conf ?? "" } : undefined;
}
