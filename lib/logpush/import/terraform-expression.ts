import type { Json, JsonObject } from "../job/job.ts";

/** The limit on Terraform that is parsed at once, in bytes of UTF-8; about a hundred jobs. */
export const maxTerraformBytes = 64_000;

/** A member by its name (`.host`), or by the expression in brackets (`[0]`, `["host"]`). */
export type Step = { name: string } | { index: string | number };

/** An expression of Terraform's language. The parser's thread builds it from the tree of HashiCorp's parser. */
export type Expression = (
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "template"; parts: Expression[] }
  | { kind: "path"; steps: Step[] }
  | { kind: "member"; of: Expression; steps: Step[] }
  | { kind: "splat"; of: Expression; steps: Step[] }
  | { kind: "index" | "conditional" | "tuple"; operands: Expression[] }
  /** Keys and values, alternating. */
  | { kind: "object"; operands: Expression[] }
  | { kind: "call"; name: string; operands: Expression[]; isExpanded: boolean }
  | { kind: "operation"; operator: string; operands: Expression[] }
  | {
      kind: "for";
      keyName: string;
      valueName: string;
      collection: Expression;
      /** Only if it builds an object. */
      key?: Expression;
      value: Expression;
      condition?: Expression;
    }
  | { kind: "unknown" }
) & {
  /** As written; only for the outermost expressions. */
  source?: string;
};

/** The expressions in a configuration's texts, by the text that contains them. */
export type Expressions = Record<string, Expression>;

/** A configuration in Terraform's JSON syntax with its expressions parsed. */
export type TerraformConfig = { config: JsonObject; expressions: Expressions };

/** An expression as a reference to show: as written, or else shortened, with `…` for its literals. */
export function describeExpression(expression: Expression): string {
  return expression.source ?? `\u0024{${shorten(expression, 0)}}`;
}

function shorten(expression: Expression, depth: number): string {
  if (depth > 4) return "…";
  const inner = (part: Expression | undefined) => (part ? shorten(part, depth + 1) : "…");
  switch (expression.kind) {
    case "path":
      return describeSteps(expression.steps).replace(/^\./, "");
    case "member":
      return `${inner(expression.of)}${describeSteps(expression.steps)}`;
    case "splat":
      return `${inner(expression.of)}[*]${describeSteps(expression.steps)}`;
    case "index":
      return `${inner(expression.operands[0])}[${inner(expression.operands[1])}]`;
    case "call":
      return `${expression.name}(${expression.operands.map(inner).join(", ")})`;
    case "conditional":
      return expression.operands
        .map(inner)
        .join(" ? ")
        .replace(/ \? (?=[^?]*$)/, " : ");
    case "for":
      return `for ${expression.valueName} in ${inner(expression.collection)}`;
    default:
      return "…";
  }
}

function describeSteps(steps: Step[]): string {
  return steps.map((step) => ("name" in step ? `.${step.name}` : `[${JSON.stringify(step.index)}]`)).join("");
}

/** Whether a value contains no gap, so that all of it is known. */
export function isKnown(value: Json): boolean {
  if (typeof value === "string") return !value.includes("\ufdd0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isKnown(key) && isKnown(item));
}
