import { type AppError, type ErrorDetails, errorOf } from "../result.ts";
import { inputErrors } from "./input-errors.ts";

/** The codes of errors in typed input. */
export type InputErrorCode = keyof typeof inputErrors;

/** Builds the error for typed input. */
export function appError(code: InputErrorCode, details?: ErrorDetails): AppError {
  return errorOf(inputErrors, code, details);
}

/** The same as a result. */
export function err(code: InputErrorCode, details?: ErrorDetails): { ok: false; error: AppError } {
  return { ok: false, error: appError(code, details) };
}
