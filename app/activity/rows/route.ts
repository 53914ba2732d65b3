import { readActivityQuery } from "#lib/server/activity/read-activity.ts";
import { defineQuery } from "#lib/server/define/define-query.ts";

export const GET = defineQuery(readActivityQuery);
