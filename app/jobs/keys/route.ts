import { defineQuery } from "#lib/server/define/define-query.ts";
import { findJobKeysQuery } from "#lib/server/jobs/job-keys.ts";

export const GET = defineQuery(findJobKeysQuery);
