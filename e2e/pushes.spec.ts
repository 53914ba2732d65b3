import { api, apiCreateJob, apiSetAnswer, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

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
