import { defineQuery } from "#lib/server/define/define-query.ts";
import { readUsageQuery } from "#lib/server/usage/read-volume.ts";

export const GET = defineQuery(readUsageQuery);
