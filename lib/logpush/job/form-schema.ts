import * as z from "zod/mini";
import { gapKinds } from "../import/gaps.ts";
import { type AttributeField, fieldsIn, recordOf } from "./attributes.ts";

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

/** The fields of the attributes, by what their values are. */
export const attributeShape = {
  ...recordOf(fieldsIn("text"), () => z.string()),
  ...recordOf(fieldsIn("flag"), () => z.boolean()),
  ...recordOf(fieldsIn("switch"), () => z.enum(["", "on", "off"])),
  ...recordOf(fieldsIn("nullable"), () => z.nullable(z.string())),
  ...recordOf(fieldsIn("list"), () => z.array(z.string())),
} satisfies Record<AttributeField, z.ZodMiniType>;

/** Everything typed, as typed: numbers stay texts until the request body is built. */
export const jobFormShape = z.object({
  ...attributeShape,
  scope: z.string(),
  /** "keep" leaves a stored destination alone: the state of every job whose destination the form cannot edit. */
  destinationMode: z.enum(["edit", "keep"]),
  /** The stored endpoint has a masked path and stays as it is. */
  isEndpointKept: z.boolean(),
  endpoint: z.string(),
  query: z.array(queryRowSchema),
  /** Text typed into "Destination string" that could not be read; empty while string and rows agree. */
  destinationString: z.string(),
  /** Sends `output_options` in place of a stored job's `logpull_options`, although no setting changed. */
  convertsLegacy: z.boolean(),
  /** A JSON object of settings that have no field; empty for none. */
  otherSettings: z.string(),
  /** References and unreadable values that an import left in the fields; the form is not sent while one remains. */
  unresolved: z.optional(z.array(unresolvedSchema)),
});

export type Unresolved = z.infer<typeof unresolvedSchema>;
export type QueryRow = z.infer<typeof queryRowSchema>;
export type JobFormValues = z.infer<typeof jobFormShape>;
