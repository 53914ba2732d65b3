import type { HttpDestination } from "../destination/http.ts";
import { type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import { outputOfLogpull } from "../legacy/output-of-logpull.ts";
import type { AppError } from "../result.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import type { Health } from "./health.ts";
import type { HealthAdvice } from "./health-advice.ts";
import { asJsonObject, type JobRef, type JsonObject } from "./job.ts";
import type { RefreshPace } from "./job-list.ts";
import { otherSettingsOf, writeOtherSettings } from "./other-settings.ts";
import { outputValuesOf } from "./output-options.ts";
import { limitFromWire } from "./units.ts";
import type { WireJob } from "./wire-schema.ts";

/** A zone or account that the credential sees. `path` is `zones/{id}` or `accounts/{id}`; the account is a zone's. */
export type ScopeOption = { path: string; name: string; accountName?: string; accountId?: string };

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
  /** What the state means and asks for, in words. */
  advice: HealthAdvice;
  lastComplete: string | null;
  lastError: string | null;
  /** Cloudflare's own text, with the destination's values masked. */
  errorMessage: string | null;
  /** The same in words, with the next step. */
  cause: AppError | null;
};

/**
 * What is known of a stored job when an update's body is built; `destination` is there if the form can edit it.
 * `shown` is what the form showed of settings whose secrets are masked: what still says the same was left alone.
 */
export type StoredJob = {
  job: WireJob;
  destination?: HttpDestination;
  shown?: Pick<JobFormValues, "otherSettings">;
};

/** How a job does, as its page shows and refreshes it apart from the form. */
export type JobWatch = {
  summary: JobSummary;
  /** When it was read, RFC 3339. */
  asOf: string;
  /** Minutes without a delivery after which it counts as quiet: set for this job, and by default for its dataset. */
  staleAfterMinutes: { own: number | null; ofDataset: number };
  pace: RefreshPace;
};

/** A job as its page needs it. `versions` holds a keyed digest per attribute, to notice changes made elsewhere. */
export type JobDetail = {
  summary: JobSummary;
  watch: JobWatch;
  values: JobFormValues;
  versions: Record<string, string>;
  /** Attributes that the form has no field for; kept as they are by every save. */
  otherSettings: JsonObject;
  /** The whole job for a backup, its destination masked. */
  redactedJson: string;
  /** The same as data: `toUpdateBody` of it and the form is what a save sends, but for the masked values. */
  masked: StoredJob;
};

/** The form's values for a stored job. The destination's values stay behind: its rows say which stored pair they keep. */
export function formValuesOf(job: WireJob, scope = "", destination?: RedactedDestination): JobFormValues {
  const options = job.output_options ?? outputOfLogpull(job.logpull_options ?? "");
  return {
    scope,
    dataset: job.dataset ?? "http_requests",
    name: job.name ?? "",
    destinationMode: destination?.isEditable ? "edit" : "keep",
    isEndpointKept: true,
    endpoint: destination ? redactedEndpoint(destination) : "",
    query: destination?.isEditable ? destination.pairs.map(savedRow) : [],
    destinationString: "",
    fieldNames: options.field_names ?? [],
    ...outputValuesOf(options),
    convertsLegacy: false,
    filter: job.filter ?? "",
    filterAttackTraffic: switchOf(job.filter_attack_traffic),
    maxUploadBytes: limitFromWire(job.max_upload_bytes),
    maxUploadRecords: limitFromWire(job.max_upload_records),
    maxUploadInterval: limitFromWire(job.max_upload_interval_seconds),
    kind: job.kind ?? "",
    frequency: job.frequency ?? "",
    enabled: job.enabled ?? false,
    otherSettings: writeOtherSettings(otherSettingsOf(asJsonObject(job))),
  };
}

function switchOf(flag: boolean | null | undefined): JobFormValues["filterAttackTraffic"] {
  if (flag === null || flag === undefined) return "";
  return flag ? "on" : "off";
}

function savedRow({ kind, name, index, fingerprint, hasPlus }: RedactedDestination["pairs"][number]): QueryRow {
  return { kind, name, value: "", saved: index, fingerprint, ...(hasPlus ? { hasPlus } : {}) };
}
