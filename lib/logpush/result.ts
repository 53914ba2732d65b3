import type { Certainty, ErrorParams } from "./decode/cause.ts";
import type { ErrorCode } from "./errors/error-codes.ts";

/** One error in Cloudflare's envelope, unchanged. */
export type UpstreamError = { code: number; message: string };

/**
 * An expected failure, safe to show: `message` says what happened, `nextStep` what to do about it. `at` is the path of
 * its form field; `requestId` and `cfRay` let support find the request. `checks` are things to check, in order;
 * `certainty` belongs to a cause that was read from a text or code.
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
  /** Nothing was done, and the same can be tried again after this many milliseconds. */
  retryAfterMs?: number;
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export type ErrorDetails = Omit<AppError, "code" | "message" | "nextStep" | "checks"> & { params?: ErrorParams };

/** Message and next step as one text, for use beside a field. */
export function inSentences({ message, nextStep }: Pick<AppError, "message" | "nextStep">): string {
  return `${message} ${nextStep}`;
}

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Builds an error from the table of texts that has its code. */
export function errorOf<Code extends ErrorCode>(
  table: Readonly<Record<Code, readonly [message: string, nextStep: string]>>,
  code: Code,
  { params, ...details }: ErrorDetails = {},
): AppError {
  return { code, ...fillIn(table[code], params), ...details };
}

/** The two sentences of an error with its parameters filled in. */
export function fillIn(
  [message, nextStep]: readonly [string, string],
  params: ErrorParams = {},
): Pick<AppError, "message" | "nextStep"> {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
  return { message: fill(message), nextStep: fill(nextStep) };
}
