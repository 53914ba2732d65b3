import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { check, focus, press } from "#components/testing/user.ts";
import { answerErrors } from "#lib/logpush/errors/answer-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";
import { form } from "../../testing/form.ts";
import { openForm } from "../../testing/open-form.tsx";

test("a typed id of a dataset that exists loads its fields", async () => {
  await openForm();
  await form.dataset.selectOptions("Other dataset…");
  await page.getByLabelText("Dataset id", { exact: true }).fill("dns_logs");
  await focus(form.name);
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  await expect.element(page.getByText("Bundled field list")).not.toBeInTheDocument();
});

test("if another dataset's fields cannot be loaded, no others are sent, until they can", async () => {
  const { actions } = await openForm();
  actions.readFields.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await form.dataset.selectOptions("dns_logs");
  await expect.element(page.getByText("The Headgate server did not respond.")).toBeVisible();
  await expect.element(form.openFields).toHaveTextContent("0 of 0");
  await page.getByRole("button", { name: "Load fields again" }).click();
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  await expect.element(form.curl).toHaveTextContent('"dataset": "dns_logs"');
});

test("a dataset that is not in the list is typed, with its fields", async () => {
  const { actions, sent } = await openForm();
  await form.endpoint.fill("https://h.example/unknown-dataset");
  await form.dataset.selectOptions("Other dataset…");
  const id = page.getByLabelText("Dataset id", { exact: true });
  await id.fill("Brand New");
  await expect.element(page.getByText("“Brand New” is not a valid dataset id.")).toBeVisible();
  actions.readFields.mockResolvedValueOnce({ ok: false, error: errorOf(answerErrors, "E_DATASET_UNKNOWN") });
  await id.fill("brand_new_logs");
  await expect.element(form.curl).toHaveTextContent('"dataset": "brand_new_logs"');
  await press(id, "{Enter}");
  await expect.element(form.name).toHaveValue(expect.stringMatching(/brand-new-logs$/));
  await expect.element(form.openFields).toHaveTextContent("0 of 0");
  await press(form.openFields, "{Enter}");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabelText("Paste list", { exact: true }).fill("Timestamp, NewThing");
  await check(page.getByRole("checkbox", { name: /Keep unknown names/ }));
  await page.getByRole("button", { name: "Use this list" }).click();
  await form.takeFields();
  await expect.element(form.curl).toHaveTextContent('"field_names": ["Timestamp", "NewThing"]');
  await form.submit.click();
  await expect
    .poll(sent)
    .toMatchObject({ dataset: "brand_new_logs", output_options: { field_names: ["Timestamp", "NewThing"] } });

  await form.dataset.selectOptions("dns_logs");
  await expect.element(id).not.toBeInTheDocument();
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  await press(form.openFields, "{Enter}");
  await expect.element(page.getByRole("checkbox", { name: "QueryName", exact: true })).toBeChecked();
});

test("a refusal of a typed id stays at its field, however fast it comes, until the id is changed", async () => {
  const { actions } = await openForm();
  actions.readFields.mockResolvedValue({ ok: false, error: errorOf(answerErrors, "E_DATASET_UNKNOWN") });
  await form.dataset.selectOptions("Other dataset…");
  const id = page.getByLabelText("Dataset id", { exact: true });
  const refusal = errorOf(answerErrors, "E_DATASET_UNKNOWN").message;
  await id.fill("brand_new_logs");
  await userEvent.keyboard("{Enter}");
  await expect.element(id).toHaveAccessibleDescription(new RegExp(refusal));
  // The validation of what was typed may come after it.
  await new Promise((wake) => setTimeout(wake, 600));
  await expect.element(id).toHaveAccessibleDescription(new RegExp(refusal));
  await expect.element(id).toHaveAttribute("aria-invalid", "true");

  await id.fill("brand_newer_logs");
  await expect.element(id).not.toHaveAccessibleDescription(new RegExp(refusal));
});
