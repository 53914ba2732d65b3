import type { AxeResults, RunOptions } from "axe-core";

/** The rules of WCAG 2.2 A and AA and axe's own best practices. */
export const axeOptions: RunOptions = {
  resultTypes: ["violations"],
  // Style sheets would be fetched again for a rule that is off.
  preload: { assets: ["media"], timeout: 10_000 },
};

/** The one rule that depends on the theme. */
export const contrastOptions: RunOptions = { ...axeOptions, runOnly: { type: "rule", values: ["color-contrast"] } };

/** One line for each element that axe objects to. */
export function linesOf({ violations }: Pick<AxeResults, "violations">): string[] {
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
