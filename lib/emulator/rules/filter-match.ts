import type { Condition, FilterNode } from "./filter.ts";

/** Whether a record matches. `read` gives a field's value; undefined if the dataset has no such field. */
export function matchesFilter(node: FilterNode, read: (field: string) => unknown): boolean {
  if ("and" in node) return node.and.every((child) => matchesFilter(child, read));
  if ("or" in node) return node.or.some((child) => matchesFilter(child, read));
  return matchesCondition(node, read(node.key));
}

function matchesCondition({ operator, value }: Condition, actual: unknown): boolean {
  if (actual === undefined || actual === null) return false;
  const isNegated = operator.startsWith("!");
  return isNegated !== holds(isNegated ? operator.slice(1) : operator, actual, value);
}

function holds(operator: string, actual: unknown, expected: unknown): boolean {
  switch (operator) {
    case "eq":
      return isEqual(actual, expected);
    case "in":
      return Array.isArray(expected) && expected.some((candidate) => isEqual(actual, candidate));
    case "startsWith":
      return String(actual).startsWith(String(expected));
    case "endsWith":
      return String(actual).endsWith(String(expected));
    case "contains":
      return Array.isArray(actual)
        ? actual.some((item) => isEqual(item, expected))
        : String(actual).includes(String(expected));
    default:
      return isOrdered(operator, Number(actual), Number(expected));
  }
}

function isOrdered(operator: string, actual: number, expected: number): boolean {
  if (operator === "lt") return actual < expected;
  if (operator === "leq") return actual <= expected;
  if (operator === "gt") return actual > expected;
  return actual >= expected;
}

/** The documentation writes numbers as strings (`"30"`) as well as bare. */
function isEqual(actual: unknown, expected: unknown): boolean {
  return String(actual) === String(expected);
}
