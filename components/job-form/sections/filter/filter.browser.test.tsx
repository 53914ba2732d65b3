import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectFitLooks, setLook } from "#components/testing/fit-looks.ts";
import { focus, press } from "#components/testing/user.ts";
import { form } from "../../testing/form.ts";
import { openForm } from "../../testing/open-form.tsx";

/** From the "Filters" page of the documentation. */
const documented =
  '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"},{"key":"ClientRequestHost","operator":"eq","value":"example.com"}]}}';
const built =
  '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]}]}]}}';

const conf = "https://receiver.headgate.test/filter";

/** One row of the builder, by its position: "2.1" is the first in the second part. */
function condition(place: string) {
  const row = page.getByRole("group", { name: `Condition ${place}`, exact: true });
  return {
    row,
    field: row.getByLabelText("Field", { exact: true }),
    operator: row.getByLabelText("Operator", { exact: true }),
    value: row.getByLabelText("Value", { exact: true }),
  };
}

const sentence = page.getByRole("region", { name: "Filter editor" }).getByRole("status").first();
const json = page.getByLabelText("Filter as JSON");

async function openJson(text?: string) {
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  if (text !== undefined) await json.fill(text);
}

test("a pasted filter is shown unchanged, in rows and in words, and formatted only on request", async () => {
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const spaced = JSON.stringify(JSON.parse(documented), null, 2);
  await openJson(spaced);
  await expect
    .element(sentence)
    .toHaveTextContent("ClientRequestPath contains /static, and ClientRequestHost is example.com");
  await page.getByRole("tab", { name: "Builder" }).click();
  await expect.element(condition("2").field).toHaveValue("ClientRequestHost");
  await expect.element(condition("1").operator).toHaveValue("contains");
  await openJson();
  await expect.element(json).toHaveValue(spaced);
  await page.getByRole("button", { name: "Tidy" }).click();
  await expect.element(json).toHaveValue(documented);

  const odd = '{"where":{"or":[{"key":"ClientASN","operator":"!eq","value":9007199254740993,"note":"kept"}]}}';
  await json.fill(odd);
  await page.getByRole("tab", { name: "Builder" }).click();
  await condition("1").operator.selectOptions("eq");
  await openJson();
  await expect.element(json).toHaveValue(odd.replace("!eq", "eq"));
});

/** Fills in a condition that was just added, which has the focus. */
async function typeCondition(path: string, field: string, operator: string, value: string): Promise<void> {
  const added = condition(path);
  await expect.element(added.field).toHaveFocus();
  await userEvent.keyboard(field);
  await added.operator.selectOptions(operator);
  await focus(added.value);
  await userEvent.keyboard(value);
}

test("a filter is built by keyboard, and sent as it is shown", async () => {
  const { sent } = await openForm();
  await form.endpoint.fill(conf);
  await press(page.getByRole("button", { name: "Filter", exact: true }), "{Enter}");
  await typeCondition("1", "EdgeResponseStatus", "geq", "500");
  await press(page.getByRole("button", { name: "Add group", exact: true }), "{Enter}");
  await typeCondition("2.1", "ClientCountry", "in", "de,at{Enter}");
  const items = condition("2.1").row.getByRole("list").getByRole("listitem");
  await expect.poll(() => items.elements().map(({ textContent }) => textContent)).toEqual(["de", "at"]);

  await expect
    .element(sentence)
    .toHaveTextContent(/^Only sends logs where EdgeResponseStatus is 500 or more, and ClientCountry is de or at\.$/);
  await expect.element(page.getByText("2 of 30 conditions")).toBeVisible();
  await expect.element(page.getByText(`${built.length} of 1,000 bytes`)).toBeVisible();
  await press(page.getByRole("tab", { name: "Builder" }), "{ArrowRight}");
  await expect.element(json).toHaveValue(built);
  await form.submit.click();
  await expect.poll(() => sent()?.filter).toBe(built);
});

test("errors are shown where they are", async () => {
  await openForm();
  await form.endpoint.fill(conf);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const { row, field, operator, value } = condition("1");

  await field.fill("Cookies");
  await expect.element(row).toHaveTextContent("Cannot filter on Cookies: Logpush cannot filter on objects.");
  await field.fill("EdgeResponseStatus");
  await operator.selectOptions("lt");
  await value.fill("4xx");
  await expect.element(row).toHaveTextContent("EdgeResponseStatus lt needs a number.");
  await expect.element(value).toHaveAttribute("aria-invalid", "true");
  await expect.element(operator.getByRole("option")).toHaveLength(8);
  await field.fill("NotThere");
  await value.fill("400");
  await expect.element(row).toHaveTextContent("NotThere is not a field of the dataset.");

  await openJson('{"where":\n{"and":[}}');
  await expect.element(page.getByText("a value is missing, found } (line 2, column 9)").first()).toBeVisible();
  await page.getByRole("tab", { name: "Builder" }).click();
  await page.getByRole("button", { name: "Show the raw JSON" }).click();
  await expect.element(json).toHaveValue('{"where":\n{"and":[}}');

  await form.submit.click();
  const summary = page.getByRole("form").getByRole("alert").filter({ hasText: "is invalid" });
  await summary.getByRole("link", { name: /Filter/ }).click();
  await expect.element(page.getByRole("region", { name: "Filter editor" })).toHaveFocus();
  await page.getByRole("button", { name: "Done" }).click();
  const edit = page.getByRole("button", { name: "Filter", exact: true });
  await expect.element(edit).toHaveFocus();
  await expect.element(edit).toHaveAccessibleDescription(/The filter is not valid JSON/);
});

test("hints that a filter was meant as an exclusion list are pointed out", async () => {
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const rows = ["x", "y"].map((value) => ({ key: "ClientCountry", operator: "!eq", value }));
  await openJson(JSON.stringify({ where: { or: rows } }));
  await page.getByRole("tab", { name: "Builder" }).click();
  const editor = page.getByRole("region", { name: "Filter editor" });
  await expect.element(editor).toHaveTextContent("every log with ClientCountry matches");
  await editor.getByLabelText("Keep logs that meet").selectOptions("and");
  await expect.element(editor).not.toHaveTextContent("every log with ClientCountry matches");
  await condition("1").operator.selectOptions("eq");
  await condition("2").operator.selectOptions("eq");
  await expect.element(editor).toHaveTextContent("this filter matches nothing");
});

test("conditions move in and out of groups by keyboard, and the focus follows", async () => {
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await openJson(built);
  await page.getByRole("tab", { name: "Builder" }).click();
  await press(page.getByRole("button", { name: "Move condition 1 down" }), "{Enter}");
  await expect.element(condition("1.1").field).toHaveValue("EdgeResponseStatus");
  await expect.element(page.getByRole("button", { name: "Move condition 1.1 down" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{Enter}");
  await expect.element(condition("2").field).toHaveValue("EdgeResponseStatus");
  await expect.element(page.getByRole("button", { name: "Move condition 2 up" })).toHaveFocus();

  await press(page.getByRole("button", { name: "Remove condition 1.1" }), "{Enter}");
  await expect.element(page.getByRole("button", { name: "Remove condition 1" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: "Add condition" })).toHaveFocus();
  await expect.element(sentence).toHaveTextContent(/^No filter: all logs are sent\.$/);
});

test("a filter is tried on sample and on pasted records", async () => {
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await openJson('{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500}]}}');
  await page.getByText("Try it on records").click();
  await expect.element(page.getByText("5 of 10 pass")).toBeVisible();

  await page.getByLabelText("Records to try").selectOptions("pasted");
  await page
    .getByLabelText("Log lines (NDJSON)")
    .fill('{"EdgeResponseStatus":503,"T":1711929600123456789}\n{"EdgeResponseStatus":"404"}\nnonsense\n{}');
  await expect.element(page.getByText("1 of 3 pass, 1 could not be read")).toBeVisible();
  const lines = page.getByRole("list", { name: "Records and their outcome" }).getByRole("listitem");
  await expect.element(lines).toHaveLength(4);
  for (const [index, text] of [
    "Line 1 passes. EdgeResponseStatus is 500 or more: yes, it is 503.",
    "Line 2 is dropped. EdgeResponseStatus is 500 or more: no, it is 404.",
    "Line 3 is not JSON",
    "Line 4 is dropped. EdgeResponseStatus is 500 or more: no, it is not in the record.",
  ].entries())
    await expect.element(lines.nth(index)).toHaveTextContent(text);
  await expect.element(lines.first()).toHaveTextContent("1711929600123456789");

  await json.fill("{");
  await expect.element(page.getByText("Complete the filter first.")).toBeVisible();
});

test("a click does not miss because leaving an input moves what is below", async () => {
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const { field, operator, value } = condition("1");
  await field.fill("ClientCountry");
  await operator.selectOptions("in");
  await press(value, "de");
  await page.getByRole("button", { name: "Done" }).click();
  await expect.element(page.getByText("ClientCountry is de.")).toBeVisible();
});

test("axe finds nothing in the filter", async () => {
  await setLook({ width: 320, colorScheme: "light" });
  await openForm();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect.element(condition("1").field).toBeVisible();
  await expectFitLooks("new", 320);
  await openJson(
    '{"where":{"and":[{"key":"Cookies","operator":"eq","value":"x"},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]},{"and":[{"key":"WorkerSubrequest","operator":"eq","value":true},{"or":[{"key":"NoSuchFieldWithAVeryLongNameThatNeverEnds","operator":"neq","value":""}]}]}]}]}}',
  );
  await expectFitLooks("JSON with errors", 320);
  await page.getByRole("tab", { name: "Builder" }).click();
  await expectFitLooks("builder with errors", 320);
  await openJson(built);
  await page.getByText("Try it on records").click();
  await expect.element(page.getByText("of 10 pass")).toBeVisible();
  await expectFitLooks("tried", 320);
  await page.getByRole("button", { name: "Done" }).click();
  await expect.element(page.getByText("Only sends logs where")).toBeVisible();
  await expectFitLooks("closed", 320);
});
