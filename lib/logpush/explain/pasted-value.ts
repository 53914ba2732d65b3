import { referenceEnd } from "../destination/references.ts";

/** A value: parts of the text, in order, and texts in place of what a program would insert between them. */
export type ValueParts = { parts: (Range | string)[]; end: number; isJoined: boolean };
type Range = { from: number; to: number };

/** What can follow the quote that ends a value. Before anything else, the quote is part of the value. */
const afterValue = /^(?:[\s,;)}\]\\<'"`”]|$)/;
/** The text between two quoted pieces that a program joins: `" + token + "`. */
const joint =
  /(["'`])\s*(?:\+|\.(?=\s*\$))\s*(?:([\w$][\w.$]*(?:\[[^\]\n]{0,200}\]|\([^()\n]{0,200}\)){0,20})\s*(?:\+|\.)\s*)?[fFrRbuU]?\1/y;
/** The same at the end: `" + token`. */
const lastJoint =
  /(["'`])\s*(?:\+|\.(?=\s*\$))\s*([\w$][\w.$]*(?:\[[^\]\n]{0,200}\]|\([^()\n]{0,200}\)){0,20})(?=\s*(?:[,;)}\]]|$))/y;

/**
 * Reads a value from after its opening quote to its end. A value without quotes ends with its line (`quote` is a line
 * break) or at the next space (`quote` is empty). Quotes inside references do not end it, nor do those with which a
 * shell leaves and enters its own quotes.
 */
export function readValue(text: string, start: number, quote: string, limit: number): ValueParts {
  const value: ValueParts = { parts: [], end: limit, isJoined: false };
  let from = start;
  let at = start;
  const take = (to: number, resume: number, filling?: string) => {
    if (to > from) value.parts.push({ from, to });
    if (filling !== undefined) value.parts.push(filling);
    value.isJoined = true;
    from = resume;
    at = resume;
  };
  while (at < limit) {
    const spliced = spliceAt(text, at, quote);
    if (spliced) {
      take(at, spliced.from);
      take(spliced.to, spliced.end);
      continue;
    }
    const joined = jointAt(text, at, quote);
    if (joined) {
      take(at, joined.end, joined.filling);
      if (joined.isLast) break;
      continue;
    }
    if (isEnd(text, at, quote)) {
      value.end = at;
      break;
    }
    at = Math.max(at + 1, /["'`]/.test(text.charAt(at)) ? 0 : (referenceEnd(text, at) ?? 0));
  }
  const last = Math.min(at, limit);
  value.end = last;
  if (last > from) value.parts.push({ from, to: last });
  return value;
}

function isEnd(text: string, at: number, quote: string): boolean {
  const sign = text.charAt(at);
  if (quote === "") return /[\s"'`]/.test(sign);
  if (quote === "\n") return /[\r\n]/.test(sign) || (sign === " " && text.charAt(at + 1) === "#");
  return sign === quote && afterValue.test(text.slice(at + 1, at + 2));
}

/** `'"$NAME"'` within double quotes, `"$NAME"` within an argument in double quotes, and `'''` for a quote character. */
function spliceAt(text: string, at: number, quote: string): { from: number; to: number; end: number } | undefined {
  const sign = text.charAt(at);
  if (!/["']/.test(sign)) return undefined;
  if (sign === "'" && text.startsWith("'''", at)) return { from: at, to: at + 1, end: at + 3 };
  const inner = text.charAt(at + 1) === (sign === "'" ? '"' : "'") ? at + 2 : at + 1;
  if (text.charAt(inner) !== "$" || quote === "" || quote === "\n") return undefined;
  const to = referenceEnd(text, inner);
  if (to === undefined) return undefined;
  const closing = [...text.slice(at, inner)].reverse().join("");
  return text.startsWith(closing, to) ? { from: inner, to, end: to + closing.length } : undefined;
}

function jointAt(
  text: string,
  at: number,
  quote: string,
): { end: number; filling: string | undefined; isLast: boolean } | undefined {
  if (text.charAt(at) !== quote) return undefined;
  for (const [pattern, isLast] of [
    [joint, false],
    [lastJoint, true],
  ] as const) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const [whole, , name] = match;
    const filling = name === undefined ? undefined : name.startsWith("$") ? name : `\${${name}}`;
    return { end: at + whole.length, filling, isLast };
  }
  return undefined;
}
