import { type FormErrorCode, formErr } from "../errors/form-error.ts";
import { ok, type Result } from "../result.ts";
import { checkHeaderName } from "./header.ts";
import { decodePercent, encodeParamValue, encodeStrict, isWellFormed } from "./percent.ts";

/**
 * One `&`-separated segment of the query. `name` (without `header_`) and `value` are decoded. `raw` is the original
 * text of an untouched pair and is written back byte for byte. An empty segment, as in `a&&b` or after a bare `?`, is a
 * pair whose `raw` is empty.
 */
export type Pair = { kind: "header" | "param"; name: string; value: string; raw?: string };

const headerPrefix = "header_";
/** C0 controls and DEL, which neither a header nor a URL can contain, raw or escaped. */
export const control = /[\u0000-\u001f\u007f]/;

/** Formats a pair for the query, without `&`. A space is `%20` and a plus `%2B`, never `+`. */
export function formatPair(pair: Pair): string {
  if (pair.raw !== undefined) return pair.raw;
  return pair.kind === "header"
    ? `${headerPrefix}${encodeStrict(pair.name)}=${encodeStrict(pair.value)}`
    : `${encodeStrict(pair.name)}=${encodeParamValue(pair.value)}`;
}

/** Parses one segment of the query. A `+` is a literal plus: Cloudflare asks for `%20`, so nothing else is a space. */
export function parsePair(segment: string, at = ""): Result<Pair> {
  const broken = checkSegment(segment);
  if (broken) return formErr(broken, { at: `${at}.value` });
  const equals = segment.indexOf("=");
  const name = decodePercent(equals < 0 ? segment : segment.slice(0, equals));
  const value = decodePercent(equals < 0 ? "" : segment.slice(equals + 1));
  if (!name.ok) return formErr(name.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8", { at: `${at}.name` });
  if (!value.ok) return formErr(value.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8", { at: `${at}.value` });
  if (control.test(name.value)) return formErr("E_DEST_CONTROL", { at: `${at}.name` });
  if (control.test(value.value)) return formErr("E_DEST_CONTROL", { at: `${at}.value` });
  if (!name.value.startsWith(headerPrefix)) {
    return ok({ kind: "param", name: name.value, value: value.value, raw: segment });
  }
  const headerName = name.value.slice(headerPrefix.length);
  const nameError = checkHeaderName(headerName, `${at}.name`);
  if (nameError) return { ok: false, error: nameError };
  return ok({ kind: "header", name: headerName, value: value.value, raw: segment });
}

/** Finds what would end the segment or the URL, or is not valid text. */
function checkSegment(segment: string): FormErrorCode | undefined {
  if (segment.includes("&")) return "E_DEST_UNREAD";
  if (segment.includes("#")) return "E_DEST_FRAGMENT";
  if (segment.includes("\\")) return "E_DEST_BACKSLASH";
  return isWellFormed(segment) ? undefined : "E_TEXT_ILL_FORMED";
}
