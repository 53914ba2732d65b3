import { type AppError, type ErrorDetails, errorOf } from "../result.ts";
import { formErrors } from "./form-errors.ts";

export type FormErrorCode = keyof typeof formErrors;

/** As `appError`, for code that the form's first view loads: without the texts of all other errors. */
export function formError(code: FormErrorCode, details?: ErrorDetails): AppError {
  return errorOf(formErrors, code, details);
}

/** The same as a result. */
export function formErr(code: FormErrorCode, details?: ErrorDetails): { ok: false; error: AppError } {
  return { ok: false, error: formError(code, details) };
}
