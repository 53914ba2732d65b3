import type { Page } from "@playwright/test";
import { axeFindings, expectFitAllLooks, expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJob, apiSetAnswer, apiTick, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const burrito = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs";
const spectrum = "/zones/f85a2dd533542355431305a168643146/jobs/1005";

const tabs = ["Overview", "Deliveries", "Settings", "Activity", "Code"];
const tab = (page: Page, name: string) => page.getByRole("tablist", { name: "Job" }).getByRole("tab", { name });
const enabled = (page: Page) => page.getByRole("switch", { name: "Enabled", exact: true });
const toast = (page: Page, text: string | RegExp) =>
  page.getByRole("region", { name: "Notifications" }).getByRole("status").filter({ hasText: text });

const seeded: [path: string, region: string, text: RegExp][] = [
  [`${burrito}/1002`, "Failure", /401.*Cloudflare disables this job in.*\d+ h \d+ min.*Logs since .* may be lost\./s],
  [spectrum, "State", /No data/],
  ["/zones/f85a2dd533542355431305a168643146/jobs/1006", "State", /Waiting/],
  ["/zones/da3b4eb159a641141302144412080ad9/jobs/1007", "State", /Disabled/],
  [
    "/zones/da3b4eb159a641141302144412080ad9/jobs/1008",
    "Failure",
    /The job was disabled while it was failing.*are lost/s,
  ],
];

test("every seeded state says what is wrong, until when, and what helps", async ({ page }) => {
  for (const [path, region, text] of seeded) {
    await page.goto(path);
    await expect(page.getByRole("region", { name: region, exact: true })).toContainText(text);
  }
  await page.goto(`${burrito}/1001`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("burrito-requests");
  await expect(page.getByRole("region", { name: "Failure" })).toHaveCount(0);
  const destination = page.getByRole("region", { name: "Destination" });
  await expect(destination).toContainText("host:theburritobot.com,dataset:http_requests");
  expect(await page.content()).not.toContain("FAKE-SEED");

  await page.goto(`${burrito}/1002`);
  await page.getByText("Error details").click();
  await expect(page.getByRole("region", { name: "Failure" }).getByRole("listitem").first()).toBeVisible();
  await expectFitAllLooks(page, "failing");
});

test("tabs are links with addresses of their own, and the keys go through them", async ({ page }) => {
  await page.goto(`${burrito}/1001`);
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
  for (const name of tabs.filter((each) => each !== "Settings")) {
    await page.goto(`${burrito}/1001?tab=${name.toLowerCase()}`);
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
    await expectFitLooks(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});

test("a link to a field opens the settings at that field, also in a section that is closed", async ({ page }) => {
  await page.goto(`${burrito}/1002`);
  await page.getByRole("region", { name: "Failure" }).getByRole("link", { name: "Edit headers" }).click();
  await expect(page.getByRole("button", { name: "Replace value of header Authorization" })).toBeFocused();
  await page.goto(`${burrito}/1002?tab=settings&at=filterAttackTraffic`);
  await expect(page.getByLabel("Attack traffic")).toBeFocused();
  await expect(page.getByLabel("Attack traffic")).toBeInViewport();
  await page.goto(`${burrito}/1002?tab=settings&at=enabled`);
  await expect(enabled(page)).toBeFocused();
  await page.goto("/?q=gateway-splunk");
  await page.getByRole("link", { name: /Edit endpoint/ }).click();
  await expect(page.getByRole("button", { name: "Replace whole destination" })).toBeFocused();
});

test("a tab shows its skeleton at once, however slow the server", async ({ page }) => {
  await page.goto(`${burrito}/1001`);
  await page.waitForLoadState("networkidle");
  await page.route("**/*_rsc=*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => undefined);
  });
  await tab(page, "Activity").click();
  await expect(page.locator("[aria-busy=true]").first()).toBeVisible({ timeout: 300 });
  await expect(tab(page, "Activity")).toHaveAttribute("aria-selected", "true", { timeout: 100 });
  await expect(page.getByRole("region", { name: "Audit log", exact: true })).toBeVisible();
});

test("the switch acts at once and can be undone", async ({ page, baseURL }) => {
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
});

test("a job whose endpoint is down cannot be disabled, and the page says what helps", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "down",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/down",
  });
  await apiSetAnswer(baseURL, "error");
  await page.goto(job.path);
  await enabled(page).click();
  const refusal = page.getByRole("region", { name: "Switch" });
  await expect(refusal).toContainText("down was not disabled.");
  await expect(refusal).toContainText("including disabling");
  await expect(enabled(page)).toBeChecked();
  await expect(refusal.getByRole("link", { name: "Use another endpoint" })).toHaveAttribute("href", /tab=settings/);
  await expect(refusal.getByRole("button", { name: "Delete job" })).toBeVisible();
  await expectFitLooks(page);
  await refusal.getByRole("button", { name: "Test the endpoint" }).click();
  await expect(page.getByRole("region", { name: "Test delivery" })).toContainText("500");
  await apiSetAnswer(baseURL, "ok");
  await refusal.getByRole("button", { name: "Try again" }).click();
  await expect(enabled(page)).not.toBeChecked();
  await expect(refusal).toHaveCount(0);
});

test("tests of a saved job are kept, with how they ended", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "tested",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/tested?header_Authorization=Bearer%20canary-tested",
  });
  await page.goto(`${job.path}?tab=deliveries`);
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
  await expectFitLooks(page);
});

test("what the test receiver got from the job is listed with its deliveries", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "received",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/received",
  });
  await apiTick(baseURL);
  await page.goto(`${job.path}?tab=deliveries`);
  const arrivals = page.getByRole("table", { name: "Requests at the test receiver" }).getByRole("row");
  await expect(arrivals.nth(1)).toContainText("200");
  await expect(page.getByRole("link", { name: "Open test receiver" })).toBeVisible();
});

test("the threshold decides when a job counts as quiet", async ({ page }) => {
  await page.goto(spectrum);
  const state = page.getByRole("region", { name: "State" });
  await expect(state).toBeVisible();
  const card = page.getByRole("region", { name: "No-data threshold" });
  const change = card.getByRole("button", { name: "Change threshold" });
  await change.click();
  const amount = page.getByLabel("Warn after", { exact: true });
  await expect(amount).toBeFocused();
  await page.getByLabel("Unit").selectOption("days");
  await amount.fill("31");
  await expect(page.getByText("Enter 1 minute to 30 days, or leave it empty.")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await amount.fill("2");
  await press(amount, "Enter");
  await expect(card).toContainText("2 days");
  await expect(change).toBeFocused();
  await expect(state).toHaveCount(0);
  await change.click();
  await amount.fill("");
  await page.getByRole("button", { name: "Save threshold" }).click();
  await expect(card).toContainText("(default)");
  await expect(state).toBeVisible();
});

test("a copied command has variables in place of secrets, and never a mask", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const job = await apiCreateJob(baseURL, {
    name: "as-code",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/code?header_Authorization=Bearer%20canary-code&tags=env:prod",
  });
  await page.goto(`${job.path}?tab=code`);
  const panel = page.getByRole("region", { name: "Code", exact: true });
  for (const language of ["curl", "Terraform", "Python", "JSON"]) {
    await panel.getByRole("tab", { name: language, exact: true }).click();
    await expect(panel.locator("[aria-busy=false]")).toContainText("as-code");
    await panel.getByRole("button", { name: "Copy" }).click();
    await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text, language).toContain("tags=env:prod");
    expect(text, language).toMatch(/logpush_authorization|AUTHORIZATION/i);
    if (language !== "JSON") expect(text, language).not.toContain("••");
    expect(text, language).not.toContain("canary");
  }
  await panel.getByRole("tab", { name: "curl" }).click();
  await panel.getByLabel("Action").selectOption("Delete");
  await expect(page.getByRole("region", { name: "curl command" })).toContainText("-X DELETE");
});

test("a duplicate carries the saved values on the server", async ({ page, jobForm, baseURL }) => {
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
});

test("a job that cannot be duplicated says so over an empty form", async ({ page, jobForm, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "goes-away",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/goes?header_X-Key=canary-goes",
  });
  await page.goto(job.path);
  await api(baseURL, job.api, { method: "DELETE" });
  await page.getByRole("button", { name: "Duplicate" }).click();
  await jobForm.submit.and(page.locator(":enabled")).click();
  const refusal = page.getByText("The job to duplicate no longer exists").or(page.getByText("no longer exists"));
  await expect(refusal.first()).toBeVisible();
});

test("a deleted job says so, with what can be done", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "delete-me",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/delete",
  });
  await page.goto(job.path);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete delete-me?" });
  await dialog.getByRole("textbox").fill("delete-me");
  await dialog.getByRole("button", { name: "Delete job" }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await page.goto(job.path);
  await expect(page.getByText("This job was deleted")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "All jobs" })).toBeVisible();
  await expectFitLooks(page);
  const missing = await page.goto(`${burrito}/999999`);
  expect(missing?.status()).toBe(404);
});

test.describe("a page that keeps itself current", () => {
  test.use({ refreshesItself: true });

  test("waits for the first delivery after a create, and says when it came", async ({ page, baseURL }) => {
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
  });

  test("leaves a half-typed form alone", async ({ page, baseURL }) => {
    const job = await apiCreateJob(baseURL, {
      name: "half-typed",
      dataset: "http_requests",
      enabled: true,
      destination_conf: "https://receiver.headgate.test/half",
    });
    await page.goto(`${job.path}?tab=settings`);
    const name = page.getByLabel("Job name", { exact: true });
    await name.fill("still-typing");
    await apiUpdateJob(baseURL, job, { max_upload_records: 2000 });
    await page.waitForTimeout(2000);
    await expect(name).toHaveValue("still-typing");
    await expect(name).toBeFocused();
  });
});
