import "server-only";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import { type JobRef, jobKey, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { claimVersion, findScopeRow, recordGone, recordJobs } from "#lib/store/inventory.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { intentOf } from "../context/intent-of.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { publishChange } from "./changes-stream.ts";
import { readFormerConfs } from "./former-confs.ts";
import { type Origin, observeJob, unnamedScope } from "./observed-job.ts";

/** Stores one complete reading of a scope that began at `at`. */
export async function recordScope(
  context: Context,
  scope: ScopeRef,
  { reads, at, dueAt }: { reads: ReadJob[]; at: number; dueAt: number },
): Promise<void> {
  const path = scopePath(scope);
  const notes = await readJobNotes(
    context,
    reads.map(({ job }) => jobKey({ ...scope, jobId: job.id })),
  );
  const known = await findScopeRow(context.store.db, { realm: context.realm, path });
  const origin: Origin = { source: known?.read_at === null || !known ? "first" : "outside" };
  const former = await readFormerConfs(context, scope, reads);
  const jobs = reads.map((read) => observeJob(context, read, { scope, at, origin, notes, former }));
  const { added, changed, gone } = await recordJobs(context.store.db, {
    ...{ realm: context.realm, path, at, jobs, isWhole: true, dueAt },
    scope: unnamedScope(scope),
  });
  if (added + changed + gone > 0 || known?.failure || known?.hidden_at) publishChange(context, path);
}

/**
 * Stores a job as Cloudflare has just confirmed it. It never fails: the job is saved anyway, and will be read again.
 * `since`, in milliseconds since 1970, is when the change was sent: what others changed before stays theirs.
 */
export async function recordSaved(
  context: Context,
  ref: JobRef,
  read: ReadJob,
  { source = "headgate", since }: { source?: "headgate" | "restored"; since?: number } = {},
): Promise<void> {
  await orLog(async () => {
    const at = context.now();
    const { realm, caller } = context;
    const intent = intentOf(read) ?? null;
    const origin: Origin = { source, actor: caller.id, intent };
    await recordOne(context, ref, { read, at, origin, isConfirmed: true });
    // The reader may have read the job between the change and this.
    const version = {
      realm,
      path: scopePath(ref),
      jobId: ref.jobId,
      since: since ?? at - longestChangeMs,
      source,
      actor: caller.id,
      intent,
    };
    await claimVersion(context.store.db, version);
    publishChange(context, scopePath(ref), jobKey(ref));
  });
}

/** Longer than a change takes from its request to its read-back. */
const longestChangeMs = 60_000;

/** Stores what was read of one job on its page, or before a write. It never fails either. */
export async function recordSeen(context: Context, ref: JobRef, read: ReadJob, at: number): Promise<void> {
  await orLog(async () => {
    const { added, changed } = await recordOne(context, ref, { read, at, origin: { source: "outside" } });
    if (added + changed > 0) publishChange(context, scopePath(ref), jobKey(ref));
  });
}

type One = { read: ReadJob; at: number; origin: Origin; isConfirmed?: boolean };

async function recordOne(context: Context, ref: JobRef, { read, at, origin, isConfirmed = false }: One) {
  const [notes, former] = await Promise.all([
    readJobNotes(context, [jobKey(ref)]),
    readFormerConfs(context, ref, [read]),
  ]);
  return recordJobs(context.store.db, {
    ...{ realm: context.realm, path: scopePath(ref), at, isWhole: false, dueAt: null, isConfirmed },
    jobs: [observeJob(context, read, { scope: ref, at, origin, notes, former })],
    scope: unnamedScope(ref),
  });
}

/** Stores that the caller deleted a job. It never fails either. */
export async function recordDeleted(context: Context, ref: JobRef): Promise<void> {
  await orLog(async () => {
    const at = context.now();
    const { realm, caller } = context;
    await recordGone(context.store.db, {
      ...{ realm, path: scopePath(ref), at, jobId: ref.jobId },
      ...{ since: at - longestChangeMs, actor: caller.id },
    });
    publishChange(context, scopePath(ref), jobKey(ref));
  });
}

async function orLog(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log({ level: "warn", event: `a job could not be stored (${error.detail})` });
  }
}
