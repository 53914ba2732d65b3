import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { isJsonObject } from "../json.ts";
import { schemeOf } from "../push/schemes.ts";
import type { PushTally, StoredJob } from "../state/model.ts";

export type Dimensions = { [name: string]: string | number };
/** One row before grouping, or one group; the names are those that a query can request. */
export type Group = { count: number; dimensions: Dimensions; sum: { [name: string]: number } };
/** A filter as in the query: `name` or `name_operator`, `AND` and `OR`. */
export type Filter = { [key: string]: unknown };
export type GroupArguments = { limit: number; filter: Filter; orderBy?: string[] | null };

/** The deliveries of a job that begin in a minute or hour. */
export type TalliesOf = (job: StoredJob) => Iterable<[ms: number, PushTally[]]>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The deliveries of these jobs, with all dimensions. */
export function* healthRows(jobs: StoredJob[], talliesOf: TalliesOf): Generator<Group> {
  const times = new Map<number, Dimensions>();
  for (const job of jobs) {
    const destinationType = schemeOf(job.settings.destination_conf);
    for (const [ms, tallies] of talliesOf(job)) {
      const time = times.get(ms) ?? timesOf(ms);
      times.set(ms, time);
      for (const { status, final, count, records, bytes, bytesCompressed } of tallies) {
        const dimensions = { jobId: job.id, status, final, destinationType, ...time };
        yield { count, dimensions, sum: { records, bytes, bytesCompressed, uploads: count } };
      }
    }
  }
}

/** What is billed on each day: the uncompressed bytes that were delivered. */
export function usageRows(jobs: StoredJob[], talliesOf: TalliesOf): Group[] {
  const days = new Map<number, { count: number; bytes: number }>();
  for (const job of jobs) {
    for (const [ms, tallies] of talliesOf(job)) {
      const start = Math.floor(ms / DAY_MS) * DAY_MS;
      const day = days.get(start) ?? { count: 0, bytes: 0 };
      for (const { status, count, bytes } of tallies) {
        if (status < 200 || status >= 300) continue;
        day.count += count;
        day.bytes += bytes;
      }
      if (day.count > 0) days.set(start, day);
    }
  }
  return Array.from(days, ([start, { count, bytes }]) => ({
    count,
    dimensions: { date: timesOf(start).date ?? "" },
    sum: { billableBytes: bytes },
  }));
}

/** The times that a filter can match at most, so that rows outside of it need not be computed. */
export function spanOf(filter: Filter): { fromMs: number; toMs: number } {
  let [fromMs, toMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [key, wanted] of Object.entries(filter)) {
    if (key === "AND" && Array.isArray(wanted)) {
      for (const inner of wanted.filter(isJsonObject).map(spanOf)) {
        [fromMs, toMs] = [Math.max(fromMs, inner.fromMs), Math.min(toMs, inner.toMs)];
      }
    }
    const ms = key.startsWith("date") ? Date.parse(String(wanted)) : Number.NaN;
    if (Number.isNaN(ms)) continue;
    const operator = /_([a-z]+)$/.exec(key)?.[1] ?? "eq";
    if (["geq", "gt", "eq"].includes(operator)) fromMs = Math.max(fromMs, ms);
    // The unit that begins at the bound can be a whole day.
    if (["leq", "lt", "eq"].includes(operator)) toMs = Math.min(toMs, ms + DAY_MS);
  }
  return { fromMs, toMs };
}

/** The matching rows, one group for each combination of the requested dimensions, ordered and limited. */
export function groupRows(
  rows: Iterable<Group>,
  { limit, filter, orderBy }: GroupArguments,
  info: GraphQLResolveInfo,
): Group[] {
  const names = dimensionsOf(info);
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (!passes(row.dimensions, filter)) continue;
    const key = JSON.stringify(names.map((name) => row.dimensions[name]));
    const group = groups.get(key);
    groups.set(key, group ? addUp(group, row) : row);
  }
  return orderGroups(Array.from(groups.values()), orderBy ?? []).slice(0, limit);
}

/** Whether the dimensions match a filter; all of its keys must. */
export function passes(dimensions: Dimensions, filter: Filter): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    if (wanted === null || wanted === undefined) return true;
    const filters = Array.isArray(wanted) ? wanted.filter(isJsonObject) : [];
    if (key === "AND") return filters.every((each) => passes(dimensions, each));
    if (key === "OR") return filters.some((each) => passes(dimensions, each));
    const [, name = "", operator = "eq"] = /^(.*?)(?:_([a-z]+))?$/.exec(key) ?? [];
    return holds(comparable(name, dimensions[name]), operator, wanted, (value) => comparable(name, value));
  });
}

type Comparable = string | number;

function holds(value: Comparable, operator: string, wanted: unknown, read: (value: unknown) => Comparable): boolean {
  if (operator === "in" || operator === "notin") {
    const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return list.map(read).includes(value) === (operator === "in");
  }
  if (operator === "like" || operator === "notlike") {
    return isLike(String(value), String(wanted)) === (operator === "like");
  }
  const bound = read(wanted);
  if (operator === "neq") return value !== bound;
  if (operator === "gt") return value > bound;
  if (operator === "geq") return value >= bound;
  if (operator === "lt") return value < bound;
  return operator === "leq" ? value <= bound : value === bound;
}

/** Times are compared as times, because tools write them with fractions and offsets. */
function comparable(name: string, value: unknown): Comparable {
  if (name.startsWith("date")) return Date.parse(String(value));
  return typeof value === "number" ? value : String(value);
}

/** `%` matches any text, as in SQL. */
function isLike(value: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.split("%");
  const last = others.pop();
  if (last === undefined) return value === pattern;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  let rest = value.slice(first.length, value.length - last.length);
  return (
    first.length + last.length <= value.length &&
    others.every((part) => {
      const at = rest.indexOf(part);
      rest = rest.slice(at + part.length);
      return at >= 0;
    })
  );
}

function addUp(group: Group, row: Group): Group {
  const sum = Object.entries(group.sum).map(([name, value]) => [name, value + (row.sum[name] ?? 0)]);
  return { ...group, count: group.count + row.count, sum: Object.fromEntries(sum) };
}

function orderGroups(groups: Group[], orderBy: string[]): Group[] {
  const keys = orderBy.map((order) => {
    const [, name = "", direction] = /^(.*)_(ASC|DESC)$/.exec(order) ?? [];
    return { name, sign: direction === "DESC" ? -1 : 1 };
  });
  return groups.toSorted((a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [orderValue(a, name), orderValue(b, name)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

function orderValue({ count, sum, dimensions }: Group, name: string): Comparable {
  if (name === "count") return count;
  return (name.startsWith("sum_") ? sum[name.slice(4)] : dimensions[name]) ?? "";
}

/** The start of each unit that contains the time. */
function timesOf(ms: number): Dimensions {
  const begin = (minutes: number) => {
    const unit = minutes * MINUTE_MS;
    return `${new Date(Math.floor(ms / unit) * unit).toISOString().slice(0, 19)}Z`;
  };
  return {
    datetime: begin(1),
    datetimeMinute: begin(1),
    datetimeFiveMinutes: begin(5),
    datetimeFifteenMinutes: begin(15),
    datetimeHour: begin(60),
    date: begin(60).slice(0, 10),
  };
}

/** The dimensions that a query requests, through any aliases and fragments. */
function dimensionsOf({ fieldNodes, fragments }: GraphQLResolveInfo): string[] {
  const fieldsOf = (selections: SelectionSetNode | undefined): { name: string; inner?: SelectionSetNode }[] =>
    (selections?.selections ?? []).flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return fieldsOf(node.selectionSet);
      if (node.kind === Kind.FRAGMENT_SPREAD) return fieldsOf(fragments[node.name.value]?.selectionSet);
      return [{ name: node.name.value, ...(node.selectionSet ? { inner: node.selectionSet } : {}) }];
    });
  const named = fieldNodes.flatMap(({ selectionSet }) =>
    fieldsOf(selectionSet).flatMap(({ name, inner }) =>
      name === "dimensions" ? fieldsOf(inner).map((field) => field.name) : [],
    ),
  );
  return Array.from(new Set(named));
}
