import * as z from "zod/mini";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

/** Enables jobs: the smallest change there is. */
export const enable = defineRunKind(z.object({ kind: z.literal("enable"), refs: runJobsSchema }), {
  role: "operator",
  title: ({ refs }) => `Enable ${countJobs(refs)}`,
  needs: ({ refs }) => ({ jobs: refs, isWhole: false }),
  plan: ({ refs }, world) =>
    planJobs(refs, world, ({ raw }) =>
      raw.enabled === true ? { outcome: "same" } : { outcome: "change", body: { enabled: true } },
    ),
});
