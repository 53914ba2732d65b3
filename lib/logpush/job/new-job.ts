import type { JobFormValues } from "./form-schema.ts";

/** A first name for a new job: the zone or account and the dataset, in characters that Cloudflare accepts. */
export function suggestName(scopeName: string, dataset: string): string {
  return `${scopeName}-${dataset}`.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "");
}

/** The texts around and in the records, each left to the service. */
export const unsetTexts = {
  batchPrefix: null,
  batchSuffix: null,
  recordPrefix: null,
  recordSuffix: null,
  recordDelimiter: null,
  fieldDelimiter: null,
  recordTemplate: null,
} as const satisfies Partial<JobFormValues>;

/** How records are written when nobody says otherwise: the service's defaults. */
export const unsetOutput = {
  outputType: "ndjson",
  ...unsetTexts,
  cveRedaction: false,
  mergeSubrequests: false,
  convertsLegacy: false,
} as const satisfies Partial<JobFormValues>;

/** The values of an empty form. */
export function newJobValues({
  scope,
  scopeName,
  dataset,
  fieldNames,
}: {
  scope: string;
  scopeName: string;
  dataset: string;
  fieldNames: string[];
}): JobFormValues {
  return {
    scope,
    dataset,
    name: suggestName(scopeName, dataset),
    destinationMode: "edit",
    isEndpointKept: false,
    endpoint: "",
    query: [],
    destinationString: "",
    fieldNames,
    timestampFormat: "rfc3339",
    sampleRate: "1",
    ...unsetOutput,
    filter: "",
    filterAttackTraffic: "",
    maxUploadBytes: "",
    maxUploadRecords: "",
    maxUploadInterval: "",
    kind: "",
    frequency: "",
    enabled: true,
    otherSettings: "",
  };
}
