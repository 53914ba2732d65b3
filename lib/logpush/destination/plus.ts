import { decodePercent } from "./percent.ts";

/** A pair's decoded value and, if it was read from a string, its original text. */
type Value = { value: string; raw?: string };

/** What a raw `+` in a query means. Form decoders read a space, plain percent-decoders a plus. */
export type PlusReading = "space" | "plus";

/** For notes and for the error that asks. It names both encodings, so it can be shown alone. */
export const plusMessage = "Some programs read the + as a space (%20), others as a plus (%2B).";
export const plusNextStep = "Write %20 for a space or %2B for a plus.";

export const plusEscapes: Readonly<Record<PlusReading, string>> = { space: "%20", plus: "%2B" };
export const plusLabels: Readonly<Record<PlusReading, string>> = {
  space: "+ means a space: write %20",
  plus: "+ means a plus: write %2B",
};

/** Whether the value of a pair's original text holds an unencoded `+`. A name may hold one: header names do. */
export function hasRawPlus(raw: string | undefined): boolean {
  return raw !== undefined && valueText(raw).includes("+");
}

/** The pair's original text with each `+` of its value written as the chosen character. */
export function decidePlus(raw: string, reading: PlusReading): string {
  const value = valueText(raw);
  return raw.slice(0, raw.length - value.length) + value.replaceAll("+", plusEscapes[reading]);
}

/** Replaces a raw `+` in `openValue`. Parsed values contain no control characters, so it cannot occur in one. */
const openPlus = "\u0000";

/**
 * The decoded value with U+0000 in place of each raw `+`. Two pairs have the same value under both readings only if
 * these are equal, so compare and fingerprint this text. For code only; never shown or sent.
 */
export function openValue({ value, raw }: Value): string {
  if (raw === undefined || !hasRawPlus(raw)) return value;
  const decoded = decodePercent(valueText(raw).replaceAll("+", "%00"));
  return decoded.ok ? decoded.value : value;
}

/** The decoded value with each raw `+` read as a space, as form decoders and Go's net/url do. */
export function valueWithSpaces(pair: Value): string {
  return openValue(pair).replaceAll(openPlus, " ");
}

function valueText(raw: string): string {
  const equals = raw.indexOf("=");
  return equals < 0 ? "" : raw.slice(equals + 1);
}
