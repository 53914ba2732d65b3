import { checkHttpDestination, formatHttpDestination } from "../destination/http.ts";
import { mask } from "../destination/looks-random.ts";
import { parseStoredDestination } from "../destination/stored.ts";
import { describedError } from "../errors/errors.ts";
import { rowLabel } from "../job/diff.ts";
import { ok, type Result } from "../result.ts";

/** A part of a destination that is masked: `endpoint`, the place of a header or parameter, or `whole`. */
export type MissingValue = { at: string; label: string };

/** What was entered for each part, as plain text. */
export type TypedValues = Readonly<Record<string, string>>;

/** Which values of a masked destination have to be entered again before it can be sent. */
export function missingIn(masked: string): MissingValue[] {
  if (!masked.includes(mask)) return [];
  const parsed = parseStoredDestination(masked);
  if (!parsed.ok) return [whole];
  const { endpoint, query } = parsed.value;
  const rows = query.flatMap((pair, place) => {
    if (!isMasked(pair)) return [];
    return [{ at: String(place), label: pair.name.includes(mask) ? `Parameter ${place + 1}` : rowLabel(pair) }];
  });
  return [...(endpoint.includes(mask) ? [{ at: "endpoint", label: "Endpoint URL" }] : []), ...rows];
}

const whole: MissingValue = { at: "whole", label: "Destination string" };

/**
 * The destination with what was entered in the places of its masks; every other byte stays. Fails if a value is missing
 * (E_VALUES_MISSING) or cannot be sent.
 */
export function fillDestination(masked: string, typed: TypedValues): Result<string> {
  const missing = missingIn(masked);
  const blank = missing.find(({ at }) => (typed[at] ?? "").trim() === "" || typed[at]?.includes(mask));
  if (blank)
    return { ok: false, error: describedError("E_VALUES_MISSING", { at: blank.at, params: { label: blank.label } }) };
  if (missing.includes(whole)) return ok(typed.whole ?? "");
  const parsed = parseStoredDestination(masked);
  if (!parsed.ok) return parsed;
  const isTyped = (place: number | string) => missing.some(({ at }) => at === String(place));
  const filled = {
    endpoint: isTyped("endpoint") ? (typed.endpoint ?? "") : parsed.value.endpoint,
    query: parsed.value.query.map((pair, place) => {
      const value = typed[String(place)] ?? "";
      if (!isTyped(place)) return pair;
      return pair.name.includes(mask)
        ? { ...pair, name: value, value: "", raw: value }
        : { ...pair, value, raw: undefined };
    }),
  };
  const checked = checkHttpDestination(filled, {
    isEndpointKept: !isTyped("endpoint"),
    isPairKept: (place) => !isTyped(place),
  });
  return checked.ok ? ok(formatHttpDestination(filled)) : checked;
}

function isMasked({ name, value, raw }: { name: string; value: string; raw?: string | undefined }): boolean {
  return [name, value, raw ?? ""].some((text) => text.includes(mask));
}
