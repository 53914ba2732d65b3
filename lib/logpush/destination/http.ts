import { formError } from "../errors/form-error.ts";
import { maxDestinationBytes } from "../limits.ts";
import { type AppError, ok, type Result } from "../result.ts";
import { checkPair } from "./check-pair.ts";
import { checkEndpointForSending, checkEndpointText } from "./endpoint.ts";
import { findDuplicateHeader } from "./header.ts";
import { control, formatPair, type Pair, parsePair } from "./pair.ts";
import { byteLength, isWellFormed } from "./percent.ts";
import { openValue } from "./plus.ts";

/** `endpoint` is everything before the first `?`; `query` keeps headers and parameters in their mixed order. */
export type HttpDestination = { endpoint: string; query: Pair[] };

/** Positions in `query`. A pair that Cloudflare accepted before must follow only the parser's rules. */
export type CheckOptions = {
  isEndpointKept?: boolean;
  isPairKept?: (place: number) => boolean;
  /** Whether the person agreed to characters outside ASCII in a header's value. */
  isNonAsciiAccepted?: (place: number) => boolean;
};

/**
 * Parses an https `destination_conf` without losing a byte: `formatHttpDestination` of the result is `conf`. Refuses
 * text that parsers read differently or that no HTTP client could send (Logpush "Enable HTTP destination"; RFC 3986;
 * RFC 9110 section 5). Errors carry `at`: `endpoint` or `query.N.name|value`.
 */
export function parseHttpDestination(conf: string): Result<HttpDestination> {
  const broken = checkWhole(conf);
  if (broken) return { ok: false, error: broken };
  const mark = conf.indexOf("?");
  const endpoint = mark < 0 ? conf : conf.slice(0, mark);
  const endpointError = checkEndpointText(endpoint);
  if (endpointError) return { ok: false, error: endpointError };

  const query: Pair[] = [];
  const segments = mark < 0 ? [] : conf.slice(mark + 1).split("&");
  for (const [index, segment] of segments.entries()) {
    const pair = parsePair(segment, `query.${index}`);
    if (!pair.ok) return pair;
    query.push(pair.value);
  }
  const duplicate = findDuplicateHeader(query);
  if (duplicate) return { ok: false, error: duplicate };
  return ok({ endpoint, query });
}

/**
 * Formats the destination: untouched pairs unchanged, the others percent-encoded. Total; call `checkHttpDestination`
 * before sending.
 */
export function formatHttpDestination(destination: HttpDestination): string {
  const { endpoint, query } = destination;
  return query.length === 0 ? endpoint : `${endpoint}?${query.map(formatPair).join("&")}`;
}

/** Checks a destination that is about to be sent. Returns the first error, with `at` as in `parseHttpDestination`. */
export function checkHttpDestination(
  destination: HttpDestination,
  options: CheckOptions = {},
): Result<HttpDestination> {
  const [error] = listOffences(destination, options);
  return error ? { ok: false, error } : ok(destination);
}

/**
 * All errors of a destination that is about to be sent. Even if each part is valid, the whole may be read differently.
 */
export function listOffences(destination: HttpDestination, options: CheckOptions = {}): AppError[] {
  const offences = [
    options.isEndpointKept ? undefined : checkEndpointForSending(destination.endpoint),
    ...destination.query.map((pair, place) =>
      options.isPairKept?.(place)
        ? undefined
        : checkPair(pair, `query.${place}`, options.isNonAsciiAccepted?.(place) ?? false),
    ),
    findDuplicateHeader(destination.query),
    checkLength(destination),
  ].filter((error) => error !== undefined);
  if (offences.length > 0) return offences;
  const reread = parseHttpDestination(formatHttpDestination(destination));
  if (!reread.ok) return [{ ...reread.error, at: "destinationString" }];
  return isSameDestination(reread.value, destination) ? [] : [formError("E_DEST_UNREAD", { at: "destinationString" })];
}

/**
 * Whether two destinations mean the same. The spelling of an untouched pair does not count. A raw `+` equals only
 * another raw `+`, because it can mean a space or a plus.
 */
export function isSameDestination(a: HttpDestination, b: HttpDestination): boolean {
  return (
    a.endpoint === b.endpoint &&
    a.query.length === b.query.length &&
    a.query.every((pair, index) => {
      const other = b.query[index];
      return (
        other !== undefined &&
        pair.kind === other.kind &&
        pair.name === other.name &&
        openValue(pair) === openValue(other)
      );
    })
  );
}

function checkLength(destination: HttpDestination): AppError | undefined {
  const bytes = byteLength(formatHttpDestination(destination));
  if (bytes <= maxDestinationBytes) return undefined;
  return formError("E_DEST_TOO_LONG", { at: "destinationString", params: { bytes, limit: maxDestinationBytes } });
}

function checkWhole(conf: string): AppError | undefined {
  const at = "endpoint";
  if (conf === "") return formError("E_DEST_EMPTY", { at });
  if (control.test(conf)) return formError("E_DEST_CONTROL", { at });
  if (conf !== conf.trim()) return formError("E_DEST_SPACE", { at });
  if (!conf.startsWith("https://")) return formError("E_DEST_SCHEME", { at });
  if (conf.includes("\\")) return formError("E_DEST_BACKSLASH", { at });
  if (conf.includes("#")) return formError("E_DEST_FRAGMENT", { at });
  if (!isWellFormed(conf)) return formError("E_TEXT_ILL_FORMED", { at });
  const bytes = byteLength(conf);
  if (bytes > maxDestinationBytes) {
    return formError("E_DEST_TOO_LONG", { at, params: { bytes, limit: maxDestinationBytes } });
  }
  return undefined;
}
