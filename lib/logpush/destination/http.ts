import type { ErrorCode } from "../errors.ts";
import { maxDestinationBytes } from "../limits.ts";
import { type AppError, appError, err, ok, type Result } from "../result.ts";
import { checkEndpointText } from "./endpoint.ts";
import { checkHeaderName, findDuplicateHeader } from "./header.ts";
import { byteLength, decodePercent, encodeParamValue, encodeStrict, isWellFormed } from "./percent.ts";

/**
 * One `&`-separated piece of the query. `name` (without `header_`) and `value` are decoded.
 * `raw` is the original text of an untouched pair and is written back byte for byte;
 * an empty segment, as in `a&&b` or after a bare `?`, is a pair whose `raw` is empty.
 */
export type Pair = { kind: "header" | "param"; name: string; value: string; raw?: string };

/** `endpoint` is all before the first `?`; `query` keeps headers and parameters in their mixed order. */
export type HttpDestination = { endpoint: string; query: Pair[] };

const headerPrefix = "header_";
const control = /[\u0000-\u001f\u007f]/;

/**
 * Takes an https `destination_conf` apart without losing a byte: `formatHttpDestination` of the result is `conf`.
 * Refuses what parsers read in different ways or what no HTTP client could send
 * (Logpush "Enable HTTP destination"; RFC 3986; RFC 9110 section 5). Errors carry `at`: `endpoint` or `query.N.name|value`.
 */
export function parseHttpDestination(conf: string): Result<HttpDestination> {
  const broken = checkWhole(conf);
  if (broken) return { ok: false, error: broken };
  const mark = conf.indexOf("?");
  const endpoint = mark < 0 ? conf : conf.slice(0, mark);
  const endpointError = checkEndpointText(endpoint);
  if (endpointError) return { ok: false, error: endpointError };

  const query: Pair[] = [];
  for (const [index, segment] of mark < 0
    ? []
    : conf
        .slice(mark + 1)
        .split("&")
        .entries()) {
    const pair = parsePair(segment, `query.${index}`);
    if (!pair.ok) return pair;
    query.push(pair.value);
  }
  const duplicate = findDuplicateHeader(query);
  if (duplicate) return { ok: false, error: duplicate };
  return ok({ endpoint, query });
}

/** Writes the destination: untouched pairs as they were, the others percent-encoded. Total; call `checkHttpDestination` before sending. */
export function formatHttpDestination(destination: HttpDestination): string {
  const { endpoint, query } = destination;
  return query.length === 0 ? endpoint : `${endpoint}?${query.map(formatPair).join("&")}`;
}

/** One pair as it stands in the query, without `&`. A space is `%20` and a plus `%2B`, never `+`. */
export function formatPair(pair: Pair): string {
  if (pair.raw !== undefined) return pair.raw;
  return pair.kind === "header"
    ? `${headerPrefix}${encodeStrict(pair.name)}=${encodeStrict(pair.value)}`
    : `${encodeStrict(pair.name)}=${encodeParamValue(pair.value)}`;
}

/** Reads one segment of the query. A `+` is a literal plus: Cloudflare asks for `%20`, so nothing else is a space. */
export function parsePair(segment: string, at = ""): Result<Pair> {
  const broken = checkSegment(segment);
  if (broken) return err(broken, { at: `${at}.value` });
  const equals = segment.indexOf("=");
  const name = decodePercent(equals < 0 ? segment : segment.slice(0, equals));
  const value = decodePercent(equals < 0 ? "" : segment.slice(equals + 1));
  if (!name.ok) return err(name.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8", { at: `${at}.name` });
  if (!value.ok) return err(value.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8", { at: `${at}.value` });
  if (control.test(name.value)) return err("E_DEST_CONTROL", { at: `${at}.name` });
  if (control.test(value.value)) return err("E_DEST_CONTROL", { at: `${at}.value` });
  if (!name.value.startsWith(headerPrefix)) {
    return ok({ kind: "param", name: name.value, value: value.value, raw: segment });
  }
  const headerName = name.value.slice(headerPrefix.length);
  const nameError = checkHeaderName(headerName, `${at}.name`);
  if (nameError) return { ok: false, error: nameError };
  return ok({ kind: "header", name: headerName, value: value.value, raw: segment });
}

/** Whether two destinations mean the same; how an untouched pair was spelt does not count. */
export function isSameDestination(a: HttpDestination, b: HttpDestination): boolean {
  return (
    a.endpoint === b.endpoint &&
    a.query.length === b.query.length &&
    a.query.every((pair, index) => {
      const other = b.query[index];
      return pair.kind === other?.kind && pair.name === other.name && pair.value === other.value;
    })
  );
}

/** What would end the segment or the URL, or is no text. */
function checkSegment(segment: string): ErrorCode | undefined {
  if (segment.includes("&")) return "E_DEST_UNREAD";
  if (segment.includes("#")) return "E_DEST_FRAGMENT";
  if (segment.includes("\\")) return "E_DEST_BACKSLASH";
  return isWellFormed(segment) ? undefined : "E_TEXT_ILL_FORMED";
}

function checkWhole(conf: string): AppError | undefined {
  const at = "endpoint";
  if (conf === "") return appError("E_DEST_EMPTY", { at });
  if (control.test(conf)) return appError("E_DEST_CONTROL", { at });
  if (conf !== conf.trim()) return appError("E_DEST_SPACE", { at });
  if (!conf.startsWith("https://")) return appError("E_DEST_SCHEME", { at });
  if (conf.includes("\\")) return appError("E_DEST_BACKSLASH", { at });
  if (conf.includes("#")) return appError("E_DEST_FRAGMENT", { at });
  if (!isWellFormed(conf)) return appError("E_TEXT_ILL_FORMED", { at });
  const bytes = byteLength(conf);
  if (bytes > maxDestinationBytes) {
    return appError("E_DEST_TOO_LONG", { at, params: { bytes, limit: maxDestinationBytes } });
  }
  return undefined;
}
