import { isLabeled } from "#lib/logpush/job/labels.ts";
import type { FormPath } from "./use-field.ts";

/** The form path of an error's `at`; the whole form's for one that no field shows. */
export function pathOfError(at: string): FormPath | "root.server" {
  return isFormPath(at) ? at : "root.server";
}

function isFormPath(path: string): path is FormPath {
  return isLabeled(path) || /^query\.\d+\.(?:name|value)$/.test(path);
}
