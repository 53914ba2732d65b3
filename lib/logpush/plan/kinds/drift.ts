import * as z from "zod/mini";
import { describedError } from "../../errors/errors.ts";
import { recordOf } from "../../job/attributes.ts";
import { jobFormShape } from "../../job/form-schema.ts";
import { type JobRef, jobKey, scopePath } from "../../job/job.ts";
import { settingFields } from "../../job/labels.ts";
import { maxRunJobs } from "../../limits.ts";
import { ok } from "../../result.ts";
import { editJob, planOfBody } from "../edit-job.ts";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

const intentSchema = z
  .object({
    kind: z.literal("drift"),
    /** Jobs that differ from the file in the same settings, with the file's values of these. */
    groups: z
      .array(
        z.object({
          refs: runJobsSchema,
          set: z.partial(
            z.pick(
              jobFormShape,
              recordOf(settingFields, () => true as const),
            ),
          ),
        }),
      )
      .check(z.minLength(1), z.maxLength(maxRunJobs)),
  })
  .check(z.refine(({ groups }) => refsOf(groups).length <= maxRunJobs));

function refsOf(groups: readonly { refs: JobRef[] }[]): JobRef[] {
  return groups.flatMap(({ refs }) => refs);
}

/** Gives jobs the settings that a file has. The destination stays, because no file has its secrets. */
export const drift = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ groups }) => `Restore ${countJobs(refsOf(groups))} from a file`,
  needs: ({ groups }) => ({ jobs: refsOf(groups), isWhole: true }),
  plan: ({ groups }, world) => {
    const sets = new Map(groups.flatMap(({ refs, set }) => refs.map((ref) => [jobKey(ref), set] as const)));
    return planJobs(refsOf(groups), world, ({ raw, ref, isWhole }) =>
      isWhole
        ? planOfBody(editJob(raw, scopePath(ref), () => ok(sets.get(jobKey(ref)) ?? {})))
        : { outcome: "blocked", error: describedError("E_PLAN_SEALED") },
    );
  },
});
