import type { Json } from "../job/job.ts";
import { isKnown } from "./terraform-expression.ts";

/** A condition's value, which Terraform also accepts as a word. Undefined if it is none. */
export function asFlag(value: Json | undefined): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

/** A number, or a numeric text. */
export function asNumber(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Terraform orders texts by their code points. */
export function compareTexts(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Whether two known values are equal, including their type. */
export function isSame(a: Json, b: Json): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  if (Array.isArray(a) !== Array.isArray(b) || left.length !== right.size) return false;
  return left.every(([key, item]) => {
    const other = right.get(key);
    return other !== undefined && isSame(item, other);
  });
}

const arithmetic: ReadonlyMap<string, (a: number, b: number) => number | boolean> = new Map(
  Object.entries({
    add: (a: number, b: number) => a + b,
    subtract: (a: number, b: number) => a - b,
    multiply: (a: number, b: number) => a * b,
    divide: (a: number, b: number) => a / b,
    modulo: (a: number, b: number) => a % b,
    greaterThan: (a: number, b: number) => a > b,
    greaterThanOrEqual: (a: number, b: number) => a >= b,
    lessThan: (a: number, b: number) => a < b,
    lessThanOrEqual: (a: number, b: number) => a <= b,
  }),
);

/** An operator's result by the parser's name for it; undefined if the operands do not decide it. */
export function applyOperator(operator: string, operands: Json[]): Json | undefined {
  const [left = null, right = null] = operands;
  if (operator === "logicalAnd" || operator === "logicalOr") {
    const decisive = operator === "logicalOr";
    const flags = [asFlag(left), asFlag(right)];
    if (flags.includes(decisive)) return decisive;
    return flags.includes(undefined) ? undefined : !decisive;
  }
  if (!operands.every(isKnown)) return undefined;
  if (operator === "equal") return isSame(left, right);
  if (operator === "notEqual") return !isSame(left, right);
  if (operator === "logicalNot") {
    const flag = asFlag(left);
    return flag === undefined ? undefined : !flag;
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a === undefined) return undefined;
  if (operator === "negate") return -a;
  const result = b === undefined ? undefined : arithmetic.get(operator)?.(a, b);
  return typeof result === "number" && !Number.isFinite(result) ? undefined : result;
}
