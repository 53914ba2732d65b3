import { expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiSetAnswer, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus } from "./keys.ts";
import { withReadingApp } from "./reading-app.ts";

const failing = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1002";

test.describe("with the background reader", () => {
  withReadingApp();

  test("a job's page draws the deliveries of a day and a week from the store", async ({ page }) => {
    let graphql = 0;
    page.on("request", (request) => (graphql += request.url().includes("graphql") ? 1 : 0));
    // The analytics of each zone are read soon after the start.
    await expect(async () => {
      await page.goto(failing);
      await expect(page.getByRole("img", { name: /^Batches in the last 24 hours: [1-9]/ })).toBeVisible({
        timeout: 1000,
      });
    }).toPass();
    const deliveries = page.getByRole("region", { name: "Deliveries", exact: true });
    await expect(deliveries).toContainText(/Failed [1-9]/);
    await expect(deliveries).toContainText(/Retried [1-9]/);
    const chart = page.getByRole("img", { name: /^Batches/ });
    await focus(chart);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect(chart.getByRole("status")).toContainText(/\d\d:00–\d\d:00.*Failed, 401/s);
    await page.keyboard.press("Escape");
    await expect(chart.getByRole("status")).toHaveCount(0);
    await chart.hover({ position: { x: 20, y: 60 } });
    await expect(chart.getByRole("status")).toContainText("Delivered");

    await deliveries.getByText("Show as table").click();
    const rows = page.getByRole("region", { name: "Deliveries as a table" }).getByRole("row");
    await expect(rows).toHaveCount(25);
    await expect(rows.nth(2).getByRole("cell").nth(1)).not.toHaveText("0");
    await expectFitLooks(page);

    await deliveries.getByText("7 d", { exact: true }).click();
    await expect(page.getByRole("img", { name: /^Batches in the last 7 days/ })).toBeVisible();
    await expect(deliveries).toContainText("Not known before");
    await deliveries.getByText("365 d", { exact: true }).click();
    await expect(page.getByRole("img", { name: /^Batches in the last 365 days: [1-9]/ })).toBeVisible();
    await expect(deliveries).toContainText("batches per week");

    await deliveries.getByText("Custom", { exact: true }).click();
    await deliveries.getByLabel("From").fill("2026-03-02T10:00");
    await deliveries.getByLabel("To", { exact: true }).fill("2026-03-01T10:00");
    await deliveries.getByRole("button", { name: "Show" }).click();
    await expect(deliveries).toContainText("Enter a time after the start.");
    await deliveries.getByLabel("To", { exact: true }).fill("2026-03-12T10:00");
    await deliveries.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("img", { name: "Batches in the chosen time: not known yet" })).toBeVisible();
    await expectFitLooks(page);
    expect(graphql).toBe(0);
  });

  test("failures stand by hour with their status and its cause", async ({ page }) => {
    await expect(async () => {
      await page.goto(`${failing}?tab=deliveries`);
      const table = page.getByRole("table", { name: "Deliveries by hour" });
      await expect(table.getByRole("row").nth(1)).toContainText(/401 .*401 Unauthorized/, { timeout: 1000 });
    }).toPass();
    await expectFitLooks(page);
  });
});

test("the last hour is asked for when it is chosen, and a refusal is said", async ({ page, baseURL }) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "pushes",
    dataset: "http_requests",
    enabled: true,
    destination_conf: "https://receiver.headgate.test/pushes",
  });
  await page.goto(job.path);
  const deliveries = page.getByRole("region", { name: "Deliveries", exact: true });
  const [hour, day] = [deliveries.getByText("1 h", { exact: true }), deliveries.getByText("24 h", { exact: true })];
  await apiTick(baseURL);
  await hour.click();
  await expect(page.getByRole("img", { name: /^Batches in the last hour: [1-9]\d* delivered/ })).toBeVisible();
  try {
    await apiSetAnswer(baseURL, "unauthorized");
    await apiTick(baseURL);
  } finally {
    await apiSetAnswer(baseURL, "ok");
  }
  await day.click();
  await hour.click();
  await expect(
    page.getByRole("img", { name: /last hour: .* delivered, (?:[1-9]\d* failed|0 failed, [1-9])/ }),
  ).toBeVisible();

  const refusal = {
    method: "POST",
    pathIncludes: "/graphql",
    times: 1,
    at: "before",
    kind: "status",
    status: 403,
    errors: [{ code: 0, message: "zone 'x' does not have access to the path" }],
  };
  await day.click();
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await hour.click();
  await expect(deliveries.getByRole("alert")).toContainText("analytics");
  await day.click();
  await hour.click();
  await expect(page.getByRole("img", { name: /^Batches in the last hour/ })).toBeVisible();
});
