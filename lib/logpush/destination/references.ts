/** A part of a text that a program or a person fills in. `start` and `end` are UTF-16 offsets. */
export type Reference = {
  start: number;
  end: number;
  text: string;
  /** Whether its form is unambiguous. A password may look like `$name`, so an ambiguous one is not repeated. */
  isSure: boolean;
};

/** Placeholders that Cloudflare fills in itself. */
const cloudflareNames = /^(?:DATE|YYYY|MM|DD|HH|mm)$/;

/** Where a reference can begin. Forms with a matching bracket are read on from there. */
const opening =
  /'(?=["$])|"(?=\$)|\$\{|\$\(|#\{|%\{|\{\{|\$env:\w+|\$[A-Za-z_]\w*|<[A-Za-z][^<>&?#=\r\n"]{0,80}>|%[A-Za-z_]\w*%|%\([A-Za-z_]\w*\)s|\{[A-Za-z_][\w.-]*\}/giu;

const openingHere = new RegExp(opening.source, "iuy");

/** Longer ones are not references, so that a hostile text is read in linear time. */
const maxLength = 300;

/**
 * Finds all references of a text in the forms of Terraform, shells, PowerShell, JavaScript, templates and manuals.
 * Total and linear.
 */
export function findReferences(text: string): Reference[] {
  const found: Reference[] = [];
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index;
    const end = endOfReference(text, start, match[0]);
    if (end === undefined) {
      opening.lastIndex = start + 1;
      continue;
    }
    const whole = text.slice(start, end);
    found.push({ start, end, text: whole, isSure: !/^\$[A-Za-z_]*[a-z]\w*$/.test(whole) });
    opening.lastIndex = end;
  }
  return found;
}

/** The end of the reference that begins at an offset, or undefined if none does. */
export function referenceEnd(text: string, start: number): number | undefined {
  openingHere.lastIndex = start;
  const sign = openingHere.exec(text)?.[0];
  return sign === undefined ? undefined : endOfReference(text, start, sign);
}

function endOfReference(text: string, start: number, sign: string): number | undefined {
  const after = start + sign.length;
  if (sign === "'" || sign === '"') return endOfQuoted(text, start);
  if (sign === "{{") return closedBy(text, after, "}}");
  if (/^[$#%]\{$/.test(sign)) return balancedEnd(text, after, "{", "}");
  if (sign === "$(") return balancedEnd(text, after, "(", ")");
  if (sign.startsWith("{")) return cloudflareNames.test(sign.slice(1, -1)) ? undefined : after;
  if (sign.startsWith("<")) return sign.includes("://") ? undefined : after;
  if (/^%\w+%$/.test(sign)) return isPercentName(text, sign, after) ? after : undefined;
  if (sign.startsWith("$")) return isVariable(text, start, sign) ? after : undefined;
  return after;
}

/** `'"$NAME"'`, `'$NAME'` and `"$NAME"`: what a shell has between the parts of a quoted text. */
function endOfQuoted(text: string, start: number): number | undefined {
  const quotes = /^(?:'"|'|")/.exec(text.slice(start, start + 2))?.[0] ?? "";
  const inner = start + quotes.length;
  if (!text.startsWith("$", inner)) return undefined;
  const end = referenceEnd(text, inner);
  const closing = [...quotes].reverse().join("");
  return end !== undefined && text.startsWith(closing, end) ? end + closing.length : undefined;
}

function closedBy(text: string, from: number, end: string): number | undefined {
  const at = text.slice(from, from + maxLength).indexOf(end);
  return at < 0 ? undefined : from + at + end.length;
}

/** Brackets inside quotes do not count. */
function balancedEnd(text: string, from: number, open: string, close: string): number | undefined {
  let depth = 1;
  let quote = "";
  for (let at = from; at < Math.min(text.length, from + maxLength); at += 1) {
    const sign = text.charAt(at);
    if (quote !== "") {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === open) depth += 1;
    else if (sign === close) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** `%C3%A9` and `%20off%20` are escapes, `%NAME%` is a Windows variable. */
function isPercentName(text: string, sign: string, after: number): boolean {
  const closesEscape = /^[0-9A-Fa-f]{2}/.test(text.slice(after, after + 2));
  const opensEscape = /^%[0-9A-Fa-f]{2}/.test(sign);
  if (opensEscape) return !closesEscape && sign.length > 4;
  return !closesEscape || /^%[A-Z_][A-Z0-9_]+%$/.test(sign);
}

/** `$NAME` anywhere; `$name` only as a whole value, because a password may contain a `$`. */
function isVariable(text: string, start: number, sign: string): boolean {
  if (/^\$(?:env:\w+|[A-Z_][A-Z0-9_]*)$/i.test(sign) && !/[a-z]/.test(sign.replace(/^\$env:/i, "$"))) return true;
  if (/^\$env:/i.test(sign)) return true;
  const before = text.slice(Math.max(0, start - 3), start);
  const next = text.charAt(start + sign.length);
  if (/["']$/.test(before)) return before.endsWith(next) && next !== "";
  return /(?:^|[/=+&?:, ]|%20)$/.test(before) && /^(?:[-/&?:,.@ '")+%#]|)$/.test(next);
}
