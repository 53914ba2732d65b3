import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { check, press, uncheck } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

async function openFormat(): Promise<void> {
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await expect.element(page.getByRole("button", { name: "NDJSON", exact: true })).toBeVisible();
}

async function fillJob(name: string) {
  const opened = await openForm();
  await form.name.fill(name);
  await form.endpoint.fill(`https://receiver.headgate.test/${name}`);
  await form.chooseFields("RayID", "EdgeResponseStatus");
  return opened;
}

const sample = page.getByRole("region", { name: "Sample records", includeHidden: true });

test("a JSON array is shown in the preview, and sent as the settings that make one", async () => {
  const { sent } = await fillJob("json-array");
  await expect.element(form.received).toHaveTextContent("Each line is a JSON object.");
  await openFormat();
  await page.getByRole("button", { name: "JSON array", exact: true }).click();
  await expect.element(page.getByLabelText("Batch prefix", { exact: true })).toHaveValue("[");
  await expect.element(page.getByLabelText("Record prefix", { exact: true })).toHaveValue("{");
  await expect.element(page.getByLabelText("Default record prefix")).toBeChecked();
  await expect.element(form.received).toHaveTextContent("One JSON array with 3 objects.");
  const shown: object[] = JSON.parse(sample.element().textContent);
  expect(shown.map((record) => Object.keys(record))).toEqual(Array(3).fill(["RayID", "EdgeResponseStatus"]));
  await expect.element(form.curl).toHaveTextContent('"record_delimiter": ","');
  await form.submit.click();
  await expect
    .poll(() => sent()?.output_options)
    .toMatchObject({
      ...{ batch_prefix: "[", batch_suffix: "]", record_delimiter: "," },
      field_names: ["RayID", "EdgeResponseStatus"],
    });
});

test("CSV with a header row that follows the fields", async () => {
  const { sent } = await fillJob("csv-header");
  await openFormat();
  await page.getByRole("button", { name: "CSV with header row" }).click();
  await expect.element(form.received).toHaveTextContent("CSV: 4 rows of 2 columns.");
  await press(form.openFields, "{Enter}");
  await check(form.fields.getByRole("checkbox", { name: "ClientIP", exact: true }));
  await form.takeFields();
  await expect.element(form.received).toHaveTextContent("Not CSV: row 1 has 2 columns, row 2 has 3 columns.");
  await page.getByRole("button", { name: "Update header row" }).click();
  const prefix = page.getByLabelText("Batch prefix", { exact: true });
  await expect.element(prefix).toHaveValue("RayID,EdgeResponseStatus,ClientIP\\n");
  await expect.element(form.received).toHaveTextContent("CSV: 4 rows of 3 columns.");
  await form.openPreview("Request");
  await page.getByRole("button", { name: "Show whitespace" }).click();
  await expect.element(sample).toHaveTextContent("RayID,EdgeResponseStatus,ClientIP⏎");
  await form.submit.click();
  await expect
    .poll(() => sent()?.output_options)
    .toMatchObject({
      ...{ output_type: "csv", batch_prefix: "RayID,EdgeResponseStatus,ClientIP\n" },
      field_names: ["RayID", "EdgeResponseStatus", "ClientIP"],
    });
});

test("an edit keeps the stored flag and settings without a field", async () => {
  const output_options = {
    field_names: ["RayID"],
    timestamp_format: "unixnano",
    "CVE-2021-44228": true,
    from_the_future: { a: [1] },
    batch_prefix: "\u001e[",
  };
  const { sent } = await openSavedForm({
    ...{ id: 7, name: "keeps-flags", dataset: "http_requests", enabled: true, output_options },
    destination_conf: "https://receiver.headgate.test/keeps-flags?header_X-A=b",
  });
  await expect.element(page.getByText("· CVE-2021-44228")).toBeVisible();
  await openFormat();
  await expect.element(page.getByLabelText("CVE-2021-44228", { exact: true })).toBeChecked();
  await expect.element(page.getByLabelText("Batch prefix", { exact: true })).toHaveValue("\\u001e[");
  await page.getByLabelText("Record delimiter", { exact: true }).fill(",");
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review.getByRole("row")).toHaveLength(2);
  await expect.element(review.getByRole("row", { name: /Record delimiter/ })).toHaveTextContent("default");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect.poll(sent).toEqual({ output_options: { ...output_options, record_delimiter: "," } });
});

test("a record template shows the positions of its errors, and its fields can be chosen", async () => {
  await fillJob("template");
  await openFormat();
  await check(page.getByLabelText("Use a template for each record"));
  const template = page.getByLabelText("Record template", { exact: true });
  await expect.element(template).toHaveValue('"RayID":{{.RayID}},"EdgeResponseStatus":{{.EdgeResponseStatus}}');
  await template.fill('"ray":{{.RayID}},\n"bad":{{if .X}}');
  await expect.element(page.getByRole("form")).toHaveTextContent("{{if .X}} at line 2, column 7 is not allowed");
  await expect.element(form.received).toHaveTextContent("Invalid template. This sample ignores it.");
  await form.submit.click();
  await page.getByRole("link", { name: /^Record template/ }).click();
  await expect.element(template).toHaveFocus();

  await template.fill('"ray":{{.RayID}},"ip":{{.ClientIP}}');
  await expect.element(sample).toHaveTextContent('"ip":null');
  await page.getByRole("button", { name: "Select them" }).click();
  await expect.element(sample).toHaveTextContent(/"ip":"[^"]+"/);
  await expect.element(page.getByLabelText("Field delimiter", { exact: true })).toHaveAccessibleDescription(/Ignored/);
  await uncheck(page.getByLabelText("Use a template for each record"));
  await expect.element(form.curl).not.toHaveTextContent("record_template");
});

test("texts are typed with escapes, and the Content-Type is compared with the body", async () => {
  await fillJob("escapes");
  await form.addHeader("Content-Type", "application/x-ndjson");
  await openFormat();
  await page.getByLabelText("Record suffix", { exact: true }).fill("}\\q");
  await expect.element(page.getByRole("form")).toHaveTextContent("“\\q” is not an escape sequence.");
  await page.getByLabelText("Record suffix", { exact: true }).fill("}\\t");
  await expect.element(form.curl).toHaveTextContent('"record_suffix": "}\\t"');
  await check(page.getByLabelText("Default record suffix"));
  await expect.element(form.curl).not.toHaveTextContent("record_suffix");
  await expect.element(form.received).not.toHaveTextContent("Content-Type header says");
  await page.getByRole("button", { name: "JSON array", exact: true }).click();
  await expect.element(form.received).toHaveTextContent("Content-Type header says application/x-ndjson");
});

test("rate and timestamp are explained, and merging is for http_requests of a zone", async () => {
  await fillJob("advice");
  await openFormat();
  await page.getByRole("button", { name: "1 in 10", exact: true }).click();
  await expect
    .element(page.getByLabelText("Sample rate", { exact: true }))
    .toHaveAccessibleDescription(/Multiply counts at the endpoint by 10/);
  await page.getByLabelText("Sample rate", { exact: true }).fill("0");
  await expect.element(page.getByRole("form")).toHaveTextContent("must be above 0");
  await page.getByLabelText("Timestamp format", { exact: true }).selectOptions("unixnano");
  await expect
    .element(page.getByLabelText("Timestamp format", { exact: true }))
    .toHaveAccessibleDescription(/^\d{19} .*JavaScript/);

  const merge = page.getByLabelText("Merge subrequests", { exact: true });
  await check(merge);
  await expect.element(sample).toHaveTextContent('"Subrequests":[{"RayID":');
  await form.dataset.selectOptions("firewall_events");
  await expect.element(merge).toBeEnabled();
  await uncheck(merge);
  await expect.element(merge).toBeDisabled();
  await expect.element(merge).toHaveAccessibleDescription("Only for http_requests of a zone.");
});

for (const [width, colorScheme] of [
  [1280, "light"],
  [320, "dark"],
] as const) {
  test(`axe finds nothing in the open format at ${width} px, ${colorScheme}`, async () => {
    await setLook({ width, colorScheme });
    await openForm();
    await openFormat();
    await page.getByText("Compare all five").click();
    await check(page.getByLabelText("Use a template for each record"));
    await page.getByLabelText("Record template", { exact: true }).fill("{{.BotScore}}");
    await page.getByLabelText("Batch prefix", { exact: true }).fill("\\q");
    await form.openPreview("Request");
    await page.getByRole("button", { name: "Show whitespace" }).click();
    await expect.element(page.getByText("is not an escape")).toBeVisible();
    await expectFit({ width, colorScheme });
  });
}

test("a job with another kind of destination and no field list has a sample too", async () => {
  await openSavedForm({
    ...{ id: 7, name: "r2-sample", dataset: "http_requests", enabled: true },
    destination_conf: "r2://bucket/logs?account-id=abc&access-key-id=canaryid&secret-access-key=canary-r2-secret",
  });
  await expect.element(form.received).toHaveTextContent("Each line is a JSON object.");
  await expect.element(form.received).toHaveTextContent('{"ClientIP":');
  expect(page.getByRole("region", { name: "What your server receives" }).query()).toBeNull();
});
