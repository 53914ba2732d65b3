import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort, startApp } from "../scripts/serve.mjs";
import { api } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { JobFormPage } from "./pages/job-form.page.ts";

const secret = "canary-typed-secret";
const typed = { name: "interrupted", endpoint: "https://receiver.headgate.test/interrupted", header: "X-Secret" };

/** Nothing that a page stores in the browser contains a value of the destination. */
async function expectNoSecretStored(page: Page, title: string) {
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  expect(stored, title).not.toContain("canary");
}

/** The form keeps what was typed, including header values if the page was not left. */
async function expectKept(form: JobFormPage, title: string, hasValues: boolean) {
  await expect(form.name, title).toHaveValue(typed.name);
  await expect(form.endpoint, title).toHaveValue(typed.endpoint);
  await expect(form.page.getByLabel("Header name", { exact: true }), title).toHaveValue(typed.header);
  await expect(form.page.getByLabel("Header value", { exact: true }), title).toHaveValue(hasValues ? secret : "");
  await expectNoSecretStored(form.page, title);
}

test("nothing typed is lost in twelve interruptions, and no secret is stored", async ({ browser }) => {
  test.slow();
  const data = mkdtempSync(join(tmpdir(), "headgate-interruptions-"));
  const settings = {
    PORT: String(await freePort()),
    HEADGATE_DATA: data,
    HEADGATE_EMULATOR_FAULTS: "1",
    // Its queries would take the faults that are meant for the form.
    HEADGATE_READER: "off",
    HEADGATE_ALERTS: "off",
  };
  let app = await startApp(settings);
  const context = await browser.newContext({ baseURL: app.origin });
  const page = await context.newPage();
  const form = new JobFormPage(page);
  // After an unknown outcome, another attempt needs a confirmation.
  page.on("dialog", (dialog) => void dialog.accept());
  const alert = page.getByRole("form", { name: "Logpush job" }).getByRole("alert");
  const fail = (fault: object) =>
    api(app.origin, "/__emulator/faults", {
      method: "POST",
      body: JSON.stringify({ method: "POST", times: 1, ...fault }),
    });
  const submitAndSee = async (title: string, text: string) => {
    await form.submit.click();
    await expect(alert, title).toContainText(text);
    await expectKept(form, title, true);
  };

  await form.open();
  await form.name.fill(typed.name);
  await form.endpoint.fill(typed.endpoint);
  await form.addHeader(typed.header, secret);

  await context.setOffline(true);
  await submitAndSee("offline", "did not respond");
  await context.setOffline(false);

  await fail({ at: "before", kind: "status", status: 403, errors: [{ code: 10000, message: "Authentication error" }] });
  await submitAndSee("the credential is refused", "not allowed");

  await fail({ at: "before", kind: "html", status: 520 });
  await submitAndSee("a page in place of an answer", "is unknown");

  await fail({ at: "before", kind: "drop" });
  await submitAndSee("a connection that breaks", "is unknown");

  await fail({ at: "before", kind: "rate-limit", retryAfterSeconds: 30 });
  await submitAndSee("too many requests", "30 seconds");

  await page.getByLabel("Max upload bytes").fill("3 MB");
  await submitAndSee("a wrong value", "is invalid");
  await page.getByLabel("Max upload bytes").fill("");

  await page.route("**/jobs/new", async (route) => {
    const headers = route.request().headers();
    if (!headers["next-action"]) return route.continue();
    return route.continue({ headers: { ...headers, "next-action": "00".repeat(21) } });
  });
  await submitAndSee("an action of a build that is gone", "was updated while this page was open");
  await page.unroute("**/jobs/new");

  await app.stop();
  await submitAndSee("the server is down", "did not respond");
  app = await startApp(settings);
  await expectKept(form, "the server is back", true);

  await page.reload();
  await form.resumeDraft();
  await expectKept(form, "a reload", false);
  await page.getByLabel("Header value", { exact: true }).fill(secret);

  await page.getByRole("link", { name: "Alerts" }).click();
  await page.getByRole("heading", { name: "Alerts", level: 1 }).waitFor();
  await page.goBack();
  await form.resumeDraft();
  await expectKept(form, "another page and back", false);
  await page.getByLabel("Header value", { exact: true }).fill(secret);

  await page.goto("about:blank");
  await page.goBack();
  await form.resumeDraft();
  await expectKept(form, "another site and back", false);
  await page.getByLabel("Header value", { exact: true }).fill(secret);

  await page.evaluate(() => location.replace("/jobs/new?again"));
  await form.resumeDraft();
  await expectKept(form, "the same page by another address", false);
  await page.getByLabel("Header value", { exact: true }).fill(secret);

  await form.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  await expectNoSecretStored(page, "created");
  const zones = await api<{ id: string }[]>(app.origin, "/zones?per_page=50");
  const lists = zones.map(({ id }) => api<{ name: string }[]>(app.origin, `/zones/${id}/logpush/jobs`));
  const names = (await Promise.all(lists)).flat().map(({ name }) => name);
  expect(names.filter((name) => name === typed.name)).toHaveLength(1);
  await context.close();
  await app.stop();
  rmSync(data, { recursive: true, force: true });
  expect(app.output()).not.toContain("canary");
});
