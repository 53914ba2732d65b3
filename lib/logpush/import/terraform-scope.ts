import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import type { Expressions } from "./terraform-expression.ts";

/**
 * The names that the text defines, by the start of their references: `var`, `local`, and in a resource `each` or
 * `count`.
 */
export type Names = ReadonlyMap<string, ReadonlyMap<string, Definition>>;

/** A value as written, evaluated when it is first needed. */
export type Definition = { written: Json } | { value: Json };

/** The rest of the work that one text may cause: a value of a few lines can grow beyond any memory. */
export type Budget = { left: number };

export type Scope = {
  names: Names;
  expressions: Expressions;
  budget: Budget;
  /** Names that are being evaluated, outermost first. A repeated one would be circular. */
  open: readonly string[];
  /** Evaluated values, by name. */
  done: Map<string, Json>;
};

const maxWork = 1_000_000;

/** The scope of a configuration: its variables, with the values of a tfvars file if there are any, and its locals. */
export function scopeOf(config: JsonObject, expressions: Expressions): Scope {
  const variables = new Map<string, Definition>();
  for (const [name, body] of Object.entries(isJsonObject(config.variable) ? config.variable : {})) {
    const [block] = listBlocks(body);
    if (block?.default !== undefined) variables.set(name, { written: block.default });
  }
  for (const [name, value] of Object.entries(config)) {
    if (!blockTypes.has(name)) variables.set(name, { written: value });
  }
  const locals = new Map<string, Definition>();
  for (const block of listBlocks(config.locals)) {
    for (const [name, value] of Object.entries(block)) locals.set(name, { written: value });
  }
  const names = new Map([
    ["var", variables],
    ["local", locals],
  ]);
  return { names, expressions, budget: { left: maxWork }, open: [], done: new Map() };
}

/**
 * The same with one more name, such as `each` or the variable of a `for`. Values that are evaluated inside are not
 * shared.
 */
export function withName(scope: Scope, root: string, members: Record<string, Json>): Scope {
  const known = new Map(Object.entries(members).map(([name, value]): [string, Definition] => [name, { value }]));
  return { ...scope, names: new Map([...scope.names, [root, known]]) };
}

/** Takes `amount` from the budget; false once it is used up. */
export function spend({ budget }: Scope, amount: number): boolean {
  budget.left -= amount;
  return budget.left >= 0;
}

/** Blocks of Terraform's language. Any other name at the top level of a text is an assignment, as in a tfvars file. */
export const blockTypes: ReadonlySet<string> = new Set(
  "resource data variable locals module provider terraform output moved import check removed ephemeral action".split(
    " ",
  ),
);

/** A block is a list of objects in HCL, and an object in a `.tf.json` file. */
export function listBlocks(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}
