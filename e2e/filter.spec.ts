import type { Page } from "@playwright/test";
import { expectFitLooks } from "./axe.ts";
import { apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

/** From the "Filters" page of the documentation. */
const documented =
  '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"},{"key":"ClientRequestHost","operator":"eq","value":"example.com"}]}}';
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

async function openJson(page: Page, text?: string) {
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  if (text !== undefined) await json(page).fill(text);
}

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
  await page.getByRole("button", { name: "Filter", exact: true }).press("Enter");

  const first = condition(page, "1");
  await expect(first.field).toBeFocused();
  await page.keyboard.type("EdgeResponseStatus");
  await first.operator.selectOption("geq");
  await first.value.focus();
  await page.keyboard.type("500");
  await page.getByRole("button", { name: "Add group", exact: true }).press("Enter");
  const inner = condition(page, "2.1");
  await expect(inner.field).toBeFocused();
  await page.keyboard.type("ClientCountry");
  await inner.operator.selectOption("in");
  await inner.value.focus();
  await page.keyboard.type("de,at");
  await page.keyboard.press("Enter");
  await expect(inner.row.getByRole("list").getByRole("listitem")).toHaveText(["de", "at"]);

  await expect(sentence(page)).toHaveText(
    "Only sends logs where EdgeResponseStatus is 500 or more, and ClientCountry is de or at.",
  );
  await expect(page.getByText("2 of 30 conditions")).toBeVisible();
  await expect(page.getByText(`${built.length} of 1,000 bytes`)).toBeVisible();
  await page.getByRole("tab", { name: "Builder" }).press("ArrowRight");
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

test("a pasted filter is shown unchanged, in rows and in words, and formatted only on request", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const spaced = JSON.stringify(JSON.parse(documented), null, 2);
  await openJson(page, spaced);
  await expect(sentence(page)).toContainText(
    "ClientRequestPath contains /static, and ClientRequestHost is example.com",
  );
  await page.getByRole("tab", { name: "Builder" }).click();
  await expect(condition(page, "2").field).toHaveValue("ClientRequestHost");
  await expect(condition(page, "1").operator).toHaveValue("contains");
  await openJson(page);
  await expect(json(page)).toHaveValue(spaced);
  await page.getByRole("button", { name: "Tidy" }).click();
  await expect(json(page)).toHaveValue(documented);

  const odd = '{"where":{"or":[{"key":"ClientASN","operator":"!eq","value":9007199254740993,"note":"kept"}]}}';
  await json(page).fill(odd);
  await page.getByRole("tab", { name: "Builder" }).click();
  await condition(page, "1").operator.selectOption("eq");
  await openJson(page);
  await expect(json(page)).toHaveValue(odd.replace("!eq", "eq"));
});

test("errors are shown where they are", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill(conf);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const { row, field, operator, value } = condition(page, "1");

  await field.fill("Cookies");
  await expect(row).toContainText("Cannot filter on Cookies: Logpush cannot filter on objects.");
  await field.fill("EdgeResponseStatus");
  await operator.selectOption("lt");
  await value.fill("4xx");
  await expect(row).toContainText("EdgeResponseStatus lt needs a number.");
  await expect(value).toHaveAttribute("aria-invalid", "true");
  await expect(operator.getByRole("option")).toHaveCount(8);
  await field.fill("NotThere");
  await value.fill("400");
  await expect(row).toContainText("NotThere is not a field of the dataset.");

  await openJson(page, '{"where":\n{"and":[}}');
  await expect(page.getByText("a value is missing, found } (line 2, column 9)").first()).toBeVisible();
  await page.getByRole("tab", { name: "Builder" }).click();
  await page.getByRole("button", { name: "Show the raw JSON" }).click();
  await expect(json(page)).toHaveValue('{"where":\n{"and":[}}');

  await jobForm.submit.click();
  const summary = page.getByRole("form").getByRole("alert").filter({ hasText: "is invalid" });
  await summary.getByRole("link", { name: /Filter/ }).click();
  await expect(page.getByRole("region", { name: "Filter editor" })).toBeFocused();
  await page.getByRole("button", { name: "Done" }).click();
  const edit = page.getByRole("button", { name: "Filter", exact: true });
  await expect(edit).toBeFocused();
  await expect(edit).toHaveAccessibleDescription(/The filter is not valid JSON/);
});

test("hints that a filter was meant as an exclusion list are pointed out", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const rows = ["x", "y"].map((value) => ({ key: "ClientCountry", operator: "!eq", value }));
  await openJson(page, JSON.stringify({ where: { or: rows } }));
  await page.getByRole("tab", { name: "Builder" }).click();
  const editor = page.getByRole("region", { name: "Filter editor" });
  await expect(editor).toContainText("every log with ClientCountry matches");
  await editor.getByLabel("Keep logs that meet").selectOption("and");
  await expect(editor).not.toContainText("every log with ClientCountry matches");
  await condition(page, "1").operator.selectOption("eq");
  await condition(page, "2").operator.selectOption("eq");
  await expect(editor).toContainText("this filter matches nothing");
});

test("conditions move in and out of groups by keyboard, and the focus follows", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await openJson(page, built);
  await page.getByRole("tab", { name: "Builder" }).click();
  await page.getByRole("button", { name: "Move condition 1 down" }).press("Enter");
  await expect(condition(page, "1.1").field).toHaveValue("EdgeResponseStatus");
  await expect(page.getByRole("button", { name: "Move condition 1.1 down" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(condition(page, "2").field).toHaveValue("EdgeResponseStatus");
  await expect(page.getByRole("button", { name: "Move condition 2 up" })).toBeFocused();

  await page.getByRole("button", { name: "Remove condition 1.1" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove condition 1" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Add condition" })).toBeFocused();
  await expect(sentence(page)).toHaveText("No filter: all logs are sent.");
});

test("a filter is tried on sample and on pasted records", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await openJson(page, '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500}]}}');
  await page.getByText("Try it on records").click();
  await expect(page.getByText("5 of 10 pass")).toBeVisible();

  await page.getByLabel("Records to try").selectOption("pasted");
  await page
    .getByLabel("Log lines (NDJSON)")
    .fill('{"EdgeResponseStatus":503,"T":1711929600123456789}\n{"EdgeResponseStatus":"404"}\nnonsense\n{}');
  await expect(page.getByText("1 of 3 pass, 1 could not be read")).toBeVisible();
  const lines = page.getByRole("list", { name: "Records and their outcome" }).getByRole("listitem");
  await expect(lines).toContainText([
    "Line 1 passes. EdgeResponseStatus is 500 or more: yes, it is 503.",
    "Line 2 is dropped. EdgeResponseStatus is 500 or more: no, it is 404.",
    "Line 3 is not JSON",
    "Line 4 is dropped. EdgeResponseStatus is 500 or more: no, it is not in the record.",
  ]);
  await expect(lines.first()).toContainText("1711929600123456789");

  await json(page).fill("{");
  await expect(page.getByText("Complete the filter first.")).toBeVisible();
});

test("a click does not miss because leaving an input moves what is below", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const { field, operator, value } = condition(page, "1");
  await field.fill("ClientCountry");
  await operator.selectOption("in");
  await value.pressSequentially("de");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("ClientCountry is de.")).toBeVisible();
});

test("a stored filter that the builder cannot read stays as it is", async ({ page, baseURL }) => {
  const filter = '{"where":{"key":"ClientCountry","operator":"eq","value":"de"},"note":1}';
  const job = await apiCreateJob(baseURL, { dataset: "http_requests", destination_conf: conf, filter, name: "odd" });
  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByText("The filter needs “where” as its only top-level key.")).toBeVisible();
  await page.getByLabel("Job name").and(page.locator(":enabled")).fill("odd-but-renamed");
  await save(page);
  expect(await apiJob(baseURL, job)).toMatchObject({ filter, name: "odd-but-renamed" });
});

test("axe finds nothing in the filter", async ({ page, jobForm }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 800 });
  await jobForm.open();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await condition(page, "1").field.waitFor();
  await expectFitLooks(page, "new", 320);
  await openJson(
    page,
    '{"where":{"and":[{"key":"Cookies","operator":"eq","value":"x"},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]},{"and":[{"key":"WorkerSubrequest","operator":"eq","value":true},{"or":[{"key":"NoSuchFieldWithAVeryLongNameThatNeverEnds","operator":"neq","value":""}]}]}]}]}}',
  );
  await expectFitLooks(page, "JSON with errors", 320);
  await page.getByRole("tab", { name: "Builder" }).click();
  await expectFitLooks(page, "builder with errors", 320);
  await openJson(page, built);
  await page.getByText("Try it on records").click();
  await page.getByText("of 10 pass").waitFor();
  await expectFitLooks(page, "tried", 320);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Only sends logs where").waitFor();
  await expectFitLooks(page, "closed", 320);
});
