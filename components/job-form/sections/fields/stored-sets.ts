import { type FieldSet, readFieldSets, writeFieldSets } from "#lib/logpush/datasets/field-sets.ts";

const storageKey = "headgate.field-sets";

/** The sets kept in this browser; none where storage is forbidden or holds something else. */
export function loadSets(): FieldSet[] {
  try {
    const sets = readFieldSets(localStorage.getItem(storageKey) ?? "[]");
    return sets.ok ? sets.value : [];
  } catch {
    return [];
  }
}

/** Whether the sets could be kept. */
export function storeSets(sets: FieldSet[]): boolean {
  try {
    localStorage.setItem(storageKey, writeFieldSets(sets));
    return true;
  } catch {
    return false;
  }
}
