import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { hasUpstreamMask } from "#lib/logpush/destination/upstream-mask.ts";
import type { TypedValues } from "#lib/logpush/history/fill-destination.ts";
import { toRecreateBody, toRestoreBody } from "#lib/logpush/history/restore-body.ts";
import { wholeOfSealed } from "#lib/logpush/history/sealed-body.ts";
import { type JobRef, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import { hasJobLike, type VersionRow } from "#lib/store/versions.ts";
import { audited, changeOf } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { noteSave } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import type { Digests } from "../env/secret.ts";
import { recordSaved, recordSeen } from "../inventory/record.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { openJob } from "../inventory/show-version.ts";
import { postBody } from "../jobs/create-job.ts";
import { placeRefusal } from "../jobs/place-refusal.ts";
import { putOnce } from "../jobs/put-once.ts";
import { changedKeys } from "../jobs/update-job.ts";
import { openHistory } from "./list-versions.ts";

const inputSchema = z.object({
  ref: jobRefSchema,
  /** The version to bring back. */
  n: z.int().check(z.gte(1)),
  /** The version that the person saw as the present one. */
  seen: z.int().check(z.gte(1)),
  /** Whether the person saw that the job is deleted: then it is created again, otherwise it never is. */
  isGone: z.boolean(),
  /** What the person entered for the values of a version whose secrets are not kept, by their place. */
  typed: z.optional(z.record(z.string().check(z.maxLength(20)), z.string().check(z.maxLength(4096)))),
});

type Input = z.output<typeof inputSchema>;

/**
 * Brings a version back, its secrets too: one PUT with what differs, or a POST if the job is deleted, which then has a
 * new id. Where its secrets are not kept, and the destination is another one now, the person enters them
 * (E_VALUES_MISSING). A job that is not as the person saw it is left alone (E_CONFLICT). Answers where the job is.
 */
export function restoreVersion(context: Context, input: Input): Promise<JobRef> {
  return withJobLock(context, input.ref, () => restore(context, input));
}

export const restoreVersionCase = defineUseCase(
  { name: "restoreVersion", role: "admin", input: inputSchema, isWrite: true },
  restoreVersion,
);

const undoSchema = z.object({
  ref: jobRefSchema,
  /** What is taken back: the save that made version `n`, or the deletion of a job that had version `n`. */
  change: z.enum(["save", "delete"]),
  n: z.int().check(z.gte(1)),
});

/**
 * Takes back one change of the caller's own: brings back the version before it, or the deleted job. If anything happened
 * to the job since, nothing is done (E_CONFLICT).
 */
export function undoChange(context: Context, { ref, change, n }: z.output<typeof undoSchema>): Promise<JobRef> {
  return withJobLock(context, ref, async () => {
    const { job, find } = await openHistory(context, ref);
    const isGone = job.gone_at !== null;
    // A deletion stores the job as it was then, which may be a version that nobody had seen.
    const isLater = change === "delete" ? job.n < n : job.n !== n;
    if (isLater || isGone !== (change === "delete")) fail("E_CONFLICT", { params: { changed: laterChange } });
    if (isGone) return restore(context, { ref, n: job.n, seen: job.n, isGone });
    const { source, actor } = await find(n);
    const isOwn = source === "headgate" && actor === context.caller.id;
    if (!isOwn) fail("E_CONFLICT", { params: { changed: laterChange } });
    return restore(context, { ref, n: n - 1, seen: n, isGone });
  });
}

const laterChange = "a later change";

export const undoChangeCase = defineUseCase(
  { name: "undoChange", role: "admin", input: undoSchema, isWrite: true },
  undoChange,
);

async function restore(context: Context, { ref, n, seen, isGone, typed = {} }: Input): Promise<JobRef> {
  const { job, find } = await openHistory(context, ref);
  const row = await find(n);
  if (isGone) {
    if (job.gone_at === null) fail("E_CONFLICT", { params: { changed: laterChange } });
    return makeAgain(context, { ref, wanted: wholeOf(context, { ref, row, typed }), row });
  }
  const at = context.now();
  const stored = await context.upstream.read((client) => getJob(client, ref));
  // What others changed until now is theirs.
  await recordSeen(context, ref, stored, at);
  const since = context.now();
  const wanted = wholeOf(context, { ref, row, typed, stored });
  const { read, body } = await putBack(context, { ref, stored, wanted, seen: await find(seen) });
  await noteSave(context, ref, { isSwitchedOn: body.enabled === true });
  await recordSaved(context, ref, read, { source: "restored", since });
  return ref;
}

type Wanted = { ref: JobRef; row: VersionRow; typed: TypedValues; stored?: ReadJob };

/** The job of a version with its secrets: those that are kept, or those that the person entered. */
function wholeOf(context: Context, { ref, row, typed, stored }: Wanted): JsonObject {
  const opened = openJob(context, ref, row);
  if (opened) {
    if (hasUpstreamMask(String(opened.destination_conf ?? ""))) fail("E_UPSTREAM_REDACTED");
    return opened;
  }
  const sealed = { attrs: parseJson<JsonObject>(row.attrs), digests: parseJson<Record<string, string>>(row.digests) };
  const present = stored && { raw: stored.raw, digests: digestsUnder(context, row.kid).versionsOf(stored.raw) };
  const whole = wholeOfSealed(sealed, present, typed) ?? fail("E_VERSION_SEALED");
  if (!whole.ok) throw new AppException(whole.error);
  return whole.value;
}

/** Digests that are not renewed yet are under the key before the last rotation. */
function digestsUnder({ digests }: Context, kid: string | null): Digests {
  return kid !== null && kid === digests.before?.kid ? digests.before : digests;
}

type Put = { ref: JobRef; stored: ReadJob; wanted: JsonObject; seen: VersionRow };

async function putBack(
  context: Context,
  { ref, stored, wanted, seen }: Put,
): Promise<{ read: ReadJob; body: JsonObject }> {
  const now = digestsUnder(context, seen.kid).versionsOf(stored.raw);
  const changed = changedKeys(parseJson<Record<string, string>>(seen.digests), now);
  if (changed.length > 0) fail("E_CONFLICT", { params: { changed: changed.join(", ") } });
  const body = toRestoreBody(stored.raw, wanted);
  if (Object.keys(body).length === 0) fail("E_NO_CHANGE");
  const change = changeOf(context, { ref, stored: stored.raw, body });
  const read = await audited(context, { action: "update", ...change }, () =>
    putOnce(context, { ref, body, stored, action: "the restore", placeError: placeRefusal }),
  );
  return { read, body };
}

type Again = { ref: JobRef; wanted: JsonObject; row: VersionRow };

/** A second press must not create a second job, which would push everything twice. */
async function makeAgain(context: Context, { ref: { scopeKind, scopeId }, wanted, row }: Again): Promise<JobRef> {
  const { store, realm } = context;
  const scope = { scopeKind, scopeId };
  const twin = { realm, path: scopePath(scope), name: String(wanted.name ?? ""), confDigest: row.conf_digest };
  if (await hasJobLike(store.db, twin)) fail("E_RESTORED_ALREADY");
  const read = await postBody(context, scope, toRecreateBody(wanted));
  const made = { ...scope, jobId: read.job.id };
  await noteSave(context, made, { isSwitchedOn: read.job.enabled === true });
  await recordSaved(context, made, read, { source: "restored" });
  return made;
}
