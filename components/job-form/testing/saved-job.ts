import { detailOf } from "#components/testing/stored-job.ts";
import type { JobNote } from "#lib/logpush/job/health.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import type { JobDetail, ScopeOption } from "#lib/logpush/views.ts";

export const zone: ScopeOption = {
  path: `zones/${"b".repeat(32)}`,
  name: "theburritobot.com",
  accountName: "Burritos",
  accountId: "a".repeat(32),
};

/** A stored job of the zone as the server describes it to its page; `note` is what Headgate keeps of it. */
export function savedJob(raw: WireJob & JsonObject, note?: JobNote): JobDetail {
  return detailOf({ raw, scope: zone, ...(note ? { note } : {}) });
}
