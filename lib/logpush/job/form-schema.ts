import * as z from "zod/mini";
import { gapKinds } from "../import/gaps.ts";

/**
 * One row of the destination's query. `raw` is the original text of a pair that was read from a string.
 * `saved` is a stored pair's place in the stored query: its value stays on the server and is kept unless `isReplaced`.
 * A row that `isOff` stays in the form and is not sent.
 */
export const queryRowSchema = z.object({
  kind: z.enum(["header", "param"]),
  name: z.string(),
  value: z.string(),
  raw: z.optional(z.string()),
  saved: z.optional(z.number()),
  fingerprint: z.optional(z.string()),
  /** The stored value holds a raw `+`. */
  hasPlus: z.optional(z.boolean()),
  /** What that `+` means; the server writes it so, and the value stays there. */
  plusAs: z.optional(z.enum(["space", "plus"])),
  isReplaced: z.optional(z.boolean()),
  isNonAsciiAccepted: z.optional(z.boolean()),
  /** Text that reads like a placeholder was confirmed to be the value. */
  isPlaceholderAccepted: z.optional(z.boolean()),
  isOff: z.optional(z.boolean()),
});

/**
 * Something an import could not turn into a value: a reference, or a value of the wrong type. `field` is a key of the
 * form, "query" for the whole destination. `source` is the text as the field shows it. `expects` is there for a value
 * of the wrong type and says what the API takes. `key` is the attribute in the "other settings".
 */
const unresolvedSchema = z.object({
  field: z.string(),
  source: z.string(),
  kind: z.enum([...gapKinds, "invalid"]),
  expects: z.optional(z.string()),
  key: z.optional(z.string()),
});

/** Everything typed, as typed: numbers stay texts until the request body is built. */
export const jobFormShape = z.object({
  scope: z.string(),
  dataset: z.string(),
  name: z.string(),
  /** "keep" leaves a stored destination alone: the state of every job whose destination the form cannot edit. */
  destinationMode: z.enum(["edit", "keep"]),
  /** The stored endpoint has a masked path and stays as it is. */
  isEndpointKept: z.boolean(),
  endpoint: z.string(),
  query: z.array(queryRowSchema),
  /** Text typed into "Destination string" that could not be read; empty while string and rows agree. */
  destinationString: z.string(),
  fieldNames: z.array(z.string()),
  timestampFormat: z.string(),
  sampleRate: z.string(),
  /** "ndjson", "csv", or what a stored job says. */
  outputType: z.string(),
  /** Null leaves the text to the service; typed with the escapes of `readEscapes`. */
  batchPrefix: z.nullable(z.string()),
  batchSuffix: z.nullable(z.string()),
  recordPrefix: z.nullable(z.string()),
  recordSuffix: z.nullable(z.string()),
  recordDelimiter: z.nullable(z.string()),
  fieldDelimiter: z.nullable(z.string()),
  /** Without escapes: a template has its own. */
  recordTemplate: z.nullable(z.string()),
  cveRedaction: z.boolean(),
  mergeSubrequests: z.boolean(),
  /** Sends `output_options` in place of a stored job's `logpull_options`, although no setting changed. */
  convertsLegacy: z.boolean(),
  /** The filter's JSON, exactly as it is sent; empty for none. */
  filter: z.string(),
  /** "" leaves it as it is; "on" excludes attack traffic, "off" includes it. */
  filterAttackTraffic: z.enum(["", "on", "off"]),
  maxUploadBytes: z.string(),
  maxUploadRecords: z.string(),
  maxUploadInterval: z.string(),
  /** "edge" makes an Edge Log Delivery job; a job keeps its kind. */
  kind: z.string(),
  /** Deprecated by the upload limits; "" is not set. */
  frequency: z.string(),
  enabled: z.boolean(),
  /** A JSON object of settings that have no field; empty for none. */
  otherSettings: z.string(),
  /** References and unreadable values that an import left in the fields; the form is not sent while one remains. */
  unresolved: z.optional(z.array(unresolvedSchema)),
});

export type Unresolved = z.infer<typeof unresolvedSchema>;
export type QueryRow = z.infer<typeof queryRowSchema>;
export type JobFormValues = z.infer<typeof jobFormShape>;
