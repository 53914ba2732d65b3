import type { CSSProperties } from "react";

/** For the bars of a chart: their places do not depend on how much of the page has arrived. */
export function equalColumns(count: number): CSSProperties {
  return { gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` };
}
