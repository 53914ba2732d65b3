import { formatHttpDestination, type HttpDestination } from "../destination/http.ts";
import { encodeStrict } from "../destination/percent.ts";
import { mask, type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import type { StoredJob } from "./from-wire.ts";
import type { JsonObject } from "./job.ts";
import { wireJobSchema } from "./wire-schema.ts";

/**
 * A stored job as the browser may hold it: the same shape, with a mask for each value of the destination.
 * It lets the preview of an update come from the very function that builds the update on the server.
 */
export function maskedStoredJob(safeJob: JsonObject, redacted: RedactedDestination): StoredJob {
  const job = wireJobSchema.parse(safeJob);
  if (!redacted.isEditable) return { job };
  const destination = maskedDestination(redacted);
  return { job: { ...job, destination_conf: formatHttpDestination(destination) }, destination };
}

/** The destination with the mask in place of each value; an empty segment stays empty. */
export function maskedDestination(redacted: RedactedDestination): HttpDestination {
  return {
    endpoint: redactedEndpoint(redacted),
    query: redacted.pairs.map(({ kind, name }) => ({
      kind,
      name,
      value: mask,
      raw: name === mask ? mask : `${kind === "header" ? "header_" : ""}${encodeStrict(name)}=${mask}`,
    })),
  };
}
