import { describeError, type ErrorCode, type ErrorParams } from "./errors.ts";

/** One error as Cloudflare's envelope holds it, kept word for word. */
export type UpstreamError = { code: number; message: string };

/**
 * An expected failure, safe to show: `message` says what happened, `nextStep` what to do about it.
 * `at` is the path of the form field it belongs to; `requestId` and `cfRay` let support find the request.
 */
export type AppError = {
  code: ErrorCode;
  message: string;
  nextStep: string;
  at?: string;
  requestId?: string;
  cfRay?: string;
  fieldErrors?: Record<string, string>;
  upstream?: { status?: number; errors: UpstreamError[] };
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export type ErrorDetails = Omit<AppError, "code" | "message" | "nextStep"> & { params?: ErrorParams };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Builds the error value for a code, its sentences taken from the error table. */
export function appError(code: ErrorCode, { params, ...details }: ErrorDetails = {}): AppError {
  return { code, ...describeError(code, params), ...details };
}

export function err(code: ErrorCode, details?: ErrorDetails): { ok: false; error: AppError } {
  return { ok: false, error: appError(code, details) };
}
