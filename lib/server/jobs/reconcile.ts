import "server-only";
import { AppException, describeFailure } from "#lib/cloudflare/errors.ts";
import { mayStillRun, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import type { ErrorCode } from "#lib/logpush/error-codes.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "#lib/logpush/job/job.ts";
import { defaultFrequency } from "#lib/logpush/limits.ts";
import type { AppError, ErrorDetails } from "#lib/logpush/result.ts";
import type { Context } from "../context/context.ts";

/** A write whose answer was lost may still be under way: a look that finds nothing is repeated after this time. */
const secondReadMs = 2000;

/** `action` names what was sent, for people. */
type LostWrite<T> = { find: () => Promise<T | undefined>; failure: UpstreamFailure; action: string };

/**
 * Finds out by reading what a write with a lost answer did. `look` gives undefined while nothing of it is to be seen.
 * A failed look leaves the outcome unknown, and says so.
 */
export async function reconcile<T>(
  { upstream }: Context,
  { find, failure, action }: LostWrite<T>,
): Promise<T | undefined> {
  try {
    const first = await find();
    if (first !== undefined) return first;
    await upstream.sleep(secondReadMs);
    return await find();
  } catch (error) {
    if (!(error instanceof AppException) || error.error.code === "E_AMBIGUOUS") throw error;
    throw new AppException(afterLostAnswer("E_UNKNOWN_OUTCOME", failure, { params: { action } }));
  }
}

/** The same, and throws E_NOT_APPLIED, or E_UNKNOWN_OUTCOME where it may still happen, when nothing is to be seen. */
export async function reconcileOrThrow<T>(context: Context, lost: LostWrite<T>): Promise<T> {
  const seen = await reconcile(context, lost);
  if (seen === undefined) throw notConfirmed(lost.failure, "E_NOT_APPLIED", lost.action);
  return seen;
}

/** What to say when no look shows what was sent: that it did not happen, or that it may still, and may be looked up. */
export function notConfirmed(
  failure: UpstreamFailure,
  code: "E_NOT_CREATED" | "E_NOT_APPLIED",
  action: string,
): AppException {
  return new AppException(
    mayStillRun(failure)
      ? afterLostAnswer("E_UNKNOWN_OUTCOME", failure, { params: { action } })
      : afterLostAnswer(code, failure),
  );
}

/** An error about a lost answer; it keeps the ray id and the status of what came instead of one. */
export function afterLostAnswer(code: ErrorCode, failure: UpstreamFailure, details: ErrorDetails = {}): AppError {
  const { cfRay, upstream } = describeFailure(failure, { destinations: [] });
  const status = upstream?.status;
  return describedError(code, {
    ...(cfRay ? { cfRay } : {}),
    // Its texts may hold parts of the destination and say nothing that helps here.
    ...(status ? { upstream: { status, errors: [] } } : {}),
    ...details,
  });
}

/**
 * Whether a job as read holds what a PUT sent. Objects are compared by the keys sent; a null or an empty text must be
 * gone or 0. `output_options` is replaced whole, so what it held `before` and what was not sent must be gone as well.
 */
export function holdsSent({ raw }: ReadJob, body: JsonObject, before: ReadJob): boolean {
  return (
    Object.entries(body).every(([key, sent]) => holdsValue(raw[key], sent) || isDefaultAgain(key, raw[key], sent)) &&
    dropsOutput({ raw, body, before })
  );
}

/** A cleared `frequency` reads as its default. */
function isDefaultAgain(key: string, stored: Json | undefined, sent: Json | undefined): boolean {
  return key === "frequency" && !sent && stored === defaultFrequency;
}

function dropsOutput({ raw, body, before }: { raw: JsonObject; body: JsonObject; before: ReadJob }): boolean {
  const [now, sent, old] = [raw.output_options, body.output_options, before.raw.output_options];
  if (!isJsonObject(sent) || !isJsonObject(old)) return true;
  const dropped = Object.keys(old).filter((key) => !(key in sent));
  return !isJsonObject(now) || dropped.every((key) => holdsValue(now[key], null));
}

function holdsValue(stored: Json | undefined, sent: Json | undefined): boolean {
  const isUnset = (value: Json | undefined) => value === null || value === undefined || value === "";
  if (isUnset(sent)) return isUnset(stored) || stored === 0;
  if (Array.isArray(sent)) {
    return (
      Array.isArray(stored) &&
      stored.length === sent.length &&
      sent.every((item, index) => holdsValue(stored[index], item))
    );
  }
  if (typeof sent !== "object") return stored === sent;
  if (stored === null || typeof stored !== "object" || Array.isArray(stored)) return false;
  return Object.entries(sent).every(([key, value]) => holdsValue(stored[key], value));
}
