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
  await type("Job name", "by-keyboard");
  await type("Endpoint URL", "https://receiver.headgate.test/keys");
  await tabTo(page, page.getByRole("button", { name: "Add header" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Header name", { exact: true })).toBeFocused();
  await page.keyboard.type("X-Secret");
  await type("Header value", "typed");
  await tabTo(page, page.getByRole("button", { name: "Create job" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/ is created and (on|off)\./)).toBeVisible();

  await page.goto("/?q=by-keyboard");
  const control = page.getByRole("switch", { name: "Enabled: by-keyboard" });
  await expect(control).toBeChecked();
  await tabTo(page, control);
  await page.keyboard.press("Space");
  await expect(control).not.toBeChecked();

  await tabTo(page, page.getByRole("link", { name: "by-keyboard", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await type("Max upload records", "2000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Confirm and save" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();

  await tabTo(page, page.getByRole("button", { name: "Delete job" }));
  await page.keyboard.press("Enter");
  const name = page.getByLabel(/Type .* to confirm/);
  await tabTo(page, name);
  await page.keyboard.type("by-keyboard");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Delete job" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("switch", { name: "Enabled: by-keyboard" })).toHaveCount(0);
});
