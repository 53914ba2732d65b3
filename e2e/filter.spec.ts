import type { Page } from "@playwright/test";
import { apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus, press } from "./keys.ts";

const built =
  '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]}]}]}}';

const conf = "https://receiver.headgate.test/filter";

/** One row of the builder, by its position: "2.1" is the first in the second part. */
function condition(page: Page, place: string) {
  const row = page.getByRole("group", { name: `Condition ${place}`, exact: true });
  return {
    row,
    field: row.getByLabel("Field", { exact: true }),
    operator: row.getByLabel("Operator", { exact: true }),
    value: row.getByLabel("Value", { exact: true }),
  };
}

const sentence = (page: Page) => page.getByRole("region", { name: "Filter editor" }).getByRole("status").first();
const json = (page: Page) => page.getByLabel("Filter as JSON");

async function save(page: Page) {
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("dialog", { name: "Review changes" }).getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
}

test("a filter is built by keyboard, created, changed and removed", async ({ page, jobForm, baseURL }) => {
  test.slow();
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("filtered");
  await jobForm.endpoint.fill(conf);
  await press(page.getByRole("button", { name: "Filter", exact: true }), "Enter");

  const first = condition(page, "1");
  await expect(first.field).toBeFocused();
  await page.keyboard.type("EdgeResponseStatus");
  await first.operator.selectOption("geq");
  await focus(first.value);
  await page.keyboard.type("500");
  await press(page.getByRole("button", { name: "Add group", exact: true }), "Enter");
  const inner = condition(page, "2.1");
  await expect(inner.field).toBeFocused();
  await page.keyboard.type("ClientCountry");
  await inner.operator.selectOption("in");
  await focus(inner.value);
  await page.keyboard.type("de,at");
  await page.keyboard.press("Enter");
  await expect(inner.row.getByRole("list").getByRole("listitem")).toHaveText(["de", "at"]);

  await expect(sentence(page)).toHaveText(
    "Only sends logs where EdgeResponseStatus is 500 or more, and ClientCountry is de or at.",
  );
  await expect(page.getByText("2 of 30 conditions")).toBeVisible();
  await expect(page.getByText(`${built.length} of 1,000 bytes`)).toBeVisible();
  await press(page.getByRole("tab", { name: "Builder" }), "ArrowRight");
  await expect(json(page)).toHaveValue(built);

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const storedFilter = async () => (await apiJobs(baseURL)).find((job) => job.name === "filtered")?.filter;
  await expect.poll(storedFilter).toBe(built);

  await page.goto("/?q=filtered");
  await page.getByRole("link", { name: "filtered", exact: true }).click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(page.getByText("Only sends logs where EdgeResponseStatus is 500 or more")).toBeVisible();
  await page.getByRole("button", { name: "Filter", exact: true }).and(page.locator(":enabled")).click();
  await inner.row.getByRole("button", { name: "Remove de" }).click();
  await expect(inner.value).toBeFocused();
  await expect(jobForm.curl).toContainText("ClientCountry");
  await save(page);
  await expect.poll(storedFilter).toBe(built.replace('"de",', ""));

  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Filter", exact: true }).and(page.locator(":enabled")).click();
  await page.getByRole("button", { name: "Remove filter" }).click();
  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeFocused();
  await expect(jobForm.curl).toContainText('"filter": ""');
  await save(page);
  await expect.poll(storedFilter).toBe("");
});
