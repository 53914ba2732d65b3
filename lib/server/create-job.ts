import "server-only";
import { AppException, toAppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown } from "#lib/cloudflare/failure.ts";
import { listScopeJobs, postJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, type JsonObject, parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { appError } from "#lib/logpush/result.ts";
import type { Context } from "./context.ts";
import { afterLostAnswer, lookTwice } from "./reconcile.ts";
import { requireScope } from "./scopes.ts";

/**
 * Makes a job from values that passed the form's schema. The POST goes out once. If its answer is lost, the list tells:
 * the API has no idempotency key, so a second POST could make a second job.
 */
export async function createJob(context: Context, values: JobFormValues): Promise<JobRef> {
  checkIsNew(values);
  const scope = parseScopePath(values.scope);
  if (!scope) throw new AppException(appError("E_SCOPE", { at: "scope" }));
  const body = toCreateBody(values);
  const [before, seen] = await Promise.allSettled([readJobs(context, scope), requireScope(context, values.scope)]);
  if (seen.status === "rejected") throw seen.reason;
  if (before.status === "rejected") throw before.reason;

  const sent = await context.upstream.write((client) => postJob(client, scope, body));
  if (sent.ok) return refOf(scope, sent.value);
  const { failure } = sent;
  if (!isOutcomeUnknown(failure)) {
    throw toAppException(failure, { destinations: [String(body.destination_conf)], notFound: "E_SCOPE_GONE" });
  }
  const knownIds = new Set(before.value.map(({ job }) => job.id));
  const made = await lookTwice(context, {
    failure,
    action: "the new job",
    look: async () => {
      const matches = (await readJobs(context, scope)).filter(
        (read) => !knownIds.has(read.job.id) && isMadeBy(body, read),
      );
      if (matches.length > 1) throw new AppException(afterLostAnswer("E_AMBIGUOUS", failure));
      return matches[0];
    },
  });
  if (!made) throw new AppException(afterLostAnswer("E_NOT_CREATED", failure));
  return refOf(scope, made);
}

/** A new job has nothing saved to keep; values that say so come from another form than ours. */
function checkIsNew({ destinationMode, isEndpointKept, query }: JobFormValues): void {
  if (destinationMode !== "edit" || isEndpointKept) {
    throw new AppException(appError("E_SAVED_GONE", { at: "endpoint" }));
  }
  const saved = query.findIndex((row) => row.saved !== undefined);
  if (saved >= 0) throw new AppException(appError("E_SAVED_GONE", { at: `query.${saved}.value` }));
}

function readJobs({ upstream }: Context, scope: ScopeRef): Promise<ReadJob[]> {
  return upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
}

function isMadeBy(body: JsonObject, { job }: ReadJob): boolean {
  return (
    job.dataset === body.dataset &&
    job.destination_conf === body.destination_conf &&
    (job.name ?? "") === (body.name ?? "")
  );
}

function refOf(scope: ScopeRef, { job }: ReadJob): JobRef {
  return { ...scope, jobId: job.id };
}
