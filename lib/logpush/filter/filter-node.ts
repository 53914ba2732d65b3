import { err } from "../errors/app-error.ts";
import { type ExactJson, type ExactObject, isExactObject } from "../json/exact-json.ts";
import { ok, type Result } from "../result.ts";

/** `rest` holds undocumented keys, so that a stored filter keeps them. */
export type Condition = { key: string; operator: string; value: ExactJson; rest?: ExactObject };
export type Group = { join: Join; children: FilterNode[]; rest?: ExactObject };
export type FilterNode = Condition | Group;
export type Join = "and" | "or";

/** The path of a part: the index in the top group, then in the group there, and so on. */
export type FilterPath = readonly number[];

export function isGroup(node: FilterNode): node is Group {
  return "join" in node;
}

/** A bare condition below `where` is not documented. It is read as a group of one. */
export function asGroup(node: FilterNode): Group {
  return isGroup(node) ? node : { join: "and", children: [node] };
}

/**
 * The filter in a parsed JSON value: `{"where": ...}` with and, or and conditions ("Filters" page). Operators and
 * values are not checked here, and a condition may still lack them. Anything that could not be written back completely
 * is refused.
 */
export function filterOf(parsed: ExactJson): Result<Group> {
  if (!isExactObject(parsed) || parsed.where === undefined || Object.keys(parsed).length !== 1) {
    return refuse("The filter needs “where” as its only top-level key");
  }
  const node = nodeOf(parsed.where);
  return node.ok ? ok(asGroup(node.value)) : node;
}

function nodeOf(value: ExactJson): Result<FilterNode> {
  if (!isExactObject(value)) return refuse("Each part of the filter must be an object");
  const { and, or, ...rest } = value;
  if (and !== undefined && or !== undefined) return refuse("A part of the filter has both “and” and “or”");
  const list = and ?? or;
  if (list === undefined) return conditionOf(value);
  if (!Array.isArray(list)) return refuse("“and” and “or” need a list");
  const children: FilterNode[] = [];
  for (const item of list) {
    const child = nodeOf(item);
    if (!child.ok) return child;
    children.push(child.value);
  }
  return ok({ join: and === undefined ? "or" : "and", children, ...restOf(rest) });
}

function conditionOf({ key, operator = "", value = "", ...rest }: ExactObject): Result<FilterNode> {
  if (typeof key !== "string" || typeof operator !== "string") {
    return refuse("Each condition needs “key” and “operator” as strings");
  }
  return ok({ key, operator, value, ...restOf(rest) });
}

function restOf(rest: ExactObject): { rest?: ExactObject } {
  return Object.keys(rest).length === 0 ? {} : { rest };
}

function refuse(what: string): { ok: false; error: ReturnType<typeof err>["error"] } {
  return err("E_FILTER_GRAMMAR", { at: "filter", params: { what } });
}
