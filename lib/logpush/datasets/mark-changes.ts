import type { LogField } from "./field-list.ts";

/**
 * Marks live fields that the bundled list lacks as new, and returns the names that only the bundled list has as
 * removed. It is unknown when a job was saved, so the bundled list is the only thing to compare with. A dataset that it
 * lacks is not compared.
 */
export function markChanges(live: LogField[], bundled: LogField[]): { fields: LogField[]; removed: string[] } {
  if (bundled.length === 0) return { fields: live, removed: [] };
  const bundledNames = new Set(bundled.map(({ name }) => name));
  const liveNames = new Set(live.map(({ name }) => name));
  return {
    fields: live.map((field) => (bundledNames.has(field.name) ? field : { ...field, isNew: true })),
    removed: bundled.flatMap(({ name }) => (liveNames.has(name) ? [] : [name])),
  };
}
