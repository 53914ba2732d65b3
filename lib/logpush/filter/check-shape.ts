import { appError } from "../errors/app-error.ts";
import { type ExactJson, isScalar, NumberText } from "../json/exact-json.ts";
import type { AppError } from "../result.ts";
import { type Condition, type FilterNode, type FilterPath, type Group, isGroup } from "./filter-node.ts";

/** The operators of the "Filters" page. */
export const operatorNames: readonly string[] = [
  ...["eq", "!eq", "lt", "leq", "gt", "geq", "in", "!in"],
  ...["contains", "!contains", "startsWith", "!startsWith", "endsWith", "!endsWith"],
];

/** "About 30 operators" in the documentation, counted as conditions. */
export const maxConditions = 30;
export const maxFilterBytes = 1000;

export type PlacedError = { path: FilterPath; error: AppError };

export function isListOperator(operator: string): boolean {
  return operator === "in" || operator === "!in";
}

/** `lt`, `leq`, `gt`, `geq`. */
export function isOrdering(operator: string): boolean {
  return /^[lg](?:t|eq)$/.test(operator);
}

/** A whole number, bare or as text: the documentation writes `"30"`. */
export function isWholeNumber(value: ExactJson): boolean {
  if (value instanceof NumberText) return /^-?\d+$/.test(value.text);
  return (typeof value === "number" || typeof value === "string") && /^-?\d+$/.test(String(value));
}

/** All conditions with their paths, in reading order. */
export function listConditions(node: FilterNode, path: FilterPath = []): { path: FilterPath; condition: Condition }[] {
  if (!isGroup(node)) return [{ path, condition: node }];
  return node.children.flatMap((child, index) => listConditions(child, [...path, index]));
}

/**
 * Finds what every dataset refuses: too many conditions, empty groups, unknown operators, values of the wrong shape.
 */
export function checkShape(root: Group): PlacedError[] {
  const conditions = listConditions(root);
  const count = conditions.length;
  return [
    ...(count > maxConditions
      ? [placed([], appError("E_FILTER_COUNT", { params: { count, limit: maxConditions } }))]
      : []),
    ...listEmptyGroups(root, []).map((path) => placed(path, appError("E_FILTER_GROUP"))),
    ...conditions.flatMap(({ path, condition }) => checkCondition(condition).map((error) => placed(path, error))),
  ];
}

function placed(path: FilterPath, error: AppError): PlacedError {
  return { path, error: { ...error, at: "filter" } };
}

function listEmptyGroups(node: FilterNode, path: FilterPath): FilterPath[] {
  if (!isGroup(node)) return [];
  if (node.children.length === 0) return [path];
  return node.children.flatMap((child, index) => listEmptyGroups(child, [...path, index]));
}

function checkCondition({ key, operator, value }: Condition): AppError[] {
  if (key === "") return [appError("E_FILTER_KEY")];
  if (!operatorNames.includes(operator)) return [appError("E_FILTER_OPERATOR", { params: { operator } })];
  const needed = missingIn(operator, value);
  return needed ? [valueError(key, operator, needed)] : [];
}

/** The error for a value. `needed` continues the sentence after "needs". */
export function valueError(key: string, operator: string, needed: string): AppError {
  return appError("E_FILTER_VALUE", { params: { key, operator, needed } });
}

/** Only `eq` and `!eq` accept an empty text: `SecurityAction !eq ""` keeps logs with an action. */
function missingIn(operator: string, value: ExactJson): string | undefined {
  if (isListOperator(operator)) {
    return Array.isArray(value) && value.length > 0 && value.every(isScalar) ? undefined : "a list of values";
  }
  if (isOrdering(operator)) return isWholeNumber(value) ? undefined : "a number";
  if (!isScalar(value)) return "one value";
  return value === "" && operator !== "eq" && operator !== "!eq" ? "a value" : undefined;
}
