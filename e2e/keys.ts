import { expect, type Locator } from "@playwright/test";

/**
 * Gives an element the focus once it takes it. Playwright waits until an element is enabled before a click, but not
 * before a key or a focus: before React has taken over, a control is disabled, and the key would reach the page's body.
 */
export async function focus(element: Locator): Promise<void> {
  await expect(element).toBeEnabled();
  await element.focus();
}

/** Focuses an element and presses keys, each by Playwright's name of it: "Enter", "ControlOrMeta+a". */
export async function press(element: Locator, ...keys: string[]): Promise<void> {
  await focus(element);
  for (const key of keys) await element.press(key);
}
