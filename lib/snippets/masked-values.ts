import { mask } from "#lib/logpush/destination/looks-random.ts";
import { formatPair } from "#lib/logpush/destination/pair.ts";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import { segmentDestination } from "#lib/logpush/destination/segments.ts";
import type { ShownPart } from "#lib/logpush/destination/shown-text.ts";
import { isKept, pairOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { placeholders } from "#lib/logpush/job/placeholders.ts";

/** Replaces a secret while a snippet is written. No language escapes it, and it looks as random as the secret. */
const marker = "hgMask7q2Zx9Secret4Kd";
const scheme = /^(?:bearer|basic|splunk|token|apikey) (?=.)/i;

/** The form's values for a snippet that is only shown, with secrets replaced; undefined if there are none. */
export function markSecrets(values: JobFormValues): JobFormValues | undefined {
  if (values.destinationMode === "keep") return undefined;
  const marked = {
    ...values,
    endpoint: values.isEndpointKept ? values.endpoint : markEndpoint(values.endpoint),
    query: values.query.map(markRow),
  };
  const isMarked =
    marked.endpoint !== values.endpoint || marked.query.some((row, place) => row !== values.query[place]);
  return isMarked ? marked : undefined;
}

/** The mask in place of each marked secret. */
export function maskMarks(code: string): string {
  return code.replaceAll(marker, mask);
}

function markEndpoint(endpoint: string): string {
  return segmentDestination({ endpoint, isEndpointKept: false, query: [] })
    .map(({ text, isSecret }) => (isSecret ? (text.endsWith("@") ? `${marker}@` : marker) : text))
    .join("");
}

function markRow(row: QueryRow): QueryRow {
  if (row.isOff || isKept(row)) return row;
  const pair = pairOf(row);
  const isBare = pair.kind === "param" && pair.raw !== undefined && !pair.raw.includes("=");
  if (isBare) return pair.raw === "" ? row : { ...row, name: marker, value: "", raw: marker };
  if (row.value === "" || row.value === placeholders.headerValue || !isSecretPair(pair)) return row;
  const [word = ""] = scheme.exec(row.value) ?? [];
  const value = `${word}${marker}`;
  if (pair.raw === undefined) return { ...row, value };
  // The name stays as it was spelled.
  const name = pair.raw.slice(0, pair.raw.indexOf("="));
  const written = formatPair({ ...pair, raw: undefined, value });
  return { ...row, value, raw: `${name}${written.slice(written.indexOf("="))}` };
}

/** The shown code next to the exact one, for a selection that is copied; undefined where the two do not match. */
export function codeParts(marked: string, exact: string): ShownPart[] | undefined {
  const [first = "", ...rest] = marked.split(marker);
  if (!exact.startsWith(first)) return undefined;
  const parts: ShownPart[] = [{ text: first, shown: first }];
  let at = first.length;
  for (const [place, plain] of rest.entries()) {
    const next = place === rest.length - 1 ? exact.length - plain.length : exact.indexOf(plain, at);
    if (next < at || !exact.startsWith(plain, next)) return undefined;
    parts.push({ text: exact.slice(at, next), shown: mask }, { text: plain, shown: plain });
    at = next + plain.length;
  }
  return parts;
}
