import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { openSavedForm } from "./testing/open-form.tsx";

// The places that a link can name: `?tab=settings&at=…` of a job's page.

const job = {
  id: 1002,
  name: "theburritobot.com-waf",
  dataset: "firewall_events",
  enabled: true,
  destination_conf: "https://receiver.headgate.test/in?header_Authorization=Bearer%20one&header_Content-Type=text",
  output_options: { field_names: ["Action", "RayID"], timestamp_format: "rfc3339" },
};

// Not to be focused here: fixed for a saved job, shown only if set, not for this dataset, or in the page's header.
const { scope, dataset, kind, convertsLegacy, mergeSubrequests, enabled, ...others } = fieldLabels;

test.each(Object.keys(others))("a form opens at its field %s, wherever it is closed away", async (at) => {
  await openSavedForm(job, { at });
  const hasFocus = () => document.getElementById(`field-${at}`)?.contains(document.activeElement);
  await expect.poll(hasFocus).toBe(true);
});

test.each([
  ["headers", page.getByRole("button", { name: "Replace value of header Authorization" })],
  ["content-type", page.getByRole("button", { name: "Replace value of header Content-Type" })],
  ["batch", page.getByLabelText("Max upload records", { exact: true })],
  ["fields", page.getByRole("button", { name: /^Fields/ })],
])("a form opens at %s", async (at, target) => {
  await openSavedForm(job, { at });
  await expect.element(target).toHaveFocus();
  await expect.element(target).toBeInViewport();
});

test("a form opens in view of a setting that this job cannot have", async () => {
  await openSavedForm(job, { at: "mergeSubrequests" });
  await expect.element(page.getByText(fieldLabels.mergeSubrequests).first()).toBeInViewport();
});

test("a form opens at what takes the place of a field", async () => {
  const { close } = await openSavedForm(
    { ...job, output_options: null, logpull_options: "fields=RayID&timestamps=rfc3339" },
    { at: "convertsLegacy" },
  );
  await expect.element(page.getByRole("button", { name: "Convert to output_options" })).toHaveFocus();
  close();
  await openSavedForm(
    { ...job, destination_conf: "splunk://h.example:8088/?header_Authorization=x" },
    { at: "headers" },
  );
  await expect.element(page.getByRole("button", { name: "Replace whole destination" })).toHaveFocus();
});
