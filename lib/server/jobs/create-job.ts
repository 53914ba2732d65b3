import "server-only";
import { AppException, fail, toAppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { listScopeJobs, postJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { isSameDestination } from "#lib/logpush/destination/http.ts";
import { parseStoredDestination } from "#lib/logpush/destination/stored.ts";
import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, type JsonObject, parseScopePath, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { noteSave } from "../context/job-notes.ts";
import { defineUseCase } from "../define/use-case.ts";
import { recordSaved } from "../inventory/record.ts";
import { listDatasets } from "../scopes/datasets.ts";
import { requireScope } from "../scopes/read-scopes.ts";
import { readCopied } from "./copied-destination.ts";
import { placeRefusal } from "./place-refusal.ts";
import { afterLostAnswer, notConfirmed, reconcile } from "./reconcile.ts";

/**
 * Creates a job from values that passed the form's schema. The POST is sent once. If its answer is lost, the list of
 * jobs shows the outcome: the API has no idempotency key, so a second POST could create a second job.
 */
export async function createJob(context: Context, values: JobFormValues): Promise<JobRef> {
  const { ref, made } = await makeJob(context, values);
  await noteSave(context, ref, { isSwitchedOn: values.enabled });
  await recordSaved(context, ref, made);
  return ref;
}

export const createJobCase = defineUseCase(
  { name: "createJob", role: "admin", input: jobFormSchema, isWrite: true },
  createJob,
);

async function makeJob(context: Context, values: JobFormValues): Promise<{ ref: JobRef; made: ReadJob }> {
  const copied = await readCopied(context, values);
  if (!copied) checkIsNew(values);
  const scope = parseScopePath(values.scope);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  checkDataset(values.dataset, scope);
  const made = await postBody(context, scope, toCreateBody(values, copied));
  return { ref: { ...scope, jobId: made.job.id }, made };
}

/**
 * Sends a new job once, in the audit log, and finds out how a lost answer ended. With `isUnique`, a job of
 * the same name, dataset and destination must not be there yet (E_RESTORED_ALREADY).
 */
export async function postBody(
  context: Context,
  scope: ScopeRef,
  body: JsonObject,
  { isUnique = false }: { isUnique?: boolean } = {},
): Promise<ReadJob> {
  const [before, seen] = await Promise.allSettled([readJobs(context, scope), requireScope(context, scope)]);
  if (seen.status === "rejected") throw seen.reason;
  if (before.status === "rejected") throw before.reason;
  const isTwin = (read: ReadJob) => isNamedLike(body, read) && isSentTo(String(body.destination_conf), read);
  if (isUnique && before.value.some(isTwin)) fail("E_RESTORED_ALREADY");

  return audited(
    context,
    {
      action: "create",
      scope: scopePath(scope),
      after: context.digests.versionsOf(body),
      namesakes: before.value.filter((read) => isNamedLike(body, read)).map(({ job }) => job.id),
    },
    () => sendNew(context, { scope, body, before: before.value }),
    ({ job }) => ({ jobId: job.id }),
  );
}

/** Sends the POST once. If the answer is lost, reads the jobs to find out whether one was created. */
async function sendNew(
  context: Context,
  { scope, body, before }: { scope: ScopeRef; body: JsonObject; before: ReadJob[] },
): Promise<ReadJob> {
  const sent = await context.upstream.write((client) => postJob(client, scope, body));
  if (sent.ok) return sent.value;
  const { failure } = sent;
  if (!isOutcomeUnknown(failure)) {
    throw placeRefusal(
      toAppException(failure, { destinations: [String(body.destination_conf)], notFound: "E_SCOPE_GONE" }),
    );
  }
  return findMade(context, { scope, knownIds: new Set(before.map(({ job }) => job.id)), body, failure });
}

type Lost = { scope: ScopeRef; knownIds: Set<number>; body: JsonObject; failure: UpstreamFailure };

/**
 * Finds the job of a POST whose answer was lost. E_NOT_CREATED is only reported if nothing suggests that one was
 * created.
 */
async function findMade(context: Context, { scope, knownIds, body, failure }: Lost): Promise<ReadJob> {
  let hasNamesake = false;
  const action = "creating the job";
  const made = await reconcile(context, {
    failure,
    action,
    find: async () => {
      const jobs = await readJobs(context, scope);
      const namesakes = jobs.filter((read) => !knownIds.has(read.job.id) && isNamedLike(body, read));
      const matches = namesakes.filter((read) => isSentTo(String(body.destination_conf), read));
      if (matches.length > 1) throw new AppException(afterLostAnswer("E_AMBIGUOUS", failure));
      hasNamesake = namesakes.length > 0;
      return matches[0];
    },
  });
  if (made) return made;
  if (hasNamesake) throw new AppException(afterLostAnswer("E_AMBIGUOUS", failure));
  throw notConfirmed(failure, "E_NOT_CREATED", action);
}

/** A new job that is not a copy has no saved values to keep. Input that claims so does not come from Headgate's form. */
function checkIsNew({ destinationMode, isEndpointKept, query }: JobFormValues): void {
  if (destinationMode !== "edit" || isEndpointKept) {
    fail("E_SAVED_GONE", { at: "endpoint" });
  }
  const saved = query.findIndex((row) => row.saved !== undefined);
  if (saved >= 0) fail("E_SAVED_GONE", { at: `query.${saved}.value` });
}

/** Some datasets exist for both kinds of scope. Cloudflare decides about datasets that Headgate does not know. */
function checkDataset(dataset: string, { scopeKind }: ScopeRef): void {
  const kinds = listDatasets().flatMap(({ id, scope }) => (id === dataset ? [scope] : []));
  const [kind] = kinds;
  if (!kind || kinds.includes(scopeKind === "zones" ? "zone" : "account")) return;
  fail("E_DATASET_SCOPE", { at: "dataset", params: { dataset, kind } });
}

function readJobs({ upstream }: Context, scope: ScopeRef): Promise<ReadJob[]> {
  return upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
}

function isNamedLike(body: JsonObject, { job }: ReadJob): boolean {
  return (job.dataset ?? "http_requests") === body.dataset && (job.name ?? "") === (body.name ?? "");
}

/** Cloudflare may store the destination in another spelling. */
function isSentTo(conf: string, { job }: ReadJob): boolean {
  const stored = job.destination_conf ?? "";
  if (stored === conf) return true;
  const [a, b] = [parseStoredDestination(conf), parseStoredDestination(stored)];
  return a.ok && b.ok && isSameDestination(a.value, b.value);
}
