import * as z from "zod/mini";
import { attributeShape, jobFormShape, queryRowSchema } from "#lib/logpush/job/form-schema.ts";
import { type Draft, draftKey } from "./draft.ts";

const draftSchema = z.object({
  ...attributeShape,
  ...z.pick(jobFormShape, { scope: true, endpoint: true, unresolved: true }).shape,
  rows: z.array(
    z.object({
      ...z.pick(queryRowSchema, { kind: true, name: true, isOff: true }).shape,
      value: z.optional(z.string()),
    }),
  ),
  at: z.string(),
  isAsked: z.optional(z.boolean()),
  left: z.optional(z.array(z.string())),
}) satisfies z.ZodMiniType<Draft>;

/** The draft of this browser tab, if there is one that can be read. */
export function readDraft(): Draft | undefined {
  try {
    const draft = draftSchema.safeParse(JSON.parse(sessionStorage.getItem(draftKey) ?? ""));
    return draft.success ? draft.data : undefined;
  } catch {
    return undefined;
  }
}
