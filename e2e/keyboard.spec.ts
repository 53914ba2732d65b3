import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Presses Tab until the control has the focus, like a person without a mouse. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error("Not reached by keyboard.");
}

test("a job is created, checked and saved by keyboard alone", async ({ page }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("table").waitFor();
  await tabTo(page, page.getByRole("link", { name: "New job" }).first());
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Create job" }).and(page.locator(":enabled")).waitFor();

  const type = async (label: string, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }).last());
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  };
  await type("Endpoint URL", "https://receiver.headgate.test/keys");
  await tabTo(page, page.getByRole("button", { name: "Add header" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Header name", { exact: true })).toBeFocused();
  await page.keyboard.type("X-Secret");
  await type("Header value", "typed");
  await type("Job name", "by-keyboard");
  await tabTo(page, page.getByRole("button", { name: "Create job" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/jobs\/\d+/);

  await tabTo(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: "Select all" })).toBeEnabled();
  await page.keyboard.press("/");
  await page.keyboard.type("by-keyboard");
  const control = page.getByRole("switch", { name: "Enabled: by-keyboard" });
  await expect(control).toBeChecked();
  await tabTo(page, control);
  await page.keyboard.press("Space");
  await expect(control).not.toBeChecked();
  // It was disabled while the change was made.
  await expect(control).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: "by-keyboard", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("tab", { name: "Overview" }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await type("Max upload records", "2000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Confirm and save" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();

  await tabTo(page, page.getByRole("button", { name: "More actions" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toBeFocused();
  await page.keyboard.press("Enter");
  const name = page.getByLabel(/Type .* to confirm/);
  await tabTo(page, name);
  await page.keyboard.type("by-keyboard");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Delete job" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("switch", { name: "Enabled: by-keyboard" })).toHaveCount(0);
});

test("the list is narrowed to a zone by keyboard, and widened again", async ({ page }) => {
  const narrowed = page.getByRole("button", { name: "Remove filter zone: theburritobot.com" });
  await page.goto("/?scope=zones/b206d08237cf5041bd16ec7d4a733d72");
  await expect(narrowed).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select all" })).toBeEnabled();
  await page.keyboard.press("/");
  await page.keyboard.press("Backspace");
  await expect(narrowed).toHaveCount(0);
  await page.keyboard.type("zone:burr");
  const hint = page.getByRole("button", { name: "theburritobot.com", exact: true });
  await expect(hint).toBeVisible();
  await page.keyboard.press("ArrowDown");
  while (!(await hint.evaluate((element) => element.matches(":focus")))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(narrowed).toBeVisible();
  await expect(page.getByRole("searchbox")).toBeFocused();
  await expect(page).toHaveURL(/q=zone%3Atheburritobot\.com/);
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("button", { name: /^Remove filter/ })).toHaveCount(0);
  await expect(page).not.toHaveURL(/q=/);
});
