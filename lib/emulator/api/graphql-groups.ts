import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { isJsonObject } from "../json.ts";
import { schemeOf } from "../push/schemes.ts";
import type { State, StoredJob } from "../state/model.ts";
import { talliesOf } from "../state/pushes.ts";

export type Dimensions = { [name: string]: string | number };
/** One row before grouping, or one group; the names are those that a query can request. */
export type Group = { count: number; dimensions: Dimensions; sum: { [name: string]: number } };
/** A filter as in the query: `name` or `name_operator`, `AND` and `OR`. */
export type Filter = { [key: string]: unknown };
export type GroupArguments = { limit: number; filter: Filter; orderBy?: string[] | null };

const MINUTE_MS = 60_000;

/** Every stored delivery of these jobs, with all dimensions. */
export function healthRows(state: State, jobs: StoredJob[]): Group[] {
  return jobs.flatMap(({ id, settings }) => {
    const destinationType = schemeOf(settings.destination_conf);
    return Object.entries(state.pushes?.[id] ?? {}).flatMap(([time, kept]) =>
      talliesOf(kept).map(({ status, final, count, records, bytes, bytesCompressed }) => ({
        count,
        dimensions: { jobId: id, status, final, destinationType, ...timesOf(Date.parse(time)) },
        sum: { records, bytes, bytesCompressed, uploads: count },
      })),
    );
  });
}

/** What is billed: the uncompressed bytes that were delivered. */
export function usageRows(state: State, jobs: StoredJob[]): Group[] {
  return healthRows(state, jobs)
    .filter(({ dimensions: { status } }) => Number(status) >= 200 && Number(status) < 300)
    .map(({ count, dimensions, sum }) => ({ count, dimensions, sum: { billableBytes: sum.bytes ?? 0 } }));
}

/** The matching rows, one group for each combination of the requested dimensions, ordered and limited. */
export function groupRows(
  rows: Group[],
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
