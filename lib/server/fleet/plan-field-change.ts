import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { findAffectedJobs } from "../usage/watch-fields.ts";
import { planSettings } from "./plan-settings.ts";

const inputSchema = z.object({
  kind: z.enum(["zones", "accounts"]),
  dataset: z.string().check(z.maxLength(100)),
  field: z.string().check(z.maxLength(200)),
});

/** Plans a run that adds a new field to the jobs that lack it, or removes one from those that still send it. */
export async function planFieldChange(context: Context, input: z.output<typeof inputSchema>): Promise<{ id: string }> {
  const found = await findAffectedJobs(context, input);
  if (!found) fail("E_FIELD_CHANGE_EMPTY");
  const [addFields, removeFields] = found.what === "new" ? [[input.field], []] : [[], [input.field]];
  return planSettings(context, { refs: found.refs, change: { set: {}, addFields, removeFields } });
}

export const planFieldChangeCase = defineUseCase(
  { name: "planFieldChange", role: "admin", input: inputSchema },
  planFieldChange,
);
