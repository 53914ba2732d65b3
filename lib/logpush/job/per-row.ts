import type { QueryRow } from "./form-schema.ts";

/**
 * A function of a row that remembers the last result of each row object: a key press changes one of hundreds. The form
 * edits rows in place, so a result counts only while its row still says the same.
 */
export function perRow<T>(make: (row: QueryRow) => T): (row: QueryRow) => T {
  const known = new WeakMap<QueryRow, { row: QueryRow; value: T }>();
  return (row) => {
    const before = known.get(row);
    if (before && isSameRow(before.row, row)) return before.value;
    const value = make(row);
    known.set(row, { row: { ...row }, value });
    return value;
  };
}

/** Whether both say the same. */
export function isSameRow(before: QueryRow, now: QueryRow): boolean {
  const keys = Object.keys(now);
  return (
    keys.length === Object.keys(before).length &&
    keys.every((key) => Reflect.get(before, key) === Reflect.get(now, key))
  );
}
