/** Why no JSON token begins at this place, as a phrase for a sentence. No reason repeats a URL. */
export function describeInvalid(text: string, at: number): string {
  const rest = text.slice(at, at + 200);
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return "JSON has no comments";
  if (/^['`“”„‘’]/.test(rest)) return `${rest.charAt(0)} is not a double quote`;
  if (rest.startsWith('"')) return describeString(text.slice(at));
  if (/^[\p{L}_$]/u.test(rest)) return `${/^[\p{L}\p{N}_$]+/u.exec(shorten(rest))?.[0]} has no double quotes around it`;
  if (/^[-+.\d]/.test(rest)) return "this is not a valid JSON number";
  if (/^\s/.test(rest)) return "there is a special space, as from a web page; type a plain one";
  return `the character ${String.fromCodePoint(rest.codePointAt(0) ?? 0)} is not allowed here`;
}

function describeString(rest: string): string {
  const [, inside = "", after = ""] =
    /^"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)(.?)/s.exec(rest) ?? [];
  if (after === "\n" || after === "\r") return "a string is not closed on its line; a line break inside it is \\n";
  const place = inside === "" ? "" : `, in ${shorten(`"${inside}`)}`;
  if (after === "\\") return `after \\ there must be one of " \\ / b f n r t u${place}`;
  return after === "" ? "a string is not closed" : "there is a control character in a string";
}

/** Why a text is not complete; `closer` is the bracket that is open. */
export function describeMissingEnd(closer: string | undefined): string {
  return closer === undefined ? "the text is empty" : `the text ends before the closing ${closer}`;
}

/** The text, or its start if it is long. A URL may contain secrets anywhere. */
export function shorten(text: string): string {
  if (text.includes("://")) return "a text with a URL";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
