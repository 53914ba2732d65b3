import { api, apiCreateJob, apiJobs, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { CheckPage } from "./pages/check.page.ts";

test("a delivery is canceled, refused, repaired and accepted, and Cloudflare checks the rest; no job is made", async ({
  page,
  jobForm,
  baseURL,
}) => {
  test.slow();
  const checks = new CheckPage(page);
  await jobForm.open();
  const jobsBefore = await apiJobs(baseURL);
  await jobForm.name.fill("checked");
  await jobForm.endpoint.fill("https://receiver.headgate.test/hang");
  await checks.open();
  await checks.send.click();
  await expect(checks.delivery).toContainText("Waiting for the response…");
  await checks.section.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(checks.delivery).toContainText("Test delivery canceled.");

  await jobForm.endpoint.fill("https://receiver.headgate.test/require-json");
  await checks.send.click();
  await expect(checks.delivery).toContainText("rejected the Content-Type (415)");
  await checks.section.getByText("Details of the delivery").click();
  await expect(checks.delivery).toContainText("the test receiver, inside Headgate");
  await checks.section.getByRole("button", { name: "Add header Content-Type: application/json" }).click();
  await expect(jobForm.stored).toContainText("header_Content-Type=application%2Fjson");
  await checks.section.getByRole("button", { name: "Test again" }).click();
  await expect(checks.delivery).toContainText(/Delivered: 200 in .* The test receiver accepted it\./);

  await jobForm.endpoint.fill("https://receiver.headgate.test/401");
  await checks.section.getByRole("button", { name: "Run all checks" }).click();
  await expect(checks.result("Form")).toContainText("All fields are valid.");
  await expect(checks.delivery).toContainText("returned 401 Unauthorized");
  await expect(checks.result("Cloudflare: destination")).toContainText("returned 401 Unauthorized");
  await expect(checks.result("Cloudflare: destination")).toContainText("error validating destination");
  await expect(checks.result("Duplicate destination")).toContainText("No other job pushes there.");
  const fields = checks.result("Cloudflare: fields and options");
  await expect(fields).toContainText("All selected fields are available");

  await jobForm.chooseScope("free.example");
  await press(jobForm.openFields, "Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("RayID,NoSuchField");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await jobForm.takeFields();
  await checks.open();
  await checks.section.getByRole("button", { name: "Check the fields" }).click();
  await expect(fields).toContainText("NoSuchField");
  await checks.section.getByRole("button", { name: "Take it out" }).click();
  await expect(fields).toContainText("The form has changed since then");
  await checks.section.getByRole("button", { name: "Check the fields" }).click();
  await expect(fields).toContainText("All selected fields are available");
  expect(await apiJobs(baseURL)).toHaveLength(jobsBefore.length);
});

test("a saved job is tested with its saved values, and is not among the others that push there", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const checks = new CheckPage(page);
  const destination_conf = "https://receiver.headgate.test/require-auth?header_Authorization=Bearer%20canary-saved-78";
  const job = await apiCreateJob(baseURL, { name: "saved-check", dataset: "http_requests", destination_conf });
  await jobForm.openSaved(job.path);
  await checks.quickSend.click();
  await expect(page.getByRole("button", { name: /^Test 200 in \d+ ms$/ })).toBeVisible();
  await checks.open();
  await expect(checks.delivery).toContainText("Delivered: 200");
  await checks.section.getByRole("button", { name: "Find duplicates" }).click();
  await expect(page.getByText("No other job pushes there.")).toBeVisible();
  await expect(page.getByText(/by this job or by one/)).toBeVisible();
  expect(await page.content()).not.toContain("canary-saved-78");
  expect(await api(baseURL, `/zones/${await zoneId(baseURL)}/logpush/jobs/${job.id}`)).toMatchObject({
    destination_conf,
  });
});
