import "server-only";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getFields } from "#lib/cloudflare/fields.ts";
import { parseScopePath, scopePath } from "#lib/logpush/job/job.ts";
import { fieldsKey, settings } from "#lib/logpush/plan/kinds/settings.ts";
import { datasetOf } from "#lib/logpush/plan/place-job.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { fieldsForPage } from "../scopes/datasets.ts";
import { createRun } from "./create-run.ts";
import { readWorld } from "./world.ts";

const inputSchema = z.pick(settings.intent, { refs: true, change: true });

/** A plan may ask for so many lists of fields. Cloudflare decides on the rest when the run is applied. */
const maxFieldReads = 200;

/** Plans a run that gives jobs some settings. The fields that Cloudflare lists for their datasets are looked up here. */
export async function planSettings(
  context: Context,
  { refs, change }: z.output<typeof inputSchema>,
): Promise<{ id: string }> {
  if (change.addFields.length + change.removeFields.length === 0) {
    return createRun(context, { kind: "settings", refs, change, fields: {} });
  }
  const { jobs } = await readWorld(context, { jobs: refs, isWhole: false });
  const places = Array.from(jobs.values(), ({ raw, ref }) => ({ scope: scopePath(ref), dataset: datasetOf(raw) }));
  const [fields, lacking] = await Promise.all([
    readFieldsOf(context, places),
    readLacking(context, places, change.addFields),
  ]);
  return createRun(context, { kind: "settings", refs, change, fields, lacking });
}

export const planSettingsCase = defineUseCase(
  { name: "planSettings", role: "admin", input: inputSchema },
  planSettings,
);

type Listed = { listed: string[]; defaults: string[] };
type Place = { scope: string; dataset: string };

/** By dataset, as one zone or account of the jobs lists them. */
async function readFieldsOf(context: Context, places: readonly Place[]): Promise<Record<string, Listed>> {
  const scopes = new Map(places.map(({ dataset, scope }) => [dataset, scope]));
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

/** Which of the added fields each zone and account does not offer. What cannot be read is left to Cloudflare. */
async function readLacking(
  { upstream }: Context,
  places: readonly Place[],
  added: readonly string[],
): Promise<Record<string, string[]>> {
  if (added.length === 0) return {};
  const each = new Map(places.map((place) => [fieldsKey(place.scope, place.dataset), place]));
  const reads = Array.from(each).slice(0, maxFieldReads);
  const entries = await Promise.all(
    reads.map(async ([key, { scope: path, dataset }]) => {
      const scope = parseScopePath(path);
      const read = scope && upstream.forRun().read((client) => getFields(client, scope, dataset));
      const listed = await read?.catch((error: unknown) => {
        if (!(error instanceof AppException)) throw error;
      });
      const names = new Set(listed?.map(({ name }) => name));
      return listed ? [[key, added.filter((name) => !names.has(name))] as const] : [];
    }),
  );
  return Object.fromEntries(entries.flat());
}
