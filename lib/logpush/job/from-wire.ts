import type { HttpDestination } from "../destination/http.ts";
import { type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import type { AppError } from "../result.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import type { Health } from "./health.ts";
import type { JobRef, JsonObject } from "./job.ts";
import { limitFromWire } from "./units.ts";
import type { WireJob } from "./wire-schema.ts";

/** A zone or account that the credential sees. `path` is `zones/{id}` or `accounts/{id}`. */
export type ScopeOption = { path: string; name: string; accountName?: string };

/** A job as the browser may see it in the list: no value of its destination is in it. */
export type JobSummary = {
  ref: JobRef;
  name: string;
  scopeName: string;
  dataset: string;
  enabled: boolean;
  isLegacy: boolean;
  destination: RedactedDestination;
  health: Health;
  lastComplete: string | null;
  lastError: string | null;
  /** Cloudflare's own text, with the destination's values masked. */
  errorMessage: string | null;
  /** The same in words, with the next step. */
  cause: AppError | null;
};

/** What is known of a stored job when an update's body is built; `destination` is there if the form can edit it. */
export type StoredJob = { job: WireJob; destination?: HttpDestination };

/** A job as its page needs it. `versions` holds a keyed digest per attribute, to notice changes made elsewhere. */
export type JobDetail = {
  summary: JobSummary;
  values: JobFormValues;
  versions: Record<string, string>;
  /** Attributes that the form has no field for; kept as they are by every save. */
  otherSettings: JsonObject;
  /** The whole job for a backup, its destination masked. */
  redactedJson: string;
  /** The same as data: `toUpdateBody` of it and the form is what a save sends, but for the masked values. */
  masked: StoredJob;
};

/** Attributes that the form shows or that the API sets itself; the others are "other settings". */
const knownKeys = new Set([
  "id",
  "dataset",
  "name",
  "destination_conf",
  "enabled",
  "output_options",
  "logpull_options",
  "max_upload_bytes",
  "max_upload_records",
  "max_upload_interval_seconds",
  "last_complete",
  "last_error",
  "error_message",
]);
const knownOutputKeys = new Set(["field_names", "timestamp_format", "sample_rate"]);

/** The form's values for a stored job. The destination's values stay behind: its rows say which stored pair they keep. */
export function formValuesOf(job: WireJob, scope = "", destination?: RedactedDestination): JobFormValues {
  const legacy = new URLSearchParams((job.logpull_options ?? "").replace(/^[^?]*\?/, ""));
  const output = job.output_options;
  const legacyFields = (legacy.get("fields") ?? "").split(",").filter((name) => name !== "");
  const fieldNames = output ? (output.field_names ?? []) : legacyFields;
  return {
    scope,
    dataset: job.dataset ?? "http_requests",
    name: job.name ?? "",
    destinationMode: destination?.isEditable ? "edit" : "keep",
    isEndpointKept: true,
    endpoint: destination ? redactedEndpoint(destination) : "",
    query: destination?.isEditable ? destination.pairs.map(savedRow) : [],
    destinationString: "",
    fieldNames,
    timestampFormat: (output ? output.timestamp_format : legacy.get("timestamps")) ?? "unixnano",
    sampleRate: String((output ? output.sample_rate : legacy.get("sample")) ?? 1),
    maxUploadBytes: limitFromWire(job.max_upload_bytes),
    maxUploadRecords: limitFromWire(job.max_upload_records),
    maxUploadInterval: limitFromWire(job.max_upload_interval_seconds),
    enabled: job.enabled ?? false,
  };
}

/** What a save leaves untouched although no field shows it. */
export function otherSettingsOf(job: JsonObject): JsonObject {
  const others = Object.fromEntries(
    Object.entries(job).filter(([key, value]) => !knownKeys.has(key) && value !== "" && value !== null),
  );
  const output = job.output_options;
  if (output === null || typeof output !== "object" || Array.isArray(output)) return others;
  const otherOutput = Object.fromEntries(Object.entries(output).filter(([key]) => !knownOutputKeys.has(key)));
  return Object.keys(otherOutput).length === 0 ? others : { ...others, output_options: otherOutput };
}

function savedRow({ kind, name, index, fingerprint }: RedactedDestination["pairs"][number]): QueryRow {
  return { kind, name, value: "", saved: index, fingerprint };
}
