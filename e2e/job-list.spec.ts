import { readFile } from "node:fs/promises";
import { axeFindings } from "./axe.ts";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus, press } from "./keys.ts";

const table = "Logpush jobs";

test("every seeded job is listed with its health in words, and no value of its destination", async ({ page }) => {
  await page.goto("/");
  const rows = page.getByRole("table", { name: table }).getByRole("row");
  await expect(rows.nth(10)).toBeVisible();
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
  await page.getByRole("button", { name: "Clear search" }).click();
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
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(control).toBeChecked();
  expect((await apiJob(baseURL, job)).enabled).toBe(true);
  await control.click();
  await expect(control).not.toBeChecked();

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
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  await page.goto("/?q=created-once");
  await expect(page.getByRole("table", { name: table }).getByRole("row")).toHaveCount(2);
});

test("a refresh without a server keeps the page and says so", async ({ page }) => {
  await page.goto("/?q=burrito-requests");
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
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

test("a job that cannot be disabled can be deleted, which asks for its name and offers its JSON first", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "delete-me",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/gone?header_X-Secret=canary-deleted",
    enabled: true,
  });
  const errors = [{ code: 1002, message: "error validating destination: error uploading to https: status:503" }];
  const fault = { method: "PUT", pathIncludes: `/jobs/${job.id}`, times: 1, at: "before", kind: "status", status: 400 };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify({ ...fault, errors }) });
  await page.goto("/?q=delete-me");
  await page.getByRole("switch", { name: "Enabled: delete-me" }).click();
  await page
    .getByRole("row", { name: /delete-me/ })
    .getByRole("button", { name: "Delete job" })
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

test("tokens search in one part of a job, become chips, and are found again by their address", async ({ page }) => {
  await page.goto("/");
  const search = page.getByRole("searchbox", { name: "Search jobs" });
  const names = page.getByRole("table", { name: table }).getByRole("link");
  await expect(page.getByRole("checkbox", { name: "Select burrito-requests" })).toBeEnabled();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.getByRole("button", { name: "host: endpoint host" }).click();
  await page.keyboard.type("splunk ");
  await expect(page.getByText("1 job", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "gateway-splunk", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove filter host: splunk" }).click();
  await expect(names.nth(9)).toBeVisible();

  await search.fill("status:no");
  await page.getByRole("button", { name: "no-data" }).click();
  await expect(page.getByRole("button", { name: "Remove filter status: no-data" })).toBeVisible();
  await expect(page.getByRole("link", { name: "spectrum-quiet", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=status%3Ano-data$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Remove filter status: no-data" })).toBeVisible();

  await page.goto("/?q=seed%2F500");
  await expect(page.getByRole("link", { name: "edge-logs", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "account-audit", exact: true })).toHaveCount(0);
});

test("rows are chosen by pointer and keyboard, also as a range, and exported", async ({ page }) => {
  await page.goto("/?sort=name");
  const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  const toolbar = page.getByRole("toolbar", { name: "Bulk actions" });
  await box("account-audit").click();
  await expect(toolbar).toContainText("1 selected");
  await box("burrito-requests").click({ modifiers: ["Shift"] });
  await expect(toolbar).toContainText("4 selected");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    toolbar.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toHaveLength(4);
  await page.getByRole("button", { name: "Close message" }).click();

  await page.keyboard.press("Escape");
  await expect(toolbar).toHaveCount(0);
  await focus(page.getByRole("link", { name: "account-audit", exact: true }));
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "archive-r2", exact: true })).toBeFocused();
  await page.keyboard.press("x");
  await expect(box("archive-r2")).toBeChecked();
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: "account-audit", exact: true })).toBeFocused();
  await box("all").click();
  await expect(toolbar).toContainText("16 selected");
  await page.getByRole("button", { name: /^Failing/ }).click();
  await expect(toolbar).toHaveCount(0);
});

test("a row's menu duplicates, links, exports and deletes its job", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { path } = await apiCreateJob(baseURL, {
    name: "row-menu",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/menu",
  });
  await page.goto("/?q=row-menu");
  const button = page.getByRole("button", { name: "Job actions" });
  const menu = page.getByRole("menu", { name: "Job actions" });
  await button.click();
  expect(await axeFindings(page)).toEqual([]);
  await menu.getByRole("menuitem", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${baseURL}${path}`);
  await press(button, "Enter");
  await expect(menu.getByRole("menuitem", { name: "Duplicate" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await button.click();
  const [file] = await Promise.all([page.waitForEvent("download"), menu.getByText("Export").click()]);
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toHaveLength(1);
  await button.click();
  await menu.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("row-menu");
  await page.getByRole("dialog").getByRole("button", { name: "Delete job" }).click();
  await expect(page.getByRole("link", { name: "row-menu", exact: true })).toHaveCount(0);

  await page.goto("/?q=burrito-requests");
  await page.getByRole("button", { name: "Job actions" }).first().click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page).toHaveURL(/\/jobs\/new\?from=/);
});

test("columns are hidden and shown, and the browser remembers them", async ({ page }) => {
  await page.goto("/");
  const header = (name: string) => page.getByRole("columnheader", { name });
  const columns = page.getByRole("button", { name: "Columns" });
  await columns.click();
  await page.getByRole("menuitemcheckbox", { name: "Destination" }).click();
  await press(page.getByRole("menuitemcheckbox", { name: "Last 24 h" }), "Enter");
  await expect(header("Destination")).toHaveCount(0);
  await page.reload();
  await expect(header("Zone or account, dataset")).toBeVisible();
  await expect(header("Destination")).toHaveCount(0);
  await expect(page.getByRole("row").nth(1)).not.toContainText("receiver.headgate.test");
  expect(await axeFindings(page)).toEqual([]);
  await columns.click();
  await page.getByRole("menuitemcheckbox", { name: "Destination" }).click();
  await expect(header("Destination")).toBeVisible();
});

test("a view is saved under a name, opened, renamed and deleted", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/?q=splunk");
  const menu = page.getByRole("button", { name: /^View:/ });
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: "Save view…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Splunk");
  await page.keyboard.press("Enter");
  await expect(menu).toHaveText("View: Splunk");
  await menu.click();
  await page.getByRole("menuitemradio", { name: "Needs attention" }).click();
  await expect(page).toHaveURL(/q=status%3Aattention/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
  await menu.click();
  await page.getByRole("menuitemradio", { name: "Splunk" }).click();
  await expect(page).toHaveURL(/q=splunk/);
  await menu.click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await menu.click();
  await page.getByRole("menuitem", { name: "Manage views…" }).click();
  await page.getByRole("textbox", { name: "Name of Splunk" }).fill("Gateway");
  await page.getByRole("textbox", { name: "Name of Splunk" }).blur();
  await expect(menu).toHaveText("View: Gateway");
  await page.getByRole("button", { name: "Delete Gateway" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(menu).toHaveText("View: Custom");
});

test("Import leads to a new job with the dialog open", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByRole("dialog", { name: "Import a job" })).toBeVisible();
  await expect(page).toHaveURL("/jobs/new");
});

test("a test is sent from the row of a failing job", async ({ page }) => {
  await page.goto("/?q=theburritobot.com-waf");
  const row = page.getByRole("row", { name: /theburritobot\.com-waf/ });
  await row.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByRole("status").filter({ hasText: "theburritobot.com-waf: test failed" })).toContainText("401");
});

test("while Cloudflare's API fails the last list stays, with its age and the error", async ({ page, baseURL }) => {
  await page.goto("/?q=account-audit");
  await expect(page.getByRole("switch", { name: "Enabled: account-audit" })).toBeVisible();
  const fault = { method: "GET", at: "before", kind: "status", status: 503 };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await page.reload();
  const notice = page.getByRole("main").getByRole("alert");
  await expect(notice).toContainText("Showing data from");
  await expect(notice).toContainText("503");
  await expect(page.getByRole("switch", { name: "Enabled: account-audit" })).toBeVisible();
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await expect(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(notice).toHaveCount(0, { timeout: 1000 });
  }).toPass();
});

test("fits at every width", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("table", { name: "Logpush jobs" })).toBeVisible();
  for (let width = 320; width <= 1440; width += 32) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width);
  }
});
