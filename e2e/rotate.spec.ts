import type { Page } from "@playwright/test";
import { expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const oldToken = "canary-old-token";
const newToken = "canary-new-token/+=";

async function expectNoValue(page: Page) {
  const shown = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  expect(shown).not.toContain("canary");
  expect((await page.content()).includes("canary"), "the document").toBe(false);
}

test("a value is replaced wherever it is used, one job is refused and retried, and another value stays", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const confOf = (query: string) => `https://receiver.headgate.test/rotate?a=%7e&${query}&tags=a:b`;
  const make = (name: string, query: string) =>
    apiCreateJob(baseURL, { name, dataset: "http_requests", destination_conf: confOf(query) });
  const jobs = [
    await make("rotated-0", `header_X-Rotated=Bearer%20${oldToken}`),
    await make("rotated-1", `header_X-Rotated=Bearer%20${oldToken}`),
    await make("rotated-2", `api-key=${oldToken}`),
  ];
  const theirs = await make("not-rotated", "header_X-Rotated=Bearer%20canary-theirs");

  await page.goto(jobs[0]?.path ?? "");
  await page.getByRole("link", { name: "Rotate X-Rotated" }).click();
  const value = page.getByRole("checkbox", { name: /X-Rotated \(Bearer\), api-key parameter, 3 jobs, same value/ });
  await expect(value).toBeChecked();
  await page.getByRole("button", { name: "Review plan" }).click();
  await expect(page.getByText("Enter the new value.")).toBeVisible();
  await expectFitLooks(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByLabel("New value", { exact: true }).fill(newToken);
  await press(page.getByRole("button", { name: "Review plan" }), "Enter");
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
  const plan = page.getByRole("table", { name: "Plan" });
  await expect(plan.getByText("change", { exact: true })).toHaveCount(3);
  await expect(plan.getByText("not-rotated")).toHaveCount(0);
  await expect(page.getByText("Keep the old value valid until this run says that it can be revoked")).toBeVisible();
  await expectNoValue(page);

  const refusal = {
    ...{ method: "PUT", pathIncludes: `/jobs/${jobs[2]?.id}`, times: 1, at: "before", kind: "status", status: 400 },
    errors: [{ code: 1002, message: "error validating destination: error uploading to https: status:401" }],
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await page.getByRole("button", { name: "Apply plan" }).click();
  const results = page.getByRole("table", { name: "Results" });
  await expect(results.getByText("done", { exact: true })).toHaveCount(2, { timeout: 20_000 });
  await expect(results.getByRole("row").filter({ hasText: "rotated-2" })).toContainText("401");
  await expect(page.getByText("1 job may still use it.")).toBeVisible();
  await page.getByRole("button", { name: "Retry failed" }).click();
  await expect(results.getByText("done", { exact: true })).toHaveCount(3, { timeout: 20_000 });
  // They are disabled, so there is no delivery to wait for.
  await expect(page.getByText("The old value can be revoked")).toBeVisible();
  await expectNoValue(page);

  const written = encodeURIComponent(newToken);
  const expected = [`header_X-Rotated=Bearer%20${written}`, `header_X-Rotated=Bearer%20${written}`];
  for (const [index, query] of expected.entries()) {
    const job = jobs[index];
    if (job) expect((await apiJob(baseURL, job)).destination_conf).toBe(confOf(query));
  }
  if (jobs[2])
    expect((await apiJob(baseURL, jobs[2])).destination_conf).toBe(confOf("api-key=canary-new-token/%2B%3D"));
  expect((await apiJob(baseURL, theirs)).destination_conf).toBe(confOf("header_X-Rotated=Bearer%20canary-theirs"));
});

test("values are found by header, job and endpoint, and none is chosen unasked", async ({ page, baseURL }) => {
  await apiCreateJob(baseURL, {
    name: "searched-for",
    dataset: "http_requests",
    destination_conf: `https://receiver.headgate.test/x?header_X-Searched=${oldToken}`,
  });
  await page.goto("/rotate");
  await page.getByRole("searchbox", { name: "Search values" }).fill("searched-for");
  await expect(page).toHaveURL(/q=searched-for/);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await expect(page.getByRole("checkbox", { name: /^X-Searched, 1 job/ })).not.toBeChecked();
  await page.getByRole("button", { name: "Review plan" }).click();
  await expect(page.getByText("Select the value to replace.")).toBeVisible();
});
