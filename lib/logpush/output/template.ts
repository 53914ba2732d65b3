import type { Result } from "../result.ts";
import { ok } from "../result.ts";
import { readGoConstant } from "./go-constant.ts";
import { explainAction, templateOffence } from "./template-offence.ts";

export type TemplatePart = { text: string } | { field: string };

/** A comment touches both pairs of braces; a field or constant can have white space around it (Go, "text/template"). */
const allowed =
  /\{\{(?:(\/\*(?:(?!\*\/).)*\*\/)|[ \t\r\n]*(?:\.([A-Za-z_][A-Za-z0-9_]*)|("(?:[^"\\\n]|\\[^\n])*"|`[^`]*`))[ \t\r\n]*)\}\}/sy;

/**
 * Parses a `record_template`: the part of Go's text/template that the documentation allows ("Log Output Options"),
 * which is fields, constants in quotes or backquotes, and comments. The text between them is constant. Errors:
 * E_TEMPLATE_*, with the line and column of the action.
 */
export function parseTemplate(template: string): Result<TemplatePart[]> {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (let open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", end)) {
    if (open > end) parts.push({ text: template.slice(end, open) });
    allowed.lastIndex = open;
    const [whole, , field, constant] = allowed.exec(template) ?? [];
    if (whole === undefined) return { ok: false, error: explainAction(template, open) };
    if (field !== undefined) parts.push({ field });
    if (constant !== undefined) {
      const text = readGoConstant(constant);
      if (text === undefined) return { ok: false, error: templateOffence("E_TEMPLATE_STRING", { template, open }) };
      parts.push({ text });
    }
    end = open + whole.length;
  }
  if (end < template.length) parts.push({ text: template.slice(end) });
  return ok(parts);
}

/** The fields that a template uses and a job does not name. Each would be null in every record. */
export function unselectedFields(template: string, fieldNames: readonly string[]): string[] {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return [];
  const used = parsed.value.flatMap((part) => ("field" in part ? [part.field] : []));
  return Array.from(new Set(used)).filter((name) => !fieldNames.includes(name));
}

/** A template that writes the same records as no template: a starting point. */
export function startingTemplate(fieldNames: readonly string[], outputType: string): string {
  const write = (name: string) => (outputType === "csv" ? `{{.${name}}}` : `${JSON.stringify(name)}:{{.${name}}}`);
  return fieldNames.map(write).join(",");
}
