import type { JobRef } from "#lib/logpush/job/job.ts";
import type { PushGroup } from "#lib/logpush/pushes/summarize-pushes.ts";
import type { CloudflareClient } from "./client.ts";
import { readHealthGroups } from "./health-groups.ts";

/** More groups than the hours and statuses of a day can produce. */
const maxGroups = 5000;

/** How many deliveries of a job ended with which status, by hour. `from` and `to` are RFC 3339. */
export async function readPushGroups(
  client: CloudflareClient,
  { scopeKind, scopeId, jobId }: JobRef,
  { from, to }: { from: string; to: string },
): Promise<PushGroup[]> {
  const groups = await readHealthGroups(
    client,
    { scopeKind, scopeId },
    {
      limit: maxGroups,
      filter: `jobId: ${jobId}, datetime_geq: ${JSON.stringify(from)}, datetime_lt: ${JSON.stringify(to)}`,
    },
  );
  return groups.map(({ count, dimensions: { datetimeHour: hour, status, final }, sum }) => ({
    hour,
    status,
    count,
    ...(final === undefined || !sum ? {} : { isFinal: final === 1, records: sum.records, bytes: sum.bytes }),
  }));
}
