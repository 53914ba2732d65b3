import "server-only";
import * as z from "zod/mini";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { defineReader } from "../define/define-reader.ts";
import { defineUseCase } from "../define/use-case.ts";
import { findJobs } from "../inventory/find-jobs.ts";
import { listViewSchema } from "../inventory/list-query.ts";
import { findStoredJob } from "../inventory/stored-jobs.ts";

/** One page of the list, for its page. Throws `AppException` if nothing is known and the API refuses to say more. */
export const listJobPage = defineReader("viewer", findJobs);

/** The same while the page is open: as somebody types, turns pages, or something changed. */
export const findJobsQuery = defineQueryCase({ name: "findJobs", role: "viewer", parse: parseView }, findJobs);

const watchJobsSchema = z.optional(z.nullable(z.object({ view: listViewSchema })));

export const watchJobsCase = defineUseCase(
  { name: "watchJobs", role: "viewer", input: watchJobsSchema, isBackground: true },
  (context, input) => findJobs(context, input?.view ?? parseView(new URLSearchParams())),
);

/** The job that was just created, by its key from the address. Undefined if there is none. */
export const findCreatedJob = defineReader(
  "viewer",
  async (context, key: string | string[] | undefined): Promise<JobSummary | undefined> => {
    const [, path, id] =
      /^((?:zones|accounts)\/[0-9a-f]{32})\/([1-9]\d*)$/.exec(typeof key === "string" ? key : "") ?? [];
    const scope = parseScopePath(path ?? "");
    return scope && (await findStoredJob(context, { ...scope, jobId: Number(id) }))?.summary;
  },
);
