import type { JobRef } from "#lib/logpush/job/job.ts";
import type { PushGroup } from "#lib/logpush/pushes/push-group.ts";
import type { CloudflareClient } from "./client.ts";
import { readHealthGroups, type TimeDimension } from "./health-groups.ts";

/** More groups than the times and statuses of a day can produce. */
const maxGroups = 5000;

/** How many deliveries of a job ended with which status, by hour or by five minutes. `from` and `to` are RFC 3339. */
export async function readPushGroups(
  client: CloudflareClient,
  { scopeKind, scopeId, jobId }: JobRef,
  { from, to, time = "datetimeHour" }: { from: string; to: string; time?: TimeDimension },
): Promise<PushGroup[]> {
  const groups = await readHealthGroups(
    client,
    { scopeKind, scopeId },
    {
      time,
      limit: maxGroups,
      filter: `jobId: ${jobId}, datetime_geq: ${JSON.stringify(from)}, datetime_lt: ${JSON.stringify(to)}`,
    },
  );
  return groups.map(({ count, dimensions: { [time]: start = "", status, final }, sum }) => ({
    start,
    status,
    count,
    ...(final === undefined || !sum ? {} : { isFinal: final === 1, records: sum.records, bytes: sum.bytes }),
  }));
}
