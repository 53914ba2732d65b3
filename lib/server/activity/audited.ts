import "server-only";
import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import { scopePath } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { Intent, NewOutcome, Outcome } from "../audit/entry.ts";
import { log } from "../base/log.ts";
import { trackWork } from "../base/open-work.ts";
import type { Context } from "../context/context.ts";
import { rememberIntent } from "../context/intent-of.ts";
import { countRefusal, requireFewRefusals } from "./refusals.ts";

export type Change = Pick<Intent, "action" | "scope" | "jobId" | "before" | "after" | "namesakes">;

/** What the outcome says beside that it was done. */
type ResultOf<T> = (value: T) => Partial<Pick<Outcome, "jobId" | "status" | "failure">>;

/**
 * Records a change in the audit log: its intent before anything is sent, its outcome afterwards. If the intent cannot
 * be written, nothing is sent (E_AUDIT_UNWRITABLE). If the outcome cannot be written, the change stands, and it is
 * reconciled later. `work` reconciles a lost answer. After many refusals for missing permissions, changes are
 * refused for a while without an entry (E_REFUSED_OFTEN).
 */
export function audited<T>(
  context: Context,
  change: Change,
  work: () => Promise<T>,
  resultOf: ResultOf<T> = () => ({}),
): Promise<T> {
  return trackWork(() => runAudited(context, change, work, resultOf));
}

async function runAudited<T>(
  context: Context,
  change: Change,
  work: () => Promise<T>,
  resultOf: ResultOf<T>,
): Promise<T> {
  const tried = () => ({ callerId: context.caller.id, scope: change.scope, nowMs: context.now() });
  requireFewRefusals(tried());
  const { requestId, write } = context;
  const id = write?.id ?? randomUUID();
  const { before, after } = change;
  await context.audit.append(
    {
      kind: "intent",
      id,
      actor: context.caller.id,
      ...change,
      before: before && shorten(before),
      after: after && shorten(after),
      requestId,
    },
    write?.store,
  );
  const end = (outcome: Partial<Outcome> & Pick<Outcome, "outcome">) =>
    appendOrLog(context, {
      kind: "outcome",
      id,
      by: "answer",
      scope: change.scope,
      jobId: change.jobId,
      requestId,
      ...outcome,
    });
  try {
    const value = await work();
    rememberIntent(value, id);
    await end({ outcome: "done", ...resultOf(value) });
    return value;
  } catch (thrown) {
    const { code, cfRay } = thrown instanceof AppException ? thrown.error : internal;
    countRefusal(tried(), code);
    await end({ outcome: outcomes[code] ?? "refused", code, cfRay });
    throw thrown;
  }
}

const internal: Pick<AppError, "code" | "cfRay"> = { code: "E_INTERNAL" };

const outcomes: Partial<Record<string, Outcome["outcome"]>> = {
  E_UNKNOWN_OUTCOME: "unknown",
  E_AMBIGUOUS: "unknown",
  E_INTERNAL: "unknown",
  E_NOT_CREATED: "not done",
  E_NOT_APPLIED: "not done",
};

/** A change of some attributes of a job, as digests of the stored and of the sent values. */
export function changeOf(
  { digests }: Pick<Context, "digests">,
  { ref, stored, body }: { ref: JobRef; stored: JsonObject; body: JsonObject },
): Pick<Change, "scope" | "jobId" | "before" | "after"> {
  const kept = Object.entries(stored).filter(([name]) => name in body);
  return {
    scope: scopePath(ref),
    jobId: ref.jobId,
    before: digests.versionsOf(Object.fromEntries(kept)),
    after: digests.versionsOf(body),
  };
}

/** Adds an outcome. A failure is logged and leaves the intent open. */
export async function appendOrLog({ audit }: Pick<Context, "audit">, outcome: NewOutcome): Promise<void> {
  try {
    await audit.append(outcome);
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    log({ level: "error", event: "an outcome could not be added to the audit log", code: error.error.code });
  }
}

/** Far more than any job has. Settings are free JSON, and a line must not grow without limit. */
const maxDigests = 200;

function shorten(digests: Record<string, string>): Record<string, string> {
  const named = Object.entries(digests).filter(([name]) => name.length <= 100);
  return Object.fromEntries(named.slice(0, maxDigests));
}
