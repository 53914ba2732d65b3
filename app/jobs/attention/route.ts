import { defineQuery } from "#lib/server/define/define-query.ts";
import { countAttentionQuery } from "#lib/server/jobs/count-attention.ts";

export const GET = defineQuery(countAttentionQuery);
