import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getDefaultFields, getFields } from "#lib/cloudflare/fields.ts";
import { catalogueDatasets, catalogueDate, findCatalogueDataset } from "#lib/logpush/datasets/catalogue.ts";
import { defaultFieldsOf } from "#lib/logpush/datasets/default-fields.ts";
import type { DatasetOption, FieldList, LogField } from "#lib/logpush/datasets/field-list.ts";
import { markChanges } from "#lib/logpush/datasets/mark-changes.ts";
import { parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import { type Context, forShowing } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

const inputSchema = z.object({
  scope: scopePathSchema,
  dataset: z.string().check(z.regex(/^[a-z0-9_]{1,100}$/)),
});

type FieldsInput = z.output<typeof inputSchema>;

/** The datasets that Headgate knows. This is advice: Cloudflare adds some every few weeks, and any id is accepted. */
export function listDatasets(): DatasetOption[] {
  return catalogueDatasets.map(({ fields: _, ...option }) => option);
}

/** The fields of a dataset, for pages. */
export const readFields = defineResultReader("viewer", "readFields", (context, input: FieldsInput) =>
  readFieldList(forShowing(context), input),
);

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
  if (live.status === "rejected") {
    return {
      source: "catalogue",
      asOf: catalogueDate,
      fields: bundled,
      defaults: defaultFieldsOf(dataset, bundled, liveDefaults),
    };
  }
  const described = live.value.map((field) => describeField(field, bundled));
  const { fields, removed } = markChanges(described, bundled);
  return {
    source: "live",
    fields,
    defaults: defaultFieldsOf(dataset, fields, liveDefaults),
    asOf: catalogueDate,
    removed,
  };
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
