import axe from "axe-core";
import { expect, onTestFinished } from "vitest";
import { commands, page } from "vitest/browser";
import { axeOptions, contrastOptions, linesOf } from "./axe-report.ts";

type Look = { width: number; colorScheme: "light" | "dark" };

declare module "vitest/browser" {
  interface BrowserCommands {
    /** Undefined takes everything back. */
    emulateMedia: (media?: { colorScheme: Look["colorScheme"] }) => Promise<void>;
  }
}

/**
 * Expects that axe finds nothing, by the rules of WCAG 2.2 A and AA and its own best practices, and that the page does
 * not scroll sideways: wide and light as well as narrow and dark.
 */
export async function expectFitLooks(state = "", narrow = 375): Promise<void> {
  await expectFit({ width: 1280, colorScheme: "light" }, state);
  await expectFit({ width: narrow, colorScheme: "dark" }, state);
}

/** The same in both themes at both widths. Of axe's rules, only the one on contrast depends on the theme. */
export async function expectFitAllLooks(state = ""): Promise<void> {
  await expectFitLooks(state);
  await expectFit({ width: 1280, colorScheme: "dark" }, state, contrastOptions);
  await expectFit({ width: 375, colorScheme: "light" }, state, contrastOptions);
}

export async function expectFit({ width, colorScheme }: Look, state = "", options = axeOptions): Promise<void> {
  await setLook({ width, colorScheme });
  // During a transition, colors belong to neither theme. Endless animations are not transitions.
  await expect.poll(() => document.getAnimations().every(isEndless)).toBe(true);
  const variant = `${state} ${width} ${colorScheme}`;
  expect(linesOf(await axe.run(document, options)), variant).toEqual([]);
  const overflow = document.documentElement.scrollWidth - window.innerWidth;
  expect(overflow, `${variant}: width`).toBeLessThanOrEqual(0);
}

let isReset = true;

/** Until the test ends. */
export async function setLook({ width, colorScheme }: Look): Promise<void> {
  if (isReset) onTestFinished(reset);
  isReset = false;
  await page.viewport(width, 800);
  await commands.emulateMedia({ colorScheme });
}

async function reset(): Promise<void> {
  isReset = true;
  await page.viewport(1280, 720);
  await commands.emulateMedia();
}

function isEndless({ effect }: Animation): boolean {
  return effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
}
