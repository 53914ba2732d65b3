import type { LogField } from "./field-list.ts";

/**
 * What became of a dataset's fields since the bundled list: live fields that it lacks are marked new, and names that
 * only it has are given back as removed. When a job was saved is not known, so the bundled list is the only honest
 * yardstick; a dataset that it does not hold has nothing to compare with.
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
