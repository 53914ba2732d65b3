import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "cloudflare/error";
import * as z from "zod/mini";
import type { AppError, UpstreamError } from "#lib/logpush/result.ts";
import { AnswerTooLarge } from "./bound-fetch.ts";
import { hasBrand } from "./brand.ts";

/** Why a call failed, before it is described in words. */
export type UpstreamFailure =
  | { kind: "answer"; status: number; errors: UpstreamError[]; cfRay?: string; retryAfter?: string }
  /** Something answered, but it was not this API. */
  | { kind: "shape"; status?: number; cfRay?: string }
  | { kind: "timeout" }
  /** `isSent` is false if no connection was made, so the request cannot have been carried out. */
  | { kind: "network"; cause: NetworkCause; isSent: boolean }
  /** Not sent, because calls are paused; `untilMs` is in milliseconds since 1970. */
  | ({ kind: "paused" } & Pause)
  /** Not sent, because Headgate could not do what comes before a call; `error` says why. */
  | { kind: "unsent"; error: AppError };

/**
 * The name did not resolve; nobody answered at its address; the certificate was not accepted; the connection broke off.
 */
export type NetworkCause = "dns" | "connect" | "tls" | "reset" | "other";

/** `last` is the answer that caused the pause, if there was one. */
export type Pause = { reason: PauseReason; untilMs: number; last?: { status: number; cfRay?: string } };

/**
 * `rate`: the API answered 429. `share`: Headgate made as many calls as it allows itself, which is fewer than the API
 * allows. `reported`: the API reported that few calls are left. `outage`: several calls in a row failed.
 */
export type PauseReason = "rate" | "share" | "reported" | "outage";

const pausedBrand = Symbol.for("headgate.CallPaused");

/** Thrown instead of making a call now. */
export class CallPaused extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, pausedBrand);
  }

  readonly [pausedBrand] = true;
  readonly pause: Pause;

  constructor(pause: Pause) {
    super(`paused: ${pause.reason}`);
    this.name = "CallPaused";
    this.pause = pause;
  }
}

const unsentBrand = Symbol.for("headgate.CallUnsent");

/** Thrown instead of making a call that Headgate itself cannot make. */
export class CallUnsent extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, unsentBrand);
  }

  readonly [unsentBrand] = true;
  readonly error: AppError;

  constructor(error: AppError, cause: unknown) {
    super(`unsent: ${error.code}`, { cause });
    this.name = "CallUnsent";
    this.error = error;
  }
}

export class UpstreamException extends Error {
  readonly failure: UpstreamFailure;

  constructor(failure: UpstreamFailure) {
    super(`upstream ${failure.kind}`);
    this.name = "UpstreamException";
    this.failure = failure;
  }
}

const errorItemSchema = z.object({ code: z.optional(z.number()), message: z.optional(z.string()) });

/** Codes of Node's system errors, of its TLS and of undici. */
const networkCauses: [cause: NetworkCause, codes: RegExp][] = [
  ["dns", /^(?:ENOTFOUND|EAI_\w+)$/],
  ["connect", /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/],
  ["tls", /CERT|^(?:ERR_TLS|ERR_SSL|UNABLE_TO_)\w*$|^HOSTNAME_MISMATCH$/],
  ["reset", /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/],
];

/** These happen before the first byte of the request is sent. */
const isBeforeSending: Record<NetworkCause, boolean> = {
  dns: true,
  connect: true,
  tls: true,
  reset: false,
  other: false,
};

/** Maps what the SDK threw to a failure. */
export function failureOf(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamException) return error.failure;
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return timeoutOf(error);
  if (error instanceof APIConnectionError) {
    if (error.cause instanceof AnswerTooLarge) return { kind: "shape" };
    if (error.cause instanceof CallPaused) return { kind: "paused", ...error.cause.pause };
    if (error.cause instanceof CallUnsent) return { kind: "unsent", error: error.cause.error };
    return networkFailure(error);
  }
  if (error instanceof APIError && error.status !== undefined) {
    const { cfRay, retryAfter } = readHeaders(error.headers);
    const isEnvelope = typeof error.error === "object" && error.error !== null;
    if (!isEnvelope && error.status < 500 && error.status !== 429) {
      return { kind: "shape", status: error.status, cfRay };
    }
    return { kind: "answer", status: error.status, errors: readErrors(error.errors), cfRay, retryAfter };
  }
  return { kind: "network", cause: "other", isSent: true };
}

/** The error items of an envelope, without entries that are not items. */
export function readErrors(items: unknown): UpstreamError[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => {
    const parsed = z.safeParse(errorItemSchema, item);
    return parsed.success ? [{ code: parsed.data.code ?? 0, message: parsed.data.message ?? "" }] : [];
  });
}

/** Whether the request may have been carried out although no answer confirms it. */
export function isOutcomeUnknown(failure: UpstreamFailure): boolean {
  if (failure.kind === "network") return failure.isSent;
  if (failure.kind === "paused" || failure.kind === "unsent") return false;
  if (failure.kind === "answer") return failure.status >= 500 || failure.status === 408;
  return failure.kind === "timeout" || failure.status === undefined || failure.status < 400;
}

/** Whether the request may still be carried out later: a proxy stopped waiting for it, or lost it. */
export function mayStillRun(failure: UpstreamFailure): boolean {
  if (failure.kind === "timeout") return true;
  if (failure.kind === "network") return failure.isSent;
  if (failure.kind === "paused" || failure.kind === "unsent") return false;
  return [408, 502, 504, 520, 524].includes(failure.status ?? 0);
}

export function readHeaders(headers: Headers | undefined): { cfRay?: string; retryAfter?: string } {
  return {
    cfRay: headers?.get("cf-ray") ?? undefined,
    retryAfter: headers?.get("retry-after") ?? undefined,
  };
}

/** The SDK also reports a failed connect as a timeout; in that case nothing was sent. */
function timeoutOf(error: Error): UpstreamFailure {
  return codesOf(error).includes("UND_ERR_CONNECT_TIMEOUT") ? networkFailure(error) : { kind: "timeout" };
}

function networkFailure(error: Error): UpstreamFailure {
  const codes = codesOf(error);
  const [cause] = networkCauses.find(([, pattern]) => codes.some((code) => pattern.test(code))) ?? ["other" as const];
  return { kind: "network", cause, isSent: !isBeforeSending[cause] };
}

/** The `code` of an error and of all its causes. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let current = error; current instanceof Error && codes.length < 10; current = current.cause) {
    codes.push("code" in current ? String(current.code) : "");
    if (current instanceof AggregateError) codes.push(...current.errors.flatMap(codesOf));
  }
  return codes;
}
