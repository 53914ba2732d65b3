import type { Certainty, ErrorParams } from "./decode/cause.ts";
import type { ErrorCode } from "./error-codes.ts";
import { inputErrors } from "./input-errors.ts";

/** One error as Cloudflare's envelope holds it, kept word for word. */
export type UpstreamError = { code: number; message: string };

/**
 * An expected failure, safe to show: `message` says what happened, `nextStep` what to do about it.
 * `at` is the path of the form field it belongs to; `requestId` and `cfRay` let support find the request.
 * `checks` are things to look at, in this order; `certainty` belongs to a cause that was read out of a text or code.
 */
export type AppError = {
  code: ErrorCode;
  message: string;
  nextStep: string;
  checks?: string[];
  certainty?: Certainty;
  at?: string;
  requestId?: string;
  cfRay?: string;
  fieldErrors?: Record<string, string>;
  upstream?: { status?: number; errors: UpstreamError[] };
  /** Nothing was done, and the same can be tried again after so many milliseconds. */
  retryAfterMs?: number;
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

/** The codes of what can be wrong with something typed. */
export type InputErrorCode = keyof typeof inputErrors;

export type ErrorDetails = Omit<AppError, "code" | "message" | "nextStep" | "checks"> & { params?: ErrorParams };

/** What happened and what to do, as one text for beside a field. */
export function inSentences({ message, nextStep }: Pick<AppError, "message" | "nextStep">): string {
  return `${message} ${nextStep}`;
}

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Builds the error value for something that was typed. */
export function appError(code: InputErrorCode, { params, ...details }: ErrorDetails = {}): AppError {
  return { code, ...fillIn(inputErrors[code], params), ...details };
}

export function err(code: InputErrorCode, details?: ErrorDetails): { ok: false; error: AppError } {
  return { ok: false, error: appError(code, details) };
}

/** The two sentences of an error with its parameters filled in. */
export function fillIn(
  [message, nextStep]: readonly [string, string],
  params: ErrorParams = {},
): Pick<AppError, "message" | "nextStep"> {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
  return { message: fill(message), nextStep: fill(nextStep) };
}
