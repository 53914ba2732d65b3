import { expectFitLooks } from "./axe.ts";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

test("the page lists who changed what, newest first, with the outcome", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "changes",
    dataset: "http_requests",
    enabled: false,
    destination_conf: "https://receiver.headgate.test/changes?header_X-Key=canary-changes",
  });
  await page.goto("/");
  const toggle = page.getByRole("switch", { name: /changes/ });
  await toggle.click();
  await expect(toggle).toBeChecked();
  await page.getByRole("link", { name: "Activity" }).click();
  const newest = page.getByRole("region", { name: "Changes" }).getByRole("listitem").first();
  await expect(newest).toContainText(`This machine switched ${job.id} in theburritobot.com`);
  await expect(newest).toContainText("enabled");
  await expect(newest).toContainText("✓ done");
  expect((await page.content()).includes("canary"), "the document").toBe(false);
  await expectFitLooks(page);
  await newest.getByRole("link", { name: String(job.id) }).click();
  await expect(page.getByRole("heading", { level: 1, name: "changes" })).toBeVisible();
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
