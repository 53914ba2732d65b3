import { formatHttpDestination } from "../destination/http.ts";
import { destinationOf } from "./destination-of.ts";
import type { JobFormValues } from "./form-schema.ts";
import { formValuesOf, type StoredJob } from "./from-wire.ts";
import type { Json, JsonObject } from "./job.ts";
import { limitToWire, readSampleRate } from "./units.ts";
import type { WireJob } from "./wire-schema.ts";

/**
 * The body of POST `{scope}/logpush/jobs`: what the preview shows, what the snippets send, what the server sends.
 * `output_options` is what new jobs use; `ownership_challenge` is not needed for HTTP destinations.
 */
export function toCreateBody(values: JobFormValues): JsonObject {
  return {
    ...(values.name === "" ? {} : { name: values.name }),
    output_options: outputOptionsOf(values),
    destination_conf: formatHttpDestination(destinationOf(values)),
    ...uploadLimitsOf(values),
    dataset: values.dataset,
    enabled: values.enabled,
  };
}

/**
 * The body of PUT `{scope}/logpush/jobs/{job_id}`: only the keys that the form changed. `output_options` is replaced
 * whole by the API, so it is merged over the stored object. `dataset` and `kind` cannot change and are never sent.
 */
export function toUpdateBody(values: JobFormValues, { job, destination }: StoredJob): JsonObject {
  const body: JsonObject = {};
  const before = formValuesOf(job);
  if (values.name !== before.name) body.name = values.name;
  if (values.destinationMode === "edit") {
    const conf = formatHttpDestination(destinationOf(values, destination));
    if (conf !== job.destination_conf) body.destination_conf = conf;
  }
  const output = changedOutputOptions(values, before, job);
  if (output) body.output_options = output;
  const limitsBefore = uploadLimitsOf(before);
  for (const [key, value] of Object.entries({ ...clearedLimits(limitsBefore), ...uploadLimitsOf(values) })) {
    if (value !== limitsBefore[key]) body[key] = value;
  }
  if (values.enabled !== before.enabled) body.enabled = values.enabled;
  return body;
}

/** The three output settings of the form, in the order of the documentation's examples. */
function outputOptionsOf(values: JobFormValues): JsonObject {
  const sampleRate = readSampleRate(values.sampleRate);
  return {
    ...(values.fieldNames.length === 0 ? {} : { field_names: values.fieldNames }),
    timestamp_format: values.timestampFormat,
    ...(sampleRate === undefined || sampleRate === 1 ? {} : { sample_rate: sampleRate }),
  };
}

function changedOutputOptions(values: JobFormValues, before: JobFormValues, job: WireJob): JsonObject | undefined {
  const isSame =
    values.timestampFormat === before.timestampFormat &&
    readSampleRate(values.sampleRate) === readSampleRate(before.sampleRate) &&
    JSON.stringify(values.fieldNames) === JSON.stringify(before.fieldNames);
  if (isSame) return undefined;
  const stored = asJsonObject(
    job.output_options ?? (/CVE-2021-44228=true/.test(job.logpull_options ?? "") ? { "CVE-2021-44228": true } : {}),
  );
  const { sample_rate: _replaced, ...kept } = stored;
  return {
    ...kept,
    ...outputOptionsOf(values),
    ...("sample_rate" in stored && readSampleRate(values.sampleRate) === 1 ? { sample_rate: 1 } : {}),
  };
}

function uploadLimitsOf(values: JobFormValues): JsonObject {
  const limits = {
    max_upload_bytes: limitToWire(values.maxUploadBytes),
    max_upload_records: limitToWire(values.maxUploadRecords),
    max_upload_interval_seconds: limitToWire(values.maxUploadInterval),
  };
  return Object.fromEntries(
    Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** On an update, leaving a key out keeps it; going back to the service default takes a null. */
function clearedLimits(before: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(before).map((key) => [key, null]));
}

/** A parsed JSON object keeps JSON values only; the schema's loose type cannot say so. */
export function asJsonObject(value: Record<string, unknown>): JsonObject {
  const isJson = (item: unknown): item is Json =>
    item === null ||
    ["string", "number", "boolean"].includes(typeof item) ||
    (Array.isArray(item) ? item.every(isJson) : typeof item === "object" && Object.values(item).every(isJson));
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Json] => isJson(entry[1])));
}
