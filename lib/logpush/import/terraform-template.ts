import type { Expression, Step } from "./terraform-expression.ts";

type TemplatePiece = { isExpression: boolean; text: string; source: string };

/** The literal texts and the expressions of a template, in order. `source` includes the signs around an expression. */
export function splitTemplate(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = "";
  let at = 0;
  while (at < template.length) {
    const rest = template.slice(at, at + 3);
    if (rest === "$${" || rest === "%%{") {
      literal += rest.slice(1);
      at += 3;
    } else if (rest.startsWith("${") || rest.startsWith("%{")) {
      const end = endOfExpression(template, at + 2);
      if (literal !== "") pieces.push({ isExpression: false, text: literal, source: literal });
      literal = "";
      // A directive such as %{ if } is never resolved: its text is not a reference.
      pieces.push({ isExpression: true, text: template.slice(at + 2, end - 1), source: template.slice(at, end) });
      at = end;
    } else {
      literal += template.charAt(at);
      at += 1;
    }
  }
  if (literal !== "" || pieces.length === 0) pieces.push({ isExpression: false, text: literal, source: literal });
  return pieces;
}

/** The offset after the brace that closes an expression. Braces and quotes inside it count. */
function endOfExpression(template: string, start: number): number {
  let depth = 1;
  let isQuoted = false;
  for (let at = start; at < template.length; at += 1) {
    const sign = template.charAt(at);
    if (sign === "\\" && isQuoted) at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === "{") depth += 1;
    else if (!isQuoted && sign === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return template.length;
}

const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[\s*(?:(\d{1,9})|"([^"\\$%]*)")\s*\]/uy;

/**
 * Parses a reference such as `local.hosts["a"].name[0]`; undefined for any other expression, which needs the parser.
 */
export function parseReference(text: string): Expression | undefined {
  const bare = text.trim();
  const [root] = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(bare) ?? [];
  if (root === undefined) return undefined;
  const steps: Step[] = [{ name: root }];
  step.lastIndex = root.length;
  while (step.lastIndex < bare.length) {
    const found = step.exec(bare);
    if (found === null) return undefined;
    const [, name, place, key = ""] = found;
    if (name !== undefined) steps.push({ name });
    else steps.push({ index: place === undefined ? key : Number(place) });
  }
  return { kind: "path", steps };
}
