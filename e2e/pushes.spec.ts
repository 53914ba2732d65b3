import { expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiSetAnswer, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

test("a job's page shows how its deliveries of the last day ended, and why", async ({ page, baseURL }) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "pushes",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/pushes",
  });
  await page.goto(job.path);
  await page.getByText("Pushes of the last 24 hours").click();
  const again = page.getByRole("button", { name: "Read again" });
  await expect(again).toBeEnabled();
  await expect(page.getByText(/^(?:No push in the last 24 hours\.|✓ 200)/).first()).toBeVisible();

  await apiTick(baseURL);
  await again.press("Enter");
  const statuses = page.getByRole("list", { name: "Statuses" });
  await expect(statuses.getByRole("listitem").filter({ hasText: "✓ 200" })).toContainText(
    /\d+ push(?:es)? delivered\./,
  );
  try {
    await apiSetAnswer(baseURL, "unauthorized");
    await apiTick(baseURL);
    await again.press("Enter");
    await expect(statuses.getByRole("listitem").filter({ hasText: "✗ 401" })).toContainText(
      "returned 401 Unauthorized",
    );
  } finally {
    await apiSetAnswer(baseURL, "ok");
  }
  await page.getByText("Hour by hour").click();
  const newest = page.getByRole("region", { name: "Pushes by hour" }).getByRole("row").nth(1);
  await expect(newest.getByRole("cell").nth(1)).not.toHaveText("0");
  await expectFitLooks(page);

  const refusal = {
    method: "POST",
    pathIncludes: "/graphql",
    times: 1,
    at: "before",
    kind: "status",
    status: 403,
    errors: [{ code: 0, message: "zone 'x' does not have access to the path" }],
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await again.press("Enter");
  await expect(page.getByText("The credential has no access to the analytics of this zone or account.")).toBeVisible();
  await again.press("Enter");
  await expect(statuses).toBeVisible();
});

test("lost logs are counted first, separately from retried failures", async ({ page }) => {
  await page.goto("/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1002");
  await page.getByText("Pushes of the last 24 hours").click();
  await expect(page.getByText(/^\d[\d,]* batch(?:es)? lost \(about \d[\d,]* records?\)\./)).toBeVisible();
});
