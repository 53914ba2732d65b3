import "server-only";
import { AppException, describeFailure } from "#lib/cloudflare/errors.ts";
import { mayStillRun, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "#lib/logpush/job/job.ts";
import { defaultFrequency } from "#lib/logpush/limits.ts";
import type { AppError, ErrorDetails } from "#lib/logpush/result.ts";
import type { Context } from "../context/context.ts";

/**
 * A write whose answer was lost may still be in progress. If the first read finds nothing, a second one follows after
 * this time.
 */
const secondReadMs = 2000;

/** `find` reads what the write did; undefined if nothing shows it. `action` names for people what was sent. */
type LostWrite<T> = { find: () => Promise<T | undefined>; failure: UpstreamFailure; action: string };

/**
 * Reads back what a write with a lost answer did. Undefined if nothing shows it. If a read fails, the outcome stays
 * unknown, and the error says so.
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

/** The same, but throws if nothing shows the write: E_NOT_APPLIED, or E_UNKNOWN_OUTCOME if it may still happen. */
export async function reconcileOrThrow<T>(context: Context, lost: LostWrite<T>): Promise<T> {
  const seen = await reconcile(context, lost);
  if (seen === undefined) throw notConfirmed(lost.failure, "E_NOT_APPLIED", lost.action);
  return seen;
}

/** The error if no read shows what was sent: it did not happen, or it may still happen and has to be checked later. */
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

/** An error about a lost answer. It keeps the ray id and the status of the answer that came instead. */
export function afterLostAnswer(code: ErrorCode, failure: UpstreamFailure, details: ErrorDetails = {}): AppError {
  const { cfRay, upstream } = describeFailure(failure, { destinations: [] });
  const status = upstream?.status;
  return describedError(code, {
    ...(cfRay ? { cfRay } : {}),
    // Its texts may contain parts of the destination and do not help here.
    ...(status ? { upstream: { status, errors: [] } } : {}),
    ...details,
  });
}

/**
 * Whether a job contains what a PUT sent. Objects are compared by the keys that were sent; for a null or an empty text,
 * the value must be gone or 0. `output_options` is replaced as a whole, so keys that it held `before` and that were not
 * sent must be gone too.
 */
export function holdsSent({ raw }: ReadJob, body: JsonObject, before: ReadJob): boolean {
  return (
    Object.entries(body).every(([key, sent]) => holdsValue(raw[key], sent) || isDefaultAgain(key, raw[key], sent)) &&
    dropsOutput({ raw, body, before })
  );
}

/**
 * Whether a job is already as a PUT would leave it. An empty text in `output_options` is a setting, and differs from
 * none: a delimiter that is empty is not the default one.
 */
export function isAlready(read: ReadJob, body: JsonObject): boolean {
  const { output_options: sent } = body;
  const isSameText = sent === undefined || emptyTextsOf(sent) === emptyTextsOf(read.raw.output_options);
  return isSameText && holdsSent(read, body, read);
}

function emptyTextsOf(options: Json | undefined): string {
  if (!isJsonObject(options)) return "";
  return Object.keys(options)
    .filter((key) => options[key] === "")
    .sort()
    .join();
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
