import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnv } from "../scripts/clean-env.mjs";
import { startApp } from "../scripts/serve.mjs";
import { expect, test } from "./fixtures.ts";
import { JobFormPage } from "./pages/job-form.page.ts";

const token = "live-token-canary-0123456789abcdef";

/** Another server that speaks Cloudflare's API: the emulator alone, over HTTP. */
async function startUpstream(data: string) {
  const args = ["--import", "tsx", "scripts/emulator.ts", "--port", "0", "--data", join(data, "upstream")];
  const server = spawn(process.execPath, args, { env: cleanEnv(), stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(server.stdout.setEncoding("utf8"), "data");
  const baseUrl = /http:\/\/\S+\/client\/v4/.exec(line)?.[0];
  if (!baseUrl) throw new Error(`No address: ${line}`);
  return { baseUrl, stop: () => server.kill() };
}

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

    await form.open();
    await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
    await form.name.fill("live-job");
    await form.endpoint.fill("https://receiver.headgate.test/live");
    await form.addHeader("X-Secret", "abc");
    await expect(form.curl).toContainText("https://api.cloudflare.com/client/v4/zones/");
    await expect(form.curl).toContainText("--proto '=https'");
    await expect(form.curl).not.toContainText("CLOUDFLARE_API_TOKEN=");
    await form.submit.click();
    await expect(page.getByText(/ is created and (on|off)\./)).toBeVisible();
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
