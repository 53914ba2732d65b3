export type PowerShellToken = { kind: "text" | "expandable" | "variable" | "word" | "mark"; value: string };

/**
 * The tokens of the PowerShell subset that the snippets use; throws at anything else. Written from about_Quoting_Rules
 * and the tokenizer's own rule that U+2018, U+2019, U+201A and U+201B are single quotes too.
 */
export function powerShellTokens(code: string): PowerShellToken[] {
  const tokens: PowerShellToken[] = [];
  let at = 0;
  while (at < code.length) {
    const rest = code.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const { length, ...token } = nextToken(rest);
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function nextToken(rest: string): PowerShellToken & { length: number } {
  if (isQuote(rest.charAt(0))) return verbatim(rest);
  const [expandable] = /^"[^"`“”„]*"/.exec(rest) ?? [];
  if (expandable !== undefined)
    return { kind: "expandable", value: expandable.slice(1, -1), length: expandable.length };
  const [variable] = /^\$(?:env:)?\w+(?:\.\w+)*/.exec(rest) ?? [];
  if (variable !== undefined) return { kind: "variable", value: variable, length: variable.length };
  const [word] = /^-?[A-Za-z][\w-]*|^\d+/.exec(rest) ?? [];
  if (word !== undefined) return { kind: "word", value: word, length: word.length };
  const [mark] = /^(?:@\{|[&{}()=+;|,])/.exec(rest) ?? [];
  if (mark !== undefined) return { kind: "mark", value: mark, length: mark.length };
  throw new Error(`not of the snippets' PowerShell: ${rest.slice(0, 40)}`);
}

/** A quote in such a string is written twice; the second of the two counts. */
function verbatim(rest: string): PowerShellToken & { length: number } {
  let value = "";
  for (let at = 1; at < rest.length; at += 1) {
    if (!isQuote(rest.charAt(at))) value += rest.charAt(at);
    else if (isQuote(rest.charAt(at + 1))) {
      at += 1;
      value += rest.charAt(at);
    } else return { kind: "text", value, length: at + 1 };
  }
  throw new Error("a string does not end");
}

function isQuote(character: string): boolean {
  return character !== "" && "'\u2018\u2019\u201a\u201b".includes(character);
}
