import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { check, press } from "#components/testing/user.ts";
import { form } from "./testing/form.ts";
import { openForm, openSavedForm } from "./testing/open-form.tsx";

test("axe finds nothing in the form of a new job", async () => {
  await openForm();
  await form.scope.click();
  await expect.element(page.getByRole("listbox").getByRole("option", { selected: true })).toBeVisible();
  await expectFitLooks("scopes");
  await form.scope.fill("no such scope");
  await expect.element(page.getByText("Nothing matches “no such scope”.")).toBeVisible();
  await expectFitLooks("no scope found");
  await press(form.scope, "{Escape}");
  await form.addHeader("Bad Name", "Basic%20abc");
  await check(page.getByRole("radio", { name: "Basic" }));
  await page.getByLabelText("User", { exact: true }).fill("a:b");
  for (const title of ["Filter", "Format", "Batching and cost"]) await form.openSection(title);
  await form.submit.click();
  await expect.element(page.getByRole("form").getByRole("alert").first()).toBeVisible();
  await expectFitLooks("errors");
});

test("axe finds nothing in the review of a stored job's changes", async () => {
  await openSavedForm({
    ...{ id: 7, name: "axe", dataset: "http_requests", enabled: true, filter: "" },
    destination_conf: "https://h.example/axe?header_X-Secret=abc&tags=a:b",
  });
  await form.name.fill("another");
  await form.save.click();
  await expect.element(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
  await expectFitLooks("review");
});
