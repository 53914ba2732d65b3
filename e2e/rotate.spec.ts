import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const oldValue = "Bearer canary-old-token";
const newValue = "Bearer canary-new-token/+=";

async function expectNoValue(page: Page) {
  const shown = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  expect(shown).not.toContain("canary");
  expect((await page.content()).includes("canary"), "the document").toBe(false);
}

test("a header gets a new value in five jobs, one is refused and retried, and no value is shown or stored", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const jobs = [];
  for (let index = 0; index < 5; index += 1) {
    jobs.push(
      await apiCreateJob(baseURL, {
        name: `rotated-${index}`,
        dataset: "http_requests",
        destination_conf: `https://receiver.headgate.test/rotate?a=%7e${index}&header_X-Rotated=${encodeURIComponent(oldValue)}&tags=a:b`,
      }),
    );
  }
  await page.goto(jobs[0]?.path ?? "");
  await page.getByRole("link", { name: "Rotate X-Rotated" }).click();
  await expect(page.getByLabel("Header", { exact: true })).toHaveValue("X-Rotated");
  await expect(page.getByText("· 5 jobs")).toBeVisible();

  // Missing input is reported at its field.
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Enter the new value.")).toBeVisible();
  await expect(page.getByText("Choose at least one job.")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel("New value", { exact: true }).fill(newValue);
  await page.getByRole("button", { name: /^Select these: value / }).press("Enter");
  await expect(page.getByText("5 of 5 selected")).toBeVisible();
  await page.getByRole("button", { name: "Preview" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Plan" })).toBeFocused();
  await expect(page.getByText("Will change")).toHaveCount(5);
  await expectNoValue(page);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await axeFindings(page), `${colorScheme} ${width}`).toEqual([]);
    }
  }

  const refusal = {
    method: "PUT",
    pathIncludes: `/jobs/${jobs[2]?.id}`,
    times: 1,
    at: "before",
    kind: "status",
    status: 400,
    errors: [{ code: 1002, message: "error validating destination: error uploading to https: status:401" }],
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await page.getByRole("button", { name: "Rotate in 5 jobs" }).click();
  await expect(page.getByRole("status").filter({ hasText: "4 jobs changed, 1 failed." })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "rotated-2" })).toContainText("401 Unauthorized");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Try the 1 job again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "5 jobs changed." })).toBeVisible();
  await expectNoValue(page);

  for (const [index, job] of jobs.entries()) {
    expect((await apiJob(baseURL, job)).destination_conf).toBe(
      `https://receiver.headgate.test/rotate?a=%7e${index}&header_X-Rotated=Bearer%20canary-new-token%2F%2B%3D&tags=a:b`,
    );
  }
});

test("a rotation waits for Cloudflare's limit and continues automatically, with each job once", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const jobs = [];
  for (let index = 0; index < 4; index += 1) {
    jobs.push(
      await apiCreateJob(baseURL, {
        name: `limited-${index}`,
        dataset: "http_requests",
        destination_conf: `https://receiver.headgate.test/limited?header_X-Limited=${encodeURIComponent(oldValue)}`,
      }),
    );
  }
  await page.goto("/rotate?header=X-Limited");
  await page.getByLabel("New value", { exact: true }).fill(newValue);
  await page.getByRole("button", { name: /^Select these: value / }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "Plan" })).toBeVisible();
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("navigation").getByRole("link", { name: "Alerts" }).click();
  await expect(page.getByRole("heading", { name: "Plan" })).toBeVisible();

  const limit = { method: "PUT", pathIncludes: `/jobs/${jobs[1]?.id}`, times: 1, at: "before", kind: "rate-limit" };
  await api(baseURL, "/__emulator/faults", {
    method: "POST",
    body: JSON.stringify({ ...limit, retryAfterSeconds: 3 }),
  });
  await page.getByRole("button", { name: "Rotate in 4 jobs" }).click();
  const status = page.getByRole("status").filter({ hasText: "changed" });
  await expect(status).toContainText("Continues automatically at");
  await expect(status).toHaveText("4 jobs changed.", { timeout: 20_000 });
  for (const job of jobs) expect((await apiJob(baseURL, job)).destination_conf).toContain("canary-new-token");
});
