import type { Page } from "@playwright/test";
import { axeFindings, expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJobs, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus } from "./keys.ts";

type ApiJob = { id: number; name: string; destination_conf: string; enabled: boolean; filter: string | null };

async function jobsOf(baseURL: string | undefined, zone: string): Promise<ApiJob[]> {
  return api<ApiJob[]>(baseURL, `/zones/${await zoneId(baseURL, zone)}/logpush/jobs`);
}

async function applyPlan(page: Page, count: number) {
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
  expect((await page.content()).includes("canary"), "the document").toBe(false);
  await page.getByRole("button", { name: "Apply plan" }).click();
  const results = page.getByRole("table", { name: "Results" });
  await expect(results.getByText("done", { exact: true })).toHaveCount(count, { timeout: 30_000 });
}

test("a job is copied to zones with its secret, and copied again it is the same", async ({ page, baseURL }) => {
  test.slow();
  await apiCreateJob(baseURL, {
    name: "copied-theburritobot.com",
    dataset: "http_requests",
    enabled: true,
    destination_conf:
      "https://receiver.headgate.test/copy?a=%7e&header_Authorization=Bearer%20canary-copy&tags=host:theburritobot.com",
  });
  for (const outcome of ["create", "same"]) {
    await page.goto("/?q=copied-theburritobot");
    await page.getByRole("checkbox", { name: "Select copied-theburritobot.com" }).check();
    await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: "Copy to zones" }).click();
    const dialog = page.getByRole("dialog", { name: "Copy to zones" });
    await expect(dialog.getByLabel("Job name")).toHaveValue("copied-{zone}");
    await expect(dialog.getByLabel("Parameter tags")).toHaveValue("host:{zone}");
    await dialog.getByRole("searchbox", { name: "Search zones" }).fill("free.example");
    await dialog.getByRole("checkbox", { name: /^free\.example/ }).check();
    await dialog.getByRole("searchbox", { name: "Search zones" }).fill("news");
    await dialog.getByRole("checkbox", { name: /^news\.example/ }).check();
    await expect(dialog.getByRole("region", { name: "Examples" })).toContainText("copied-free.example");
    if (outcome === "create") {
      await dialog.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/{zone}");
      expect(await axeFindings(page)).toEqual([]);
    } else await dialog.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/{zone}");
    await dialog.getByRole("button", { name: "Review plan" }).click();
    const plan = page.getByRole("table", { name: "Plan" });
    await expect(plan.getByText(outcome, { exact: true })).toHaveCount(2);
    if (outcome === "create") await applyPlan(page, 2);
  }
  expect(await jobsOf(baseURL, "free.example")).toMatchObject([
    {
      name: "copied-free.example",
      enabled: true,
      destination_conf:
        "https://receiver.headgate.test/free.example?a=%7e&header_Authorization=Bearer%20canary-copy&tags=host:free.example",
    },
  ]);
});

test("cells of the coverage lead to a new job in their zones", async ({ page, baseURL }) => {
  test.slow();
  await page.goto("/coverage?q=example&kind=zones&dataset=dns_logs&show=without");
  const table = page.getByRole("table", { name: "Coverage" });
  const first = table.getByRole("checkbox", { name: "Select free.example, dns_logs: no job" });
  await focus(first);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(table.getByRole("checkbox", { name: /^Select news\.example/ })).toBeFocused();
  await page.keyboard.press("Space");
  const bar = page.getByRole("toolbar", { name: "Selected cells" });
  await expect(bar.getByRole("status")).toHaveText("2 cells in 2 zones");
  await expectFitLooks(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await bar.getByRole("button", { name: "New job in 2 zones" }).click();

  await expect(page).toHaveURL(/\/jobs\/new\?/);
  await expect(page.getByText("and 1 more.")).toBeVisible();
  await expect(page.getByLabel("Dataset", { exact: true })).toHaveValue("dns_logs");
  await expect(page.getByLabel("Job name")).toHaveValue("{zone}-dns-logs");
  await page.getByLabel("Endpoint URL", { exact: true }).fill("https://receiver.headgate.test/{zone}");
  await page.getByLabel("Bearer token", { exact: true }).fill("canary-several");
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("free.example-dns-logs");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Review plan/ }).click();
  await applyPlan(page, 2);
  const [made] = await jobsOf(baseURL, "news.example");
  expect(made).toMatchObject({
    name: "news.example-dns-logs",
    destination_conf: "https://receiver.headgate.test/news.example?header_Authorization=Bearer%20canary-several",
  });
});

test("settings of several jobs are changed, and what is not chosen stays", async ({ page, baseURL }) => {
  for (const name of ["settings-a", "settings-b"]) {
    await apiCreateJob(baseURL, {
      name,
      dataset: "http_requests",
      output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
      destination_conf: "https://receiver.headgate.test/old?header_X-Key=canary-settings",
    });
  }
  await page.goto("/?q=settings-");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: "Change settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Change settings of 2 jobs" });
  await dialog.getByRole("button", { name: "Review plan" }).click();
  await expect(dialog.getByText("Choose at least one setting.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Add fields" }).check();
  await dialog.getByRole("textbox", { name: "New value: Add fields" }).fill("ClientIP, RayID");
  await dialog.getByRole("checkbox", { name: "Endpoint URL" }).check();
  await dialog.getByRole("button", { name: "Review plan" }).click();
  await expect(dialog.getByRole("textbox", { name: "New value: Endpoint URL" })).toBeFocused();
  await dialog.getByRole("textbox", { name: "New value: Endpoint URL" }).fill("https://receiver.headgate.test/new");
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Review plan" }).click();
  await applyPlan(page, 2);
  const changed = (await apiJobs(baseURL)).filter(({ name }) => String(name).startsWith("settings-"));
  expect(changed).toHaveLength(2);
  for (const job of changed) {
    expect(job).toMatchObject({
      output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339" },
      destination_conf: "https://receiver.headgate.test/new?header_X-Key=canary-settings",
    });
  }
});

test("like zone jobs can become one account job", async ({ page, baseURL }) => {
  const zones = await api<{ id: string; name: string; account: { id: string } }[]>(baseURL, "/zones?per_page=50");
  const own = zones.find(({ name }) => name === "theburritobot.com");
  const two = zones.filter(({ account }) => account.id === own?.account.id).slice(0, 2);
  expect(two).toHaveLength(2);
  for (const { id, name } of two) {
    const body = {
      name: `events-of-${name}`,
      dataset: "firewall_events",
      enabled: true,
      output_options: { field_names: ["Action", "Datetime"], timestamp_format: "rfc3339" },
      destination_conf: "https://receiver.headgate.test/events?header_X-Key=canary-events",
    };
    await api(baseURL, `/zones/${id}/logpush/jobs`, { method: "POST", body: JSON.stringify(body) });
  }
  await page.goto("/coverage");
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("2 zone jobs can become one account job")).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 40_000 });
  await page.getByRole("button", { name: "Plan it" }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Review plan" }).click();
  const plan = page.getByRole("table", { name: "Plan" });
  await expect(plan.getByText("create", { exact: true })).toHaveCount(1);
  await expect(plan.getByText("change", { exact: true })).toHaveCount(2);
  expect((await page.content()).includes("canary"), "the document").toBe(false);
});
