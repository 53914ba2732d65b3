import type { JobFormValues } from "./form-schema.ts";

/** A name that Cloudflare has always taken: the zone or account and the dataset in letters, digits, "." and "-". */
export function suggestName(scopeName: string, dataset: string): string {
  return `${scopeName}-${dataset}`.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "");
}

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
    maxUploadBytes: "",
    maxUploadRecords: "",
    maxUploadInterval: "",
    enabled: true,
  };
}
