import type { ScopeRef } from "#lib/logpush/job/job.ts";
import { parseStatuses } from "#lib/logpush/pushes/push-chart.ts";
import { isDelivered } from "#lib/logpush/pushes/push-group.ts";
import type { CloudflareClient } from "./client.ts";
import { UpstreamException, type UpstreamFailure } from "./failure.ts";
import { type HealthGroup, readHealthGroups } from "./health-groups.ts";

/** Hours since 1970; `to` is the first one that is not read. */
export type HourSpan = { from: number; to: number };

/**
 * The pushes of a job in an hour. `failed` ones lost their batch, `retried` ones did not; if the API does not say which
 * failures are final, all are `failed`. `lines` and `bytes` (uncompressed) were delivered, and are null if unknown.
 * `statuses` says, as JSON, how many failed with each status; null if none failed. `lost_lines` are the records of
 * `failed` ones, 0 if there are none, null if the API does not say.
 */
export type JobPushHour = {
  jobId: number;
  hour: number;
  ok: number;
  failed: number;
  retried: number;
  lines: number | null;
  bytes: number | null;
  statuses: string | null;
  lost_lines: number | null;
};

const hourMs = 3_600_000;
/** Analytics have no pages. The documented limit of most datasets is 10,000. */
const maxGroups = 5000;

/**
 * The pushes of all jobs of a scope by hour. One call, unless an answer is cut off at the limit of groups: the next one
 * then continues after what was whole.
 */
export async function readPushHours(
  client: CloudflareClient,
  scope: ScopeRef,
  span: HourSpan,
  limit = maxGroups,
): Promise<JobPushHour[]> {
  const found: HealthGroup[] = [];
  let at = { hour: span.from, jobId: 0 };
  while (at.hour < span.to) {
    // Within an hour the next job continues, so only this hour is asked for.
    const to = at.jobId > 0 ? at.hour + 1 : span.to;
    const page = await readHealthGroups(client, scope, {
      ...{ byJob: true, limit, orderBy: "datetimeHour_ASC, jobId_ASC" },
      filter: `${at.jobId > 0 ? `jobId_geq: ${at.jobId}, ` : ""}datetime_geq: ${timeOf(at.hour)}, datetime_lt: ${timeOf(to)}`,
    });
    const { whole, next } = page.length < limit ? { whole: page, next: { hour: to, jobId: 0 } } : cutOff(page);
    found.push(...whole);
    at = next;
  }
  return addUp(found);
}

/** What an answer at the limit surely contains whole, and where the next one begins. */
function cutOff(page: HealthGroup[]): { whole: HealthGroup[]; next: { hour: number; jobId: number } } {
  const last = placeOf(page.at(-1));
  const earlier = page.filter((group) => placeOf(group).hour < last.hour);
  if (earlier.length > 0) return { whole: earlier, next: { hour: last.hour, jobId: 0 } };
  const others = page.filter((group) => placeOf(group).jobId < last.jobId);
  // A job alone has fewer statuses than the limit.
  if (others.length === 0) return { whole: page, next: { hour: last.hour, jobId: last.jobId + 1 } };
  return { whole: others, next: last };
}

function addUp(groups: HealthGroup[]): JobPushHour[] {
  const hours = new Map<string, JobPushHour>();
  for (const group of groups) {
    const { jobId, hour } = placeOf(group);
    const key = `${jobId} ${hour}`;
    const sum = hours.get(key) ?? {
      jobId,
      hour,
      ok: 0,
      failed: 0,
      retried: 0,
      lines: 0,
      bytes: 0,
      statuses: null,
      lost_lines: 0,
    };
    hours.set(key, addGroup(sum, group));
  }
  return Array.from(hours.values());
}

function addGroup(hour: JobPushHour, { count, dimensions, sum }: HealthGroup): JobPushHour {
  const isKnown = dimensions.final !== undefined && sum !== undefined;
  const outcome = isDelivered(dimensions.status) ? "ok" : dimensions.final === 0 ? "retried" : "failed";
  const delivered = outcome === "ok" ? sum : { records: 0, bytes: 0 };
  return {
    ...hour,
    [outcome]: hour[outcome] + count,
    lines: isKnown && delivered && hour.lines !== null ? hour.lines + delivered.records : null,
    bytes: isKnown && delivered && hour.bytes !== null ? hour.bytes + delivered.bytes : null,
    lost_lines: outcome === "failed" ? addLost(hour.lost_lines, isKnown ? sum?.records : 0) : hour.lost_lines,
    statuses: outcome === "ok" ? hour.statuses : countStatus(hour.statuses, dimensions.status, count),
  };
}

/** A batch has records, so where none are counted for lost ones, the API does not say. */
function addLost(before: number | null, records = 0): number | null {
  return before === null || records === 0 ? null : before + records;
}

function countStatus(text: string | null, status: number, count: number): string {
  const statuses = parseStatuses(text);
  statuses.set(status, (statuses.get(status) ?? 0) + count);
  return JSON.stringify(Object.fromEntries(statuses));
}

function placeOf(group: HealthGroup | undefined): { hour: number; jobId: number } {
  const hour = Math.floor(Date.parse(group?.dimensions.datetimeHour ?? "") / hourMs);
  const jobId = group?.dimensions.jobId;
  if (jobId === undefined || Number.isNaN(hour)) throw new UpstreamException({ kind: "shape", status: 200 });
  return { hour, jobId };
}

/** RFC 3339, as a string of GraphQL. */
function timeOf(hour: number): string {
  return JSON.stringify(`${new Date(hour * hourMs).toISOString().slice(0, 19)}Z`);
}

/** Whether the analytics refused because they no longer keep these hours: how long they do depends on the plan. */
export function isTooOld(failure: UpstreamFailure): boolean {
  return (
    failure.kind === "answer" && failure.errors.some(({ message }) => /cannot request data older than/i.test(message))
  );
}
