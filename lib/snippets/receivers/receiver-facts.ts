import { isMask } from "#lib/logpush/destination/check-pair.ts";
import { checkEndpointForSending, splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { checkHeaderName } from "#lib/logpush/destination/header.ts";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import { pathParts } from "#lib/logpush/destination/secret-parts.ts";
import { isPlusUnsure } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { FormatValues } from "#lib/logpush/job/output-options.ts";
import { readLimit } from "#lib/logpush/job/units.ts";
import { type BodyFormat, bodyFormatOf } from "./body-format.ts";

/**
 * The part of the form that a receiver must match. Values of headers are not read, so no secret can get into a text.
 */
export type ReceiverValues = FormatValues &
  Pick<JobFormValues, "endpoint" | "query" | "dataset" | "fieldNames" | "timestampFormat" | "maxUploadBytes">;

/** A ready text for a receiver, the file that it belongs in, and what its reader should know. */
export type ReceiverConfig = { fileName: string; text: string; notes: string[]; suggestedHeader?: string };

export type ReceiverFacts = {
  /** The endpoint, for a comment. */
  url: string;
  host: string;
  port: string;
  /** As sent: percent-encoded, never empty. */
  path: string;
  /** The header that proves where a request comes from. */
  headerName: string;
  /** The job does not have such a header yet. */
  isHeaderSuggested: boolean;
  /** The header's value holds a raw `+`: it may arrive with spaces or with pluses, and both must be accepted. */
  hasTwoReadings: boolean;
  format: BodyFormat;
  /** `max_upload_bytes`, which counts the uncompressed text. */
  maxBytes?: number;
  notes: string[];
};

/** What a program supports: which header names it can read, and the name to propose if the job has none of them. */
export type HeaderRule = { canRead: (name: string) => boolean; suggestion: string };

export const secretHeaderName = "X-Logpush-Secret";
const secretPart = "SECRET_PATH_SEGMENT";

/** Reads from the form what the configurations need. */
export function factsOf(values: ReceiverValues, { canRead, suggestion }: HeaderRule): ReceiverFacts {
  const { notes, ...address } = addressOf(values.endpoint);
  const header = secretHeaderOf(values.query, canRead);
  const hasTwoReadings = values.query.some(
    (row) => row.kind === "header" && !row.isOff && row.name === header && isPlusUnsure(row),
  );
  const limit = readLimit(values.maxUploadBytes);
  return {
    ...address,
    headerName: header ?? suggestion,
    isHeaderSuggested: header === undefined,
    hasTwoReadings,
    format: bodyFormatOf(values),
    ...(limit?.state === "value" ? { maxBytes: limit.value } : {}),
    notes: [
      ...notes,
      ...(header === undefined
        ? [`The job sends no header to verify. Add ${suggestion}, or anyone can post to the URL.`]
        : []),
      ...(hasTwoReadings ? [twoReadings(header ?? "")] : []),
    ],
  };
}

function twoReadings(name: string): string {
  return `The value of ${name} contains a +, which some programs read as a space. Encode it as %20 or %2B in the job to need only one value.`;
}

function addressOf(endpoint: string): Pick<ReceiverFacts, "url" | "host" | "port" | "path" | "notes"> {
  const { host, port, path } = splitEndpoint(endpoint);
  if (host.includes("•") || checkEndpointForSending(endpoint.replace(/•+/g, secretPart))) {
    const notes = ["The endpoint URL is missing or invalid. Replace ENDPOINT_HOST and /PATH."];
    return { url: "https://ENDPOINT_HOST/PATH", host: "ENDPOINT_HOST", port: "443", path: "/PATH", notes };
  }
  // A part that looks like a secret is treated as one here too; a saved one is known only as a mask.
  const parts = pathParts(path, host).map(({ text, isSecret }) => (isMask(text) || isSecret ? secretPart : text));
  const shown = parts.join("") || "/";
  return {
    url: `https://${host}${port ? `:${port}` : ""}${shown}`,
    host: host.toLowerCase(),
    port: port || "443",
    path: shown,
    notes: shown.includes(secretPart)
      ? [`Part of the path looks like a secret and is not shown. Replace ${secretPart} with it.`]
      : [],
  };
}

/** The first header whose name says that it is a secret, otherwise the first whose value may be one. */
function secretHeaderOf(query: ReceiverValues["query"], canRead: HeaderRule["canRead"]): string | undefined {
  const names = query
    .filter((row) => row.kind === "header" && !row.isOff && isSecretPair(row))
    .map(({ name }) => name)
    .filter((name) => checkHeaderName(name, "") === undefined && canRead(name));
  // Only a parameter's name shows whether it is a secret, so the words in it decide.
  return names.find((name) => isSecretPair({ kind: "param", name })) ?? names[0];
}
