import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFit } from "#components/testing/fit-looks.ts";
import { press } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openSavedForm } from "../testing/open-form.tsx";

const legacy = {
  ...{ id: 7, name: "from-another-time", dataset: "http_requests", enabled: true, output_options: null },
  destination_conf: "https://h.example/legacy?header_X-Token=abc",
};
const section = page.getByRole("region", { name: "Legacy settings" });

const written =
  "https://api.cloudflare.com/client/v4/zones/x/logs/received?start=1&fields=RayID%2CEdgeStartTimestamp,ClientIP&sample=0.25&CVE-2021-44228=true";
const converted = {
  field_names: ["RayID", "EdgeStartTimestamp", "ClientIP"],
  timestamp_format: "unixnano",
  sample_rate: 0.25,
  "CVE-2021-44228": true,
};

test("a legacy job shows both formats, and the conversion sends what it showed", async () => {
  const { sent } = await openSavedForm({ ...legacy, logpull_options: written });
  const old = section.getByRole("region", { name: "logpull_options" });
  await expect.element(old).toHaveTextContent("RayID,EdgeStartTimestamp,ClientIP");
  await expect.element(old).toHaveTextContent("startno effect");
  const shown = section.getByRole("region", { name: "output_options" }).element().querySelector("pre");
  expect(JSON.parse(shown?.textContent ?? "")).toEqual(converted);
  await expect.element(section).toHaveTextContent("Saving without conversion may fail.");
  await expect.element(section).toHaveTextContent("The records stay the same.");
  await expect.element(section).toHaveTextContent("timestamp_format is set to unixnano");
  await expect.element(section).toHaveTextContent("Omitted: start.");
  await expectFit({ width: 1280, colorScheme: "light" });

  const convert = section.getByRole("button", { name: "Convert to output_options" });
  const undo = section.getByRole("button", { name: "Undo the conversion" });
  await convert.click();
  await expect.element(section.getByRole("status")).toHaveTextContent("Saving sends output_options");
  await expect.element(section).not.toHaveTextContent("may fail");
  await press(undo, "{Enter}");
  await expect.element(section).toHaveTextContent("may fail");
  await press(convert, "{Enter}");
  await expect.element(undo).toHaveFocus();

  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review.getByRole("row")).toHaveLength(2);
  await expect
    .element(review.getByRole("row", { name: /logpull_options/ }))
    .toHaveTextContent("converted to output_options");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect.poll(sent).toEqual({ output_options: converted });
});

test("a save without a conversion leaves the old string alone", async () => {
  const { sent } = await openSavedForm({ ...legacy, logpull_options: written });
  await form.name.fill("still-legacy");
  await form.saveChanges();
  await expect.poll(sent).toEqual({ name: "still-legacy" });
});

test("changing a setting of the records converts the job automatically, and the form says so", async () => {
  const { actions } = await openSavedForm({ ...legacy, logpull_options: "fields=RayID&timestamps=rfc3339" });
  await form.openSection("Format");
  await page.getByLabelText("Timestamp format").selectOptions("unix");
  await expect.element(section.getByRole("status")).toHaveTextContent("saving sends output_options in any case");
  await expect.element(section).not.toHaveTextContent("may fail");
  const shown = section.getByRole("region", { name: "output_options" });
  await expect.element(shown).toHaveTextContent(/"timestamp_format": "unix"/);
  await form.saveChanges();
  await expect
    .poll(() => actions.updateJob.mock.calls[0]?.[0].values)
    .toMatchObject({ timestampFormat: "unix", fieldNames: ["RayID"] });
});

test("possible changes to the records are listed before the save", async () => {
  await openSavedForm({
    ...legacy,
    logpull_options: "fields=RayID&timestamps=rfc3339&sample=1&nonsense=1&fields=ClientIP",
  });
  await expect.element(section).toHaveTextContent("The records may change");
  await expect.element(section).toHaveTextContent("not a setting of output_options: nonsense.");
  await expect.element(section).toHaveTextContent("the first one applies: fields.");
  await expectFit({ width: 320, colorScheme: "dark" });
});
