import { type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import { outputOfLogpull } from "../legacy/output-of-logpull.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { asJsonObject } from "./job.ts";
import { otherSettingsOf, writeOtherSettings } from "./other-settings.ts";
import { outputValuesOf } from "./output-options.ts";
import { limitFromWire } from "./units.ts";
import type { WireJob } from "./wire-schema.ts";

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
