import { checkHttpDestination, formatHttpDestination } from "../destination/http.ts";
import { parseStoredDestination, redactParseError } from "../destination/stored.ts";
import { isUpstreamMask } from "../destination/upstream-mask.ts";
import { appError } from "../errors/app-error.ts";
import { describedError } from "../errors/errors.ts";
import { type AttributeField, attributes } from "../job/attributes.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { JsonObject } from "../job/job.ts";
import { ok, type Result } from "../result.ts";
import { editJob, planOfBody } from "./edit-job.ts";
import { datasetOf } from "./place-job.ts";
import type { ItemPlan } from "./run.ts";

/** Settings that many jobs can be given at once, as a form has them. A name and a dataset are each job's own. */
export type BulkField = Exclude<AttributeField, "name" | "dataset" | "kind" | "enabled" | "fieldNames">;

/** What to change in each job of a selection. What is not named stays. */
export type SettingsChange = {
  set: { readonly [Field in BulkField]?: JobFormValues[Field] | undefined };
  addFields: readonly string[];
  removeFields: readonly string[];
  /** Where to send the logs instead: headers and parameters stay. */
  endpoint?: string | undefined;
};

/** What is known of a dataset's fields. Unknown ones are for Cloudflare to judge. */
export type DatasetFields = { listed: readonly string[]; defaults: readonly string[] };

/**
 * The update that gives a job the settings, by the rules of a save: only keys that change, `output_options` merged.
 * `job` is the whole job as the API returns it, `scope` the path of its zone or account.
 */
export function changeSettings(
  job: JsonObject,
  scope: string,
  change: SettingsChange,
  fields?: DatasetFields,
): ItemPlan {
  return planOfBody(bodyOf(job, scope, change, fields));
}

function bodyOf(
  raw: JsonObject,
  scope: string,
  change: SettingsChange,
  fields: DatasetFields | undefined,
): Result<JsonObject> {
  const body = editJob(raw, scope, (before) => {
    const names = fieldNames(before, datasetOf(raw), change, fields);
    return names.ok ? ok({ ...change.set, fieldNames: names.value }) : names;
  });
  if (!body.ok || change.endpoint === undefined) return body;
  const conf = String(raw.destination_conf ?? "");
  const moved = moveTo(conf, change.endpoint);
  if (!moved.ok) return moved;
  return ok(moved.value === conf ? body.value : { ...body.value, destination_conf: moved.value });
}

/** A job that names no fields gets its dataset's default ones, which have to be named before one is added or removed. */
function fieldNames(
  { fieldNames: present }: JobFormValues,
  dataset: string,
  { addFields, removeFields }: SettingsChange,
  fields: DatasetFields | undefined,
): Result<string[]> {
  if (addFields.length === 0 && removeFields.length === 0) return ok(present);
  const unlisted = fields ? addFields.filter((name) => !fields.listed.includes(name)) : [];
  if (unlisted.length > 0) {
    return { ok: false, error: describedError("E_FIELDS_UNLISTED", { params: { names: unlisted.join(", ") } }) };
  }
  const named = present.length > 0 ? present : (fields?.defaults ?? []);
  if (named.length === 0) return { ok: false, error: describedError("E_PLAN_NO_DEFAULTS", { params: { dataset } }) };
  const kept = named.filter((name) => !removeFields.includes(name));
  const added = addFields.filter((name) => !kept.includes(name));
  const isSame = added.length === 0 && kept.length === named.length;
  if (isSame) return ok(present);
  const names = [...kept, ...new Set(added)];
  return names.length === 0 ? { ok: false, error: appError("E_FIELDS_EMPTY") } : ok(names);
}

/** Another endpoint in front of the same headers and parameters, which keep their bytes. */
function moveTo(conf: string, endpoint: string): Result<string> {
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return parsed;
  const { query } = parsed.value;
  if (parsed.value.endpoint === endpoint) return ok(conf);
  if (query.some(({ value }) => isUpstreamMask(value))) return { ok: false, error: appError("E_UPSTREAM_REDACTED") };
  const moved = { endpoint, query };
  const checked = checkHttpDestination(moved, { isPairKept: () => true });
  return checked.ok ? ok(formatHttpDestination(moved)) : { ok: false, error: redactParseError(checked.error) };
}

/** What the settings are called, for the title of a run: "Fields, Timestamp format". */
export function changedLabels({ set, addFields, removeFields, endpoint }: SettingsChange): string[] {
  return [
    ...(addFields.length + removeFields.length > 0 ? [attributes.fieldNames.label] : []),
    ...bulkFields.filter((field) => set[field] !== undefined).map((field) => attributes[field].label),
    ...(endpoint === undefined ? [] : ["Endpoint URL"]),
  ];
}

/** In the order of the form. */
export const bulkFields = (Object.keys(attributes) as AttributeField[]).filter(
  (field): field is BulkField => !["name", "dataset", "kind", "enabled", "fieldNames"].includes(field),
);
