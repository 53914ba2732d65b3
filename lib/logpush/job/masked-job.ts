import { formatHttpDestination, type HttpDestination } from "../destination/http.ts";
import { encodeStrict } from "../destination/percent.ts";
import { mask, type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import type { StoredJob } from "../views.ts";
import { attributes, jobFields } from "./attributes.ts";
import { isJsonObject, type JsonObject } from "./job.ts";
import { writeOtherSettings } from "./other-settings.ts";
import { knownOutputKeys } from "./owned-keys.ts";
import type { WireJob, WireOutputOptions } from "./wire-schema.ts";

/**
 * A stored job as the browser may have it: a mask for each value of the destination, and everything else that an update
 * is built from. The preview of an update therefore comes from the same function that builds the update on the server.
 */
export function maskedStoredJob(job: WireJob, redacted: RedactedDestination, otherSettings: JsonObject): StoredJob {
  const destination = redacted.isEditable ? maskedDestination(redacted) : undefined;
  const masked: WireJob = {
    ...Object.fromEntries(jobFields.map((field) => [attributes[field].key, job[attributes[field].key]])),
    id: job.id,
    output_options: job.output_options && shownOutputOptions(job.output_options, otherSettings),
    logpull_options: job.logpull_options,
  };
  const shown = { otherSettings: writeOtherSettings(otherSettings) };
  return destination
    ? { job: { ...masked, destination_conf: formatHttpDestination(destination) }, destination, shown }
    : { job: masked, shown };
}

/** Keys without a field may repeat a secret of the destination, so they come from the masked view. */
function shownOutputOptions(stored: WireOutputOptions, { output_options: shown }: JsonObject): WireOutputOptions {
  const known = Object.fromEntries(Object.entries(stored).filter(([key]) => knownOutputKeys.has(key)));
  return { ...known, ...(isJsonObject(shown) ? shown : {}) };
}

/** The destination with the mask in place of each value that is not harmless. An empty path segment stays empty. */
export function maskedDestination(redacted: RedactedDestination): HttpDestination {
  return {
    endpoint: redactedEndpoint(redacted),
    query: redacted.pairs.map(({ kind, name, hasPlus, value: shown, raw: stored }) => {
      if (shown !== undefined && stored !== undefined) return { kind, name, value: shown, raw: stored };
      // A decision about the + shows as a change of the string.
      const value = hasPlus ? `${mask}+${mask}` : mask;
      const shownName = name === mask ? mask : encodeStrict(name);
      const raw = kind === "header" ? `header_${shownName}=${value}` : name === mask ? mask : `${shownName}=${value}`;
      return { kind, name, value, raw };
    }),
  };
}
