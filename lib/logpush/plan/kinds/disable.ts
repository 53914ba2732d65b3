import * as z from "zod/mini";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

/** Disables jobs. Cloudflare tests the destination all the same. */
export const disable = defineRunKind(z.object({ kind: z.literal("disable"), refs: runJobsSchema }), {
  role: "operator",
  title: ({ refs }) => `Disable ${countJobs(refs)}`,
  needs: ({ refs }) => ({ jobs: refs, isWhole: false }),
  plan: ({ refs }, world) =>
    planJobs(refs, world, ({ raw }) =>
      raw.enabled === true ? { outcome: "change", body: { enabled: false } } : { outcome: "same" },
    ),
});
