export type TemplatePart = { text: string } | { field: string };

/** As in Go's lexer, a comment must follow the braces directly; only other actions may have spaces around them. */
const ACTION =
  /\{\{(?:[ \t\r\n]*(?:\.([A-Za-z_][A-Za-z0-9_]*)|("(?:[^"\\\n]|\\.)*")|`([^`]*)`)[ \t\r\n]*|(\/\*(?:[^*]|\*(?!\/))*\*\/))\}\}/g;

/** Reads the allowed subset of Go's text/template; undefined if the text contains anything else. */
export function parseTemplate(template: string): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(ACTION)) {
    const [whole, field, quoted, raw, comment] = match;
    // An action begins at the first two braces: of three, the third one belongs to the action.
    if (template.indexOf("{{", end) !== match.index) return undefined;
    parts.push({ text: template.slice(end, match.index) });
    const constant = quoted === undefined ? raw?.replaceAll("\r", "") : unquote(quoted);
    if (field !== undefined) parts.push({ field });
    else if (constant !== undefined) parts.push({ text: constant });
    else if (comment === undefined) return undefined;
    end = match.index + whole.length;
  }
  const rest = template.slice(end);
  return rest.includes("{{") ? undefined : [...parts, { text: rest }];
}

const LETTERS = "abfnrtv";
const CONTROLS = "\u0007\b\f\n\r\t\u000b";
const ESCAPE = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs;

/**
 * A Go string literal; undefined if it has an escape that Go refuses, or one that produces a byte but not a character.
 */
function unquote(quoted: string): string | undefined {
  const characters: (string | undefined)[] = [];
  const text = quoted.slice(1, -1).replace(ESCAPE, (_, sequence: string) => {
    const character = readEscape(sequence);
    characters.push(character);
    return character ?? "";
  });
  return characters.includes(undefined) ? undefined : text;
}

function readEscape(sequence: string): string | undefined {
  if (sequence === '"' || sequence === "\\") return sequence;
  if (sequence.length === 1) return CONTROLS[LETTERS.indexOf(sequence)];
  const isByte = !/^u/i.test(sequence);
  const code = /^\d/.test(sequence) ? Number.parseInt(sequence, 8) : Number.parseInt(sequence.slice(1), 16);
  const isCharacter = isByte ? code < 0x80 : code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
