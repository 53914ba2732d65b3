import type { Page } from "@playwright/test";
import { newJobValues } from "../lib/logpush/job/new-job.ts";
import { apiCreateJob, type JobPlace } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

test("the page lists who changed and tested what, with the outcome, and filters by the address", async ({
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
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  const items = page.getByRole("region", { name: "Today" }).getByRole("listitem");
  const newest = items.first();
  await expect(newest).toContainText("This machine enabled activity-switched in theburritobot.com");
  await expect(newest).toContainText("Done");
  expect((await page.content()).includes("canary"), "the page").toBe(false);
  const document = await (await page.request.get("/activity")).text();
  expect(document).toContain("activity-switched");
  expect(document.includes("canary"), "the document").toBe(false);

  await page.getByRole("searchbox", { name: "Search activity" }).fill("activity-switched enabled");
  await expect(page).toHaveURL(/\?q=activity-switched\+enabled$/);
  await page.getByLabel("Result").selectOption({ label: "Failed" });
  await expect(page.getByText("No matching activity")).toBeVisible();
  await expect(page).toHaveURL(/result=failed/);
  await press(page.getByRole("button", { name: "Clear filters" }), "Enter");
  await expect(page.getByLabel("Result")).toBeFocused();
  await newest.getByRole("link", { name: "activity-switched" }).click();
  await expect(page).toHaveURL(new RegExp(`${job.path}\\?tab=activity$`));

  // A test that the endpoint answers with 500 has failed, although it was sent.
  await sendTest(page, { ...job, endpoint: "https://receiver.headgate.test/status/500" });
  await sendTest(page, { ...job, endpoint: "https://receiver.headgate.test/in" });
  await page.getByRole("link", { name: "All activity of this job" }).click();
  await expect(page).toHaveURL(/\/activity\?job=/);
  await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Tests sent" });
  await expect(page).toHaveURL(/kind=test/);
  await expect(items.nth(0)).toContainText("Delivered 200");
  await expect(items.nth(1)).toContainText("sent a test for activity-switched");
  await expect(items.nth(1)).toContainText("Failed 500");
});

type Sent = JobPlace & { endpoint: string };

/** Sends a test of the job's values to another endpoint. */
async function sendTest(page: Page, { path, id, endpoint }: Sent): Promise<void> {
  const [, scopeKind, scopeId] = path.split("/");
  const scope = { scope: `${scopeKind}/${scopeId}`, scopeName: "" };
  const values = { ...newJobValues({ ...scope, dataset: "http_requests", fieldNames: ["RayID"] }), endpoint };
  const answer = await page.request.post("/deliveries/test", {
    data: { ref: { scopeKind, scopeId, jobId: id }, values },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.ok()).toBe(true);
  await answer.text();
}

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
