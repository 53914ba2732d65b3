import "server-only";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import type { JobExport } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { noInputSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readAllScopes } from "./list-jobs.ts";

/**
 * Every job of every scope as Cloudflare returns it, with secrets masked and with its zone or account under Terraform's
 * names. The import on the new-job page reads this format.
 */
export async function exportAllJobs(context: Pick<Context, "upstream" | "digests">): Promise<JobExport> {
  const { items, scopes, failures } = await readAllScopes(context, (read, { scope, scopeName }) => {
    const conf = read.job.destination_conf ?? "";
    const place = { [scope.scopeKind === "zones" ? "zone_id" : "account_id"]: scope.scopeId };
    return {
      ref: { ...scope, jobId: read.job.id },
      scopeName,
      json: { ...place, ...redactJob(read.raw, redactDestination(conf, context.digests.fingerprint)) },
    };
  });
  return { jobs: items, scopes, failures };
}

export const exportJobsCase = defineUseCase(
  { name: "exportJobs", role: "viewer", input: noInputSchema },
  exportAllJobs,
);
