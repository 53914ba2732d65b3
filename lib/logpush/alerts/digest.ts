import { formatCount } from "#lib/logpush/format-count.ts";
import { type AlertKind, alertKinds } from "./alert-kinds.ts";
import type { AlertBody } from "./alert-message.ts";

/** More messages than this to a channel in one round become one. */
export const mostApart = 10;
/** How many jobs a digest names. */
const mostNamed = 10;

/** What many jobs did. A budget is about no job. */
const words: Record<AlertKind, [one: string, many: string]> = {
  failing: ["is failing", "are failing"],
  "disabled-by-failure": ["was disabled after errors", "were disabled after errors"],
  stale: ["has no data", "have no data"],
  budget: ["has reached a budget", "have reached a budget"],
  recovered: ["has recovered", "have recovered"],
  outside: ["was changed outside Headgate", "were changed outside Headgate"],
};

type DigestEvent = { kind: AlertKind; body: AlertBody };
type NamedJob = { scope: string; scopeName: string; job: number; name: string; dataset?: string };

export type DigestData = {
  /** How many of each kind. */
  counts: Partial<Record<AlertKind, number>>;
  /** The first of them. */
  jobs: NamedJob[];
  /** The page of Headgate that lists all of them. */
  list: string;
};

export function isDigest(data: AlertBody["data"]): data is AlertBody["data"] & DigestData {
  return "counts" in data && "list" in data;
}

/** One message about many events, of the kind that is the most serious of them. */
export function digestOf(events: readonly DigestEvent[], timestamp: string): DigestEvent {
  const kinds = Object.keys(alertKinds).filter((kind): kind is AlertKind =>
    events.some((event) => event.kind === kind),
  );
  const [first = "failing"] = kinds;
  const counts = Object.fromEntries(kinds.map((kind) => [kind, events.filter((event) => event.kind === kind).length]));
  const parts = kinds.map((kind, index) => {
    const count = counts[kind] ?? 0;
    const jobs = index > 0 ? "" : count === 1 ? " job" : " jobs";
    return `${formatCount(count)}${jobs} ${words[kind][count === 1 ? 0 : 1]}`;
  });
  const jobs = events.map(({ body }) => namedJob(body)).slice(0, mostNamed);
  const names = jobs.map(({ name, job, scopeName }) => `${name === "" ? `job ${job}` : name} (${scopeName})`);
  const rest = events.length - jobs.length;
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : "";
  return {
    kind: first,
    body: {
      type: "jobs.digest",
      timestamp,
      text: `${parts.join(", ")}: ${names.join(", ")}${more}.`,
      data: { counts, jobs, list: listOf(kinds, events) },
    },
  };
}

function namedJob({ data }: AlertBody): NamedJob {
  const { scope = "", job = 0, dataset } = data;
  const textOf = (key: string) => (key in data ? String(Reflect.get(data, key)) : "");
  return {
    scope,
    scopeName: textOf("scopeName"),
    job,
    name: textOf("name"),
    ...(dataset === undefined ? {} : { dataset }),
  };
}

/** The list with the jobs of one kind, in one zone if all are there; of several kinds, what needs attention first. */
function listOf(kinds: readonly AlertKind[], events: readonly DigestEvent[]): string {
  const [kind] = kinds;
  const scopes = new Set(events.map(({ body }) => body.data.scope));
  const [scope] = scopes;
  const only = scopes.size === 1 && scope !== undefined ? scope : undefined;
  if (kinds.every((one) => one === "outside")) {
    return `/activity?${new URLSearchParams({ source: "outside", ...(only && { zone: only }) })}`;
  }
  const health = kinds.length === 1 && (kind === "failing" || kind === "disabled-by-failure" || kind === "stale");
  const query = new URLSearchParams({ ...(only && { scope: only }), ...(health && { health: kind }) }).toString();
  return query === "" ? "/" : `/?${query}`;
}
