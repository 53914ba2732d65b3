import type { Page } from "@playwright/test";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const table = "Logpush jobs";
const rowsOf = (page: Page) => page.getByRole("table", { name: table }).getByRole("row");

/** What is pressed before React has taken over would be lost. */
async function openList(page: Page, path = "/"): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
}

test("every seeded job is listed with its health in words, and no value of its destination", async ({ page }) => {
  await openList(page);
  await expect(rowsOf(page).nth(10)).toBeVisible();
  for (const word of ["Healthy", "Failing", "Disabled", "Disabled after errors", "No data", "Waiting"]) {
    await expect(page.getByRole("table").getByText(word, { exact: true }).first()).toBeVisible();
  }
  const urgent = page.getByRole("rowgroup", { name: "Needs attention" }).getByRole("row");
  await expect(urgent.first()).toContainText("gateway-splunk");
  await expect(urgent.first()).toContainText(/Cloudflare disables it in \d+ h/);
  await expect(page.getByRole("rowgroup", { name: "Other jobs" }).getByRole("row").first()).toContainText(
    "account-audit",
  );
  expect(await page.content()).not.toMatch(/seed-secret|Bearer%20|Splunk%20/i);

  const failing = page.getByRole("button", { name: /^Failing/ });
  await failing.click();
  await expect(failing).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("columnheader", { name: "Status" }).getByRole("button").click();
  await expect(page).toHaveURL("/?health=failing&sort=health");
  await expect(page.getByRole("rowgroup", { name: "Jobs", exact: true }).getByRole("row").first()).toContainText(
    /gateway-splunk.*disables it in \d+ h/s,
  );

  const row = page.getByRole("row", { name: /theburritobot\.com-waf/ });
  await row.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByRole("status").filter({ hasText: "theburritobot.com-waf: test failed" })).toContainText("401");
});

test("a search lives in the address, columns and views in the browser, and a reload keeps them", async ({
  page,
  baseURL,
}) => {
  await apiCreateJob(baseURL, {
    name: "needle-in-hay",
    dataset: "http_requests",
    destination_conf: "https://needle.example/",
  });
  await openList(page);
  const search = page.getByRole("searchbox", { name: "Search jobs" });
  const header = (name: string) => page.getByRole("columnheader", { name });
  const views = page.getByRole("button", { name: /^View:/ });
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Destination" }).click();
  await page.keyboard.press("Escape");
  await search.fill("needle-in host:needle.example status:dis");
  await page.getByRole("button", { name: "disabled", exact: true }).click();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(page).toHaveURL(/q=host%3Aneedle\.example\+needle-in\+status%3Adisabled$/);
  await views.click();
  await page.getByRole("menuitem", { name: "Save view…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Needle");
  await page.keyboard.press("Enter");
  await expect(views).toHaveText("View: Needle");

  await page.reload();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(header("Zone or account, dataset")).toBeVisible();
  await expect(header("Destination")).toHaveCount(0);
  await expect(page.getByRole("table").getByText("needle.example", { exact: true })).toBeHidden();
  await expect(views).toHaveText("View: Needle");
  await expect(search).toHaveValue("needle-in");
  for (const filter of ["status: disabled", "host: needle.example"]) {
    const chip = page.getByRole("button", { name: `Remove filter ${filter}` });
    await chip.click();
    await expect(chip).toHaveCount(0);
  }
  await search.fill("seed/500");
  await expect(page.getByRole("link", { name: "edge-logs", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "account-audit", exact: true })).toHaveCount(0);
});

test("a job is switched and back, also when the answer is lost, and deleted when Cloudflare refuses to disable it", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "switch-me",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/switch?header_X-Secret=canary-deleted",
    enabled: true,
  });
  const isEnabled = async () => (await apiJob(baseURL, job)).enabled;
  const setFault = (fault: Record<string, unknown>) =>
    api(baseURL, "/__emulator/faults", {
      method: "POST",
      body: JSON.stringify({ method: "PUT", pathIncludes: `/logpush/jobs/${job.id}`, times: 1, ...fault }),
    });
  await openList(page, "/?q=switch-me");
  const control = page.getByRole("switch", { name: "Enabled: switch-me" });
  await expect(control).toBeChecked();
  await control.click();
  await expect(control).not.toBeChecked();
  expect(await isEnabled()).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(control).toBeChecked();
  expect(await isEnabled()).toBe(true);

  // The change is found by reading back.
  await setFault({ at: "after", kind: "drop" });
  await control.click();
  await expect(control).not.toBeChecked();
  expect(await isEnabled()).toBe(false);

  const message = "error validating destination: error writing object: error uploading to https: status:503";
  const refusal = { at: "before", kind: "status", status: 400, errors: [{ code: 1002, message }] };
  await setFault(refusal);
  await control.click();
  const failure = page.getByRole("table").getByRole("alert");
  await expect(failure).toContainText("The endpoint returned 503.");
  await expect(failure).toContainText("1002");
  await expect(control).not.toBeChecked();
  expect(await isEnabled()).toBe(false);
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(control).toBeChecked();
  expect(await isEnabled()).toBe(true);

  await setFault(refusal);
  await control.click();
  await failure.getByRole("button", { name: "Delete job" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText('"dataset": "http_requests"');
  expect(await page.content()).not.toContain("canary-deleted");
  await dialog.getByLabel(/Type .* to confirm/).fill("switch-me");
  await dialog.getByRole("button", { name: "Delete job" }).click();
  await expect(dialog).toBeHidden();
  await expect(control).toHaveCount(0);
  const response = await fetch(`${baseURL}/emulator/client/v4${job.api}`, {
    headers: { authorization: `Bearer ${"x".repeat(30)}` },
  });
  expect(response.status).toBe(404);
});

test("a create whose answer is lost creates one job, and finds it", async ({ page, jobForm, baseURL }) => {
  await jobForm.open();
  await jobForm.name.fill("created-once");
  await jobForm.endpoint.fill("https://receiver.headgate.test/once");
  const fault = { method: "POST", pathIncludes: "/logpush/jobs", times: 1, at: "after", kind: "drop" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const [scope = "", id = ""] = new URL(page.url()).pathname.split("/jobs/");
  const jobs = await api<{ id: number; name: string }[]>(baseURL, `${scope}/logpush/jobs`);
  expect(jobs.filter(({ name }) => name === "created-once").map((job) => `${job.id}`)).toEqual([id]);
});

test("without the server, or without Cloudflare's API, the last list stays, with its age and the error", async ({
  page,
  baseURL,
}) => {
  const refresh = page.getByRole("button", { name: "Refresh" });
  const job = page.getByRole("switch", { name: "Enabled: account-audit" });
  const main = page.getByRole("main");
  const setFault = (fault: Record<string, unknown>) =>
    api(baseURL, "/__emulator/faults", {
      method: "POST",
      body: JSON.stringify({ method: "GET", at: "before", kind: "status", ...fault }),
    });
  const zone = (await api<{ id: string; name: string }[]>(baseURL, "/zones")).at(-1);
  const errors = [{ code: 10000, message: "Authentication error" }];
  await setFault({ pathIncludes: `/zones/${zone?.id}/logpush`, times: 1, status: 403, errors });
  await openList(page);
  await expect(main).toContainText(new RegExp(`${zone?.name}[\\s\\S]*not allowed`));
  await expect(rowsOf(page).nth(5)).toBeVisible();

  const silence = page.getByText("The Headgate server does not respond");
  await page.route("**/healthz", (route) => route.abort());
  await refresh.click();
  await expect(silence).toBeVisible();
  await expect(page.getByRole("table", { name: table })).toBeVisible();
  await page.unroute("**/healthz");
  await refresh.click();
  await expect(silence).toHaveCount(0);

  await expect(job).toBeVisible();
  await setFault({ status: 503 });
  await page.reload();
  const notice = main.getByRole("alert");
  await expect(notice).toContainText("Showing data from");
  await expect(notice).toContainText("503");
  await expect(job).toBeVisible();
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await expect(async () => {
    await refresh.click();
    await expect(notice).toHaveCount(0, { timeout: 1000 });
  }).toPass();
});
