import { readWholeCoverageQuery } from "#lib/server/coverage/coverage.ts";
import { defineQuery } from "#lib/server/define/define-query.ts";

export const GET = defineQuery(readWholeCoverageQuery);
