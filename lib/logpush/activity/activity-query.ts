import { type JobRef, parseScopePath } from "../job/job.ts";

/** What an entry is about. `outside`: a change that was not made through this Headgate. */
export const activityKinds = ["create", "update", "switch", "rotate", "delete", "test", "alert", "outside"] as const;
export type ActivityKind = (typeof activityKinds)[number];

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
  result: ActivityResult | undefined;
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
    result: activityResults.find((result) => result === params.get("result")),
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
