import entries from "#lib/catalogue/datasets.data.json" with { type: "json" };
import source from "#lib/catalogue/source.data.json" with { type: "json" };
import type { DatasetOption, LogField } from "./field-list.ts";

/** A dataset in the bundled list. */
export type CatalogueDataset = DatasetOption & { fields: LogField[] };

/** The date of the bundled list, as `YYYY-MM-DD`. It lacks what Cloudflare added later. */
export const catalogueDate: string = source.asOf;

/**
 * The bundled datasets: 40 entries for 37 ids, since three exist for zones and for accounts. Cloudflare adds datasets
 * and fields every few weeks, so they are only advice. 45 kB of data: for the server and for tests, never for the
 * browser.
 */
export const catalogueDatasets: CatalogueDataset[] = entries.map((entry) => ({
  id: entry.id,
  label: entry.label,
  scope: entry.scope === "account" ? "account" : "zone",
  ...(entry.requiresZeroTrustPII ? { requiresZeroTrustPII: true } : {}),
  fields: entry.fields.map(([name = "", type = "string", mark]) => ({
    name,
    type,
    ...(mark === "deprecated" ? { isDeprecated: true } : {}),
    ...(mark === "inferred" ? { isTypeInferred: true } : {}),
  })),
}));

/** The dataset for that kind of scope, or undefined. */
export function findCatalogueDataset(scope: DatasetOption["scope"], id: string): CatalogueDataset | undefined {
  return catalogueDatasets.find((dataset) => dataset.id === id && dataset.scope === scope);
}
