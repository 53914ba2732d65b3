import type { Dataset, FieldType } from "../datasets.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json.ts";

export type Condition = { key: string; operator: Operator; value: unknown };
export type FilterNode = { and: FilterNode[] } | { or: FilterNode[] } | Condition;
export type Operator = (typeof OPERATORS)[number];
export type FilterCheck = { ok: true; filter: FilterNode | undefined } | { ok: false; message: string };

const OPERATORS = [
  "eq",
  "!eq",
  "lt",
  "leq",
  "gt",
  "geq",
  "startsWith",
  "!startsWith",
  "endsWith",
  "!endsWith",
  "contains",
  "!contains",
  "in",
  "!in",
] as const;

/** Documented as "about 30 operators"; counted here as conditions. */
const MAX_OPERATORS = 30;
const MAX_FILTER_BYTES = 1000;

const OPERATORS_BY_TYPE: { [type in FieldType]: readonly string[] } = {
  string: ["eq", "!eq", "startsWith", "!startsWith", "endsWith", "!endsWith", "contains", "!contains", "in", "!in"],
  int: ["eq", "!eq", "lt", "leq", "gt", "geq", "in", "!in"],
  bool: ["eq", "!eq"],
  "array[string]": ["contains", "!contains"],
  "array[int]": ["contains", "!contains"],
  object: [],
  "array[object]": [],
  // The documented table has no row for these two; treated as not filterable.
  float: [],
  "int or string": [],
};

const UNFILTERABLE_FIREWALL_FIELDS = [
  "Action",
  "Description",
  "Kind",
  "MatchIndex",
  "Metadata",
  "OriginatorRayID",
  "RuleID",
  "Source",
];

class FilterError extends Error {}

/** Reads a filter string; absent, null and empty mean no filter. */
export function checkFilter(text: unknown, dataset: Dataset): FilterCheck {
  if (text === undefined || text === null || text === "") return { ok: true, filter: undefined };
  if (typeof text !== "string") return refuse("filter must be a string that holds JSON");
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > MAX_FILTER_BYTES) return refuse(`filter is ${bytes} bytes long, more than ${MAX_FILTER_BYTES}`);
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) return refuse("filter is not a JSON object");
  if (!isJsonObject(parsed.where)) return refuse('filter must have the top-level key "where"');
  try {
    const filter = readNode(parsed.where, dataset);
    const operators = countConditions(filter);
    if (operators > MAX_OPERATORS) return refuse(`filter has ${operators} operators, more than ${MAX_OPERATORS}`);
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof FilterError) return refuse(error.message);
    throw error;
  }
}

function readNode(node: unknown, dataset: Dataset): FilterNode {
  if (!isJsonObject(node)) throw new FilterError("every part of filter must be an object");
  if ("and" in node) return { and: readList(node.and, dataset) };
  if ("or" in node) return { or: readList(node.or, dataset) };
  return readCondition(node, dataset);
}

function readList(list: unknown, dataset: Dataset): FilterNode[] {
  if (!Array.isArray(list) || list.length === 0) throw new FilterError('"and" and "or" need a list with conditions');
  return list.map((node) => readNode(node, dataset));
}

function readCondition({ key, operator, value }: JsonObject, dataset: Dataset): Condition {
  if (typeof key !== "string" || key === "") throw new FilterError("filter condition without key");
  const known = OPERATORS.find((candidate) => candidate === operator);
  if (!known) throw new FilterError(`unknown filter operator ${JSON.stringify(operator)}`);
  const isList = known === "in" || known === "!in";
  const values = isList && Array.isArray(value) ? value : [value];
  if (isList !== Array.isArray(value) || values.length === 0 || !values.every(isScalar)) {
    throw new FilterError(`filter operator ${known} on ${key} has a value of the wrong type`);
  }
  checkField(key, known, dataset);
  return { key, operator: known, value };
}

/** A key that the dataset lacks is accepted: the documented update example has one. Such a condition never matches. */
function checkField(key: string, operator: Operator, dataset: Dataset): void {
  const field = dataset.byName.get(key);
  if (!field) return;
  const isBarred = dataset.id === "firewall_events" && UNFILTERABLE_FIREWALL_FIELDS.includes(key);
  const allowed = isBarred ? [] : OPERATORS_BY_TYPE[field.type];
  if (allowed.length === 0) throw new FilterError(`field ${key} cannot be used in a filter`);
  if (!allowed.includes(operator)) {
    throw new FilterError(`filter operator ${operator} is not supported for field ${key} of type ${field.type}`);
  }
}

function countConditions(node: FilterNode): number {
  const children = "and" in node ? node.and : "or" in node ? node.or : undefined;
  return children ? children.reduce((sum, child) => sum + countConditions(child), 0) : 1;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
