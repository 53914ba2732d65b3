import type { JobPage, ListedJob } from "../views.ts";

type Rows = Pick<JobPage, "rows" | "urgent">;

/**
 * What a newer page says about the rows that are shown, in the places that they have: nothing moves under the pointer.
 * Rows that are gone leave; new ones wait until the page is shown as it is.
 */
export function keepPlaces<Page extends Rows>(shown: Rows, newer: Page): Page {
  const byKey = new Map(newer.rows.map((row) => [row.key, row]));
  const isThere = ({ key }: ListedJob) => byKey.has(key);
  const rows = shown.rows.flatMap(({ key }) => byKey.get(key) ?? []);
  const urgent = shown.urgent && {
    total: newer.urgent?.total ?? shown.urgent.total,
    rows: shown.rows.slice(0, shown.urgent.rows).filter(isThere).length,
  };
  return { ...newer, rows, urgent };
}

/** Whether a newer page has the same rows in the same places. */
export function isInPlace(shown: Rows, newer: Rows): boolean {
  return (
    shown.urgent?.rows === newer.urgent?.rows &&
    shown.rows.length === newer.rows.length &&
    shown.rows.every(({ key }, index) => newer.rows[index]?.key === key)
  );
}
