import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { axeOptions, contrastOptions, linesOf } from "#components/testing/axe-report.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is, with the rules of WCAG 2.2 A and AA and its own best practices. */
export async function axeFindings(page: Page, rules: "all" | "contrast" = "all"): Promise<string[]> {
  // The title may arrive with a later part of the page's stream.
  await page.waitForFunction(() => document.title !== "");
  // During a transition, colors belong to neither theme. Endless animations are not transitions.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ effect }) => effect?.getComputedTiming().endTime === Infinity),
  );
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(source);
  const options = rules === "contrast" ? contrastOptions : axeOptions;
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return linesOf(results);
}

type Look = { width: number; colorScheme: "light" | "dark"; rules: "all" | "contrast" };

const variants: readonly Look[] = [
  { width: 1280, colorScheme: "light", rules: "all" },
  { width: 375, colorScheme: "dark", rules: "all" },
  // Only the contrast rule depends on the theme.
  { width: 1280, colorScheme: "dark", rules: "contrast" },
  { width: 375, colorScheme: "light", rules: "contrast" },
];

/**
 * Expects that axe finds nothing, wide and light as well as narrow and dark, and that the page does not scroll
 * sideways. Each width and each theme once, because colors do not depend on the width.
 */
export async function expectFitLooks(page: Page, state = "", narrow = 375): Promise<void> {
  const looks = variants.slice(0, 2).map((look) => (look.width === 375 ? { ...look, width: narrow } : look));
  await expectFit(page, looks, state);
}

/** The same in both themes at both widths. */
export async function expectFitAllLooks(page: Page, state: string): Promise<void> {
  await expectFit(page, variants, state);
}

async function expectFit(page: Page, wanted: readonly Look[], state: string): Promise<void> {
  for (const { width, colorScheme, rules } of wanted) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const variant = `${state} ${width} ${colorScheme}`;
    expect(await axeFindings(page, rules), variant).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${variant}: width`).toBeLessThanOrEqual(0);
  }
}
