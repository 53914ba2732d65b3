import { checkHttpDestination, formatHttpDestination } from "../destination/http.ts";
import { hasRawPlus } from "../destination/plus.ts";
import { parseStoredDestination, redactParseError } from "../destination/stored.ts";
import { isUpstreamMask } from "../destination/upstream-mask.ts";
import { appError } from "../errors/app-error.ts";
import { ok, type Result } from "../result.ts";

/** The new value of a header. Names are compared without regard to case (RFC 9110 section 5.1). */
export type NewHeader = { name: string; value: string };

/**
 * The stored destination with one header's value replaced and every other byte unchanged. `isSame`: it already has that
 * value, and no raw `+` leaves the value open. Fails if the destination cannot be parsed, has no such header, or could
 * not be sent; `at` is then `value` if the value is the reason.
 */
export function rotateHeader(conf: string, { name, value }: NewHeader): Result<{ conf: string; isSame: boolean }> {
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return parsed;
  const { endpoint, query } = parsed.value;
  const place = query.findIndex((pair) => pair.kind === "header" && isSameName(pair.name, name));
  const old = query[place];
  if (!old) return { ok: false, error: appError("E_ROTATE_NO_HEADER", { params: { name } }) };
  if (old.value === value && !hasRawPlus(old.raw)) return ok({ conf, isSame: true });
  const isMasked =
    endpoint.split("/").some(isUpstreamMask) ||
    query.some((pair, index) => index !== place && isUpstreamMask(pair.value));
  if (isMasked) return { ok: false, error: appError("E_UPSTREAM_REDACTED") };
  const rotated = {
    endpoint,
    query: query.map((pair, index) => (index === place ? { kind: pair.kind, name: pair.name, value } : pair)),
  };
  const checked = checkHttpDestination(rotated, { isEndpointKept: true, isPairKept: (index) => index !== place });
  if (checked.ok) return ok({ conf: formatHttpDestination(rotated), isSame: false });
  const { at, ...error } = redactParseError(checked.error);
  return { ok: false, error: at === `query.${place}.value` ? { ...error, at: "value" } : error };
}

export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
