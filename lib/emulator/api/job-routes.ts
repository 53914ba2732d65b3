import { findDataset } from "../datasets.ts";
import type { Jobs } from "../state/jobs.ts";
import { jobToWire, type Scope, type StoredJob } from "../state/model.ts";
import { type Api, type ApiContext, readBody, readJobId } from "./context.ts";
import { success } from "./envelope.ts";
import { notAllowed } from "./failure.ts";

/** Routes 1 to 5 and 8 of the Logpush API: the jobs of a scope. */
export function addJobRoutes(api: Api, jobs: Jobs): void {
  api.get("/:scopeKind/:scopeId/logpush/jobs", (context) =>
    success(visibleJobs(context, jobs.list(context.get("scope"))).map(jobToWire)),
  );

  api.post("/:scopeKind/:scopeId/logpush/jobs", async (context) => {
    const body = await readBody(context);
    const dataset = typeof body.dataset === "string" ? body.dataset : "http_requests";
    requirePii(context, dataset, `creating a new job (for ${dataset} dataset) is not allowed`);
    return success(jobToWire(await jobs.create(context.get("scope"), body, actorOf(context))));
  });

  api.get("/:scopeKind/:scopeId/logpush/jobs/:jobId", (context) =>
    success(jobToWire(requireJob(context, jobs, "reading"))),
  );

  api.put("/:scopeKind/:scopeId/logpush/jobs/:jobId", async (context) => {
    const body = await readBody(context);
    const { id } = requireJob(context, jobs, "updating");
    return success(jobToWire(await jobs.update(context.get("scope"), id, body, actorOf(context))));
  });

  api.delete("/:scopeKind/:scopeId/logpush/jobs/:jobId", async (context) => {
    const { id } = requireJob(context, jobs, "deleting");
    await jobs.remove(context.get("scope"), id, actorOf(context));
    return success({ id });
  });

  api.get("/:scopeKind/:scopeId/logpush/datasets/:datasetId/jobs", (context) => {
    const own = jobs.list(context.get("scope")).filter((job) => job.dataset === context.req.param("datasetId"));
    return success(visibleJobs(context, own).map(jobToWire));
  });
}

function actorOf(context: ApiContext): string {
  return context.get("credential").email;
}

function requireJob(context: ApiContext, jobs: Jobs, verb: string): StoredJob {
  const job = jobs.get(context.get("scope"), readJobId(context));
  requirePii(context, job.dataset, `${verb} job for product '${job.dataset}' is not allowed`);
  return job;
}

function visibleJobs(context: ApiContext, all: StoredJob[]): StoredJob[] {
  return all.filter((job) => !isBarred(context, context.get("scope"), job.dataset));
}

function requirePii(context: ApiContext, dataset: string, refusal: string): void {
  if (isBarred(context, context.get("scope"), dataset)) throw notAllowed(refusal);
}

function isBarred(context: ApiContext, scope: Scope, dataset: string): boolean {
  return context.get("credential").access === "no-pii" && findDataset(scope.kind, dataset)?.requiresPii === true;
}
