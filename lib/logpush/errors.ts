import { answerErrors } from "./answer-errors.ts";
import { CAUSES, isCauseCode } from "./decode/causes.ts";
import { importErrors } from "./import/import-errors.ts";
import { inputErrors } from "./input-errors.ts";
import { type AppError, type ErrorDetails, fillIn } from "./result.ts";

/** Every failure that is not in the table of causes. */
export const ERRORS = { ...inputErrors, ...importErrors, ...answerErrors };

/** Every failure a person can meet. */
export type ErrorCode = keyof typeof ERRORS | keyof typeof CAUSES;

/** Builds the error value for any code; the server's way. What checks input takes `appError`, which is lighter. */
export function describedError(code: ErrorCode, { params, ...details }: ErrorDetails = {}): AppError {
  if (!isCauseCode(code)) return { code, ...fillIn(ERRORS[code], params), ...details };
  const { says, checks } = CAUSES[code];
  return { code, ...fillIn(says, params), checks: [...checks], ...details };
}
