import { freePort, startApp } from "../scripts/serve.mjs";
import { expect, test } from "./fixtures.ts";
import { JobFormPage } from "./pages/job-form.page.ts";
import { startReverseProxy } from "./reverse-proxy.ts";
import { passwordOf, passwordSettings } from "./sign-in.ts";

test("behind a reverse proxy with TLS people sign in at the public origin, and only there", async ({ browser }) => {
  test.slow();
  const port = await freePort();
  const origin = `https://localhost:${port}`;
  const app = await startApp({ ...passwordSettings, HEADGATE_ORIGIN: origin });
  const proxy = await startReverseProxy(port, Number(new URL(app.origin).port));
  const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true });
  const page = await context.newPage();

  const answer = await page.goto("/jobs/new");
  expect(answer?.status()).toBe(401);
  expect(answer?.headers()).toMatchObject({
    "strict-transport-security": "max-age=31536000",
    "content-security-policy": expect.stringContaining("upgrade-insecure-requests"),
    "cache-control": expect.stringContaining("no-store"),
  });
  await page.getByLabel("Password", { exact: true }).fill(passwordOf("admin"));
  await page.getByRole("button", { name: "Sign in" }).click();
  const form = new JobFormPage(page);
  await form.submit.and(page.locator(":enabled")).waitFor();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({
    name: "__Host-headgate",
    secure: true,
    httpOnly: true,
    path: "/",
    sameSite: "Strict",
  });

  // An action works with the public Host and Origin. The shown command leads there too, with its own token.
  await form.name.fill("proxied");
  await form.endpoint.fill("https://receiver.headgate.test/proxied");
  await expect(form.curl).toContainText(`${origin}/emulator/client/v4/zones/`);
  await expect(form.curl).not.toContainText("headgate-demo");
  await form.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);

  const session = { cookie: `${cookie?.name}=${cookie?.value}` };
  const statusOf = async (host: string, headers: Record<string, string>) =>
    (await page.request.get(`${origin}/`, { headers: { host, ...headers }, ignoreHTTPSErrors: true })).status();
  expect(await statusOf(`localhost:${port}`, session)).toBe(200);
  expect(await statusOf("headgate.example.com", session)).toBe(421);

  await context.close();
  proxy.stop();
  await app.stop();
});
