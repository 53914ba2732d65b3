import { type ExactJson, isScalar, scalarText } from "../json/exact-json.ts";
import { listConditions, maxConditions } from "./check-shape.ts";
import { type Condition, type FilterNode, type FilterPath, type Group, isGroup } from "./filter-node.ts";

/** Advice about a filter that can be sent unchanged. */
export type FilterNote = { code: string; path: FilterPath; message: string };

/**
 * Finds signs that a filter was meant as an exclusion list. A Logpush filter keeps what matches; the documentation
 * calls the confusion common.
 */
export function noteFilter(root: Group): FilterNote[] {
  // Each condition is compared with each other one; a filter that is refused for its length needs no advice.
  if (listConditions(root).length > maxConditions) return [];
  return [...noteGroup(root, []), ...noteEmptyTexts(root, [])];
}

function noteGroup(group: Group, path: FilterPath): FilterNote[] {
  const own = group.join === "and" ? noteContradiction(group, path) : noteLooseOr(group, path);
  return [
    ...own,
    ...group.children.flatMap((child, index) => (isGroup(child) ? noteGroup(child, [...path, index]) : [])),
  ];
}

function noteLooseOr(group: Group, path: FilterPath): FilterNote[] {
  const children = group.children.filter((child): child is Condition => !isGroup(child));
  if (children.length < 2 || children.length !== group.children.length) return [];
  if (!children.every(({ operator }) => operator.startsWith("!"))) return [];
  const keys = new Set(children.map(({ key }) => key));
  const reach = keys.size === 1 ? `every log with ${children[0]?.key}` : "nearly every log";
  const message = `In an “any of” group, one “not” is enough, so ${reach} matches. To exclude several values, use “all of”, or a single “is none of”.`;
  return [{ code: "loose-or", path, message }];
}

function noteContradiction(group: Group, path: FilterPath): FilterNote[] {
  const conditions = conditionsUnder(group);
  for (const [index, one] of conditions.entries()) {
    const other = conditions.slice(index + 1).find((next) => next.key === one.key && areDisjoint(one, next));
    if (!other) continue;
    const scope = path.length === 0 ? "this filter matches nothing" : "this group never matches";
    const message = `${one.key} cannot meet both conditions, so ${scope}. If either is enough, use “any of”.`;
    return [{ code: "contradiction", path, message }];
  }
  return [];
}

/** The conditions that must all match: those of the group and of "and" groups directly below it. */
function conditionsUnder(group: Group): Condition[] {
  return group.children.flatMap((child) => {
    if (!isGroup(child)) return [child];
    return child.join === "and" ? conditionsUnder(child) : [];
  });
}

function areDisjoint(one: Condition, other: Condition): boolean {
  const [wanted, alsoWanted] = [wantedTexts(one), wantedTexts(other)];
  if (wanted && alsoWanted) return !wanted.some((text) => alsoWanted.includes(text));
  if (wanted) return wanted.every((text) => excludes(other, text));
  if (alsoWanted) return alsoWanted.every((text) => excludes(one, text));
  return isEmptyRange(one, other) || isEmptyRange(other, one);
}

/** The texts that the field must equal one of, for `eq` and `in`; also undefined while the value is empty. */
function wantedTexts({ operator, value }: Condition): string[] | undefined {
  const texts = operator === "eq" || operator === "in" ? textsOf(value) : [];
  return texts.length === 0 || value === "" ? undefined : texts;
}

function textsOf(value: ExactJson): string[] {
  return (Array.isArray(value) ? value : [value]).filter(isScalar).map(scalarText);
}

function excludes({ operator, value }: Condition, text: string): boolean {
  const [bound, actual] = [Number(textsOf(value)[0]), Number(text)];
  switch (operator) {
    case "!eq":
    case "!in":
      return textsOf(value).includes(text);
    case "lt":
      return actual >= bound;
    case "leq":
      return actual > bound;
    case "gt":
      return actual <= bound;
    case "geq":
      return actual < bound;
    default:
      return false;
  }
}

/** Whole numbers: there is none above 5 and below 6. */
function isEmptyRange(low: Condition, high: Condition): boolean {
  if (!/^g/.test(low.operator) || !/^l/.test(high.operator)) return false;
  const least = Number(textsOf(low.value)[0]) + (low.operator === "gt" ? 1 : 0);
  const most = Number(textsOf(high.value)[0]) - (high.operator === "lt" ? 1 : 0);
  return least > most;
}

function noteEmptyTexts(node: FilterNode, path: FilterPath): FilterNote[] {
  if (isGroup(node)) return node.children.flatMap((child, index) => noteEmptyTexts(child, [...path, index]));
  const { key, operator, value } = node;
  if (key === "" || value !== "" || (operator !== "eq" && operator !== "!eq")) return [];
  const message = `Without a value, the condition ${operator === "eq" ? "matches" : "excludes"} logs with an empty ${key}.`;
  return [{ code: "empty-text", path, message }];
}
