import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { check, focus, press } from "#components/testing/user.ts";
import { describeDeliveryError } from "#lib/logpush/decode/decode.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { ok } from "#lib/logpush/result.ts";
import { stubDeliveries } from "../../testing/deliveries.ts";
import { form } from "../../testing/form.ts";
import { openForm, openSavedForm, zone } from "../../testing/open-form.tsx";

const checks = page.getByRole("region", { name: "Checks", exact: true });
const result = (title: string) => checks.getByRole("status", { name: `${title}: result` });
const button = (name: string) => checks.getByRole("button", { name, exact: true });
const delivery = result("Test delivery");
const fields = result("Cloudflare: fields and options");
const quickSend = page.getByRole("form").getByRole("button", { name: /^(?:Send test|Test changes)$/ });

async function openChecks(): Promise<void> {
  await page.getByRole("button", { name: "All checks" }).click();
  await expect.element(checks).toBeVisible();
}

/** By the last part of the endpoint: a status, "json" for one that takes JSON only, or "hang". */
stubDeliveries(({ values: { endpoint, query } }) => {
  const path = endpoint.slice(endpoint.lastIndexOf("/") + 1);
  if (path === "hang") return null;
  if (path === "json") return { status: query.some(({ value }) => value === "application/json") ? 200 : 415 };
  return { status: Number(path) };
});

test("a 415 is repaired with one button, undone, repaired again, and tested again", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/json");
  // A test that fails opens the list of checks.
  await quickSend.click();
  await expect.element(delivery).toHaveTextContent("rejected the Content-Type (415)");
  await checks.getByText("Details of the delivery").click();
  await expect.element(delivery).toHaveTextContent("the test receiver, inside Headgate");

  const addHeader = button("Add header Content-Type: application/json");
  await addHeader.click();
  await expect.element(form.stored).toHaveTextContent("header_Content-Type=application%2Fjson");
  await expect.element(delivery).toHaveTextContent("The form has changed since then");
  await button("Undo").click();
  await expect.element(form.stored).not.toHaveTextContent("Content-Type");
  await addHeader.click();
  await expect.element(button("Test again")).toHaveFocus();
  await button("Test again").click();
  await expect.element(delivery).toHaveTextContent(/Delivered: 200 in .* The test receiver accepted it\./);
  await expect.element(page.getByRole("button", { name: "Test 200 in 5 ms" })).toBeInTheDocument();
  expect(actions.createJob).not.toHaveBeenCalled();
});

test("all checks run one after the other, and a refusal by Cloudflare is a failure", async () => {
  const { actions } = await openForm();
  const refusal = describeDeliveryError("error validating destination: error writing object: status 401");
  actions.checkDestination.mockResolvedValue(ok({ outcome: "fail", error: refusal }));
  actions.checkFields.mockResolvedValue(ok({ outcome: "pass", message: "All available.", lacking: [] }));
  await form.endpoint.fill("https://receiver.headgate.test/401");
  await openChecks();
  await button("Run all checks").click();
  await expect.element(result("Form")).toHaveTextContent("All fields are valid.");
  await expect.element(delivery).toHaveTextContent("returned 401 Unauthorized");
  await expect.element(result("Cloudflare: destination")).toHaveTextContent("returned 401 Unauthorized");
  await expect.element(result("Duplicate destination")).toHaveTextContent("No other job pushes there.");
  await expect.element(fields).toHaveTextContent("All available.");
  await button("Go to the headers").click();
  await expect.element(page.getByRole("button", { name: "Add header" })).toHaveFocus();
});

test("a field that the zone does not have is named, and removed with one button", async () => {
  const { actions } = await openForm();
  actions.checkFields.mockImplementation(async ({ values }) => {
    const lacking = values.fieldNames.filter((name) => name === "NoSuchField");
    if (lacking.length === 0) return ok({ outcome: "pass", message: "All available.", lacking });
    const error = describedError("E_FIELDS_UNLISTED", { at: "fieldNames", params: { names: "NoSuchField" } });
    return ok({ outcome: "fail", error, lacking });
  });
  await press(form.openFields, "{Enter}");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabelText("Paste list", { exact: true }).fill("RayID,NoSuchField");
  await check(page.getByRole("checkbox", { name: /Keep unknown names/ }));
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await form.takeFields();
  await openChecks();
  await button("Check the fields").click();
  await expect.element(fields).toHaveTextContent("NoSuchField");
  await button("Take it out").click();
  await expect.element(fields).toHaveTextContent("The form has changed since then");
  await button("Check the fields").click();
  await expect.element(fields).toHaveTextContent("All available.");
  expect(actions.checkFields.mock.lastCall?.[0].values.fieldNames).toContain("RayID");
});

test("a receiver that hangs shows what Headgate waits for, and the test can be canceled", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/hang");
  await openChecks();
  await button("Send a test").click();
  await expect.element(delivery).toHaveTextContent("Waiting for the response…");
  await button("Cancel").click();
  await expect.element(delivery).toHaveTextContent("Test delivery canceled.");
  await form.endpoint.fill("https://receiver.headgate.test/200");
  await button("Send a test").click();
  await expect.element(delivery).toHaveTextContent("Delivered: 200");
});

test("records are sent, and results are kept with the draft, without a secret", async () => {
  const { close } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/200");
  await form.addHeader("Authorization", "Bearer canary-check-77");
  await openChecks();
  await checks.getByLabelText("What to send").selectOptions("records");
  await checks.getByLabelText("How many records").fill("25");
  await button("Send a test").click();
  await expect.element(delivery).toHaveTextContent("Delivered: 200");
  await checks.getByText("Details of the delivery").click();
  await expect.element(delivery).toHaveTextContent("25 invented records");
  close();
  await openForm();
  await form.resumeDraft();
  await openChecks();
  await expect.element(delivery).toHaveTextContent(/From before the reload: Delivered: 200 .* Run it again\./);
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain("canary-check-77");
});

test("a refused create leads to a test delivery", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/405");
  const error = describeDeliveryError("error validating destination: error writing object: status 405");
  actions.createJob.mockResolvedValue({ ok: false, error });
  await form.submit.click();
  await page.getByRole("form").getByRole("button", { name: "Test the delivery" }).click();
  await expect.element(delivery).toHaveTextContent("does not allow POST on this path (405)");
});

test("jobs that push to the same endpoint are searched only on request", async () => {
  const { actions } = await openForm();
  const ref = parseScopePath(zone.path);
  if (!ref) throw new Error("not a scope");
  const there = { ref: { ...ref, jobId: 9 }, name: "already-there", dataset: "http_requests", enabled: true };
  await openChecks();
  await form.endpoint.fill("https://receiver.headgate.test/same");
  await form.addHeader("X-Key", "another");
  await focus(form.name);
  expect(actions.findSameDestination).not.toHaveBeenCalled();
  actions.findSameDestination.mockResolvedValue(
    ok({ jobs: [{ ...there, isSameDataset: true, isWhole: false }], exists: false }),
  );
  const search = button("Find duplicates");
  await search.click();
  const list = page.getByRole("list", { name: "Jobs that push there" });
  await expect
    .element(list.getByRole("listitem"))
    .toHaveTextContent(/^already-there http_requests, the same dataset, same host and path$/);
  await expect.element(page.getByText("Cloudflare has no job with this exact string.")).toBeVisible();
  await expect
    .element(list.getByRole("link", { name: "already-there" }))
    .toHaveAttribute("href", `/${zone.path}/jobs/9`);
  expect(actions.findSameDestination).toHaveBeenCalledTimes(1);
  await expectFit({ width: 1280, colorScheme: "light" });

  await page.getByLabelText("Header value", { exact: true }).fill("canary-5a");
  await expect
    .element(page.getByText("The form has changed since then: Other jobs push there. Run it again."))
    .toBeVisible();
  actions.findSameDestination.mockResolvedValue(
    ok({ jobs: [{ ...there, isSameDataset: true, isWhole: true }], exists: true }),
  );
  await search.click();
  await expect.element(list).toHaveTextContent("the same string");
  await expect.element(page.getByText("Cloudflare confirms that this exact string is in use.")).toBeVisible();

  await form.endpoint.fill("https://receiver.headgate.test/nobody-else");
  actions.findSameDestination.mockResolvedValue(ok({ jobs: [], exists: false }));
  await search.click();
  await expect.element(page.getByText("No other job pushes there.")).toBeVisible();
});

test("the search for duplicates leaves out the job itself", async () => {
  const { actions } = await openSavedForm({
    ...{ id: 7, name: "alone", dataset: "http_requests", enabled: true },
    destination_conf: "https://receiver.headgate.test/alone?header_X-Key=canary-5b",
  });
  await openChecks();
  await button("Find duplicates").click();
  await expect.poll(() => actions.findSameDestination.mock.lastCall?.[0].ref).toMatchObject({ jobId: 7 });
});

test("with everything open, axe finds nothing at 375 px, dark", async () => {
  await setLook({ width: 375, colorScheme: "dark" });
  const { actions } = await openForm();
  actions.checkFields.mockResolvedValue(ok({ outcome: "pass", message: "All available.", lacking: [] }));
  await form.endpoint.fill("https://receiver.headgate.test/json");
  await openChecks();
  await checks.getByLabelText("What to send").selectOptions("records");
  await button("Run all checks").click();
  await expect.element(fields).toHaveTextContent("All available.");
  await checks.getByText("Details of the delivery").click();
  await expectFit({ width: 375, colorScheme: "dark" });
});
