import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { toRecreateBody, toRestoreBody } from "#lib/logpush/history/restore-body.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import type { VersionRow } from "#lib/store/versions.ts";
import { audited, changeOf } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { noteSave } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { recordSaved } from "../inventory/record.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { postBody } from "../jobs/create-job.ts";
import { placeRefusal } from "../jobs/place-refusal.ts";
import { putOnce } from "../jobs/put-once.ts";
import { changedKeys } from "../jobs/update-job.ts";
import { openJob } from "./describe-version.ts";
import { openHistory } from "./list-versions.ts";

const inputSchema = z.object({
  ref: jobRefSchema,
  /** The version to bring back. */
  n: z.int().check(z.gte(1)),
  /** The version that the person saw as the present one. */
  seen: z.int().check(z.gte(1)),
});

type Input = z.output<typeof inputSchema>;

/**
 * Brings a version back, its secrets too: one PUT with what differs, or a POST if the job is deleted, which then has a
 * new id. A job that is not as the person saw it is left alone (E_CONFLICT). Answers where the job is.
 */
export function restoreVersion(context: Context, input: Input): Promise<JobRef> {
  return withJobLock(context, input.ref, () => restore(context, input));
}

export const restoreVersionCase = defineUseCase(
  { name: "restoreVersion", role: "admin", input: inputSchema, isWrite: true },
  restoreVersion,
);

/**
 * Takes back the caller's own last change of a job: brings back the version before it, or the job if it is deleted. If
 * somebody changed the job since, nothing happens (E_CONFLICT).
 */
export function undoChange(context: Context, { ref }: { ref: JobRef }): Promise<JobRef> {
  return withJobLock(context, ref, async () => {
    const { job, find } = await openHistory(context, ref);
    if (job.gone_at !== null) return restore(context, { ref, n: job.n, seen: job.n });
    const newest = await find(job.n);
    const isOwn = newest.source !== "outside" && newest.source !== "first" && newest.actor === context.caller.id;
    if (!isOwn) fail("E_CONFLICT", { params: { changed: "a later change" } });
    return restore(context, { ref, n: job.n - 1, seen: job.n });
  });
}

export const undoChangeCase = defineUseCase(
  { name: "undoChange", role: "admin", input: z.object({ ref: jobRefSchema }), isWrite: true },
  undoChange,
);

async function restore(context: Context, { ref, n, seen }: Input): Promise<JobRef> {
  const { find } = await openHistory(context, ref);
  const row = await find(n);
  const wanted = openJob(context, ref, row);
  if (!wanted) fail("E_VERSION_SEALED");
  const stored = await readIfThere(context, ref);
  const { ref: place, read } = stored
    ? { ref, read: await putBack(context, { ref, stored, wanted, seen: await find(seen) }) }
    : await makeAgain(context, ref, wanted);
  await noteSave(context, place, { isSwitchedOn: read.job.enabled === true });
  await recordSaved(context, place, read, "restored");
  return place;
}

type Put = { ref: JobRef; stored: ReadJob; wanted: JsonObject; seen: VersionRow };

async function putBack(context: Context, { ref, stored, wanted, seen }: Put): Promise<ReadJob> {
  const { digests } = context;
  // Digests that are not renewed yet are under the key before the last rotation.
  const keyed = seen.kid === digests.before?.kid ? digests.before : digests;
  const changed = changedKeys(parseJson<Record<string, string>>(seen.digests), keyed.versionsOf(stored.raw));
  if (changed.length > 0) fail("E_CONFLICT", { params: { changed: changed.join(", ") } });
  const body = toRestoreBody(stored.raw, wanted);
  if (Object.keys(body).length === 0) fail("E_NO_CHANGE");
  const change = changeOf(context, { ref, stored: stored.raw, body });
  return audited(context, { action: "update", ...change }, () =>
    putOnce(context, { ref, body, stored, action: "the restore", placeError: placeRefusal }),
  );
}

async function makeAgain(context: Context, ref: JobRef, wanted: JsonObject): Promise<{ ref: JobRef; read: ReadJob }> {
  const { scopeKind, scopeId } = ref;
  const read = await postBody(context, { scopeKind, scopeId }, toRecreateBody(wanted));
  return { ref: { scopeKind, scopeId, jobId: read.job.id }, read };
}

async function readIfThere({ upstream }: Context, ref: JobRef): Promise<ReadJob | undefined> {
  try {
    return await upstream.read((client) => getJob(client, ref));
  } catch (error) {
    if (error instanceof AppException && error.error.code === "E_NOT_FOUND") return undefined;
    throw error;
  }
}
