import { isJsonObject, type Json } from "../job/job.ts";
import { markGap } from "./gaps.ts";
import { describeExpression, type Expression, isKnown, type Step } from "./terraform-expression.ts";
import { callFunction, convertToText, isPartial } from "./terraform-functions.ts";
import { applyOperator, asFlag, compareTexts } from "./terraform-operators.ts";
import { type Scope, spend, withName } from "./terraform-scope.ts";
import { parseReference, splitTemplate } from "./terraform-template.ts";

const maxDepth = 60;

/**
 * Evaluates the templates in a value of Terraform's JSON (Terraform language, "Strings and Templates"). Undefined
 * references become gaps, and so does anything that needs more than a small part of Terraform. Never throws.
 */
export function resolveValue(value: Json, scope: Scope, depth = 0): Json {
  if (typeof value === "string") return resolveText(value, scope, depth);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope, depth));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => [
      convertToText(resolveText(key, scope, depth)) ?? key,
      resolveValue(item, scope, depth),
    ]),
  );
}

function resolveText(text: string, scope: Scope, depth: number): Json {
  const expression = Object.hasOwn(scope.expressions, text) ? scope.expressions[text] : undefined;
  if (expression) return evaluate(expression, scope, depth);
  if (!/[$%]\{/.test(text)) return text;
  // A .tf.json file, or more than the parser accepts: references are still read.
  const parts = splitTemplate(text).map((piece): Expression => {
    if (!piece.isExpression) return { kind: "literal", value: piece.text };
    return { ...(parseReference(piece.text) ?? { kind: "unknown" }), source: piece.source };
  });
  const [only] = parts;
  return evaluate(parts.length === 1 && only ? only : { kind: "template", parts }, scope, depth);
}

/** The value of an expression, which may contain gaps; one gap if nothing of it is known. */
export function evaluate(expression: Expression, scope: Scope, depth = 0): Json {
  const tooMuch = () => markGap(describeExpression(expression), "expression");
  if (depth > maxDepth || !spend(scope, 1)) return tooMuch();
  const worked = work(expression, scope, depth + 1);
  const value = worked === undefined ? gapOf(expression) : worked;
  return spend(scope, sizeOf(value)) ? value : tooMuch();
}

function gapOf(expression: Expression): string {
  const isReference = expression.kind === "path" || expression.kind === "member";
  return markGap(describeExpression(expression), isReference ? "absent" : "expression");
}

function work(expression: Expression, scope: Scope, depth: number): Json | undefined {
  const all = (parts: Expression[]) => parts.map((part) => evaluate(part, scope, depth));
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return workTemplate(expression.parts, scope, depth);
    case "path":
      return workPath(expression.steps, scope, depth);
    case "member":
      return follow(evaluate(expression.of, scope, depth), expression.steps);
    case "splat":
      return workSplat(evaluate(expression.of, scope, depth), expression.steps);
    case "index": {
      const [of = null, key = null] = all(expression.operands);
      return typeof key === "string" || typeof key === "number" ? follow(of, [{ index: key }]) : undefined;
    }
    case "conditional":
      return workConditional(expression.operands, scope, depth);
    case "tuple":
      return all(expression.operands);
    case "object":
      return makeObject(all(expression.operands));
    case "operation":
      return applyOperator(expression.operator, all(expression.operands));
    case "call":
      return workCall(expression, scope, depth);
    case "for":
      return workFor(expression, scope, depth);
    default:
      return undefined;
  }
}

/** Known pieces of a text stay, and each other piece becomes a gap in it. */
function workTemplate(parts: Expression[], scope: Scope, depth: number): string {
  return parts
    .map((part) => {
      if (part.kind === "literal") return String(part.value);
      // A list or an object cannot be converted to text.
      return convertToText(evaluate(part, scope, depth)) ?? markGap(describeExpression(part), "expression");
    })
    .join("");
}

function workPath([first, second, ...rest]: Step[], scope: Scope, depth: number): Json | undefined {
  if (first === undefined || !("name" in first)) return undefined;
  const members = scope.names.get(first.name);
  // The variable of a `for` is a name without members.
  const own = members?.get("");
  if (own && "value" in own) return follow(own.value, second ? [second, ...rest] : []);
  const name = second && ("name" in second ? second.name : String(second.index));
  const definition = name === undefined ? undefined : members?.get(name);
  if (definition === undefined) return undefined;
  if ("value" in definition) return follow(definition.value, rest);
  const key = `${first.name}.${name}`;
  // Circular, or deeper than any text needs.
  if (scope.open.includes(key) || scope.open.length > maxDepth) return markGap(`\u0024{${key}}`, "expression");
  const outer = { ...scope, open: [...scope.open, key], names: withoutLocalNames(scope) };
  const value = scope.done.get(key) ?? resolveValue(definition.written, outer, depth);
  if (scope.open.length === 0 || isKnown(value)) scope.done.set(key, value);
  return follow(value, rest);
}

/** A local is evaluated where it is defined, where no `each` and no variable of a `for` is known. */
function withoutLocalNames({ names }: Scope): Scope["names"] {
  return new Map(Array.from(names).filter(([root]) => root === "var" || root === "local"));
}

/** Undefined if a step leads nowhere. */
function follow(value: Json, steps: Step[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of steps) {
    const key: string | number = "name" in step ? step.name : step.index;
    if (Array.isArray(at)) at = at[Number(key)];
    else if (at !== undefined && isJsonObject(at) && Object.hasOwn(at, String(key))) at = at[String(key)];
    else return undefined;
  }
  return at;
}

function workSplat(value: Json, steps: Step[]): Json | undefined {
  if (!isKnown(value)) return undefined;
  const items = Array.isArray(value) ? value : value === null ? [] : [value];
  const found = items.map((item) => follow(item, steps));
  return found.every((item) => item !== undefined) ? found : undefined;
}

function workConditional([condition, yes, no]: Expression[], scope: Scope, depth: number): Json | undefined {
  if (!(condition && yes && no)) return undefined;
  const flag = asFlag(evaluate(condition, scope, depth));
  return flag === undefined ? undefined : evaluate(flag ? yes : no, scope, depth);
}

/** A later key replaces an equal one before it. */
function makeObject(items: Json[]): Json | undefined {
  const entries: [string, Json][] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    const key = convertToText(items[at] ?? null);
    if (key === undefined) return undefined;
    entries.push([key, items[at + 1] ?? null]);
  }
  return Object.fromEntries(entries);
}

type Call = Extract<Expression, { kind: "call" }>;

function workCall({ name, operands, isExpanded }: Call, scope: Scope, depth: number): Json | undefined {
  if (name === "try") return workTry(operands, scope, depth);
  const args = operands.map((operand) => evaluate(operand, scope, depth));
  const last = isExpanded ? args.pop() : [];
  if (!Array.isArray(last)) return undefined;
  args.push(...last);
  if (!isPartial(name) && !args.every(isKnown)) return undefined;
  return callFunction(name, args);
}

/** The first argument that succeeds. One that leads to nothing in a known object fails; one that is unknown may not. */
function workTry(operands: Expression[], scope: Scope, depth: number): Json | undefined {
  for (const operand of operands) {
    const value = evaluate(operand, scope, depth);
    if (isKnown(value) || !isMissing(operand, scope, depth)) return isKnown(value) ? value : undefined;
  }
  return undefined;
}

function isMissing(expression: Expression, scope: Scope, depth: number): boolean {
  if (expression.kind !== "path") return false;
  const [root, name, ...rest] = expression.steps;
  if (root === undefined) return false;
  const isVariable = "name" in root && scope.names.get(root.name)?.has("") === true;
  const steps = isVariable ? [root] : name === undefined ? [root] : [root, name];
  const base = workPath(steps, scope, depth);
  const members = isVariable && name !== undefined ? [name, ...rest] : rest;
  return base !== undefined && isKnown(base) && follow(base, members) === undefined;
}

type For = Extract<Expression, { kind: "for" }>;

function workFor(loop: For, scope: Scope, depth: number): Json | undefined {
  const collection = evaluate(loop.collection, scope, depth);
  const entries = entriesOf(collection);
  if (entries === undefined) return undefined;
  const found: [Json, Json][] = [];
  for (const [key, item] of entries) {
    const named = withName(scope, loop.valueName, { "": item });
    const inner = loop.keyName === "" ? named : withName(named, loop.keyName, { "": key });
    const flag = loop.condition ? asFlag(evaluate(loop.condition, inner, depth)) : true;
    if (flag === undefined) return undefined;
    if (flag) found.push([loop.key ? evaluate(loop.key, inner, depth) : null, evaluate(loop.value, inner, depth)]);
  }
  return loop.key ? makeObject(found.flat(1)) : found.map(([, value]) => value);
}

/** Key and value of each entry, in Terraform's order; undefined if the value has none. */
export function entriesOf(value: Json): [string | number, Json][] | undefined {
  if (Array.isArray(value)) return value.map((item, place) => [place, item]);
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).sort(([a], [b]) => compareTexts(a, b));
}

/** The size of a value, at most about a megabyte: its parts may be shared and then count several times. */
function sizeOf(value: Json, limit = 300_000): number {
  if (typeof value === "string") return 1 + value.length / 16;
  if (typeof value !== "object" || value === null) return 1;
  let size = 1;
  for (const item of Object.values(value)) {
    size += sizeOf(item, limit - size);
    if (size > limit) return size;
  }
  return size;
}
