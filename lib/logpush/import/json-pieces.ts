/**
 * Candidates for the JSON inside another text, the most likely first: members that were cut out of an object, JSON that
 * was escaped as a string, and every value in brackets between other text.
 */
export function listJsonPieces(text: string): { pieces: string[]; what: string; why: string }[] {
  const trimmed = trimEnd(text.trim(), ",;");
  const isMembers = /^"[^"\\\n]*"\s*:/.test(trimmed);
  const unescaped = unescapeJson(trimmed);
  return [
    ...(isMembers
      ? [{ pieces: [closeBrackets(trimmed)], what: "outer braces", why: "Missing, so they were added." }]
      : []),
    ...(unescaped === undefined
      ? []
      : [
          {
            pieces: [unescaped],
            what: "backslashes",
            why: "The JSON was an escaped string. The backslashes were removed.",
          },
        ]),
    { pieces: listBracketed(text), what: "rest of the text", why: "Only the JSON is read." },
  ];
}

/** Puts braces around members. Unmatched closers at the end were cut from around them, and are removed. */
function closeBrackets(members: string): string {
  let surplus = 0;
  let depth = 0;
  for (const { sign } of listBrackets(members, true)) {
    depth += /[{[]/.test(sign) ? 1 : -1;
    surplus = Math.min(surplus, depth);
  }
  let rest = members;
  for (; surplus < 0; surplus += 1) rest = trimEnd(trimEnd(rest, ",; \t\r\n"), "]}", 1);
  return `{${trimEnd(rest, ",; \t\r\n")}}`;
}

/** Removes the given characters from the end, up to a limit. */
function trimEnd(text: string, signs: string, most = text.length): string {
  let end = text.length;
  while (end > 0 && text.length - end < most && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Unescapes `{\"name\":\"a\"}`; undefined for a text that is not escaped this way. */
function unescapeJson(text: string): string | undefined {
  if (!/^"?\s*[{[]?\s*(?:\{\s*)?\\+"/.test(text)) return undefined;
  const inner = text.replace(/^"|"$/g, "");
  return inner.replace(/\\(["\\/])/g, "$1");
}

/** The outermost values in brackets, in one pass. */
function listBracketed(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { sign, at } of listBrackets(text, false)) {
    if (/[{[]/.test(sign)) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth === 0) pieces.push(text.slice(start, at + 1));
    }
  }
  return pieces;
}

/** The brackets outside double-quoted texts, which end with their line. Between values quotes need not count. */
function* listBrackets(text: string, countsQuotes: boolean): Generator<{ sign: string; at: number }> {
  let isQuoted = false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted && sign === "\\") at += 1;
    else if (sign === "\n") isQuoted = false;
    else if (sign === '"' && (countsQuotes || depth > 0)) isQuoted = !isQuoted;
    else if (!isQuoted && /[{}[\]]/.test(sign)) {
      depth = /[{[]/.test(sign) ? depth + 1 : Math.max(0, depth - 1);
      yield { sign, at };
    }
  }
}
