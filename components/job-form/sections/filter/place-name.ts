import type { FilterPath } from "#lib/logpush/filter/filter-node.ts";

/** Places counted from 1: `2.1` is the first part of the second. */
export function placeName(path: FilterPath): string {
  return path.map((place) => place + 1).join(".");
}
