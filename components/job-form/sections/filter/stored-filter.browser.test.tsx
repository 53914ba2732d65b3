import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { form } from "../../testing/form.ts";
import { openSavedForm } from "../../testing/open-form.tsx";

const conf = "https://receiver.headgate.test/filter";
const built =
  '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]}]}]}}';

test("a stored filter is shown in words, changed and removed", async () => {
  const stored = {
    ...{ id: 7, name: "filtered", dataset: "http_requests", enabled: true, destination_conf: conf },
    filter: built,
  };
  const button = page.getByRole("button", { name: "Filter", exact: true });
  const first = await openSavedForm(stored);
  await expect.element(page.getByText("Only sends logs where EdgeResponseStatus is 500 or more")).toBeVisible();
  await button.click();
  const inner = page.getByRole("group", { name: "Condition 2.1", exact: true });
  await inner.getByRole("button", { name: "Remove de" }).click();
  await expect.element(inner.getByLabelText("Value", { exact: true })).toHaveFocus();
  await expect.element(form.curl).toHaveTextContent("ClientCountry");
  await form.saveChanges();
  await expect.poll(first.sent).toEqual({ filter: built.replace('"de",', "") });
  first.close();

  const second = await openSavedForm(stored);
  await button.click();
  await page.getByRole("button", { name: "Remove filter" }).click();
  await expect.element(button).toHaveFocus();
  await expect.element(form.curl).toHaveTextContent('"filter": ""');
  await form.saveChanges();
  await expect.poll(second.sent).toEqual({ filter: "" });
});

test("a stored filter that the builder cannot read stays as it is", async () => {
  const filter = '{"where":{"key":"ClientCountry","operator":"eq","value":"de"},"note":1}';
  const { actions } = await openSavedForm({
    ...{ id: 7, name: "odd", dataset: "http_requests", enabled: true, destination_conf: conf, filter },
  });
  await expect.element(page.getByText("The filter needs “where” as its only top-level key.")).toBeVisible();
  await form.name.fill("odd-but-renamed");
  await form.saveChanges();
  await expect
    .poll(() => actions.updateJob.mock.calls[0]?.[0].values)
    .toMatchObject({ filter, name: "odd-but-renamed" });
});
