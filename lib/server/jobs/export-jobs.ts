import "server-only";
import * as z from "zod/mini";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { idsByScope, type JobRef, type JsonObject } from "#lib/logpush/job/job.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import { mostChosen } from "#lib/logpush/list/selection.ts";
import type { JobExport } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { listViewSchema, queryOf } from "../inventory/list-query.ts";
import { readMaskedJobs, readTrouble } from "../inventory/stored-jobs.ts";
import { readAllScopes } from "./read-all-scopes.ts";

/** Without a view and without chosen jobs: all jobs. */
const exportSchema = z.optional(
  z.nullable(
    z.union([
      z.object({ view: listViewSchema }),
      z.object({ refs: z.array(jobRefSchema).check(z.minLength(1), z.maxLength(mostChosen)) }),
    ]),
  ),
);

type Input = z.output<typeof exportSchema>;

/**
 * The jobs of a view, of all its pages, or chosen ones, as Cloudflare returned them, with secrets masked and with their zone or account
 * under Terraform's names. The import on the new-job page reads this format.
 */
export async function exportJobs(context: Context, input: Input): Promise<JobExport> {
  await prepareReading(context, "list");
  const [jobs, trouble] = await Promise.all([readMaskedJobs(context, filterOf(input)), readTrouble(context)]);
  return { jobs: jobs.map(({ ref, scopeName, attrs }) => ({ ref, scopeName, json: placed(ref, attrs) })), ...trouble };
}

function filterOf(input: Input): Parameters<typeof readMaskedJobs>[1] {
  if (!input) return {};
  if ("view" in input) return queryOf(input.view);
  return { among: idsByScope(input.refs) };
}

export const exportJobsCase = defineUseCase({ name: "exportJobs", role: "viewer", input: exportSchema }, exportJobs);

/** The same for the command line, which has no store: every job that the credential can read now. */
export async function exportLiveJobs(context: Pick<Context, "upstream" | "digests">): Promise<JobExport> {
  const { items, scopes, failures } = await readAllScopes(context, (read, { scope, scopeName }) => {
    const ref = { ...scope, jobId: read.job.id };
    const destination = redactDestination(read.job.destination_conf ?? "", context.digests.fingerprint);
    return { ref, scopeName, json: placed(ref, redactJob(read.raw, destination)) };
  });
  return { jobs: items, scopes, failures };
}

function placed({ scopeKind, scopeId }: JobRef, json: JsonObject): JsonObject {
  return { [scopeKind === "zones" ? "zone_id" : "account_id"]: scopeId, ...json };
}
