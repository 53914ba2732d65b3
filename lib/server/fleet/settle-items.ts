import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { CAUSES } from "#lib/logpush/decode/causes.ts";
import { ERRORS, type ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type JobRef, parseScopePath } from "#lib/logpush/job/job.ts";
import { type ItemState, itemStates } from "#lib/logpush/plan/run.ts";
import { type ItemEvent, nextItemState } from "#lib/logpush/plan/run-state.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { changeItem, listUnknownItems, listUnsettledItems, type RunItemRow, type RunRow } from "#lib/store/runs.ts";
import type { Outcome } from "../audit/entry.ts";
import { perProcess } from "../base/per-process.ts";
import type { Context } from "../context/context.ts";
import { forgetJob } from "../context/job-notes.ts";
import { recordDeleted } from "../inventory/record.ts";
import { holdsSent } from "../jobs/reconcile.ts";
import { type Applied, bodyOf, changedSincePlan, recordWritten } from "./apply-item.ts";

/** The items that this process works on now: their results are not read from the audit log. */
export const inFlight = perProcess("runItems", () => new Set<string>());
export const flightOf = (run: string, n: number): string => `${run} ${n}`;

/**
 * Finds the outcomes of writes that are not stored with their items, because a process was killed or an answer
 * was lost. The audit log knows, as soon as somebody has read the job back. Nothing is sent. Returns the items that
 * changed.
 */
export async function settleItems(context: Context, run: RunRow): Promise<number> {
  let settled = 0;
  for (const item of await listUnsettledItems(context.store.db, run.id)) {
    if (inFlight.has(flightOf(run.id, item.n))) continue;
    if (await settleOne(context, run, item)) settled += 1;
  }
  return settled;
}

/**
 * Reads the jobs back whose outcome stayed unknown, so that a roll back takes back what did take effect. Returns how many
 * still may have: those whose write is not over, and jobs that cannot be read now. What changed since stays unknown.
 */
export async function readBackUnknown(context: Context, run: RunRow): Promise<number> {
  await settleItems(context, run);
  let open = 0;
  for (const item of await listUnknownItems(context.store.db, run.id)) {
    const found = item.intent === null && (await findResult(context, { run, item, outcome: undefined }));
    if (found) await finish(context, item, found);
    else open += 1;
  }
  return open;
}

async function settleOne(context: Context, run: RunRow, item: RunItemRow): Promise<boolean> {
  const { audit } = context;
  if (item.intent === null) return false;
  // In this order: an outcome that is added in between is seen.
  const isOpen = (await audit.listOpen(item.scope)).some(({ id }) => id === item.intent);
  const outcome = await audit.findOutcome({
    ...{ id: item.intent, scope: item.scope },
    place: { chain: item.scope, n: 0, at: 0 },
  });
  if (isOpen) return outcome?.outcome === "unknown" ? markLost(context, item, outcome) : false;
  const found = await findResult(context, { run, item, outcome });
  return found ? finish(context, item, found) : false;
}

type Found = {
  event: Extract<ItemEvent, "done" | "failed" | "skipped" | "lost" | "unsent">;
  applied?: Applied;
  error?: AppError;
};

type Ended = { run: RunRow; item: RunItemRow; outcome: Outcome | undefined };

const lost: Found = { event: "lost", error: describedError("E_RUN_UNKNOWN") };

/** Undefined if the job cannot be read now, which the record of the change needs. */
async function findResult(context: Context, { run, item, outcome }: Ended): Promise<Found | undefined> {
  if (outcome?.outcome === "not done") {
    // The process was interrupted, and it is certain by now that nothing happened: the item has its turn again.
    if (outcome.by === "start-up" && item.state === "running") return { event: "unsent" };
    return { event: "skipped", error: describedError("E_NOT_APPLIED") };
  }
  if (outcome?.outcome === "refused") return { event: "failed", error: errorOf(outcome) };
  const scope = parseScopePath(item.scope);
  const jobId = item.job_id ?? outcome?.jobId;
  if (!scope || jobId === undefined) return lost;
  const ref = { ...scope, jobId };
  const read = await readIfThere(context, ref);
  if (read === undefined) return undefined;
  // Whoever has no credential of its own records an outcome as unknown that the job itself may show.
  if (outcome?.outcome !== "done" && !isShown(context, item, read)) {
    const isAsBefore = read !== null && item.job_id !== null && changedSincePlan(context, item, read).length === 0;
    // What the audit log gave up cannot take effect any more.
    return !outcome && isAsBefore ? { event: "skipped", error: describedError("E_NOT_APPLIED") } : lost;
  }
  if (item.plan === "delete") {
    await recordDeleted(context, ref);
    await forgetJob(context, ref);
    return { event: "done", applied: { after_n: null, made_id: null } };
  }
  const applied = read && (await recordSettled(context, { run, item, ref, read }));
  return {
    event: "done",
    applied: { ...(applied ?? { after_n: null }), made_id: item.job_id === null ? jobId : null },
  };
}

/** Whether the job is as the write would have left it. Of a new job, only the audit log knows which one it is. */
function isShown(context: Context, item: RunItemRow, read: ReadJob | null): boolean {
  if (item.plan === "delete") return read === null;
  // Without its body, which is wiped when the run is over for long, nothing can be compared.
  return (
    item.plan === "change" && item.sealed !== null && read !== null && holdsSent(read, bodyOf(context, item), read)
  );
}

type Settled = { run: RunRow; item: RunItemRow; ref: JobRef; read: ReadJob };

function recordSettled(context: Context, { run, item, ref, read }: Settled): Promise<Applied> {
  const isRestored = run.kind === "restore";
  return recordWritten(context, ref, read, { ...(item.begun_at === null ? {} : { since: item.begun_at }), isRestored });
}

/** Null if the job is gone by now; undefined if that cannot be read. */
async function readIfThere({ upstream }: Context, ref: JobRef): Promise<ReadJob | null | undefined> {
  try {
    return await upstream.read((client) => getJob(client, ref));
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    return error.error.code === "E_NOT_FOUND" ? null : undefined;
  }
}

/** The caller did not find out, and somebody else still may: until then it is unknown. */
async function markLost(context: Context, item: RunItemRow, outcome: Outcome): Promise<boolean> {
  if (item.state !== "running") return false;
  const change = { state: "unknown", error: JSON.stringify(errorOf(outcome)), ended_at: context.now() };
  return changeItem(context.store.db, { ...item, state: "running" }, change);
}

async function finish({ store, now }: Context, item: RunItemRow, { event, applied, error }: Found): Promise<boolean> {
  const state = stateOf(item);
  const next = event === "lost" ? "unknown" : state && nextItemState(state, event);
  if (!state || !next) return false;
  return changeItem(
    store.db,
    { ...item, state },
    {
      ...{ state: next, intent: null, error: error ? JSON.stringify(error) : null },
      ...(next === "queued" ? { claim: null } : { ended_at: now() }),
      ...(applied ?? {}),
      ...(next === "done" ? { sealed: null } : {}),
    },
  );
}

function stateOf({ state }: RunItemRow): ItemState | undefined {
  return itemStates.find((known) => known === state);
}

function errorOf({ code, cfRay }: Outcome): AppError {
  const known = isErrorCode(code) ? code : "E_INTERNAL";
  const described = describedError(known, cfRay ? { cfRay } : {});
  // The audit log keeps no values, so a sentence that needs one is left to its code.
  return described.message.includes("{")
    ? { ...described, message: `Cloudflare refused the change (${known}).` }
    : described;
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && (Object.hasOwn(ERRORS, code) || Object.hasOwn(CAUSES, code));
}
