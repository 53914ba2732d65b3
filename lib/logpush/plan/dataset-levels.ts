import { catalogueDatasets } from "../datasets/catalogue.ts";
import type { DatasetOption } from "../datasets/field-list.ts";

export type DatasetLevel = DatasetOption["scope"];

/** Whether zones, accounts or both have a dataset. Empty for one that is not in the bundled list. */
export function datasetLevels(dataset: string): DatasetLevel[] {
  return catalogueDatasets.filter(({ id }) => id === dataset).map(({ scope }) => scope);
}

/** The datasets that exist for zones and for accounts: one account job can do what many zone jobs do. */
export const sharedDatasets: readonly string[] = Array.from(new Set(catalogueDatasets.map(({ id }) => id))).filter(
  (id) => datasetLevels(id).length > 1,
);
