import { absentValues } from "./attribute-values.ts";
import type { JobFormValues } from "./form-schema.ts";

/** A first name for a new job: the zone or account and the dataset, in characters that Cloudflare accepts. */
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
    ...absentValues,
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
    convertsLegacy: false,
    enabled: true,
    otherSettings: "",
  };
}
