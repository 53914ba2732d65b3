import { answerErrors } from "./answer-errors.ts";
import { importErrors } from "./import/import-errors.ts";
import { inputErrors } from "./input-errors.ts";
import { type AppError, type ErrorDetails, fillIn } from "./result.ts";

/** Every failure a person can meet. */
export const ERRORS = { ...inputErrors, ...importErrors, ...answerErrors };

export type ErrorCode = keyof typeof ERRORS;

/** Builds the error value for any code; the server's way. What checks input takes `appError`, which is lighter. */
export function describedError(code: ErrorCode, { params, ...details }: ErrorDetails = {}): AppError {
  return { code, ...fillIn(ERRORS[code], params), ...details };
}
