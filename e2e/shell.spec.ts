import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const nav = (page: Page) => page.getByRole("navigation", { name: "Main" });

test("links, the palette and single keys lead to other pages, and the progress shows until they are there", async ({
  page,
}) => {
  await page.goto("/alerts");
  const progress = page.getByRole("progressbar", { name: "Loading page" });
  const link = (name: string) => nav(page).getByRole("link", { name, exact: true });
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const open = async () => {
    await expect(async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(palette).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(palette.getByRole("combobox")).toBeFocused();
  };
  // A page that opens the palette also follows its links itself.
  await open();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(link("Alerts")).toHaveAttribute("aria-current", "page");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/[?&]_rsc=/, async (route) => {
    await held;
    await route.continue();
  });
  await link("Explain").click();
  await expect(progress).toBeVisible();
  await expect(page).toHaveURL(/\/alerts$/);
  release();
  await expect(page).toHaveURL(/\/explain$/);
  await expect(progress).toHaveCount(0);
  await expect(link("Explain")).toHaveAttribute("aria-current", "page");
  await expect(link("Alerts")).not.toHaveAttribute("aria-current");
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();

  await open();
  await page.keyboard.type("burritobot");
  await expect(palette.getByRole("group", { name: "Zones and accounts" }).getByRole("option")).toHaveCount(1);
  await palette.getByRole("combobox").fill("edge-logs");
  await expect(palette.getByRole("group", { name: "Jobs" }).getByRole("option", { name: /^edge-logs/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/jobs\/1003$/);
  await expect(palette).toBeHidden();

  await open();
  await page.keyboard.type("rot sec");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/rotate$/);

  await page.setViewportSize({ width: 375, height: 812 });
  await nav(page).getByRole("button", { name: "More" }).click();
  await link("Drift").click();
  await expect(page).toHaveURL(/\/drift$/);
  await expect(link("Explain")).toBeHidden();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/jobs\/new$/);
});
