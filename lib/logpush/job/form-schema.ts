import * as z from "zod/mini";
import { gapKinds } from "../import/gaps.ts";
import { type AttributeField, fieldsIn, recordOf } from "./attributes.ts";

/**
 * One row of the destination's query. `raw` is the original text of a pair that was read from a string. `saved` is the
 * position of a stored pair in the stored query: its value stays on the server and is kept unless `isReplaced`. A row
 * that `isOff` stays in the form and is not sent.
 */
export const queryRowSchema = z.object({
  kind: z.enum(["header", "param"]),
  name: z.string(),
  value: z.string(),
  raw: z.optional(z.string()),
  saved: z.optional(z.number()),
  fingerprint: z.optional(z.string()),
  /** The stored value, where it is harmless; `raw` is its text. It is only shown: the stored pair is what is kept. */
  shown: z.optional(z.string()),
  /** The stored value holds a raw `+`. */
  hasPlus: z.optional(z.boolean()),
  /** What that `+` means. The server writes it that way; the value stays there. */
  plusAs: z.optional(z.enum(["space", "plus"])),
  isReplaced: z.optional(z.boolean()),
  isNonAsciiAccepted: z.optional(z.boolean()),
  /** A person confirmed that the text, which looks like a placeholder, is the value. */
  isPlaceholderAccepted: z.optional(z.boolean()),
  isOff: z.optional(z.boolean()),
  /** The authentication choice wrote the row. */
  auth: z.optional(z.enum(["bearer", "basic"])),
});

/**
 * Something that an import could not turn into a value: a reference, or a value of the wrong type. `field` is a key of
 * the form, "query" for the whole destination. `source` is the text that the field shows. `expects` says, for a value
 * of the wrong type, what the API accepts. `key` is the attribute in the "other settings".
 */
const unresolvedSchema = z.object({
  field: z.string(),
  source: z.string(),
  kind: z.enum([...gapKinds, "invalid"]),
  expects: z.optional(z.string()),
  key: z.optional(z.string()),
});

/** The fields of the attributes, by the type of their values. */
export const attributeShape = {
  ...recordOf(fieldsIn("text"), () => z.string()),
  ...recordOf(fieldsIn("flag"), () => z.boolean()),
  ...recordOf(fieldsIn("switch"), () => z.enum(["", "on", "off"])),
  ...recordOf(fieldsIn("nullable"), () => z.nullable(z.string())),
  ...recordOf(fieldsIn("list"), () => z.array(z.string())),
} satisfies Record<AttributeField, z.ZodMiniType>;

/**
 * The job that a new one is a copy of. Its rows that are kept refer to the destination with this fingerprint, whose
 * values stay on the server.
 */
const copyOfSchema = z.object({
  scopeKind: z.enum(["zones", "accounts"]),
  scopeId: z.string(),
  jobId: z.number(),
  fingerprint: z.string(),
});

/** Everything as typed: numbers stay texts until the request body is built. */
export const jobFormShape = z.object({
  ...attributeShape,
  scope: z.string(),
  /** "keep" leaves a stored destination unchanged: the state of every job whose destination the form cannot edit. */
  destinationMode: z.enum(["edit", "keep"]),
  /** The stored endpoint has a masked path and stays unchanged. */
  isEndpointKept: z.boolean(),
  endpoint: z.string(),
  query: z.array(queryRowSchema),
  /** Text typed into "Destination string" that cannot be parsed. Empty while string and rows agree. */
  destinationString: z.string(),
  /** Sends `output_options` in place of a stored job's `logpull_options`, although no setting changed. */
  convertsLegacy: z.boolean(),
  /** A JSON object of settings that have no field. Empty for none. */
  otherSettings: z.string(),
  /** References and unreadable values that an import left in the fields. The form is not sent while one remains. */
  unresolved: z.optional(z.array(unresolvedSchema)),
  copyOf: z.optional(copyOfSchema),
});

export type CopyOf = z.infer<typeof copyOfSchema>;
export type Unresolved = z.infer<typeof unresolvedSchema>;
export type QueryRow = z.infer<typeof queryRowSchema>;
export type JobFormValues = z.infer<typeof jobFormShape>;
