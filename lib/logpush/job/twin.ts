import { formatHttpDestination, type HttpDestination } from "../destination/http.ts";
import { encodeStrict } from "../destination/percent.ts";
import { mask, type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import type { StoredJob } from "./from-wire.ts";
import type { WireJob } from "./wire-schema.ts";

/**
 * A stored job as the browser may hold it: a mask for each value of the destination, and of the rest what an update is
 * built from. It lets the preview of an update come from the very function that builds the update on the server.
 */
export function maskedStoredJob(job: WireJob, redacted: RedactedDestination): StoredJob {
  const destination = redacted.isEditable ? maskedDestination(redacted) : undefined;
  const masked: WireJob = {
    id: job.id,
    dataset: job.dataset,
    name: job.name,
    enabled: job.enabled,
    output_options: job.output_options,
    logpull_options: job.logpull_options,
    max_upload_bytes: job.max_upload_bytes,
    max_upload_records: job.max_upload_records,
    max_upload_interval_seconds: job.max_upload_interval_seconds,
  };
  return destination
    ? { job: { ...masked, destination_conf: formatHttpDestination(destination) }, destination }
    : { job: masked };
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
