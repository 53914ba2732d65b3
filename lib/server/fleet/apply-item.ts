import "server-only";
import { randomUUID } from "node:crypto";
import { fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { type JobRef, type JsonObject, parseScopePath, scopePath } from "#lib/logpush/job/job.ts";
import type { ItemEvent } from "#lib/logpush/plan/run-state.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { findJobVersion, markSent, type RunItemRow, type RunRow } from "#lib/store/runs.ts";
import { audited, changeOf } from "../activity/audited.ts";
import type { Intent } from "../audit/entry.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { forgetJob, noteSave } from "../context/job-notes.ts";
import { recordDeleted, recordSaved, recordSeen } from "../inventory/record.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { postBody } from "../jobs/create-job.ts";
import { sendRemoval } from "../jobs/delete-job.ts";
import { placeRefusal } from "../jobs/place-refusal.ts";
import { putOnce } from "../jobs/put-once.ts";
import { isAlready } from "../jobs/reconcile.ts";
import { changedKeys } from "../jobs/update-job.ts";
import { type PlannedBase, placeOfItem } from "./create-run.ts";

/** What the write of an item did: the version that it made, and the id of a new job. */
export type Applied = { after_n: number | null; made_id: number | null };

/** What has no effect on the job: it is already as it was planned. */
const nothingToDo: Applied = { after_n: null, made_id: null };

/**
 * Sends the write of a claimed item, once, under the job's lock, and only to a job that is as it was planned for. Throws
 * `AppException` or `StoreError`; whether anything was sent then is in the item's `intent`.
 */
export async function applyItem(given: Context, run: RunRow, item: RunItemRow, claim: string): Promise<Applied> {
  const scope = parseScopePath(item.scope);
  if (!scope) fail("E_SCOPE");
  // New jobs of one zone or account are made one after the other.
  const ref = { ...scope, jobId: item.job_id ?? 0 };
  return withJobLock(given, ref, async () => {
    await requireNoOpenWrite(given, item);
    const contextOf = (before: number | null) => withWrite(given, { run: run.id, n: item.n, claim, before });
    if (item.plan === "create") return create(contextOf(null), ref, bodyOf(given, item));
    if (item.plan === "delete") return remove(given, { ref, item, contextOf });
    return change(given, { ref, item, contextOf, kind: run.kind });
  });
}

type ForItem = { ref: JobRef; item: RunItemRow; contextOf: (before: number | null) => Context };

async function create(context: Context, { scopeKind, scopeId }: JobRef, body: JsonObject): Promise<Applied> {
  const scope = { scopeKind, scopeId };
  const read = await postBody(context, scope, body, { isUnique: true });
  return { ...(await recordWritten(context, { ...scope, jobId: read.job.id }, read)), made_id: read.job.id };
}

async function change(
  context: Context,
  { ref, item, contextOf, kind }: ForItem & Pick<RunRow, "kind">,
): Promise<Applied> {
  const body = bodyOf(context, item);
  const { stored, since } = await readPlanned(context, { ref, item, goal: (read) => isAlready(read, body) });
  if (!stored) return nothingToDo;
  const sending = contextOf(await versionOf(context, ref));
  const isSwitch = Object.keys(body).join() === "enabled";
  const action = isSwitch ? "switch" : kind === "rotate" ? "rotate" : "update";
  const saved = await audited(sending, { action, ...changeOf(context, { ref, stored: stored.raw, body }) }, () =>
    putOnce(sending, { ref, body, stored, action: "changing the job", placeError: placeRefusal }),
  );
  return recordWritten(context, ref, saved, {
    since,
    isRestored: kind === "restore",
    isSwitchedOn: body.enabled === true,
  });
}

async function remove(context: Context, { ref, item, contextOf }: ForItem): Promise<Applied> {
  const { stored } = await readPlanned(context, { ref, item, goal: () => false });
  if (!stored) return nothingToDo;
  const sending = contextOf(await versionOf(context, ref));
  const before = context.digests.versionsOf(stored.raw);
  await audited(sending, { action: "delete", scope: scopePath(ref), jobId: ref.jobId, before }, () =>
    sendRemoval(sending, ref, stored.job.destination_conf ?? ""),
  );
  await recordDeleted(context, ref);
  await forgetJob(context, ref);
  return nothingToDo;
}

type Planned = { ref: JobRef; item: RunItemRow; goal: (read: ReadJob) => boolean };

/** The job as it is now, if that is how it was planned for. No job: it already is as it should be. */
async function readPlanned(
  context: Context,
  { ref, item, goal }: Planned,
): Promise<{ stored: ReadJob | undefined; since: number }> {
  const at = context.now();
  const stored = await context.upstream.read((client) => getJob(client, ref));
  // What others changed until now is theirs. It is also the version that a roll back brings back.
  await recordSeen(context, ref, stored, at);
  const since = context.now();
  if (goal(stored)) return { stored: undefined, since };
  const changed = changedSincePlan(context, item, stored);
  if (changed.length > 0) fail("E_RUN_CHANGED", { params: { changed: changed.join(", ") } });
  return { stored, since };
}

/** The attributes that are not as the plan saw them. */
export function changedSincePlan({ digests }: Context, { base: text }: RunItemRow, { raw }: ReadJob): string[] {
  const base = text === null ? undefined : parseJson<PlannedBase>(text);
  // Digests that are not renewed yet are under the key before the last rotation.
  const keyed = base?.kid === digests.before?.kid ? digests.before : digests;
  return changedKeys(base?.digests ?? {}, (keyed ?? digests).versionsOf(raw));
}

type Written = { since?: number; isRestored?: boolean; isSwitchedOn?: boolean };

/** Stores a job as Cloudflare has confirmed it, and which version that is. */
export async function recordWritten(
  context: Context,
  ref: JobRef,
  read: ReadJob,
  { since, isRestored = false, isSwitchedOn = read.job.enabled === true }: Written = {},
): Promise<Applied> {
  await noteSave(context, ref, { isSwitchedOn });
  await recordSaved(context, ref, read, {
    source: isRestored ? "restored" : "headgate",
    ...(since === undefined ? {} : { since }),
  });
  return { after_n: await versionOf(context, ref), made_id: null };
}

async function versionOf({ store, realm }: Context, ref: JobRef): Promise<number | null> {
  return (await findJobVersion(store.db, { realm, path: scopePath(ref), jobId: ref.jobId })) ?? null;
}

/** The body that was planned. Its secrets are gone when the run is over. */
export function bodyOf({ seal }: Context, { run, n, sealed, kid }: RunItemRow): JsonObject {
  const text = sealed && kid !== null ? seal.open({ kid, bytes: sealed }, placeOfItem(run, n)) : undefined;
  if (text === undefined) fail("E_RUN_WIPED");
  return parseJson<JsonObject>(text);
}

/** A write of which nobody knows yet whether it took effect must not be followed by another one. */
async function requireNoOpenWrite({ audit }: Context, { scope, job_id: jobId, plan }: RunItemRow): Promise<void> {
  const open = await audit.listOpen(scope);
  const isSame = (line: Intent) => (plan === "create" ? line.action === "create" : line.jobId === jobId);
  if (open.some((line) => line.action !== "test" && isSame(line))) fail("E_RUN_OPEN", { retryAfterMs: openWaitMs });
}

const openWaitMs = 5000;

type Write = { run: string; n: number; claim: string; before: number | null };

/**
 * The intent in the audit log and the item's `intent` are stored together or not at all, and only under the claim: what
 * has none was never sent, and can be claimed by another worker.
 */
function withWrite(context: Context, { run, n, claim, before }: Write): Context {
  const id = randomUUID();
  return {
    ...context,
    write: {
      id,
      store: async (transaction) => {
        const isOurs = await markSent(transaction, { run, n, claim }, { intent: id, before_n: before });
        if (!isOurs) fail("E_RUN_TAKEN");
      },
    },
  };
}

/** What a failure of an item means for it, before it is known whether anything was sent. */
export function eventOf({ code }: Pick<AppError, "code">): Exclude<ItemEvent, "begin" | "retry" | "done"> {
  return events[code] ?? "failed";
}

const events: Partial<Record<string, Exclude<ItemEvent, "begin" | "retry" | "done">>> = {
  E_RATE_LIMIT: "unsent",
  E_CALL_SHARE_USED: "unsent",
  E_CALLS_SCARCE: "unsent",
  E_UPSTREAM_PAUSED: "unsent",
  E_JOB_BUSY: "unsent",
  E_RUN_OPEN: "unsent",
  E_RUN_WAITING: "unsent",
  E_AUDIT_UNWRITABLE: "unsent",
  E_STORE_DOWN: "unsent",
  E_DATA_UNWRITABLE: "unsent",
  E_RUN_CHANGED: "skipped",
  E_RUN_STEP: "skipped",
  E_NOT_FOUND: "skipped",
  E_NOT_APPLIED: "skipped",
  E_NOT_CREATED: "skipped",
  E_RESTORED_ALREADY: "skipped",
  E_UNKNOWN_OUTCOME: "lost",
  E_AMBIGUOUS: "lost",
};
