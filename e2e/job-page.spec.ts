import type { Page } from "@playwright/test";
import { api, apiCreateJob, apiJob, apiSetAnswer, apiTick, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const failing = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1002";
const quiet = "/zones/f85a2dd533542355431305a168643146/jobs/1005";

const tab = (page: Page, name: string) => page.getByRole("tablist", { name: "Job" }).getByRole("tab", { name });
const enabled = (page: Page) => page.getByRole("switch", { name: "Enabled", exact: true });
const toast = (page: Page, text: string | RegExp) =>
  page.getByRole("region", { name: "Notifications" }).getByRole("status").filter({ hasText: text });

test("a failing job says what helps, and each tab has its address and comes at once", async ({ page }) => {
  await page.goto(failing);
  const failure = page.getByRole("region", { name: "Failure", exact: true });
  await expect(failure).toContainText(
    /401.*Cloudflare disables this job in.*\d+ h \d+ min.*Logs since .* may be lost\./s,
  );
  expect(await page.content()).not.toContain("FAKE-SEED");
  await failure.getByRole("link", { name: "Edit headers" }).click();
  await expect(page.getByRole("button", { name: "Replace value of header Authorization" })).toBeFocused();

  await tab(page, "Deliveries").click();
  await expect(page).toHaveURL(/\?tab=deliveries$/);
  await expect(tab(page, "Deliveries")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("region", { name: "Deliveries by hour", exact: true })).toBeVisible();
  await press(tab(page, "Deliveries"), "ArrowRight");
  await expect(page).toHaveURL(/\?tab=settings$/);
  await expect(page.getByRole("button", { name: "Save changes" })).toBeVisible();
  await press(tab(page, "Settings"), "End");
  await expect(page).toHaveURL(/\?tab=code$/);
  await expect(page.getByRole("region", { name: "curl command" })).toContainText("POST");
  await page.goBack();
  await expect(tab(page, "Settings")).toHaveAttribute("aria-selected", "true");
  await page.goForward();
  await expect(page.getByRole("tabpanel", { name: "Code" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("tabpanel", { name: "Code" })).toBeVisible();
  await expect(page.getByRole("region", { name: "curl command" })).toContainText("POST");
  expect(await page.content()).not.toContain("FAKE-SEED");

  await page.goto(`${failing}?tab=settings&at=filterAttackTraffic`);
  await expect(page.getByLabel("Attack traffic")).toBeFocused();

  // The skeleton does not wait for the server.
  await page.waitForLoadState("networkidle");
  await page.route("**/*_rsc=*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await route.continue().catch(() => undefined);
  });
  await tab(page, "Activity").click();
  await expect(page.locator("[aria-busy=true]").first()).toBeVisible({ timeout: 2000 });
  await expect(tab(page, "Activity")).toHaveAttribute("aria-selected", "true", { timeout: 2000 });
  await expect(page.getByRole("region", { name: "Audit log", exact: true })).toBeVisible();
});

test("the switch acts at once and can be undone, and is refused while the endpoint is down", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "switch-me",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/switch?header_X-Key=canary-switch",
  });
  await page.goto(job.path);
  await enabled(page).click();
  await expect(toast(page, "switch-me disabled")).toBeVisible();
  await expect(enabled(page)).not.toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(enabled(page)).toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(true);
  await tab(page, "Activity").click();
  const versions = page.getByRole("region", { name: "Versions" }).getByRole("listitem");
  await expect(versions).toHaveCount(3);
  await expect(versions.nth(0)).toContainText(/This machine enabled the job.*Enabled: off →\s+to on/);
  await expect(versions.nth(1)).toContainText(/This machine disabled the job.*Enabled: on →\s+to off/);
  await expect(versions.nth(2)).toContainText(/created the job|first saw the job/);
  // What made a version is shown once.
  await expect(page.getByText("No tests and no failed changes.")).toBeVisible();
  expect(await page.content()).not.toContain("canary");

  await apiSetAnswer(baseURL, "error");
  await enabled(page).click();
  const refusal = page.getByRole("region", { name: "Switch" });
  await expect(refusal).toContainText("switch-me was not disabled.");
  await expect(enabled(page)).toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(true);
  await refusal.getByRole("button", { name: "Test the endpoint" }).click();
  await expect(page.getByRole("region", { name: "Test delivery" })).toContainText("500");
  await apiSetAnswer(baseURL, "ok");
  await refusal.getByRole("button", { name: "Try again" }).click();
  await expect(enabled(page)).not.toBeChecked();
  await expect(refusal).toHaveCount(0);
});

test("tests of a saved job are kept, with how they ended, beside what the test receiver got", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "tested",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/tested?header_Authorization=Bearer%20canary-tested",
  });
  await apiTick(baseURL);
  await page.goto(`${job.path}?tab=deliveries`);
  const arrivals = page.getByRole("table", { name: "Requests at the test receiver" }).getByRole("row");
  await expect(arrivals.nth(1)).toContainText("200");
  await expect(page.getByText("No tests yet.")).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByRole("region", { name: "Test delivery" })).toContainText("200");
  await apiSetAnswer(baseURL, "unauthorized");
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByRole("region", { name: "Test delivery" })).toContainText("401");
  await expect(page.getByRole("link", { name: "Edit headers" })).toBeVisible();
  const rows = page.getByRole("table", { name: "Test deliveries" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("401");
  await expect(rows.nth(2)).toContainText("200");
  await page.reload();
  await expect(rows).toHaveCount(3);
  expect(await page.content()).not.toContain("canary");
});

test("the threshold decides when a job counts as quiet", async ({ page }) => {
  await page.goto(quiet);
  await expect(enabled(page)).toBeEnabled();
  const state = page.getByRole("region", { name: "State" });
  await expect(state).toContainText("No data");
  const card = page.getByRole("region", { name: "No-data threshold" });
  const change = card.getByRole("button", { name: "Change threshold" });
  await change.click();
  const amount = page.getByLabel("Warn after", { exact: true });
  await page.getByLabel("Unit").selectOption("days");
  await amount.fill("2");
  await press(amount, "Enter");
  await expect(card).toContainText("2 days");
  await expect(state).toHaveCount(0);
  await change.click();
  await amount.fill("");
  await page.getByRole("button", { name: "Save threshold" }).click();
  await expect(card).toContainText("(default)");
  await expect(state).toBeVisible();
});

test("a duplicate carries the saved values on the server, and one of a job that is gone says so", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const conf =
    "https://receiver.headgate.test/dup?header_Authorization=Bearer%20canary-dup%2F%2B&header_Content-Type=application%2Fjson&tags=env:prod";
  const job = await apiCreateJob(baseURL, {
    name: "original",
    dataset: "dns_logs",
    destination_conf: conf,
    max_upload_records: 5000,
    output_options: { field_names: ["QueryName"], timestamp_format: "rfc3339" },
  });
  const bodies: string[] = [];
  page.on("response", async (response) => bodies.push(await response.text().catch(() => "")));
  await page.goto(job.path);
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page).toHaveURL(/\/jobs\/new\?from=/);
  await expect(page.getByText("Copy of original")).toBeVisible();
  await expect(jobForm.name).toHaveValue("original-copy");
  await expect(jobForm.dataset).toHaveValue("dns_logs");
  await jobForm.submit.and(page.locator(":enabled")).click();
  await expect(page).not.toHaveURL(/\/jobs\/new/);
  const jobs = await api<Record<string, unknown>[]>(baseURL, job.api.replace(/\/\d+$/, ""));
  const copy = jobs.find(({ name }) => name === "original-copy");
  expect(copy).toMatchObject({ destination_conf: conf, dataset: "dns_logs", max_upload_records: 5000 });
  expect(bodies.filter((body) => body.includes("canary-dup"))).toEqual([]);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("original-copy");
  await api(baseURL, `${job.api.replace(/\/\d+$/, "")}/${copy?.id}`, { method: "DELETE" });
  await page.getByRole("button", { name: "Duplicate" }).click();
  await jobForm.submit.and(page.locator(":enabled")).click();
  await expect(page.getByText("no longer exists").first()).toBeVisible();
});

test.describe("a page that keeps itself current", () => {
  test.use({ refreshesItself: true });

  test("says when the first delivery came, and leaves a half-typed form alone", async ({ page, baseURL }) => {
    const job = await apiCreateJob(baseURL, {
      name: "first",
      dataset: "http_requests",
      enabled: true,
      destination_conf: "https://receiver.headgate.test/first",
    });
    await page.goto(`${job.path}?created=1`);
    const first = page.getByRole("region", { name: "First delivery" });
    await expect(first).toContainText(/Waiting for the first delivery|First delivery received/);
    await expect(page.getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
    await expect(async () => {
      await apiTick(baseURL);
      await expect(first).toContainText("First delivery received", { timeout: 3000 });
    }).toPass();
    await expect(page.getByRole("link", { name: "Show deliveries" })).toBeVisible();

    await tab(page, "Settings").click();
    const name = page.getByLabel("Job name", { exact: true });
    await name.fill("still-typing");
    await apiUpdateJob(baseURL, job, { max_upload_records: 2000 });
    await page.waitForTimeout(2000);
    await expect(name).toHaveValue("still-typing");
    await expect(name).toBeFocused();
  });
});
