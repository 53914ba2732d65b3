import type { RedactedDestination, RedactedPair } from "#lib/logpush/destination/redact.ts";

/** Where a job delivers, as short as it stays clear: the host of an https endpoint, scheme and bucket of the others. */
export function destinationText({ scheme, host }: RedactedDestination): string {
  if (scheme === "") return "unreadable";
  return scheme === "https" ? host : `${scheme}://${host}`;
}

/** The header pairs of a destination. */
export function headersOf({ pairs }: RedactedDestination): RedactedPair[] {
  return pairs.filter(({ kind }) => kind === "header");
}
