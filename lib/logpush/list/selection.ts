/** Which rows are chosen, by their keys, and from which row a range starts. */
export type Selection = { keys: ReadonlySet<string>; anchor: string | null };

/** As many as one action takes: their ids are sent with it. */
export const mostChosen = 2500;

export const noSelection: Selection = { keys: new Set(), anchor: null };

type Toggle = { key: string; isRange: boolean };

/**
 * Chooses a row, or no longer. As a range it does the same to all rows from the last one that was toggled. `order` is
 * what the page shows.
 */
export function toggleRow({ keys, anchor }: Selection, order: readonly string[], { key, isRange }: Toggle): Selection {
  const isOn = !keys.has(key);
  const next = new Set(keys);
  for (const one of isRange ? between(order, anchor, key) : [key]) {
    if (isOn) next.add(one);
    else next.delete(one);
  }
  return { keys: next, anchor: key };
}

/** Chooses all rows of the page, or none of them if all are chosen. Rows of other pages stay as they are. */
export function toggleAll({ keys }: Selection, order: readonly string[]): Selection {
  const isOn = countOf(keys, order) < order.length;
  const next = new Set(keys);
  for (const one of order) {
    if (isOn) next.add(one);
    else next.delete(one);
  }
  return { keys: next, anchor: null };
}

/** How many of the rows are chosen. */
export function countOf(keys: ReadonlySet<string>, order: readonly string[]): number {
  return order.filter((key) => keys.has(key)).length;
}

function between(order: readonly string[], anchor: string | null, key: string): readonly string[] {
  const [from, to] = [order.indexOf(anchor ?? key), order.indexOf(key)];
  return from < 0 || to < 0 ? [key] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
}
