import * as z from "zod/mini";
import { describedError } from "../../errors/errors.ts";
import { type JsonObject, jobKey } from "../../job/job.ts";
import { maxCopiedJobs, maxRunJobs } from "../../limits.ts";
import type { AppError } from "../../result.ts";
import { copyJob, suggestPattern } from "../copy-job.ts";
import { datasetOf, isSentTwice } from "../place-job.ts";
import type { PlannedItem, World, WorldScope } from "../run.ts";
import { countJobs } from "./job-items.ts";
import { runJobSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";
import { countScopes, planInScopes, runScopesSchema } from "./scope-items.ts";

const patternSchema = z.object({
  name: z.string().check(z.maxLength(1000)),
  endpoint: z.optional(z.string().check(z.maxLength(4096))),
  values: z
    .array(
      z.object({
        place: z.int().check(z.gte(0)),
        kind: z.enum(["header", "param"]),
        name: z.string(),
        value: z.string().check(z.maxLength(4096)),
      }),
    )
    .check(z.maxLength(1000)),
  enabled: z.boolean(),
});

const intentSchema = z
  .object({
    kind: z.literal("copy"),
    /** Without a pattern, the source's zone becomes the other one in the name and in values that may be shown. */
    jobs: z
      .array(z.object({ ref: runJobSchema, pattern: z.nullable(patternSchema) }))
      .check(z.minLength(1), z.maxLength(maxCopiedJobs)),
    scopes: runScopesSchema,
    updates: z.boolean(),
    triesFull: z.boolean(),
  })
  .check(z.refine(({ jobs, scopes }) => jobs.length * scopes.length <= maxRunJobs));

/** Copies jobs to zones and accounts, with their secrets, which stay on the server. */
export const copy = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ jobs, scopes }) => `Copy ${countJobs(jobs)} to ${countScopes(scopes)}`,
  needs: ({ jobs, scopes }) => ({ jobs: jobs.map(({ ref }) => ref), scopes, isWhole: true }),
  plan: ({ jobs, scopes, ...rules }, world) =>
    planInScopes(scopes, world, (scope) => {
      const made: JsonObject[] = [];
      return jobs.map((job) => {
        const item = planOne(job, scope, { world, planned: made.length, ...rules });
        if (item.outcome !== "create") return item;
        const clash = findClash(item, made);
        if (clash) return { ...item, outcome: "blocked", error: clash };
        made.push(item.body);
        return item;
      });
    }),
});

/** What two copies of one run must not be to each other, as a copy must not be to a job that is there. */
function findClash({ body }: { body: JsonObject }, made: readonly JsonObject[]): AppError | undefined {
  const dataset = datasetOf(body);
  const peers = made.filter((other) => datasetOf(other) === dataset);
  const name = String(body.name ?? "");
  if (name !== "" && peers.some((other) => other.name === name)) {
    return describedError("E_PLAN_NAMESAKE", { params: { dataset, name } });
  }
  const twin = peers.find((other) => isSentTwice(body, other));
  return twin && describedError("E_PLAN_DUPLICATE", { params: { dataset, name: String(twin.name ?? "") } });
}

type Copied = z.output<typeof intentSchema>["jobs"][number];
type Rules = { world: World; planned: number; updates: boolean; triesFull: boolean };

function planOne({ ref, pattern }: Copied, scope: WorldScope, { world, ...rules }: Rules): PlannedItem {
  const source = world.jobs.get(jobKey(ref));
  const place = { scope: scope.path, jobId: null, name: source?.name ?? `job ${ref.jobId}` };
  if (!source || source.isGone) return { ...place, outcome: "blocked", error: describedError("E_COPY_GONE") };
  if (!source.isWhole) return { ...place, outcome: "blocked", error: describedError("E_PLAN_SEALED") };
  const from = { path: `${ref.scopeKind}/${ref.scopeId}`, name: source.scopeName };
  const item = copyJob(source.raw, scope, pattern ?? suggestPattern(source.raw, from), rules);
  return { ...place, ...item, name: item.name || place.name };
}
