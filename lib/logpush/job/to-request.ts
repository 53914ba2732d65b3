import { formatHttpDestination } from "../destination/http.ts";
import type { StoredJob } from "../views.ts";
import { destinationOf } from "./destination-of.ts";
import type { JobFormValues } from "./form-schema.ts";
import { formValuesOf } from "./from-wire.ts";
import { asJsonObject, type JsonObject } from "./job.ts";
import { otherChanges, partsOf } from "./other-settings.ts";
import { patchOutputOptions, toOutputOptions } from "./output-options.ts";
import { limitToWire } from "./units.ts";
import { showUnresolved } from "./unresolved.ts";

/**
 * The body of POST `{scope}/logpush/jobs`: what the preview shows, what the snippets send, what the server sends.
 * `output_options` is what new jobs use; `ownership_challenge` is not needed for HTTP destinations.
 */
export function toCreateBody(values: JobFormValues): JsonObject {
  const other = partsOf(values.otherSettings);
  const body: JsonObject = {
    ...(values.name === "" ? {} : { name: values.name }),
    output_options: { ...toOutputOptions(values), ...other.output },
    destination_conf: formatHttpDestination(destinationOf(values)),
    ...uploadLimitsOf(values),
    ...scalarsOf(values),
    ...(values.kind === "" ? {} : { kind: values.kind }),
    dataset: values.dataset,
    enabled: values.enabled,
    ...other.job,
  };
  return showUnresolved(body, values);
}

/**
 * The body of PUT `{scope}/logpush/jobs/{job_id}`: only the keys that the form changed. `output_options` is replaced
 * whole by the API, so it is merged over the stored object. `dataset` and `kind` cannot change and are never sent.
 */
export function toUpdateBody(values: JobFormValues, stored: StoredJob): JsonObject {
  const { job, destination } = stored;
  const body: JsonObject = {};
  const before = { ...formValuesOf(job), ...stored.shown };
  if (values.name !== before.name) body.name = values.name;
  if (values.destinationMode === "edit") {
    const conf = formatHttpDestination(destinationOf(values, destination));
    if (conf !== job.destination_conf) body.destination_conf = conf;
  }
  const other = otherChanges(before.otherSettings, values.otherSettings);
  const output = changedOutputOptions(values, before, stored, other);
  if (output) body.output_options = output;
  return {
    ...body,
    ...changedKeys(uploadLimitsOf(before), uploadLimitsOf(values)),
    ...changedKeys(scalarsOf(before), scalarsOf(values)),
    ...(values.enabled === before.enabled ? {} : { enabled: values.enabled }),
    ...other.job,
  };
}

type OutputChanges = Pick<ReturnType<typeof otherChanges>, "output" | "removedOutput">;

function changedOutputOptions(
  values: JobFormValues,
  before: JobFormValues,
  { job }: StoredJob,
  other: OutputChanges,
): JsonObject | undefined {
  const { output_options: stored } = job;
  const isSame = JSON.stringify(toOutputOptions(values)) === JSON.stringify(toOutputOptions(before));
  const isOtherSame = Object.keys(other.output).length + other.removedOutput.length === 0;
  if (isSame && isOtherSame && !(values.convertsLegacy && !stored)) return undefined;
  const own = stored ? patchOutputOptions(asJsonObject(stored), before, values) : toOutputOptions(values);
  const kept = Object.fromEntries(Object.entries(own).filter(([key]) => !other.removedOutput.includes(key)));
  return { ...kept, ...other.output };
}

function uploadLimitsOf(values: JobFormValues): JsonObject {
  return withoutUnset({
    max_upload_bytes: limitToWire(values.maxUploadBytes),
    max_upload_records: limitToWire(values.maxUploadRecords),
    max_upload_interval_seconds: limitToWire(values.maxUploadInterval),
  });
}

/** The settings that stand in a job as one plain value. */
function scalarsOf({ filter, filterAttackTraffic, frequency }: JobFormValues): JsonObject {
  return withoutUnset({
    filter: filter === "" ? undefined : filter,
    filter_attack_traffic: filterAttackTraffic === "" ? undefined : filterAttackTraffic === "on",
    frequency: frequency === "" ? undefined : frequency,
  });
}

/** On an update, leaving a key out keeps it. A filter is cleared by an empty text, everything else by null. */
function changedKeys(before: JsonObject, after: JsonObject): JsonObject {
  const clearedKeys = Object.keys(before)
    .filter((key) => !(key in after))
    .map((key) => [key, key === "filter" ? "" : null]);
  const changed = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return Object.fromEntries([...clearedKeys, ...changed]);
}

function withoutUnset(settings: Record<string, string | number | boolean | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
}
