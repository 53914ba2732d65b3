import { type ExactJson, type ExactObject, isScalar, NumberText, scalarText } from "../json/exact-json.ts";
import { type Condition, type FilterNode, isGroup } from "./filter-node.ts";
import { describeCondition, wordsOfValue } from "./filter-words.ts";

/** One condition against one record: in words, with the record's actual value. */
export type Finding = { condition: string; actual: string; holds: boolean };

/**
 * Whether a record is kept. `why` has the conditions that decide: for a kept record those that match, for a dropped one
 * those that fail.
 */
export type Verdict = { passes: boolean; why: Finding[] };

/**
 * Evaluates a record as documented: all of "and", one of "or", operators as in the table of the "Filters" page. What
 * that page leaves open is assumed as in the emulator: a missing field or null matches no condition, not even a negated
 * one; values compare by their text, so 404 equals "404"; case matters; on a list, "contains" matches a whole item.
 */
export function evaluateFilter(node: FilterNode | undefined, record: ExactObject): Verdict {
  if (!node) return { passes: true, why: [] };
  if (!isGroup(node)) {
    const actual = Object.hasOwn(record, node.key) ? record[node.key] : undefined;
    const passes = holdsFor(node, actual);
    return { passes, why: [{ condition: describeCondition(node), actual: wordsOfActual(actual), holds: passes }] };
  }
  const verdicts = node.children.map((child) => evaluateFilter(child, record));
  const passes = node.join === "and" ? verdicts.every((one) => one.passes) : verdicts.some((one) => one.passes);
  return { passes, why: verdicts.filter((one) => one.passes === passes).flatMap((one) => one.why) };
}

function wordsOfActual(actual: ExactJson | undefined): string {
  if (actual === undefined) return "not in the record";
  return Array.isArray(actual) && actual.length === 0 ? "an empty list" : wordsOfValue(actual);
}

type Test = (actual: ExactJson, expected: ExactJson) => boolean;

const tests: Record<string, Test> = {
  eq: isSame,
  in: (actual, expected) => Array.isArray(expected) && expected.some((item) => isSame(actual, item)),
  contains: (actual, expected) =>
    Array.isArray(actual)
      ? actual.some((item) => isSame(item, expected))
      : bothTexts(actual, expected, (text, part) => text.includes(part)),
  startsWith: (actual, expected) => bothTexts(actual, expected, (text, part) => text.startsWith(part)),
  endsWith: (actual, expected) => bothTexts(actual, expected, (text, part) => text.endsWith(part)),
  lt: (actual, expected) => isOrdered(actual, expected, (order) => order < 0),
  leq: (actual, expected) => isOrdered(actual, expected, (order) => order <= 0),
  gt: (actual, expected) => isOrdered(actual, expected, (order) => order > 0),
  geq: (actual, expected) => isOrdered(actual, expected, (order) => order >= 0),
};

function holdsFor({ operator, value }: Condition, actual: ExactJson | undefined): boolean {
  if (actual === undefined || actual === null) return false;
  const isNegated = operator.startsWith("!");
  const name = isNegated ? operator.slice(1) : operator;
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
  return test !== undefined && test(actual, value) !== isNegated;
}

function isSame(actual: ExactJson, expected: ExactJson): boolean {
  return bothTexts(actual, expected, (one, other) => one === other);
}

function bothTexts(actual: ExactJson, expected: ExactJson, holds: (one: string, other: string) => boolean): boolean {
  return isScalar(actual) && isScalar(expected) && holds(scalarText(actual), scalarText(expected));
}

/** Numbers have an order, bare or as text. If either side is anything else, no ordering operator matches. */
function isOrdered(actual: ExactJson, expected: ExactJson, holds: (order: number) => boolean): boolean {
  const order = orderOf(digitsOf(actual), digitsOf(expected));
  return order !== undefined && holds(order);
}

function digitsOf(value: ExactJson): string {
  if (value instanceof NumberText) return scalarText(value);
  return typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
}

/** Compares whole numbers exactly: a JavaScript number cannot represent nanoseconds since 1970. */
function orderOf(one: string, other: string): number | undefined {
  if (one === "" || other === "") return undefined;
  if (/^-?\d{1,400}$/.test(one) && /^-?\d{1,400}$/.test(other)) {
    const difference = BigInt(one) - BigInt(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? undefined : difference;
}
