import { scanString } from "./json-string.ts";

/** Why no JSON token begins at this place, as a phrase for a sentence. No reason repeats a long text, a URL or a header. */
export function describeInvalid(text: string, at: number): string {
  const rest = text.slice(at, at + 200);
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return "JSON has no comments";
  if (/^['`“”„‘’]/.test(rest)) return `${rest.charAt(0)} is not a double quote`;
  if (rest.startsWith('"')) return describeString(text, at);
  if (/^[\p{L}_$]/u.test(rest)) return `${/^[\p{L}\p{N}_$]{1,40}/u.exec(rest)?.[0]} has no double quotes around it`;
  if (/^[-+.\d]/.test(rest)) return "this is not a valid JSON number";
  if (/^\s/.test(rest)) return "there is a special space, as from a web page; type a plain one";
  return `the character ${String.fromCodePoint(rest.codePointAt(0) ?? 0)} is not allowed here`;
}

function describeString(text: string, at: number): string {
  const scanned = scanString(text, at);
  const fault = "fault" in scanned ? scanned.fault : text.length;
  const after = text[fault];
  if (after === "\n" || after === "\r") return "a string is not closed on its line; a line break inside it is \\n";
  const start = text.slice(at, fault);
  const place = start === '"' ? "" : `, in ${quoteToken(start)}`;
  if (after === "\\") return `after \\ there must be one of " \\ / b f n r t u${place}`;
  return after === undefined ? "a string is not closed" : "there is a control character in a string";
}

/** Why a text is not complete; `closer` is the bracket that is open. */
export function describeMissingEnd(closer: string | undefined): string {
  return closer === undefined ? "the text is empty" : `the text ends before the closing ${closer}`;
}

/** A token for a sentence: words and numbers as they are, and nothing of a text that may contain a secret. */
export function quoteToken(token: string): string {
  return /^"?[\p{L}\p{N} $._+-]{0,30}"?$/u.test(token) || /^[[\]{}:,]$/.test(token) ? token : "a text";
}
