import { expect } from "vitest";
import { type Locator, userEvent } from "vitest/browser";

// What a person does that locators have no method for.

export async function focus(target: Locator): Promise<void> {
  (await target.findElement()).focus();
}

/** Presses keys on an element, as `userEvent.keyboard` spells them: "{Enter}", "{Alt>}{ArrowDown}{/Alt}", " ". */
export async function press(target: Locator, keys: string): Promise<void> {
  await focus(target);
  await userEvent.keyboard(keys);
}

export async function check(box: Locator): Promise<void> {
  await box.click();
  await expect.element(box).toBeChecked();
}

export async function uncheck(box: Locator): Promise<void> {
  await box.click();
  await expect.element(box).not.toBeChecked();
}
