import * as z from "zod/mini";
import { describedError } from "../../errors/errors.ts";
import { jobKey } from "../../job/job.ts";
import { consolidate as planConsolidation } from "../consolidate.ts";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema, runScopeSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";
import { planInScopes } from "./scope-items.ts";

const intentSchema = z.object({
  kind: z.literal("consolidate"),
  refs: runJobsSchema,
  /** The account whose job replaces them. */
  account: runScopeSchema,
  name: z.string().check(z.maxLength(512)),
  triesFull: z.boolean(),
});

/** Makes one account job of many zone jobs, which are disabled when it has delivered. */
export const consolidate = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ refs }) => `Replace ${countJobs(refs)} with one account job`,
  needs: ({ refs, account }) => ({ jobs: refs, scopes: [account], isWhole: true }),
  plan: ({ refs, account, ...rules }, world) => {
    const gone = planJobs(refs, world, () => ({ outcome: "same" })).filter(({ outcome }) => outcome === "blocked");
    const jobs = refs.flatMap((ref) => {
      const job = world.jobs.get(jobKey(ref));
      return job && !job.isGone ? [job] : [];
    });
    if (account.startsWith("zones/")) {
      return planJobs(refs, world, () => ({ outcome: "blocked", error: describedError("E_SCOPE_GONE") }));
    }
    return [...planInScopes([account], world, (scope) => planConsolidation(jobs, scope, rules)), ...gone];
  },
});
