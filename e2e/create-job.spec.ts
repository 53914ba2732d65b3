import { api, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const documented =
  "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests";

test("the documentation's example, typed into the form, becomes a job that delivers", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.dataset.selectOption("http_requests");
  await jobForm.name.fill("theburritobot.com-https");
  await jobForm.endpoint.fill("https://logs.example.com");
  await jobForm.addHeader("Authorization", "Basic REDACTED");
  await jobForm.addParameter("tags", "host:theburritobot.com,dataset:http_requests");
  await jobForm.chooseFields("RayID", "EdgeStartTimestamp");
  await jobForm.openSection("Format");
  await page.getByLabel("Timestamp format").selectOption("rfc3339");
  await page.getByLabel("Max upload bytes").fill("5000000");
  await page.getByLabel("Max upload records").fill("1000");

  await expect(jobForm.destinationString).toHaveValue(documented.replace("REDACTED", "••••••••"));
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(documented);
  await expect(jobForm.stored).toContainText(documented);
  await expect(jobForm.received).toContainText("POST /?tags=host:theburritobot.com,dataset:http_requests");
  await expect(jobForm.curl).toContainText('"field_names": ["RayID", "EdgeStartTimestamp"]');

  await jobForm.submit.click();
  await jobForm.expectCreated();
  await page.goto("/?q=theburritobot.com-https");
  const row = page.getByRole("table", { name: "Logpush jobs" }).getByRole("row", { name: /theburritobot\.com-https/ });
  await expect(row).toContainText("logs.example.com");
  await expect(row.getByRole("switch")).toBeChecked();
  await row.getByRole("link", { name: "theburritobot.com-https", exact: true }).click();
  const destination = page.getByRole("region", { name: "Destination" });
  await expect(destination).toContainText("https://logs.example.com");
  await expect(destination.getByRole("term").filter({ hasText: "Authorization" })).toBeVisible();
  await expect(destination).toContainText("host:theburritobot.com,dataset:http_requests");
  expect(await page.content()).not.toContain("REDACTED");

  await page.goto("/receiver");
  const probe = page.getByRole("listitem").filter({ hasText: "logs.example.com" }).filter({ hasText: "Probe" }).first();
  await probe.click();
  await expect(page.getByText("Basic REDACTED").first()).toBeVisible();
});

test("a refused test request is explained, and nothing typed is lost", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.name.fill("refused");
  await jobForm.endpoint.fill("https://receiver.headgate.test/status/401");
  await jobForm.addHeader("X-Secret", "wrong");
  await jobForm.submit.click();
  await expect(page.getByRole("form").getByRole("alert")).toContainText("401 Unauthorized");
  await expect(page.getByRole("form").getByRole("alert")).toContainText("1002");
  await expect(jobForm.name).toHaveValue("refused");
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(
    "https://receiver.headgate.test/status/401?header_X-Secret=wrong",
  );
});

test("a host name that does not resolve is an error that says so", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://nowhere.invalid/");
  await jobForm.submit.click();
  await expect(page.getByRole("form").getByRole("alert")).toContainText("does not resolve");
});

test("invalid input is reported at the field and in a summary, and the first field gets the focus", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("http://logs.example.com");
  await expect(page.getByText("The endpoint must start with https://.").first()).toBeVisible();
  await page.getByLabel("Max upload bytes").fill("3 MB");
  await jobForm.addHeader("Bad Name", "x");
  await jobForm.submit.click();
  const summary = page.getByRole("form").getByRole("alert").filter({ hasText: "are invalid" });
  await expect(summary.getByRole("link")).toHaveCount(3);
  await expect(jobForm.endpoint).toBeFocused();
  await summary.getByRole("link", { name: /Max upload bytes/ }).click();
  await expect(page.getByLabel("Max upload bytes")).toBeFocused();
});

test("a draft survives a reload, without the values of its headers", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.name.fill("half-typed");
  await jobForm.endpoint.fill("https://receiver.headgate.test/draft");
  await jobForm.addHeader("X-Secret", "canary-of-the-draft");
  await jobForm.addParameter("tags", "env:prod");
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })))
    .toContain("env:prod");
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain("canary");
  await page.reload();
  await expect(page.getByRole("region", { name: "Draft" })).toContainText(/^Resume draft from \d\d:\d\d\?/);
  await expect(jobForm.endpoint).toHaveValue("");
  await jobForm.resumeDraft();
  await expect(page.getByText("Re-enter 1 value; secrets aren’t saved in the browser.")).toBeVisible();
  await expect(jobForm.name).toHaveValue("half-typed");
  await expect(jobForm.endpoint).toHaveValue("https://receiver.headgate.test/draft");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveValue("X-Secret");
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Parameter value", { exact: true })).toHaveValue("env:prod");
  await expect(page.getByRole("link", { name: "1 field missing: X-Secret" })).toBeVisible();
});

test("a draft that is discarded is not offered again", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/draft");
  await expect
    .poll(() => page.evaluate(() => sessionStorage.getItem("headgate.new-job")))
    .toContain("receiver.headgate.test/draft");
  await page.reload();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("region", { name: "Draft" })).toHaveCount(0);
  await page.reload();
  await jobForm.submit.and(page.locator(":enabled")).waitFor();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("headgate.new-job"))).toBeNull();
  await expect(page.getByRole("region", { name: "Draft" })).toHaveCount(0);
});

test("a create that may have happened is not sent a second time without a question", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("maybe-made");
  await jobForm.endpoint.fill("https://receiver.headgate.test/maybe");
  const lost = { method: "POST", pathIncludes: "/logpush/jobs", times: 1, at: "before", kind: "status", status: 504 };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(lost) });
  await jobForm.submit.click();
  const alert = page.getByRole("form").getByRole("alert");
  await expect(alert).toContainText("is unknown");

  const questions: string[] = [];
  page.once("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await jobForm.submit.click();
  await expect.poll(() => questions).toEqual([expect.stringContaining("may have created this job")]);
  // It was not sent, and the reason for the question is still shown.
  await expect(alert).toContainText("is unknown");
  expect((await apiJobs(baseURL)).filter(({ name }) => name === "maybe-made")).toEqual([]);

  // A later certain failure does not make the earlier outcome certain.
  page.on("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.accept();
  });
  const refusal = { ...lost, status: 403, errors: [{ code: 10000, message: "Authentication error" }] };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await jobForm.submit.click();
  await expect(alert).toContainText("not allowed");
  await jobForm.submit.click();
  await jobForm.expectCreated();
  expect(questions).toHaveLength(3);
  expect((await apiJobs(baseURL)).filter(({ name }) => name === "maybe-made")).toHaveLength(1);
});

test("a name that Cloudflare would refuse is repaired with one button", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.name.fill("Edge logs (prod) → SIEM");
  await page.getByRole("button", { name: "Use Edge-logs-prod-SIEM" }).click();
  await expect(jobForm.name).toHaveValue("Edge-logs-prod-SIEM");
  await expect(jobForm.name).toBeFocused();
  await expect(page.getByRole("button", { name: /^Use Edge/ })).toHaveCount(0);
  await jobForm.name.fill("日本語");
  await expect(page.getByRole("button", { name: /^Use (?!the test receiver)/ })).toHaveCount(0);
});
