import { readPastedList } from "#lib/logpush/datasets/paste-list.ts";
import { checkEndpointForSending } from "#lib/logpush/destination/endpoint.ts";
import { checkFilterText } from "#lib/logpush/filter/check-filter-text.ts";
import { jobAttributes, outputAttributes } from "#lib/logpush/job/attributes.ts";
import { checkLimit, readSampleRate } from "#lib/logpush/job/units.ts";
import { inSentences } from "#lib/logpush/result.ts";

const setKeys = [
  "timestampFormat",
  "sampleRate",
  "filter",
  "maxUploadBytes",
  "maxUploadRecords",
  "maxUploadInterval",
] as const;

/** What can be changed in many jobs at once, in the order in which it is offered. */
export const changeKeys = ["addFields", "removeFields", ...setKeys, "endpoint"] as const;
export type ChangeKey = (typeof changeKeys)[number];

/** What is typed for each chosen setting. */
export type TypedChange = { readonly [Key in ChangeKey]?: string };

const { timestampFormat, sampleRate } = outputAttributes;
const { filter, maxUploadBytes, maxUploadRecords, maxUploadInterval } = jobAttributes;

export const changeLabels: Record<ChangeKey, string> = {
  addFields: "Add fields",
  removeFields: "Remove fields",
  timestampFormat: timestampFormat.label,
  sampleRate: sampleRate.label,
  filter: filter.label,
  maxUploadBytes: maxUploadBytes.label,
  maxUploadRecords: maxUploadRecords.label,
  maxUploadInterval: maxUploadInterval.label,
  endpoint: "Endpoint URL",
};

export function startValue(key: ChangeKey): string {
  return key === "timestampFormat" ? "rfc3339" : key === "endpoint" ? "https://" : "";
}

/** What has to be corrected before it can be planned. */
export function checkChange(typed: TypedChange): { [Key in ChangeKey]?: string } {
  const errors: { [Key in ChangeKey]?: string } = {};
  for (const key of ["addFields", "removeFields"] as const) {
    if (typed[key] !== undefined && namesOf(typed[key]).length === 0) errors[key] = "Enter at least one field name.";
  }
  if (typed.sampleRate !== undefined) {
    const rate = readSampleRate(typed.sampleRate);
    if (rate === undefined || !(rate > 0 && rate <= 1)) errors.sampleRate = "Enter a rate above 0 and at most 1.";
  }
  for (const key of ["maxUploadBytes", "maxUploadRecords", "maxUploadInterval"] as const) {
    const error = typed[key] === undefined ? undefined : checkLimit(typed[key], jobAttributes[key].key, key);
    if (error) errors[key] = inSentences(error);
  }
  const wrongFilter = typed.filter === undefined ? undefined : checkFilterText(typed.filter);
  if (wrongFilter) errors.filter = inSentences(wrongFilter);
  const wrongEndpoint = typed.endpoint === undefined ? undefined : checkEndpointForSending(typed.endpoint);
  if (wrongEndpoint) errors.endpoint = inSentences(wrongEndpoint);
  return errors;
}

/** The same for the server. */
export function changeOf(typed: TypedChange) {
  const set = Object.fromEntries(setKeys.flatMap((key) => (typed[key] === undefined ? [] : [[key, typed[key]]])));
  return {
    set,
    addFields: namesOf(typed.addFields ?? ""),
    removeFields: namesOf(typed.removeFields ?? ""),
    ...(typed.endpoint === undefined ? {} : { endpoint: typed.endpoint }),
  };
}

function namesOf(text: string): string[] {
  return readPastedList(text, []).entries.map(({ name }) => name);
}
