/** What a raw `+` in a query is taken for. Form decoders read a space, plain percent-decoders a plus. */
export type PlusReading = "space" | "plus";

/** For notes and for the error that asks; names both encodings, so that it can stand alone. */
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

/** The pair's original text with each `+` of its value written as what it is meant to be. */
export function decidePlus(raw: string, reading: PlusReading): string {
  const value = valueText(raw);
  return raw.slice(0, raw.length - value.length) + value.replaceAll("+", plusEscapes[reading]);
}

function valueText(raw: string): string {
  const equals = raw.indexOf("=");
  return equals < 0 ? "" : raw.slice(equals + 1);
}
