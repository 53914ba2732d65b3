import { CAUSES, isCauseCode } from "../decode/causes.ts";
import { type AppError, type ErrorDetails, fillIn } from "../result.ts";
import { ERRORS, type ErrorCode } from "./error-codes.ts";

/** Builds the error value for any code, on the server. Input checks use `appError`, which loads fewer texts. */
export function describedError(code: ErrorCode, { params, ...details }: ErrorDetails = {}): AppError {
  if (!isCauseCode(code)) return { code, ...fillIn(ERRORS[code], params), ...details };
  const { says, checks } = CAUSES[code];
  return { code, ...fillIn(says, params), checks: [...checks], ...details };
}
