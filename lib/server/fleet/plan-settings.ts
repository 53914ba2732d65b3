import "server-only";
import * as z from "zod/mini";
import { scopePath } from "#lib/logpush/job/job.ts";
import { settings } from "#lib/logpush/plan/kinds/settings.ts";
import { datasetOf } from "#lib/logpush/plan/place-job.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { fieldsForPage } from "../scopes/datasets.ts";
import { createRun } from "./create-run.ts";
import { readWorld } from "./world.ts";

const inputSchema = z.pick(settings.intent, { refs: true, change: true });

/** Plans a run that gives jobs some settings. The fields that Cloudflare lists for their datasets are looked up here. */
export async function planSettings(
  context: Context,
  { refs, change }: z.output<typeof inputSchema>,
): Promise<{ id: string }> {
  const isFields = change.addFields.length + change.removeFields.length > 0;
  const fields = isFields ? await readFieldsOf(context, refs) : {};
  return createRun(context, { kind: "settings", refs, change, fields });
}

export const planSettingsCase = defineUseCase(
  { name: "planSettings", role: "admin", input: inputSchema },
  planSettings,
);

type Listed = { listed: string[]; defaults: string[] };
type Refs = z.output<typeof inputSchema>["refs"];

/** By dataset, as one zone or account of the jobs lists them. */
async function readFieldsOf(context: Context, refs: Refs): Promise<Record<string, Listed>> {
  const { jobs } = await readWorld(context, { jobs: refs, isWhole: false });
  const scopes = new Map(Array.from(jobs.values(), ({ raw, ref }) => [datasetOf(raw), scopePath(ref)]));
  const entries = await Promise.all(
    Array.from(scopes, async ([dataset, scope]) => {
      const { fields, defaults, source, isUnread } = await fieldsForPage(context, { scope, dataset });
      // The bundled list may lack what Cloudflare added since, so it forbids nothing.
      const isComplete = source === "live" && !isUnread;
      return isComplete ? [[dataset, { listed: fields.map(({ name }) => name), defaults }] as const] : [];
    }),
  );
  return Object.fromEntries(entries.flat());
}
