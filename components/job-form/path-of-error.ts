import type { FormPath } from "./use-field.ts";

const known =
  /^(?:scope|dataset|name|endpoint|destinationString|fieldNames|timestampFormat|sampleRate|maxUpload(?:Bytes|Records|Interval)|enabled|query\.\d+\.(?:name|value))$/;

/** The form path of an error's `at`; the whole form's for one that no field shows. */
export function pathOfError(at: string): FormPath | "root.server" {
  return isFormPath(at) ? at : "root.server";
}

function isFormPath(path: string): path is FormPath {
  return known.test(path);
}
