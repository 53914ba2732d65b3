import { absentValues } from "./attribute-values.ts";
import type { JobFormValues } from "./form-schema.ts";
import { suggestName } from "./job-name.ts";

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
