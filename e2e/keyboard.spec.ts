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

  await page.goto("/?q=by-keyboard");
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

test("a scope is searched and chosen by keyboard, and only a choice changes it", async ({ page, jobForm }) => {
  await jobForm.open();
  const { scope } = jobForm;
  const listbox = page.getByRole("listbox");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await jobForm.chooseScope("theburritobot.com");
  await tabTo(page, jobForm.name);
  await tabTo(page, scope, "Shift+Tab");
  await expect(scope).toHaveAttribute("aria-expanded", "false");

  await press("ArrowDown");
  await expect(scope).toHaveAttribute("aria-expanded", "true");
  await expect(scope).toHaveAttribute("aria-controls", (await listbox.getAttribute("id")) ?? "");
  await expect(listbox.getByRole("group")).toHaveCount(2);
  await expectActive(scope, /^theburritobot\.com/);
  await expect(listbox.getByRole("option", { selected: true })).toHaveCount(1);
  await press("Home");
  await expectActive(scope, /^example\.com/);
  await press("ArrowUp");
  await expectActive(scope, "The Burrito Bot");
  await press("ArrowDown", "End");
  await expectActive(scope, "The Burrito Bot");
  await press("Escape");
  await expect(listbox).toHaveCount(0);
  await expect(scope).toHaveValue("theburritobot.com");

  // What is typed, or deleted, is gone when the control is left.
  await page.keyboard.type("shop");
  await expectActive(scope, /^shop\.example/);
  await expect(listbox.getByRole("option")).toHaveCount(1);
  await press("Tab");
  await expect(listbox).toHaveCount(0);
  await expect(scope).toHaveValue("theburritobot.com");
  await press("Shift+Tab", "Delete");
  await expect(scope).toHaveValue("");
  await expect(listbox.getByRole("option", { selected: true })).toHaveText(/^theburritobot\.com/);
  await press("Tab");
  await expect(scope).toHaveValue("theburritobot.com");

  // Nothing is found by a text that no scope has, and Enter neither takes it nor submits the form.
  await press("Shift+Tab");
  await page.keyboard.type("no such scope");
  await expect(page.getByText("Nothing matches “no such scope”.")).toBeVisible();
  await press("Enter");
  await expect(scope).toHaveValue("no such scope");
  await expect(jobForm.alert).toHaveCount(0);

  await press("ControlOrMeta+a");
  await page.keyboard.type("media group shop");
  await expect(listbox.getByRole("option")).toHaveCount(0);
  await press("ControlOrMeta+a");
  await page.keyboard.type("MEDIA GROUP");
  await expect(listbox.getByRole("option")).toHaveText([
    /^example\.org/,
    /^free\.example/,
    /^media\.example/,
    /^news\.example/,
    "Example Media Group",
  ]);
  await expectActive(scope, /^example\.org/);
  await press("ArrowDown", "Enter");
  await expect(listbox).toHaveCount(0);
  await expect(scope).toBeFocused();
  await expect(scope).toHaveValue("free.example");
  await expect(jobForm.curl).toContainText("/zones/933379b02c03f6f2cde134d5281af5ef/logpush/jobs");
});

test("the list is narrowed to a zone by keyboard, and widened again", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("checkbox", { name: "Select all" })).toBeEnabled();
  await page.keyboard.press("/");
  await page.keyboard.type("zone:burr");
  const hint = page.getByRole("button", { name: "theburritobot.com", exact: true });
  await expect(hint).toBeVisible();
  await page.keyboard.press("ArrowDown");
  while (!(await hint.evaluate((element) => element.matches(":focus")))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove filter zone: theburritobot.com" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toBeFocused();
  await expect(page).toHaveURL(/q=zone%3Atheburritobot\.com/);
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("button", { name: /^Remove filter/ })).toHaveCount(0);
  await expect(page).not.toHaveURL(/q=/);

  await page.goto("/?scope=zones/b206d08237cf5041bd16ec7d4a733d72");
  await expect(page.getByRole("button", { name: "Remove filter zone: theburritobot.com" })).toBeVisible();
});

/** The focus stays in the control, which names the option that Enter would choose. */
async function expectActive(combobox: Locator, text: string | RegExp): Promise<void> {
  await expect(combobox).toBeFocused();
  await expect(combobox).toHaveAttribute("aria-activedescendant", /./);
  await expect(async () => {
    const id = await combobox.getAttribute("aria-activedescendant");
    await expect(combobox.page().locator(`[id="${id}"]`)).toHaveText(text, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
}
