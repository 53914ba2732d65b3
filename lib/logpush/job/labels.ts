import type { JobFormValues } from "./form-schema.ts";

/** What each setting is called in the form, in the order of the form. */
export const fieldLabels = {
  scope: "Scope",
  dataset: "Dataset",
  name: "Job name",
  kind: "Kind",
  enabled: "Enabled",
  endpoint: "Endpoint URL",
  destinationString: "Destination string",
  fieldNames: "Fields",
  timestampFormat: "Timestamp format",
  sampleRate: "Sample rate",
  filter: "Filter",
  filterAttackTraffic: "Attack traffic",
  outputType: "Output type",
  batchPrefix: "Batch prefix",
  batchSuffix: "Batch suffix",
  recordPrefix: "Record prefix",
  recordSuffix: "Record suffix",
  recordDelimiter: "Record delimiter",
  fieldDelimiter: "Field delimiter",
  recordTemplate: "Record template",
  cveRedaction: "CVE-2021-44228",
  mergeSubrequests: "Merge subrequests",
  convertsLegacy: "logpull_options",
  maxUploadBytes: "Max upload bytes",
  maxUploadRecords: "Max upload records",
  maxUploadInterval: "Max upload interval",
  frequency: "Frequency",
  otherSettings: "Other settings",
} as const satisfies Partial<Record<keyof JobFormValues, string>>;

export type LabelledField = keyof typeof fieldLabels;

/** The settings that a save can change, apart from the destination. */
export const settingFields = [
  "name",
  "fieldNames",
  "timestampFormat",
  "sampleRate",
  "outputType",
  "batchPrefix",
  "batchSuffix",
  "recordPrefix",
  "recordSuffix",
  "recordDelimiter",
  "fieldDelimiter",
  "recordTemplate",
  "cveRedaction",
  "mergeSubrequests",
  "convertsLegacy",
  "filter",
  "filterAttackTraffic",
  "maxUploadBytes",
  "maxUploadRecords",
  "maxUploadInterval",
  "frequency",
  "enabled",
  "otherSettings",
] as const satisfies LabelledField[];

export function isLabelled(path: string): path is LabelledField {
  return Object.hasOwn(fieldLabels, path);
}
