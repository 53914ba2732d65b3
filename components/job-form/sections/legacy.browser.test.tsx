import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFit } from "#components/testing/fit-looks.ts";
import { form } from "../testing/form.ts";
import { openSavedForm } from "../testing/open-form.tsx";

const legacy = {
  ...{ id: 7, name: "from-another-time", dataset: "http_requests", enabled: true, output_options: null },
  destination_conf: "https://h.example/legacy?header_X-Token=abc",
};
const section = page.getByRole("region", { name: "Legacy settings" });

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
