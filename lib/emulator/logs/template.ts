export type TemplatePart = { text: string } | { field: string };

const ACTION = /\{\{\s*(?:\.([A-Za-z_][A-Za-z0-9_]*)|("(?:[^"\\\n]|\\.)*")|`([^`]*)`|(\/\*.*?\*\/))\s*\}\}/gs;

/** Reads the allowed subset of Go's text/template; undefined when the text holds anything else. */
export function parseTemplate(template: string): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(ACTION)) {
    const [whole, field, quoted, raw] = match;
    const text = template.slice(end, match.index);
    if (text.includes("{{")) return undefined;
    parts.push({ text });
    const constant = quoted === undefined ? raw : unquote(quoted);
    if (field !== undefined) parts.push({ field });
    else if (constant !== undefined) parts.push({ text: constant });
    end = match.index + whole.length;
  }
  const rest = template.slice(end);
  return rest.includes("{{") ? undefined : [...parts, { text: rest }];
}

function unquote(quoted: string): string {
  const escapes: { [letter: string]: string } = { n: "\n", t: "\t", r: "\r" };
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}
