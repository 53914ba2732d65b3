import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../scripts/serve.mjs";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { JobFormPage } from "./pages/job-form.page.ts";

const canary = "canary-4f1d";
const saved = {
  header: `Bearer ${canary}-header`,
  parameter: `${canary}-parameter`,
  path: `${canary}0123456789abcdef`,
};

test("saved secrets reach no page, script, payload, storage or log", async ({ browser }) => {
  test.slow();
  const data = mkdtempSync(join(tmpdir(), "headgate-canary-"));
  const app = await startApp({ HEADGATE_DATA: data, HEADGATE_EMULATOR_FAULTS: "1" });
  const context = await browser.newContext({ baseURL: app.origin });
  const page = await context.newPage();
  const bodies: string[] = [];
  page.on("response", async (response) => {
    // The page of the test receiver shows requests, including secrets.
    if (response.url().includes("/receiver")) return;
    bodies.push(`${response.url()}\n${JSON.stringify(response.headers())}\n${await response.text().catch(() => "")}`);
  });

  // Typed in the form: the server action may send it, but no answer may contain it.
  const form = new JobFormPage(page);
  await form.open();
  await form.name.fill("canary");
  await form.endpoint.fill(`https://receiver.headgate.test/${saved.path}`);
  await form.addHeader("Authorization", saved.header);
  await form.addParameter("api_key", saved.parameter);
  await form.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);

  // Saved elsewhere, failing, and refused with the destination in Cloudflare's own text.
  const destination = `https://receiver.headgate.test/status/500?header_X-Key=${canary}-failing`;
  await expect(
    apiCreateJob(app.origin, { name: "failing-canary", dataset: "http_requests", destination_conf: destination }),
  ).rejects.toThrow();
  const job = await apiCreateJob(app.origin, {
    name: "canary-two",
    dataset: "http_requests",
    destination_conf: `splunk://splunk.example.com:8088/services/collector/raw?channel=${canary}&header_Authorization=Splunk%20${canary}`,
  });

  for (const path of ["/", "/?q=canary", job.path, "/jobs/new"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    bodies.push(await page.content());
    bodies.push(
      await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
      ),
    );
  }
  await page.goto("/?q=canary");
  await page.getByRole("link", { name: "canary", exact: true }).click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await page.getByLabel("Job name").fill("canary-renamed");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByText('"dataset"').waitFor();
  bodies.push(await page.content());

  await context.close();
  await app.stop();
  bodies.push(app.output());
  const leaks = bodies.filter((body) => body.includes(canary) && !isNameOnly(body));
  expect(leaks.map((body) => around(body))).toEqual([]);

  // Only the emulator's file may contain secrets; nothing that Headgate itself stores may.
  for (const file of filesUnder(data)) {
    if (!file.includes("emulator")) expect(readFileSync(file, "latin1"), file).not.toContain(canary);
  }
  rmSync(data, { recursive: true, force: true });
});

test("killing the server during creates loses no confirmed job", async () => {
  test.slow();
  const data = mkdtempSync(join(tmpdir(), "headgate-kill-"));
  const confirmed: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const app = await startApp({ HEADGATE_DATA: data });
    const creates = Array.from({ length: 6 }, async (_, index) => {
      const destination_conf = `https://receiver.headgate.test/kill/${round}/${index}`;
      const job = await apiCreateJob(app.origin, {
        name: `kill-${round}-${index}`,
        dataset: "http_requests",
        destination_conf,
      });
      confirmed.push(job.api);
    });
    const settled = Promise.allSettled(creates);
    await Promise.race([creates[round]?.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 15_000))]);
    await app.stop("SIGKILL");
    await settled;
  }
  const app = await startApp({ HEADGATE_DATA: data });
  expect(confirmed.length).toBeGreaterThan(0);
  for (const path of confirmed) {
    const response = await fetch(`${app.origin}/emulator/client/v4${path}`, {
      headers: { authorization: `Bearer ${"k".repeat(30)}` },
    });
    expect(response.status, path).toBe(200);
  }
  await app.stop();
  rmSync(data, { recursive: true, force: true });
});

/** The canary is built so that job names never contain all of it. */
function isNameOnly(body: string): boolean {
  return body.replaceAll(/canary-(?!4f1d)/g, "").includes(canary) === false;
}

function around(body: string): string {
  const at = body.indexOf(canary);
  return `${body.split("\n", 1)[0]}: …${body.slice(Math.max(0, at - 120), at + 60)}…`;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
