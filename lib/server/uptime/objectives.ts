import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { type Objective, uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { readStoredJobs } from "#lib/store/inventory.ts";
import { changeObjective, type ObjectiveRow, readObjectives } from "#lib/store/uptime.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

/** An objective as the store has it; undefined if none is set, null if a job is to have none. */
export function objectiveOf(row: ObjectiveRow | undefined): Objective | null | undefined {
  if (!row) return undefined;
  const days = uptimeDays.find((each) => each === row.days);
  return row.target === null || days === undefined ? null : { target: row.target, days };
}

/** The objective of a job, by its key, and whether it is its own: otherwise that of all jobs. */
export async function readObjectiveOf(
  { store, realm }: Pick<Context, "store" | "realm">,
  key: string,
): Promise<{ objective: Objective | null; isOwnObjective: boolean }> {
  const rows = await readObjectives(store.db, realm, [key]);
  const own = objectiveOf(rows.find(({ job_key }) => job_key === key));
  const ofAll = objectiveOf(rows.find(({ job_key }) => job_key === "")) ?? null;
  return { objective: own === undefined ? ofAll : own, isOwnObjective: own !== undefined };
}

/** `ref` null: the objective of all jobs without one of their own. `objective` "default" removes a job's own one. */
const setObjectiveSchema = z.object({
  ref: z.nullable(jobRefSchema),
  objective: z.union([
    z.literal("default"),
    z.null(),
    z.object({
      target: z.int().check(z.gte(50_000), z.lte(99_999)),
      days: z.union([z.literal(7), z.literal(30), z.literal(365)]),
    }),
  ]),
});

/** Sets the share of hours that a job shall deliver, or all jobs. Throws E_NOT_FOUND if the store has no such job. */
export async function setObjective(
  context: Context,
  { ref, objective }: z.output<typeof setObjectiveSchema>,
): Promise<null> {
  const { store, realm, now } = context;
  const place = ref ? { scope: scopePath(ref), jobId: ref.jobId } : { scope: "" };
  if (ref) {
    const [row] = await readStoredJobs(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
    if (!row) fail("E_NOT_FOUND");
  }
  const change =
    objective === "default" || (objective === null && !ref)
      ? null
      : { target: objective?.target ?? null, days: objective?.days ?? 30, changed_at: now() };
  return audited(context, { action: "objective", ...place }, async () => {
    await changeObjective(store.db, { realm, jobKey: ref ? jobKey(ref) : "" }, change);
    return null;
  });
}

// No job changes at Cloudflare, but pages show what is left of the objective.
export const setObjectiveCase = defineUseCase(
  { name: "setObjective", role: "operator", input: setObjectiveSchema, isWrite: true },
  setObjective,
);
