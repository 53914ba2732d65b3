import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { form } from "./testing/form.ts";
import { openForm, openSavedForm } from "./testing/open-form.tsx";

const job = {
  ...{ id: 7, name: "edit-me", dataset: "http_requests", enabled: true },
  destination_conf: "https://h.example/edit?header_X-One=first%7e&x=a:b&&header_X-Two=sec%2Bond&y=q+r",
};
const review = page.getByRole("dialog", { name: "Review changes" });
const rows = review.getByRole("row");

test("keep, replace and remove change only their own bytes, and the review does not show what was typed", async () => {
  const { sent } = await openSavedForm({
    ...job,
    output_options: { field_names: ["RayID"], timestamp_format: "unix", "CVE-2021-44228": true, batch_prefix: "<" },
    filter: '{"where":{"and":[{"key":"ClientRequestMethod","operator":"eq","value":"GET"}]}}',
  });
  await expect.element(page.getByText("saved", { exact: true })).toHaveLength(4);
  await expect.element(form.destinationString).toHaveAttribute("readonly");
  await page.getByRole("button", { name: "Replace value of header X-Two" }).click();
  await page.getByLabelText("Header value", { exact: true }).fill("third");
  await page.getByRole("listitem", { name: "Parameter 1" }).getByRole("button", { name: "Remove parameter" }).click();
  await form.name.fill("edited");
  await form.save.click();
  await expect.element(rows).toHaveLength(4);
  await expect.element(review.getByRole("row", { name: /Header X-Two/ })).toHaveTextContent("changed");
  await expect.element(review).not.toHaveTextContent("third");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect.poll(sent).toEqual({
    name: "edited",
    destination_conf: "https://h.example/edit?header_X-One=first%7e&&header_X-Two=third&y=q+r",
  });
});

test("a job of another scheme keeps its destination and can be renamed", async () => {
  const { sent } = await openSavedForm({
    ...job,
    destination_conf:
      "r2://bucket/logs/{DATE}?account-id=abc&access-key-id=canaryid123&secret-access-key=canary-r2-secret",
  });
  await expect.element(page.getByText("r2://bucket/logs/{DATE}").first()).toBeVisible();
  expect(document.documentElement.outerHTML).not.toContain("canary");
  await form.name.fill("renamed");
  await form.saveChanges();
  await expect.poll(sent).toEqual({ name: "renamed" });
});

test("outdated limits and a missing field list do not prevent other changes", async () => {
  const { sent } = await openSavedForm({ ...job, max_upload_bytes: 1 });
  await page.getByLabelText("Max upload records").fill("1,000");
  await form.saveChanges();
  await expect.poll(sent).toEqual({ max_upload_records: 1000 });
});

test("the text typed for a deleted job becomes a draft, which is not sent before its secrets are typed again", async () => {
  const { actions, router, close } = await openSavedForm(job);
  actions.updateJob.mockResolvedValue({ ok: false, error: describedError("E_NOT_FOUND") });
  await form.name.fill("comes-back");
  await page.getByLabelText("Max upload records").fill("2000");
  await form.saveChanges();
  await expect.element(page.getByRole("form").getByRole("alert")).toHaveTextContent("This job no longer exists.");
  await expect.element(form.name).toHaveValue("comes-back");
  await page.getByRole("button", { name: "Save as new job" }).click();
  await expect.poll(() => router.push.mock.calls).toEqual([["/jobs/new"]]);

  close();
  const created = await openForm();
  await expect.element(page.getByText(/Draft restored\. Re-enter \d values/)).toBeVisible();
  await expect.element(form.name).toHaveValue("comes-back");
  await expect.element(page.getByLabelText("Max upload records")).toHaveValue("2000");
  const values = page.getByLabelText("Header value", { exact: true });
  await expect.element(values.first()).toHaveValue("");
  await form.submit.click();
  await expect.element(page.getByRole("form").getByRole("alert").first()).toBeVisible();
  expect(created.sent()).toBeUndefined();
});
