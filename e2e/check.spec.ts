import { axeFindings } from "./axe.ts";
import { api, apiCreateJob, apiJobs, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { CheckPage } from "./pages/check.page.ts";

test("a 415 is repaired with one button, undone, repaired again, and the job is created", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const checks = new CheckPage(page);
  await jobForm.open();
  const jobsBefore = await apiJobs(baseURL);
  await jobForm.name.fill("checked");
  await jobForm.endpoint.fill("https://receiver.headgate.test/require-json");
  // A test that fails opens the list of checks.
  await checks.quickSend.click();
  await expect(checks.delivery).toContainText("rejected the Content-Type (415)");
  await checks.section.getByText("Details of the delivery").click();
  await expect(checks.delivery).toContainText("the test receiver, inside Headgate");

  const addHeader = checks.section.getByRole("button", { name: "Add header Content-Type: application/json" });
  await addHeader.click();
  await expect(jobForm.stored).toContainText("header_Content-Type=application%2Fjson");
  await expect(checks.delivery).toContainText("The form has changed since then");
  await checks.section.getByRole("button", { name: "Undo" }).click();
  await expect(jobForm.stored).not.toContainText("Content-Type");
  await addHeader.click();
  const again = checks.section.getByRole("button", { name: "Test again" });
  await expect(again).toBeFocused();
  await again.click();
  await expect(checks.delivery).toContainText(/Delivered: 200 in .* The test receiver accepted it\./);
  await expect(page.getByRole("button", { name: /^Test 200 in \d+ ms$/ })).toBeVisible();
  expect(await apiJobs(baseURL)).toHaveLength(jobsBefore.length);

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
});

test("all checks run one after the other, and a refusal by Cloudflare is a failure", async ({ page, jobForm }) => {
  const checks = new CheckPage(page);
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/401");
  await checks.open();
  await checks.section.getByRole("button", { name: "Run all checks" }).click();
  await expect(checks.result("Form")).toContainText("All fields are valid.");
  await expect(checks.delivery).toContainText("returned 401 Unauthorized");
  await expect(checks.result("Cloudflare: destination")).toContainText("returned 401 Unauthorized");
  await expect(checks.result("Cloudflare: destination")).toContainText("error validating destination");
  await expect(checks.result("Duplicate destination")).toContainText("No other job pushes there.");
  await expect(checks.result("Cloudflare: fields and options")).toContainText("All selected fields are available");
  await checks.section.getByRole("button", { name: "Go to the headers" }).click();
  await expect(page.getByRole("button", { name: "Add header" })).toBeFocused();
});

test("a field that the zone does not have is named, and removed with one button", async ({ page, jobForm }) => {
  const checks = new CheckPage(page);
  await jobForm.open();
  await jobForm.chooseScope("free.example");
  await press(jobForm.openFields, "Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("RayID,NoSuchField");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await jobForm.takeFields();
  const fields = checks.result("Cloudflare: fields and options");
  await checks.open();
  await checks.section.getByRole("button", { name: "Check the fields" }).click();
  await expect(fields).toContainText("NoSuchField");
  await checks.section.getByRole("button", { name: "Take it out" }).click();
  await expect(fields).toContainText("The form has changed since then");
  await checks.section.getByRole("button", { name: "Check the fields" }).click();
  await expect(fields).toContainText("All selected fields are available");
});

test("a receiver that hangs shows what Headgate waits for, and the test can be canceled", async ({ page, jobForm }) => {
  const checks = new CheckPage(page);
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/hang");
  await checks.open();
  await checks.send.click();
  await expect(checks.delivery).toContainText("Waiting for the response…");
  await checks.section.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(checks.delivery).toContainText("Test delivery canceled.");
  await jobForm.endpoint.fill("https://receiver.headgate.test/in");
  await checks.send.click();
  await expect(checks.delivery).toContainText("Delivered: 200");
});

test("records are sent as the job would write them, and results survive a reload without a secret", async ({
  page,
  jobForm,
}) => {
  const checks = new CheckPage(page);
  // Reads the stream in the page, because the browser does not always keep it for other readers.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...asked) => {
      const response = await fetch(...asked);
      if (response.url.endsWith("/deliveries/test")) Object.assign(window, { streamed: response.clone().text() });
      return response;
    };
  });
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/in");
  await jobForm.addHeader("Authorization", "Bearer canary-check-77");
  await checks.open();
  await checks.section.getByLabel("What to send").selectOption("records");
  await checks.section.getByLabel("How many records").fill("25");
  await checks.send.click();
  await expect(checks.delivery).toContainText("Delivered: 200");
  await checks.section.getByText("Details of the delivery").click();
  await expect(checks.delivery).toContainText("25 invented records");
  const streamed = await page.evaluate<string>("window.streamed");
  expect(streamed).toContain('"result"');
  expect(streamed.includes("canary-check-77"), "the stream").toBe(false);

  await page.reload();
  await jobForm.resumeDraft();
  await checks.open();
  await expect(checks.delivery).toContainText(/From before the reload: Delivered: 200 .* Run it again\./);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toContain("canary-check-77");
});

test("a refused create leads to a test delivery, and a saved job is tested with its saved values", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const checks = new CheckPage(page);
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/405");
  await jobForm.submit.click();
  await page.getByRole("form").getByRole("button", { name: "Test the delivery" }).click();
  await expect(checks.delivery).toContainText("does not allow POST on this path (405)");

  const destination_conf = "https://receiver.headgate.test/require-auth?header_Authorization=Bearer%20canary-saved-78";
  const job = await apiCreateJob(baseURL, { name: "saved-check", dataset: "http_requests", destination_conf });
  await jobForm.openSaved(job.path);
  await checks.quickSend.click();
  await checks.open();
  await expect(checks.delivery).toContainText("Delivered: 200");
  expect(await page.content()).not.toContain("canary-saved-78");
  expect(await api(baseURL, `/zones/${await zoneId(baseURL)}/logpush/jobs/${job.id}`)).toMatchObject({
    destination_conf,
  });
});

test("with everything open, axe finds nothing at 375 px, dark", async ({ page, jobForm }) => {
  const checks = new CheckPage(page);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/415");
  await checks.open();
  await checks.section.getByLabel("What to send").selectOption("records");
  await checks.section.getByRole("button", { name: "Run all checks" }).click();
  await expect(checks.result("Cloudflare: fields and options")).toContainText("All selected fields are available");
  await checks.section.getByText("Details of the delivery").click();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
