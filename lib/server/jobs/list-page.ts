import "server-only";
import * as z from "zod/mini";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { defineReader } from "../define/define-reader.ts";
import { defineUseCase } from "../define/use-case.ts";
import { findJobs } from "../inventory/find-jobs.ts";
import { listViewSchema } from "../inventory/list-query.ts";

/** One page of the list, for its page. Throws `AppException` if nothing is known and the API refuses to say more. */
export const listJobPage = defineReader("viewer", findJobs);

/** The same while the page is open: as somebody types, turns pages, or something changed. */
export const findJobsQuery = defineQueryCase({ name: "findJobs", role: "viewer", parse: parseView }, findJobs);

const watchJobsSchema = z.optional(z.nullable(z.object({ view: listViewSchema })));

export const watchJobsCase = defineUseCase(
  { name: "watchJobs", role: "viewer", input: watchJobsSchema, isBackground: true },
  (context, input) => findJobs(context, input?.view ?? parseView(new URLSearchParams())),
);
