import { newJobValues } from "../lib/logpush/job/new-job.ts";
import { axeFindings, expectFitLooks } from "./axe.ts";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

test("the page lists who changed what in which job, with the outcome, and filters by the address", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "activity-switched",
    dataset: "http_requests",
    enabled: false,
    destination_conf: "https://receiver.headgate.test/activity?header_X-Key=canary-activity",
  });
  await page.goto("/");
  const toggle = page.getByRole("switch", { name: /activity-switched/ });
  await toggle.click();
  await expect(toggle).toBeChecked();
  await page.goto("/activity");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  const newest = page.getByRole("region", { name: "Today" }).getByRole("listitem").first();
  await expect(newest).toContainText("This machine enabled activity-switched in theburritobot.com");
  await expect(newest).toContainText("Done");
  expect((await page.content()).includes("canary"), "the document").toBe(false);
  await expectFitLooks(page);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("searchbox", { name: "Search activity" }).fill("activity-switched enabled");
  await expect(page).toHaveURL(/\?q=activity-switched\+enabled$/);
  await page.getByLabel("Result").selectOption({ label: "Failed" });
  await expect(page.getByText("No matching activity")).toBeVisible();
  await expect(page).toHaveURL(/result=failed/);
  await expectFitLooks(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await press(page.getByRole("button", { name: "Clear filters" }), "Enter");
  await expect(page.getByLabel("Result")).toBeFocused();
  await newest.getByRole("link", { name: "activity-switched" }).click();
  await expect(page).toHaveURL(new RegExp(`${job.path}\\?tab=activity$`));
});

test("a test that the endpoint answers with 500 is shown as failed", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "activity-tested",
    dataset: "http_requests",
    enabled: false,
    destination_conf: "https://receiver.headgate.test/activity",
  });
  const [, scopeKind, scopeId] = job.path.split("/");
  const ref = { scopeKind, scopeId, jobId: job.id };
  const send = async (endpoint: string) => {
    const values = {
      ...newJobValues({
        scope: `${scopeKind}/${scopeId}`,
        scopeName: "",
        dataset: "http_requests",
        fieldNames: ["RayID"],
      }),
      endpoint,
    };
    const answer = await page.request.post("/deliveries/test", {
      data: { ref, values },
      headers: { origin: baseURL ?? "" },
    });
    expect(answer.ok()).toBe(true);
    await answer.text();
  };
  await send("https://receiver.headgate.test/status/500");
  await send("https://receiver.headgate.test/in");
  await page.goto(`/activity?kind=test&job=${job.path.slice(1)}`);
  const items = page.getByRole("region", { name: "Today" }).getByRole("listitem");
  await expect(items.nth(0)).toContainText("Delivered 200");
  await expect(items.nth(1)).toContainText("sent a test for activity-tested");
  await expect(items.nth(1)).toContainText("Failed 500");
});

test("on a phone the filters are behind one button", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/activity");
  await page.waitForLoadState("networkidle");
  await expect(page.getByLabel("Result")).toBeHidden();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByLabel("Result").selectOption({ label: "Failed" });
  await expect(page).toHaveURL(/result=failed/);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Close filters" }).click();
  await expect(page.getByRole("button", { name: "Filters 1 active" })).toBeFocused();
  await expect(page.getByLabel("Result")).toBeHidden();
});

test("addresses of older versions lead to the pages' new ones, with their query", async ({ request }) => {
  for (const [from, to] of [
    ["/changes?q=a", "/activity?q=a"],
    ["/compare", "/drift"],
    ["/permissions", "/settings"],
  ] as const) {
    const answer = await request.get(from, { maxRedirects: 0 });
    expect(answer.status(), from).toBe(308);
    expect(answer.headers().location, from).toBe(to);
  }
});
