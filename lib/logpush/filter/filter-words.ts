import { type ExactJson, isScalar, scalarText } from "../json/exact-json.ts";
import { writeJson } from "../json/write-json.ts";
import { type Condition, type FilterNode, isGroup } from "./filter-node.ts";

/**
 * Describes a filter in one English sentence: what is kept and what happens to the rest, because many expect a filter
 * to exclude.
 */
export function describeFilter(node: FilterNode | undefined): string {
  if (!node) return "No filter: all logs are sent.";
  return `Only sends logs where ${wordsOf(node, true)}.`;
}

function wordsOf(node: FilterNode, isTop = false): string {
  if (!isGroup(node)) return describeCondition(node);
  const [first, ...others] = node.children;
  if (!first) return "(an empty group)";
  if (others.length === 0) return wordsOf(first, isTop);
  const joined = node.children.map((child) => wordsOf(child)).join(`, ${node.join} `);
  return isTop ? joined : `(${joined})`;
}

/** One condition, as it follows "where": `EdgeResponseStatus is 500 or more`. */
export function describeCondition({ key, operator, value }: Condition): string {
  if (key === "" && value === "") return "(an incomplete condition)";
  const field = key === "" ? "(no field yet)" : key;
  const isMissing = Array.isArray(value) ? value.length === 0 : value === "" && operator !== "eq" && operator !== "!eq";
  const shown = isMissing ? "(no value yet)" : wordsOfValue(value);
  return `${field} ${predicateOf(operator, shown, value)}`;
}

function predicateOf(operator: string, shown: string, value: ExactJson): string {
  switch (operator) {
    case "leq":
      return `is ${shown} or less`;
    case "geq":
      return `is ${shown} or more`;
    case "!in":
      return `is ${Array.isArray(value) && value.length > 1 ? "none of" : "not"} ${shown}`;
    default:
      return `${Object.hasOwn(verbs, operator) ? verbs[operator] : operator || "(no operator yet)"} ${shown}`;
  }
}

const verbs: Record<string, string> = {
  eq: "is",
  "!eq": "is not",
  lt: "is less than",
  gt: "is more than",
  in: "is",
  contains: "contains",
  "!contains": "does not contain",
  startsWith: "starts with",
  "!startsWith": "does not start with",
  endsWith: "ends with",
  "!endsWith": "does not end with",
};

/** A value in words: simple ones bare, others in quotes, lists with "or". */
export function wordsOfValue(value: ExactJson): string {
  if (Array.isArray(value)) {
    const items = value.map(wordsOfValue);
    return items.length > 1 ? `${items.slice(0, -1).join(", ")} or ${items.at(-1)}` : (items[0] ?? "");
  }
  if (value === null || !isScalar(value)) return writeJson(value);
  const text = scalarText(value);
  if (text === "") return "empty";
  // “or” as a value would read as a conjunction.
  return /^[\w/:@%+-][\w./:@%+?=&-]*$/.test(text) && !/^(?:and|or|empty)$/i.test(text) && !text.endsWith(".")
    ? text
    : `“${text}”`;
}
