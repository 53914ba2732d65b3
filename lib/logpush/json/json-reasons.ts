import { scanString } from "./json-string.ts";
import { type JsonFault, tokenAt } from "./scan-json.ts";

/** Why a text is not accepted, as a phrase for a sentence. No reason repeats a long text, a URL or a header. */
export function describeFault(text: string, fault: JsonFault): string {
  const { kind, offset, closer } = fault;
  if (kind === "depth") return "it is nested too deeply";
  if (kind === "number") return "this number has more digits than can be kept";
  if (kind === "duplicate") return `the key ${quoteToken(JSON.stringify(fault.text))} occurs a second time here`;
  if (offset >= text.length) return closer ? `the text ends before the closing ${closer}` : "the text is empty";
  const found = tokenAt(text, offset);
  return found === undefined || found.startsWith("\ufdd0")
    ? describeInvalid(text, offset)
    : describeToken(found, fault);
}

/** Why a token is not allowed where it is. */
function describeToken(found: string, { expected, closer }: JsonFault): string {
  if (expected === "nothing") return "there is more text after the end";
  const isAfterComma = expected === "key" || (found === "]" && expected === "value");
  if (found === closer && isAfterComma) return `there is a comma before the closing ${found}`;
  const isFound = `, found ${quoteToken(found)}`;
  if (expected === ":") return `“:” is missing after a key${isFound}`;
  if (expected === ", or end") return `“,” or “${closer}” is missing${isFound}`;
  return `${expected.startsWith("key") ? "a key in double quotes" : "a value"} is missing${isFound}`;
}

/** Why no token begins at this place. */
function describeInvalid(text: string, at: number): string {
  const rest = text.slice(at, at + 200);
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return "JSON has no comments";
  if (/^['`“”„‘’]/.test(rest)) return `${rest.charAt(0)} is not a double quote`;
  if (rest.startsWith('"')) return describeString(text, at);
  if (/^[\p{L}_$]/u.test(rest)) return `${/^[\p{L}\p{N}_$]{1,40}/u.exec(rest)?.[0]} has no double quotes around it`;
  if (/^[-+.\d]/.test(rest)) return "this is not a valid JSON number";
  if (/^\s/.test(rest)) return "there is a non-standard space, as from a web page; type a normal space";
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

/** A token for a sentence: words and numbers as they are, and nothing of a text that may contain a secret. */
function quoteToken(token: string): string {
  return /^"?[\p{L}\p{N} $._+-]{0,30}"?$/u.test(token) || /^[[\]{}:,]$/.test(token) ? token : "a text";
}
