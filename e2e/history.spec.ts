import type { Page } from "@playwright/test";
import { apiCreateJob, apiJob, apiJobs, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const canary = "canary-history-secret";
const conf = (value: string) => `https://receiver.headgate.test/history?header_Authorization=${value}&tags=env%3Aprod`;

const create = (baseURL: string | undefined, name: string) =>
  apiCreateJob(baseURL, {
    ...{ name, dataset: "http_requests", enabled: true, destination_conf: conf(`${canary}-1`) },
    output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
  });

const versions = (page: Page) => page.getByRole("region", { name: "Versions" }).getByRole("listitem");

test("a change from outside is taken back with its secret, but not over a job that changed meanwhile", async ({
  page,
  baseURL,
}) => {
  const job = await create(baseURL, "history-restore");
  await page.goto(job.path);
  await expect(page.getByRole("heading", { level: 1, name: "history-restore" })).toBeVisible();
  const first = await apiJob(baseURL, job);
  await apiUpdateJob(baseURL, job, { max_upload_records: 5000, destination_conf: conf(`${canary}-2`) });
  // Settings reads the job, so the change is seen.
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save changes" }).waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();

  await expect(versions(page)).toHaveCount(2);
  await expect(versions(page).first()).toContainText("Outside Headgate");
  await versions(page).first().getByRole("button", { name: "View diff" }).click();
  const diff = page.getByRole("dialog", { name: "Changes in version 2" });
  await expect(diff.getByRole("row", { name: /Max upload records not set 5000/ })).toBeVisible();
  await expect(
    diff.getByRole("row", { name: /Header Authorization value [0-9a-f]{8} value [0-9a-f]{8}/ }),
  ).toBeVisible();
  await diff.getByRole("tab", { name: "JSON" }).click();
  await expect(diff.getByRole("region", { name: "After" })).toContainText('"max_upload_records": 5000');
  await page.keyboard.press("Escape");

  await versions(page).nth(1).getByRole("button", { name: "Restore this version" }).click();
  const restore = page.getByRole("dialog", { name: "Restore version" });
  await expect(restore.getByRole("row", { name: /Max upload records 5000 not set/ })).toBeVisible();
  await restore.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText("Version 1 was restored.")).toBeVisible();
  await expect(versions(page)).toHaveCount(3);
  await expect(versions(page).first()).toContainText("Restored");
  const now = await apiJob(baseURL, job);
  expect(now.destination_conf).toBe(first.destination_conf);
  expect(now.max_upload_records).toBe(first.max_upload_records);
  expect(await page.content()).not.toContain(canary);

  await versions(page).nth(1).getByRole("button", { name: "Restore this version" }).click();
  await apiUpdateJob(baseURL, job, { name: "history-elsewhere" });
  await restore.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(restore.getByRole("alert")).toContainText("modified since you opened it (name)");
  expect(await apiJob(baseURL, job)).toMatchObject({
    ...{ name: "history-elsewhere", destination_conf: first.destination_conf },
    max_upload_records: first.max_upload_records,
  });
});

test("a deleted job says so, and comes back at one press, with a new id and its secret", async ({ page, baseURL }) => {
  const job = await create(baseURL, "history-deleted");
  await page.goto(job.path);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete history-deleted?" });
  await dialog.getByLabel("Type history-deleted to confirm").fill("history-deleted");
  await dialog.getByRole("button", { name: "Delete job" }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Job created again with id \d+/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "history-deleted" })).toBeVisible();
  const again = (await apiJobs(baseURL)).filter(({ name }) => name === "history-deleted");
  expect(again).toHaveLength(1);
  expect(again[0]?.id).not.toBe(job.id);
  expect(again[0]?.destination_conf).toBe(conf(`${canary}-1`));

  await page.goto(job.path);
  await expect(page.getByText("This job was deleted")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "All jobs" })).toBeVisible();
  await expect(versions(page).first().getByRole("button", { name: "Restore this version" })).toBeVisible();
  const missing = await page.request.get(job.path.replace(/\d+$/, "999999"));
  expect(missing.status()).toBe(404);
});
