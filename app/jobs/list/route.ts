import { defineQuery } from "#lib/server/define/define-query.ts";
import { findJobsQuery } from "#lib/server/jobs/list-page.ts";

export const GET = defineQuery(findJobsQuery);
