import "server-only";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { checkHttpDestination, formatHttpDestination, type HttpDestination } from "#lib/logpush/destination/http.ts";
import { redactedName } from "#lib/logpush/destination/redact.ts";
import { parseStoredDestination, redactParseError } from "#lib/logpush/destination/stored.ts";
import { isUpstreamMask } from "#lib/logpush/destination/upstream-mask.ts";
import { atFormRow, type DestinationValues, destinationOf, isKept, sentRows } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

type SplicedValues = DestinationValues & Pick<JobFormValues, "destinationMode">;

/**
 * The stored destination that the form's kept rows refer to, after a check that the result may be sent. Undefined if
 * the whole destination is kept, or replaced by a new one. Throws `AppException`.
 */
export function spliceDestination(values: SplicedValues, conf: string): HttpDestination | undefined {
  if (values.destinationMode === "keep") return undefined;
  const stored = keptOf(values, conf);
  const spliced = destinationOf(values, stored);
  if (formatHttpDestination(spliced) === conf) return stored;
  // The form's schema asked about non-ASCII row by row. What is kept was accepted before.
  const checked = checkHttpDestination(spliced, {
    isEndpointKept: values.isEndpointKept,
    isPairKept: (place) => isKept(sentRows(values.query)[place]?.row),
    isNonAsciiAccepted: () => true,
  });
  if (!checked.ok) {
    const { error } = checked;
    // An error of the whole string, kept values included. Errors of single rows quote what was typed.
    throw new AppException(error.at === "destinationString" ? redactParseError(error) : atFormRow(error, values.query));
  }
  return stored;
}

function keptOf(values: SplicedValues, conf: string): HttpDestination | undefined {
  const kept = values.query.flatMap((row, index) => (isKept(row) ? [{ row, at: `query.${index}.value` }] : []));
  if (kept.length === 0 && !values.isEndpointKept) return undefined;
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) fail("E_SAVED_GONE", { at: "endpoint" });
  const stored = parsed.value;
  if (values.isEndpointKept && stored.endpoint.split("/").some(isUpstreamMask)) {
    fail("E_UPSTREAM_REDACTED", { at: "endpoint" });
  }
  for (const { row, at } of kept) {
    const pair = row.saved === undefined ? undefined : stored.query[row.saved];
    if (pair?.kind !== row.kind || redactedName(pair) !== row.name) fail("E_SAVED_GONE", { at });
    if (isUpstreamMask(pair.value)) fail("E_UPSTREAM_REDACTED", { at });
  }
  return stored;
}
