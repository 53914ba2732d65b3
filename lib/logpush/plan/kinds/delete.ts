import * as z from "zod/mini";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

/** Deletes jobs. Their last versions stay, so the run can be rolled back. */
export const remove = defineRunKind(z.object({ kind: z.literal("delete"), refs: runJobsSchema }), {
  role: "admin",
  title: ({ refs }) => `Delete ${countJobs(refs)}`,
  needs: ({ refs }) => ({ jobs: refs, isWhole: false }),
  plan: ({ refs }, world) => planJobs(refs, world, () => ({ outcome: "delete" })),
});
