import { decodeApiError, describeDecoded } from "#lib/logpush/decode/decode.ts";
import { redactText } from "#lib/logpush/destination/redact-text.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { AppError, ErrorDetails, UpstreamError } from "#lib/logpush/result.ts";
import { hasBrand } from "./brand.ts";
import type { NetworkCause, Pause, PauseReason, UpstreamFailure } from "./failure.ts";

const brand = Symbol.for("headgate.AppException");

/** An expected failure on its way through the server; actions turn it into a `Result`. */
export class AppException extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, brand);
  }

  readonly [brand] = true;
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.name = "AppException";
    this.error = error;
  }
}

/** Ends the use case with an expected failure. */
export function fail(code: ErrorCode, details?: ErrorDetails): never {
  throw new AppException(describedError(code, details));
}

export type DescribeOptions = {
  /**
   * The destinations sent or stored, whose parts must not appear in a text from Cloudflare. Unknown: no text may be
   * shown.
   */
  destinations: string[] | "unknown";
  /** What a 404 means for this call. */
  notFound?: ErrorCode;
};

const maxTextLength = 600;

/** Cloudflare counts calls over five minutes. */
const windowMs = 300_000;

const networkCodes = {
  dns: "E_UPSTREAM_DNS",
  connect: "E_UPSTREAM_CONNECT",
  tls: "E_UPSTREAM_TLS",
  reset: "E_UPSTREAM_RESET",
  other: "E_UPSTREAM_NETWORK",
} as const satisfies Record<NetworkCause, ErrorCode>;

/** Describes a failure; keeps Cloudflare's codes and texts, without the destination's values. */
export function describeFailure(
  failure: UpstreamFailure,
  { destinations, notFound = "E_NOT_FOUND" }: DescribeOptions,
): AppError {
  if (failure.kind === "timeout") return describedError("E_UPSTREAM_TIMEOUT");
  if (failure.kind === "network") return describedError(networkCodes[failure.cause]);
  if (failure.kind === "paused") return describePause(failure);
  if (failure.kind === "unsent") return failure.error;
  const { status, cfRay } = failure;
  const raw = failure.kind === "answer" ? failure.errors : [];
  const errors = raw.map(({ code, message }) => ({ code, message: redact(message, destinations) }));
  const details: ErrorDetails = { ...(cfRay ? { cfRay } : {}), upstream: { ...(status ? { status } : {}), errors } };
  if (failure.kind === "shape") return describedError("E_UPSTREAM_SHAPE", details);
  const decoded = decodeApiError(failure);
  if (decoded?.code === "E_NOT_FOUND") return describedError(notFound, details);
  // If the caller knows what an unroutable address means, its wording is better.
  if (decoded?.code === "E_SCOPE_ID" && notFound !== "E_NOT_FOUND") return describedError(notFound, details);
  if (!decoded) return describeRest(failure.status, errors, details);
  if (decoded.code !== "E_RATE_LIMIT") return describeDecoded(decoded, details);
  const retryAfterMs = readRetryAfterMs(failure.retryAfter, Date.now());
  const wait = retryAfterMs === undefined ? "five minutes" : waitWords(retryAfterMs);
  return describeDecoded(decoded, { ...details, retryAfterMs: retryAfterMs ?? windowMs, params: { wait } });
}

const limitCodes = {
  rate: "E_RATE_LIMIT",
  share: "E_CALL_SHARE_USED",
  reported: "E_CALLS_SCARCE",
} as const satisfies Record<Exclude<PauseReason, "outage">, ErrorCode>;

function describePause({ reason, untilMs, last }: Pause): AppError {
  const retryAfterMs = Math.max(0, untilMs - Date.now());
  const wait = waitWords(retryAfterMs);
  const details: ErrorDetails = {
    retryAfterMs,
    ...(last?.cfRay ? { cfRay: last.cfRay } : {}),
    ...(last ? { upstream: { status: last.status, errors: [] } } : {}),
  };
  if (reason !== "outage") return describedError(limitCodes[reason], { ...details, params: { wait } });
  const end = last ? `${last.status}` : "no response";
  return describedError("E_UPSTREAM_PAUSED", { ...details, params: { wait, end } });
}

/** The failure as a server exception. */
export function toAppException(failure: UpstreamFailure, options: DescribeOptions): AppException {
  return new AppException(describeFailure(failure, options));
}

/**
 * Milliseconds to wait, from `retry-after` in seconds or as an HTTP date (RFC 9110); undefined if it is neither. At
 * most Cloudflare's own window: a proxy's mistake must not block Headgate until a restart.
 */
export function readRetryAfterMs(retryAfter: string | undefined, nowMs: number): number | undefined {
  const text = retryAfter?.trim() ?? "";
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate.test(text) ? Date.parse(text) - nowMs : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(windowMs, Math.max(0, ms));
}

/** All three date formats begin with the day's name; `Date.parse` alone reads "-5" as a year. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

function describeRest(status: number, errors: UpstreamError[], details: ErrorDetails): AppError {
  const text = errors.flatMap(({ message }) => (message ? [message] : [])).join("; ");
  const isRefusal = status < 500 && text !== "";
  if (isRefusal) return describedError("E_UPSTREAM_REFUSED", { ...details, params: { text } });
  return status >= 200 && status < 300
    ? describedError("E_UPSTREAM_SHAPE", details)
    : describedError("E_UPSTREAM_STATUS", { ...details, params: { status } });
}

function redact(text: string, destinations: DescribeOptions["destinations"]): string {
  if (destinations === "unknown") return "";
  const redacted = destinations.reduce(redactText, text);
  return redacted.length > maxTextLength ? `${redacted.slice(0, maxTextLength)}…` : redacted;
}

function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds === 1 ? "1 second" : seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
