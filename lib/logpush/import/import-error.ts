import type { ErrorParams } from "../decode/cause.ts";
import { type AppError, fillIn } from "../result.ts";
import { importErrors } from "./import-errors.ts";

/** Builds the failed result of an import. `at` is the field that the text was pasted into. */
export function importError(code: keyof typeof importErrors, params: ErrorParams = {}): { ok: false; error: AppError } {
  return { ok: false, error: { code, ...fillIn(importErrors[code], params), at: "importText" } };
}
