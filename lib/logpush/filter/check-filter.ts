import type { LogField } from "../datasets/field-list.ts";
import { appError } from "../errors/app-error.ts";
import type { ExactJson } from "../json/exact-json.ts";
import type { AppError } from "../result.ts";
import { checkFilterBytes } from "./check-filter-text.ts";
import { checkShape, isOrdering, isWholeNumber, listConditions, valueError } from "./check-shape.ts";
import type { Condition, FilterPath } from "./filter-node.ts";
import { operatorsFor, whyUnfilterable } from "./operators.ts";
import { parseFilter } from "./parse-filter.ts";
import { isEmptyFilter, unescapeFilter } from "./unescape-filter.ts";

/** An error of a filter. `path` leads to the condition; it is empty for the filter as a whole. */
export type FilterOffence = { path: FilterPath; severity: "error" | "warning"; error: AppError };

/** The fields of the dataset. The list is advice, so a field that it lacks only causes a warning. */
export type FilterContext = { dataset: string; fields: LogField[] };

/** All errors of a filter text, those of the whole first. Without a context, types and names are not checked. */
export function checkFilter(text: string, context?: FilterContext): FilterOffence[] {
  if (isEmptyFilter(text)) return [];
  if (unescapeFilter(text) !== undefined) return [offence([], appError("E_FILTER_ESCAPED"))];
  const tooLong = checkFilterBytes(text);
  const whole = tooLong ? [offence([], tooLong)] : [];
  const parsed = parseFilter(text);
  if (!parsed.ok) return [...whole, offence([], parsed.error)];
  if (!parsed.value) return whole;
  const shape = checkShape(parsed.value).map(({ path, error }) => offence(path, error));
  const fields = context ? checkFields(listConditions(parsed.value), context) : [];
  // An unknown operator, for example, is reported once.
  const isNew = ({ path }: FilterOffence) => !shape.some((known) => isSamePath(known.path, path));
  return [...whole, ...shape, ...fields.filter(isNew)];
}

/** Whether two paths lead to the same part. */
export function isSamePath(one: FilterPath, other: FilterPath): boolean {
  return one.length === other.length && one.every((place, index) => place === other[index]);
}

function offence(path: FilterPath, error: AppError, severity: FilterOffence["severity"] = "error"): FilterOffence {
  return { path, severity, error: { ...error, at: "filter" } };
}

function checkFields(
  conditions: { path: FilterPath; condition: Condition }[],
  { dataset, fields }: FilterContext,
): FilterOffence[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return conditions.flatMap(({ path, condition }) => {
    const field = byName.get(condition.key);
    if (!field) {
      return [offence(path, appError("E_FILTER_UNKNOWN", { params: { field: condition.key } }), "warning")];
    }
    const error = checkTyped(condition, field, dataset);
    return error ? [offence(path, error)] : [];
  });
}

function checkTyped({ key, operator, value }: Condition, field: LogField, dataset: string): AppError | undefined {
  const reason = whyUnfilterable(field, dataset);
  if (reason) return appError("E_FILTER_FIELD", { params: { field: key, reason } });
  if (!operatorsFor(field.type).includes(operator)) {
    return appError("E_FILTER_TYPE", { params: { operator, field: key, type: field.type } });
  }
  const needed = neededBy(field.type, operator, value);
  return needed ? valueError(key, operator, needed) : undefined;
}

function neededBy(type: string, operator: string, value: ExactJson): string | undefined {
  if (type === "bool") return /^(?:true|false)$/.test(String(value)) ? undefined : "true or false";
  if (type === "string") return isAll(value, (item) => typeof item === "string") ? undefined : "text in quotes";
  if (type !== "int" && type !== "array[int]") return undefined;
  // Seen in an answer of the API: values of "in" on a number field must be bare numbers.
  const isBare = (item: ExactJson) => typeof item !== "string" && isWholeNumber(item);
  if (Array.isArray(value)) return value.every(isBare) ? undefined : "whole numbers without quotes";
  return isOrdering(operator) || isWholeNumber(value) ? undefined : "a whole number";
}

function isAll(value: ExactJson, holds: (item: ExactJson) => boolean): boolean {
  return Array.isArray(value) ? value.every(holds) : holds(value);
}
