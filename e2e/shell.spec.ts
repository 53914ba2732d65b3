import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const places = [
  "Jobs",
  "Coverage",
  "Activity",
  "Usage",
  "Alerts",
  "Explain",
  "Rotate secrets",
  "Drift",
  "Test receiver",
  "Settings",
];

const nav = (page: Page) => page.getByRole("navigation", { name: "Main" });

test("the rail leads to every place and says where one is", async ({ page }) => {
  await page.goto("/");
  for (const name of places.slice(1)) {
    await nav(page).getByRole("link", { name, exact: true }).click();
    await expect(nav(page).getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  }
  await expect(nav(page).getByRole("link", { name: "Jobs", exact: true })).not.toHaveAttribute("aria-current");
});

test("on a phone a bar leads to the commonest places and a sheet to the rest", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/");
  for (const name of ["Jobs", "Coverage", "Activity", "New job"]) {
    await expect(nav(page).getByRole("link", { name, exact: true })).toBeInViewport();
  }
  await expect(nav(page).getByRole("link", { name: "Drift" })).toBeHidden();
  await nav(page).getByRole("button", { name: "More" }).click();
  expect(await axeFindings(page)).toEqual([]);
  await nav(page).getByRole("link", { name: "Drift" }).click();
  await expect(page).toHaveURL(/\/drift$/);
  await expect(nav(page).getByRole("link", { name: "Explain" })).toBeHidden();
});

test("the palette finds jobs, zones, pages and actions by keyboard", async ({ page }) => {
  await page.goto("/explain");
  await expect(nav(page).getByRole("link", { name: "Explain" })).toHaveAttribute("aria-current", "page");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const open = async () => {
    await expect(async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(palette).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(palette.getByRole("combobox")).toBeFocused();
  };
  await open();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type("edge-logs");
  await expect(palette.getByRole("group", { name: "Jobs" }).getByRole("option", { name: /^edge-logs/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/jobs\/1003$/);
  await expect(palette).toBeHidden();

  await open();
  await page.keyboard.type("burritobot");
  await expect(palette.getByRole("group", { name: "Zones and accounts" }).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  await open();
  await page.keyboard.type("rot sec");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/rotate$/);

  await open();
  await page.keyboard.type("keyboard");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("single keys work outside of text only", async ({ page }) => {
  await page.goto("/explain");
  await page.getByRole("textbox").first().click();
  await page.keyboard.type("n?");
  await expect(page).toHaveURL(/\/explain$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/jobs\/new$/);
});

test("a press shows that the page is on its way, until it is there", async ({ page }) => {
  await page.goto("/alerts");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/[?&]_rsc=/, async (route) => {
    await held;
    await route.continue();
  });
  await nav(page).getByRole("link", { name: "Explain" }).click();
  await expect(page.getByRole("progressbar", { name: "Loading page" })).toBeVisible();
  await expect(page).toHaveURL(/\/alerts$/);
  release();
  await expect(page).toHaveURL(/\/explain$/);
  await expect(page.getByRole("progressbar", { name: "Loading page" })).toHaveCount(0);
});
