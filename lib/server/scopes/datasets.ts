import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getDefaultFields, getFields } from "#lib/cloudflare/fields.ts";
import { catalogueDatasets, catalogueDate, findCatalogueDataset } from "#lib/logpush/datasets/catalogue.ts";
import { defaultFieldsOf } from "#lib/logpush/datasets/default-fields.ts";
import type { DatasetOption, FieldList, LogField } from "#lib/logpush/datasets/field-list.ts";
import { markChanges } from "#lib/logpush/datasets/mark-changes.ts";
import { parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import { findFieldList, findUnreadDatasets, recordSeenFields, writeFieldList } from "#lib/store/field-lists.ts";
import { findScopes } from "#lib/store/inventory.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { type Context, forShowing, inBackground } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseJson } from "../inventory/sealed-job.ts";

const inputSchema = z.object({
  scope: scopePathSchema,
  dataset: z.string().check(z.regex(/^[a-z0-9_]{1,100}$/)),
});

type FieldsInput = z.output<typeof inputSchema>;

/** The datasets that Headgate knows. This is advice: Cloudflare adds some every few weeks, and any id is accepted. */
export function listDatasets(): DatasetOption[] {
  return catalogueDatasets.map(({ fields: _, ...option }) => option);
}

/**
 * The fields of a dataset, for pages: as the store has them, so that no page waits for the API. The background reader
 * reads those of all datasets in use; others have the bundled list until the page asks. A dataset that has none is read
 * now.
 */
export async function fieldsForPage(context: Context, input: FieldsInput): Promise<FieldList> {
  const scope = parseScopePath(input.scope);
  if (!context.isReadInBackground || !scope) return readFieldList(forShowing(context), input);
  const { store, realm, now } = context;
  const stored = await findFieldList(store.db, { realm, kind: scope.scopeKind, dataset: input.dataset });
  const bundled = bundledFields(scope, input.dataset);
  if (!stored && bundled.length === 0) return readFieldList(context, input);
  if (stored && now() - stored.read_at > freshMs) {
    readFieldList(inBackground(context), input).catch(() => undefined);
  }
  if (stored) return parseJson<FieldList>(stored.body);
  return { ...fromCatalogue(input.dataset, bundled, []), isUnread: true };
}

/** The same, for pages. */
export const readFields = defineResultReader("viewer", "readFields", fieldsForPage);

/** Cloudflare adds fields every few weeks. */
const freshMs = 10 * 60_000;

/** The fields as Cloudflare lists them now. If Cloudflare sends none, the bundled list is used, and marked. */
export async function readFieldList(context: Context, { scope: path, dataset }: FieldsInput): Promise<FieldList> {
  const scope = parseScopePath(path);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  const bundled = bundledFields(scope, dataset);
  const [live, defaults] = await Promise.allSettled([
    context.upstream.read((client) => getFields(client, scope, dataset), { notFound: "E_DATASET_UNKNOWN" }),
    context.upstream.read((client) => getDefaultFields(client, scope, dataset)),
  ]);
  if (live.status === "rejected" && (bundled.length === 0 || !(live.reason instanceof AppException))) throw live.reason;
  const liveDefaults = defaults.status === "fulfilled" ? defaults.value : [];
  if (live.status === "rejected") return fromCatalogue(dataset, bundled, liveDefaults);
  const described = live.value.map((field) => describeField(field, bundled));
  const { fields, removed } = markChanges(described, bundled);
  const list: FieldList = {
    source: "live",
    fields,
    defaults: defaultFieldsOf(dataset, fields, liveDefaults),
    asOf: catalogueDate,
    removed,
  };
  await keepFieldList(context, { scope: path, kind: scope.scopeKind, dataset, list, bundled });
  return list;
}

type Kept = { scope: string; kind: ScopeRef["scopeKind"]; dataset: string; list: FieldList; bundled: LogField[] };

/** For later pages. A store that does not answer must not hide the fields. */
async function keepFieldList({ store, realm, now }: Context, { list, bundled, ...key }: Kept): Promise<void> {
  try {
    const at = now();
    await writeFieldList(store.db, { ...key, realm, read_at: at, body: JSON.stringify(list) });
    await recordSeenFields(store.db, { ...key, realm, at }, { listed: list.fields, bundled });
  } catch (error) {
    if (!isStoreError(error)) throw error;
  }
}

function fromCatalogue(dataset: string, bundled: LogField[], liveDefaults: string[]): FieldList {
  return {
    source: "catalogue",
    asOf: catalogueDate,
    fields: bundled,
    defaults: defaultFieldsOf(dataset, bundled, liveDefaults),
  };
}

/** Datasets are read again after a day. */
const oldMs = 24 * 3600_000;
const readPerRound = 5;

/**
 * Reads the fields of datasets in use that are old or were never read, a few at a time, and those that the form starts
 * with. What cannot be read is tried again with the next round.
 */
export async function readUsedFields(context: Context): Promise<void> {
  const { store, realm, now } = context;
  const unread = await findUnreadDatasets(store.db, { realm, before: now() - oldMs });
  const scopes = await findScopes(store.db, { realm, words: [], limit: 1 });
  const [first] = scopes.rows;
  const isZone = first?.path.startsWith("zones/");
  const start = first
    ? ({ kind: isZone ? "zones" : "accounts", dataset: isZone ? "http_requests" : "audit_logs_v2" } as const)
    : undefined;
  const known = start && (await findFieldList(store.db, { realm, ...start }));
  const needed = start && !known && first ? [{ dataset: start.dataset, scope: first.path }, ...unread] : unread;
  for (const { scope, dataset } of needed.slice(0, readPerRound)) {
    await readFieldList(context, { scope, dataset }).catch((error: unknown) => {
      if (!(error instanceof AppException)) throw error;
    });
  }
}

export const readFieldsCase = defineUseCase({ name: "readFields", role: "viewer", input: inputSchema }, readFieldList);

/**
 * A live description begins with the type, as in "int; Bot score". If it does not, the bundled list supplies the type.
 */
function describeField({ name, description }: { name: string; description: string }, bundled: LogField[]): LogField {
  const known = bundled.find((field) => field.name === name);
  const type = /^(int or string|string|int|bool|float|object|array\[\w+\])(?=$|[;,:\s])/.exec(description)?.[1];
  const isDeprecated = known?.isDeprecated || /\bdeprecated\b/i.test(description);
  return {
    name,
    type: type ?? known?.type ?? "string",
    ...(isDeprecated ? { isDeprecated: true } : {}),
    ...(type === undefined && known?.isTypeInferred ? { isTypeInferred: true } : {}),
  };
}

function bundledFields({ scopeKind }: ScopeRef, dataset: string): LogField[] {
  return findCatalogueDataset(scopeKind === "zones" ? "zone" : "account", dataset)?.fields ?? [];
}
