import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const table = "Logpush jobs";

test("every seeded job is listed with its health in words, and no value of its destination", async ({ page }) => {
  await page.goto("/");
  const rows = page.getByRole("table", { name: table }).getByRole("row");
  await expect(rows.nth(10)).toBeVisible();
  for (const word of ["Healthy", "Failing", "Off", "Off, was failing"]) {
    await expect(page.getByRole("table").getByText(word, { exact: true }).first()).toBeVisible();
  }
  expect(await page.content()).not.toMatch(/seed-secret|Bearer%20|Splunk%20/i);
});

test("search and filters live in the URL and survive a reload", async ({ page, baseURL }) => {
  await apiCreateJob(baseURL, {
    name: "needle-in-hay",
    dataset: "http_requests",
    destination_conf: "https://needle.example/",
  });
  await page.goto("/");
  await page.getByRole("searchbox").fill("needle-in");
  const rows = page.getByRole("table", { name: table }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/q=needle-in/);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole("searchbox").fill("no such job anywhere");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows.nth(5)).toBeVisible();
});

test("the switch shows the real state, and why it could not be changed", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "switch-me",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/switch",
    enabled: true,
  });
  await page.goto("/?q=switch-me");
  const control = page.getByRole("switch", { name: "Enabled: switch-me" });
  await expect(control).toBeChecked();
  await control.click();
  await expect(control).not.toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(false);

  await api(baseURL, "/__emulator/faults", {
    method: "POST",
    body: JSON.stringify({
      method: "PUT",
      pathIncludes: `/logpush/jobs/${job.id}`,
      times: 1,
      at: "before",
      kind: "status",
      status: 400,
      errors: [
        {
          code: 1002,
          message: "error validating destination: error writing object: error uploading to https: status:503",
        },
      ],
    }),
  });
  await control.click();
  const failure = page.getByRole("table").getByRole("alert");
  await expect(failure).toContainText("The endpoint returned 503.");
  await expect(failure).toContainText("1002");
  await expect(control).not.toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(false);
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(control).toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(true);
});

test("a lost answer is reconciled by reading back", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "lost-answer",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/lost",
    enabled: true,
  });
  await page.goto("/?q=lost-answer");
  const fault = { method: "PUT", pathIncludes: `/jobs/${job.id}`, times: 1, at: "after", kind: "drop" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  const control = page.getByRole("switch", { name: "Enabled: lost-answer" });
  await control.click();
  await expect(control).not.toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(false);
});

test("a create whose answer is lost creates one job, and finds it", async ({ page, jobForm, baseURL }) => {
  await jobForm.open();
  await jobForm.name.fill("created-once");
  await jobForm.endpoint.fill("https://receiver.headgate.test/once");
  const fault = { method: "POST", pathIncludes: "/logpush/jobs", times: 1, at: "after", kind: "drop" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await jobForm.submit.click();
  await expect(page.getByText(/ is created and (on|off)\./)).toBeVisible();
  await page.goto("/?q=created-once");
  await expect(page.getByRole("table", { name: table }).getByRole("row")).toHaveCount(2);
});

test("a refresh without a server keeps the page and says so", async ({ page }) => {
  await page.goto("/?q=burrito-requests");
  await page.route("**/healthz", (route) => route.abort());
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("The Headgate server does not respond")).toBeVisible();
  await expect(page.getByRole("table", { name: table })).toBeVisible();
  await page.unroute("**/healthz");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("The Headgate server does not respond")).toHaveCount(0);
});

test("a scope that cannot be read is named, the others are listed", async ({ page, baseURL }) => {
  const zones = await api<{ id: string; name: string }[]>(baseURL, "/zones");
  const zone = zones.at(-1);
  const errors = [{ code: 10000, message: "Authentication error" }];
  const fault = {
    method: "GET",
    pathIncludes: `/zones/${zone?.id}/logpush`,
    times: 1,
    at: "before",
    kind: "status",
    status: 403,
    errors,
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await page.goto("/");
  await expect(page.getByRole("main")).toContainText(new RegExp(`${zone?.name}[\\s\\S]*not allowed`));
  await expect(page.getByRole("table", { name: table }).getByRole("row").nth(5)).toBeVisible();
});

test("deleting asks for the name and offers the job's JSON first", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "delete-me",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/gone?header_X-Secret=canary-deleted",
  });
  await page.goto("/?q=delete-me");
  await page
    .getByRole("row", { name: /delete-me/ })
    .getByRole("button", { name: /Delete/ })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText('"dataset": "http_requests"');
  expect(await page.content()).not.toContain("canary-deleted");
  const confirm = dialog.getByRole("button", { name: "Delete job" });
  await dialog.getByLabel(/Type .* to confirm/).fill("delete-m");
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/Type .* to confirm/).fill("delete-me");
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("switch", { name: "Enabled: delete-me" })).toHaveCount(0);
  const response = await fetch(`${baseURL}/emulator/client/v4${job.api}`, {
    headers: { authorization: `Bearer ${"x".repeat(30)}` },
  });
  expect(response.status).toBe(404);
});

test("while Cloudflare's API fails the last list stays, with its age and the error", async ({ page, baseURL }) => {
  await page.goto("/?q=account-audit");
  await expect(page.getByRole("switch", { name: "Enabled: account-audit" })).toBeVisible();
  const fault = { method: "GET", at: "before", kind: "status", status: 503 };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await page.reload();
  const notice = page.getByRole("main").getByRole("alert");
  await expect(notice).toContainText("was read at");
  await expect(notice).toContainText("503");
  await expect(page.getByRole("switch", { name: "Enabled: account-audit" })).toBeVisible();
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await expect(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(notice).toHaveCount(0, { timeout: 1000 });
  }).toPass();
});
