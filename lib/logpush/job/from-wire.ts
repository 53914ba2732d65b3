import { type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import { outputOfLogpull } from "../legacy/output-of-logpull.ts";
import { absentValues, valuesFrom } from "./attribute-values.ts";
import { jobFields, outputFields } from "./attributes.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { asJsonObject } from "./job.ts";
import { otherSettingsOf, writeOtherSettings } from "./other-settings.ts";
import type { WireJob } from "./wire-schema.ts";

/**
 * The form's values for a stored job. The destination's values are left out: its rows say which stored pair they keep.
 */
export function formValuesOf(job: WireJob, scope = "", destination?: RedactedDestination): JobFormValues {
  const options = job.output_options ?? outputOfLogpull(job.logpull_options ?? "");
  return {
    scope,
    ...absentValues,
    ...valuesFrom(jobFields, job),
    ...valuesFrom(outputFields, options),
    destinationMode: destination?.isEditable ? "edit" : "keep",
    isEndpointKept: true,
    endpoint: destination ? redactedEndpoint(destination) : "",
    query: destination?.isEditable ? destination.pairs.map(savedRow) : [],
    destinationString: "",
    convertsLegacy: false,
    otherSettings: writeOtherSettings(otherSettingsOf(asJsonObject(job))),
  };
}

function savedRow(pair: RedactedDestination["pairs"][number]): QueryRow {
  const { kind, name, index, fingerprint, hasPlus, value, raw } = pair;
  const row = { kind, name, value: "", saved: index, fingerprint };
  const shown = value === undefined || raw === undefined ? {} : { shown: value, raw };
  return { ...row, ...(hasPlus ? { hasPlus } : {}), ...shown };
}
