import * as z from "zod/mini";
import { hasUpstreamMask } from "../../destination/upstream-mask.ts";
import { describedError } from "../../errors/errors.ts";
import { toRecreateBody, toRestoreBody } from "../../history/restore-body.ts";
import { jobKey, scopePath } from "../../job/job.ts";
import { maxRunJobs } from "../../limits.ts";
import type { ItemPlan, PlannedItem, World, WorldJob } from "../run.ts";
import { countJobs } from "./job-items.ts";
import { runJobSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

const jobSchema = z.object({
  ref: runJobSchema,
  /** The version to bring back; null: the job did not exist, so it is deleted. */
  to: z.nullable(z.int().check(z.gte(1))),
  /** There is no version to bring back: Headgate had not seen the job then. */
  isUnseen: z.optional(z.boolean()),
  /** The version that is the present one, if only that may be replaced. */
  seen: z.optional(z.int().check(z.gte(1))),
  /** When it has its turn, as in `PlannedItem`. */
  step: z.optional(z.int().check(z.gte(0), z.lte(10))),
});

const intentSchema = z.object({
  kind: z.literal("restore"),
  jobs: z.array(jobSchema).check(z.minLength(1), z.maxLength(maxRunJobs)),
  /** The run that this one takes back. */
  of: z.optional(z.string().check(z.maxLength(40))),
  /** The time whose versions these are, in milliseconds since 1970. */
  at: z.optional(z.int().check(z.gte(0), z.lte(8_640_000_000_000_000))),
});

type RestoredJob = z.output<typeof jobSchema>;

/** Brings jobs back to earlier versions, their secrets too. A deleted job is created again, with a new id. */
export const restore = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ jobs, of, at }) =>
    `${of === undefined ? "Restore" : "Roll back"} ${countJobs(jobs)}${at === undefined ? "" : ` to ${minuteOf(at)}`}`,
  needs: ({ jobs }) => ({
    jobs: jobs.map(({ ref }) => ref),
    versions: jobs.flatMap(({ ref, to }) => (to === null ? [] : [{ ref, n: to }])),
    isWhole: true,
  }),
  plan: ({ jobs }, world) =>
    keepReplacements(
      jobs.map((job) => planOne(job, world)),
      jobs.map(({ ref }) => world.jobs.get(jobKey(ref))),
    ),
});

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/**
 * A job that replaced others is deleted after they are back. If one of them cannot be brought back and is not enabled, it
 * stays: without both, nothing would deliver.
 */
function keepReplacements(items: PlannedItem[], jobs: (WorldJob | undefined)[]): PlannedItem[] {
  const missing = items.filter(({ outcome }, index) => outcome === "blocked" && jobs[index]?.raw.enabled !== true);
  const firstMissing = Math.min(...missing.map(({ step = 0 }) => step));
  return items.map((item) => {
    const { scope, jobId, name, step = 0 } = item;
    if (item.outcome !== "delete" || step <= firstMissing) return item;
    return { scope, jobId, name, step, outcome: "blocked", error: describedError("E_RUN_STEP") };
  });
}

function planOne({ ref, to, isUnseen, seen, step = 0 }: RestoredJob, { jobs }: World): PlannedItem {
  const job = jobs.get(jobKey(ref));
  const place = { scope: scopePath(ref), jobId: ref.jobId, name: job?.name ?? `job ${ref.jobId}`, step };
  if (!job) return { ...place, outcome: "blocked", error: describedError("E_NOT_FOUND") };
  if (isUnseen) return { ...place, outcome: "blocked", error: describedError("E_VERSION_UNSEEN") };
  const plan = planOf(job, { to, seen });
  return { ...place, ...plan, jobId: plan.outcome === "create" ? null : ref.jobId };
}

function planOf(job: WorldJob, { to, seen }: Pick<RestoredJob, "to" | "seen">): ItemPlan {
  if (to === null && job.isGone) return { outcome: "same" };
  if (seen !== undefined && job.n !== seen) return { outcome: "blocked", error: describedError("E_RUN_LATER") };
  if (to === null) return { outcome: "delete" };
  const wanted = job.versions.get(to);
  if (!wanted || (!job.isGone && !job.isWhole))
    return { outcome: "blocked", error: describedError("E_VERSION_SEALED") };
  if (hasUpstreamMask(String(wanted.destination_conf ?? ""))) {
    return { outcome: "blocked", error: describedError("E_UPSTREAM_REDACTED") };
  }
  if (job.isGone) return { outcome: "create", body: toRecreateBody(wanted) };
  const body = toRestoreBody(job.raw, wanted);
  return Object.keys(body).length === 0 ? { outcome: "same" } : { outcome: "change", body };
}
