import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../scripts/serve.mjs";
import { expect, test } from "./fixtures.ts";
import { startUpstream } from "./live-server.ts";
import { JobFormPage } from "./pages/job-form.page.ts";
import { lastLink } from "./sign-in.ts";

const token = "live-token-canary-0123456789abcdef";

for (const { name, credential } of [
  { name: "a token", credential: { CLOUDFLARE_API_TOKEN: token } },
  { name: "a key and an email", credential: { CLOUDFLARE_API_KEY: token, CLOUDFLARE_EMAIL: "someone@example.com" } },
]) {
  test(`with ${name} the same pages drive another API server`, async ({ browser }) => {
    test.slow();
    const data = mkdtempSync(join(tmpdir(), "headgate-live-"));
    const upstream = await startUpstream(data);
    const app = await startApp({
      HEADGATE_DATA: join(data, "app"),
      CLOUDFLARE_BASE_URL: upstream.baseUrl,
      ...credential,
    });
    const context = await browser.newContext({ baseURL: app.origin });
    const page = await context.newPage();
    const form = new JobFormPage(page);

    await page.goto(lastLink(app.output(), app.origin));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await form.open();
    await expect(page.getByText("Live API", { exact: false }).first()).toBeVisible();
    await expect(page.getByText(/Changes apply to 127\.0\.0\.1:\d+, which stands in for Cloudflare\.$/)).toBeVisible();
    await form.name.fill("live-job");
    await form.endpoint.fill("https://receiver.headgate.test/live");
    await form.addHeader("X-Secret", "abc");
    await expect(form.curl).toContainText("https://api.cloudflare.com/client/v4/zones/");
    await expect(form.curl).toContainText("--proto '=https'");
    await expect(form.curl).not.toContainText("CLOUDFLARE_API_TOKEN=");
    await form.submit.click();
    await expect(page).toHaveURL(/\/jobs\/\d+/);
    await page.goto("/?q=live-job");
    const control = page.getByRole("switch", { name: "Enabled: live-job" });
    await expect(control).toBeChecked();
    await control.click();
    await expect(control).not.toBeChecked();
    expect(await page.content()).not.toContain(token);

    for (const path of ["/emulator/client/v4/zones", "/receiver"]) {
      expect((await page.request.get(path)).status(), path).toBe(404);
    }
    await context.close();
    await app.stop();
    upstream.stop();
    expect(app.output()).not.toContain(token);
    rmSync(data, { recursive: true, force: true });
  });
}
