import * as z from "zod/mini";
import { describedError } from "../../errors/errors.ts";
import { recordOf } from "../../job/attributes.ts";
import { jobFormShape } from "../../job/form-schema.ts";
import { scopePath } from "../../job/job.ts";
import { bulkFields, changedLabels, changeSettings } from "../change-settings.ts";
import { datasetOf } from "../place-job.ts";
import { countJobs, planJobs } from "./job-items.ts";
import { runJobsSchema } from "./job-refs.ts";
import { defineRunKind } from "./run-kind.ts";

const namesSchema = z.array(z.string().check(z.maxLength(200))).check(z.maxLength(1000));

const intentSchema = z.object({
  kind: z.literal("settings"),
  refs: runJobsSchema,
  change: z.object({
    set: z.partial(
      z.pick(
        jobFormShape,
        recordOf(bulkFields, () => true as const),
      ),
    ),
    addFields: namesSchema,
    removeFields: namesSchema,
    endpoint: z.optional(z.string().check(z.maxLength(4096))),
  }),
  /** By dataset: the fields that Cloudflare lists, and those of a job that names none. */
  fields: z.record(z.string(), z.object({ listed: namesSchema, defaults: namesSchema })),
  /** By zone or account and dataset, as `fieldsKey`: the added fields that it does not offer, where that was read. */
  lacking: z.optional(z.record(z.string(), namesSchema)),
});

/** Plans and products of a zone decide on the fields that it offers. */
export const fieldsKey = (scope: string, dataset: string): string => `${scope} ${dataset}`;

function fieldsAt({ change, fields, lacking = {} }: z.output<typeof intentSchema>, scope: string, dataset: string) {
  const ofDataset = fields[dataset];
  const lacks = lacking[fieldsKey(scope, dataset)];
  if (!lacks) return ofDataset;
  return {
    listed: change.addFields.filter((name) => !lacks.includes(name)),
    defaults: ofDataset?.defaults ?? [],
  };
}

/** Gives jobs some settings, and leaves all others as they are. */
export const settings = defineRunKind(intentSchema, {
  role: "admin",
  title: ({ refs, change }) => `Change ${changedLabels(change).join(", ") || "settings"} in ${countJobs(refs)}`,
  needs: ({ refs }) => ({ jobs: refs, isWhole: true }),
  plan: (intent, world) =>
    planJobs(intent.refs, world, ({ raw, ref, isWhole }) =>
      isWhole
        ? changeSettings(raw, scopePath(ref), intent.change, fieldsAt(intent, scopePath(ref), datasetOf(raw)))
        : { outcome: "blocked", error: describedError("E_PLAN_SEALED") },
    ),
});
