import { formError } from "../errors/form-error.ts";
import { maxHeaderNameLength } from "../limits.ts";
import type { AppError } from "../result.ts";

/** RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Set by the HTTP client for the connection (RFC 9110 section 7.6.1, RFC 9112 section 6); a custom value would break
 * it.
 */
const framingNames = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Checks only the grammar of a header name. */
export function checkHeaderName(name: string, at: string): AppError | undefined {
  if (name === "") return formError("E_HEADER_NAME_EMPTY", { at });
  if (name.length > maxHeaderNameLength) {
    return formError("E_HEADER_NAME_LONG", { at, params: { limit: maxHeaderNameLength } });
  }
  if (!token.test(name)) return formError("E_HEADER_NAME", { at, params: { name: shownName(name) } });
  return undefined;
}

/** An invalid name may contain a secret value, as in `Authorization:Bearer abc`, so only its start is repeated. */
function shownName(name: string): string {
  const isPlain = /^[\w-]{0,30} ?[\w-]{0,30}$/.test(name) && name.length <= 30;
  const start = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{0,30}/.exec(name)?.[0] ?? "";
  return isPlain || name.length <= start.length + 1 ? name : `${name.slice(0, start.length + 1)}…`;
}

/** Whether Cloudflare's HTTP client sets this header itself. */
export function isFramingHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return framingNames.has(lower) || lower.startsWith("proxy-");
}

/** The first header whose name occurred before, ignoring case (RFC 9110 section 5.1). */
export function findDuplicateHeader(query: { kind: string; name: string }[]): AppError | undefined {
  return listDuplicateHeaders(query)[0];
}

/** Every header whose name occurred before it. */
export function listDuplicateHeaders(query: { kind: string; name: string }[]): AppError[] {
  const seen = new Set<string>();
  return query.flatMap(({ kind, name }, index) => {
    if (kind !== "header") return [];
    if (seen.has(name.toLowerCase())) {
      return [formError("E_HEADER_DUPLICATE", { at: `query.${index}.name`, params: { name } })];
    }
    seen.add(name.toLowerCase());
    return [];
  });
}
