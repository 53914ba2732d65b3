import "server-only";
import * as z from "zod/mini";
import { destinationExists } from "#lib/cloudflare/destination-exists.ts";
import { describeFailure } from "#lib/cloudflare/errors.ts";
import { listScopeJobs, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { isSameEndpoint } from "#lib/logpush/destination/same-endpoint.ts";
import { jobFormShape } from "#lib/logpush/job/form-schema.ts";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { SameDestinationJob, SameDestinations } from "#lib/logpush/job/same-destination.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readWholeJobs } from "../inventory/stored-jobs.ts";
import { readFormDestination } from "./form-destination.ts";

/** `ref` is the job being edited; without it the values are those of a new one. */
export const findSameDestinationSchema = z.object({
  ref: z.optional(jobRefSchema),
  values: z.pick(jobFormShape, {
    scope: true,
    dataset: true,
    destinationMode: true,
    isEndpointKept: true,
    endpoint: true,
    query: true,
    copyOf: true,
  }),
});

type Input = z.output<typeof findSameDestinationSchema>;

/**
 * The jobs of one scope that push to the form's destination. `ref` is the job that is being edited: its kept values are
 * filled in here, and it is not among the others. The answer contains no value of a destination.
 */
export async function findSameDestination(context: Context, { ref, values }: Input): Promise<SameDestinations> {
  const { scope, conf, destinations } = await readFormDestination(context, { ref, values });
  const [read, exists] = await Promise.all([
    readJobsOf(context, scope),
    askCloudflare(context, { scope, conf, destinations }),
  ]);
  const jobs = read
    .filter(({ job }) => job.id !== ref?.jobId && isSameEndpoint(job.destination_conf ?? "", conf))
    .map((item) => describeOther(item, { scope, conf, dataset: values.dataset }));
  return { jobs: jobs.sort(byLikeness), exists };
}

export const findSameDestinationCase = defineUseCase(
  { name: "findSameDestination", role: "operator", input: findSameDestinationSchema, formKey: "values" },
  findSameDestination,
);

/** From the store; from the API if the scope was not read yet, or the store keeps no secrets of its jobs. */
async function readJobsOf(context: Context, scope: ScopeRef): Promise<ReadJob[]> {
  const { store, realm, upstream } = context;
  const row = await findScopeRow(store.db, { realm, path: scopePath(scope) });
  const stored = await readWholeJobs(context, scope);
  const reads = stored.flatMap(({ read }) => read ?? []);
  const isKnown = row !== undefined && row.read_at !== null && row.hidden_at === null && reads.length === stored.length;
  if (isKnown && context.isReadInBackground) return reads;
  return upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
}

/** Asked once, like a write, because it is a POST. Its failure must not hide what the list says. */
async function askCloudflare(
  { upstream }: Context,
  { scope, conf, destinations }: { scope: ScopeRef; conf: string; destinations: string[] },
): Promise<boolean | AppError> {
  const sent = await upstream.write((client) => destinationExists(client, scope, conf));
  return sent.ok ? sent.value : describeFailure(sent.failure, { destinations, notFound: "E_SCOPE_GONE" });
}

type Asked = { scope: ScopeRef; conf: string; dataset: string };

function describeOther({ job }: ReadJob, { scope, conf, dataset }: Asked): SameDestinationJob {
  const ownDataset = job.dataset ?? "http_requests";
  return {
    ref: { scopeKind: scope.scopeKind, scopeId: scope.scopeId, jobId: job.id },
    name: job.name ?? "",
    dataset: ownDataset,
    enabled: job.enabled ?? false,
    isSameDataset: ownDataset === dataset,
    isWhole: job.destination_conf === conf,
  };
}

/** Records that would arrive twice come first, then the whole string. */
function byLikeness(a: SameDestinationJob, b: SameDestinationJob): number {
  const rank = ({ isSameDataset, isWhole }: SameDestinationJob) => Number(isSameDataset) * 2 + Number(isWhole);
  return rank(b) - rank(a) || a.ref.jobId - b.ref.jobId;
}
