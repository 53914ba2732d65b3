import * as z from "zod/mini";
import { describedError } from "../../errors/errors.ts";
import { rotateValue } from "../rotate-value.ts";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

const valueSchema = z.string().check(z.minLength(1), z.maxLength(4096));

const intentSchema = z.object({
  kind: z.literal("rotate"),
  refs: runJobsSchema,
  /** The present values, as `listSecretUses` reads them. */
  from: z.array(valueSchema).check(z.minLength(1), z.maxLength(100)),
  to: valueSchema,
});

/** Replaces a value wherever these jobs use it. */
export const rotate = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ refs, from }) =>
    `Rotate ${from.length === 1 ? "a secret" : `${from.length} secrets`} in ${countJobs(refs)}`,
  needs: ({ refs }) => ({ jobs: refs, isWhole: true }),
  plan: ({ refs, from, to }, world) =>
    planJobs(refs, world, ({ raw, isWhole }) =>
      isWhole ? rotateValue(raw, { from, to }) : { outcome: "blocked", error: describedError("E_PLAN_SEALED") },
    ),
});
