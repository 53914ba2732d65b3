import type { ErrorParams } from "../decode/cause.ts";
import { importErrors } from "../errors/import-errors.ts";
import { type AppError, fillIn } from "../result.ts";

/** Builds the failed result of an import. `at` is the field that the text was pasted into. */
export function importError(code: keyof typeof importErrors, params: ErrorParams = {}): { ok: false; error: AppError } {
  return { ok: false, error: { code, ...fillIn(importErrors[code], params), at: "importText" } };
}
