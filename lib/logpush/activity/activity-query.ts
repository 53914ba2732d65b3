import { type JobRef, parseScopePath } from "../job/job.ts";

/**
 * What is in the audit log. `test` changes nothing at Cloudflare, but sends the job's secrets to its endpoint. `alert` is a
 * message to a channel that a person asked for; `channel` and `mute` change what alerts do, `objective` what share of the
 * hours shall be delivered, `budget` what a month may cost, and nothing at Cloudflare.
 */
export const auditedActions = [
  "create",
  "update",
  "switch",
  "rotate",
  "delete",
  "test",
  "alert",
  "channel",
  "mute",
  "objective",
  "budget",
] as const;

/** What an entry is about. `found`: a job that was there when Headgate first looked. */
export const activityKinds = [...auditedActions, "found"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Where a change was made: here, by restoring a version, elsewhere, or before Headgate first looked. */
export const activitySources = ["headgate", "restored", "outside", "first"] as const;
export type ActivitySource = (typeof activitySources)[number];

/** Spans of time that end now, in milliseconds. */
export const activitySpans = { "1h": 3_600_000, "1d": 86_400_000, "7d": 7 * 86_400_000, "30d": 30 * 86_400_000 };
export type ActivitySpan = keyof typeof activitySpans;

export const activityResults = ["done", "failed", "unknown", "open"] as const;
export type ActivityResult = (typeof activityResults)[number];

/** Which entries are shown. It lives in the URL, so that a view can be reloaded and shared. */
export type ActivityQuery = {
  /** Words of a job, zone, person or attribute. */
  q: string;
  /** The caller's id, as the audit log has it. */
  who: string;
  /** `zones/{id}` or `accounts/{id}`; empty for all. */
  zone: string;
  /** `zones/{id}/jobs/{id}`; empty for all. */
  job: string;
  kind: ActivityKind | undefined;
  source: ActivitySource | undefined;
  result: ActivityResult | undefined;
  span: ActivitySpan | undefined;
  /** The first and the last day, `2026-11-29`, in UTC; empty for no limit. A span goes before them. */
  from: string;
  to: string;
};

/** Reads a query from the URL. What it does not understand is left at its default. */
export function parseActivityQuery(params: Pick<URLSearchParams, "get">): ActivityQuery {
  const textOf = (name: string) => (params.get(name) ?? "").slice(0, 300);
  return {
    q: textOf("q"),
    who: textOf("who"),
    zone: textOf("zone"),
    job: parseJobPath(textOf("job")) ? textOf("job") : "",
    kind: activityKinds.find((kind) => kind === params.get("kind")),
    // Addresses of older versions had it among the kinds.
    source: activitySources.find((source) => source === (params.get("source") ?? params.get("kind"))),
    result: activityResults.find((result) => result === params.get("result")),
    span: spanNames.find((span) => span === params.get("span")),
    from: dayOf(textOf("from")),
    to: dayOf(textOf("to")),
  };
}

const spanNames = ["1h", "1d", "7d", "30d"] as const satisfies ActivitySpan[];

/** The day if there is one like that, otherwise empty. */
function dayOf(text: string): string {
  const isDay = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? text : "";
}

/** The time that the query selects, in milliseconds since 1970; `to` is the first that is not. */
export function timesOf({ span, from, to }: ActivityQuery, nowMs: number): { from?: number; to?: number } {
  if (span) return { from: nowMs - activitySpans[span] };
  return {
    ...(from !== "" && { from: Date.parse(from) }),
    ...(to !== "" && { to: Date.parse(to) + activitySpans["1d"] }),
  };
}

/** The query string without defaults: empty, or with its `?`. */
export function activityQueryText(query: ActivityQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether any entries are left out. */
export function isActivityFiltered(query: ActivityQuery): boolean {
  return activityQueryText({ ...query, q: query.q.trim() }) !== "";
}

/** The job that the query names. */
export function jobOfQuery({ job }: ActivityQuery): JobRef | undefined {
  return parseJobPath(job);
}

/** Parses `zones/{id}/jobs/{id}`, the path of a job's page. */
function parseJobPath(path: string): JobRef | undefined {
  const [, scope = "", id] = /^(.+)\/jobs\/(\d{1,15})$/.exec(path) ?? [];
  const ref = parseScopePath(scope);
  return ref && { ...ref, jobId: Number(id) };
}
