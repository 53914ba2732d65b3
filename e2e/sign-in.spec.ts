import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { freePort, startApp } from "../scripts/serve.mjs";
import { axeFindings, expectFitAllLooks } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { startUpstream } from "./live-server.ts";
import { JobFormPage } from "./pages/job-form.page.ts";
import { endSessions, lastLink, passwordOf, passwordSettings, signInOverHttp } from "./sign-in.ts";

test.slow();

type App = Awaited<ReturnType<typeof startApp>>;
type Use = (app: App, page: Page, data: string) => Promise<void>;

let withPasswords: { app: App; data: string } | undefined;

/** The server of the tests with passwords, started for the first of them, and a fresh browser on it. */
async function withPasswordServer(browser: Browser, use: Use) {
  if (!withPasswords) {
    const data = mkdtempSync(join(tmpdir(), "headgate-sign-in-"));
    withPasswords = { data, app: await startApp({ ...passwordSettings, HEADGATE_DATA: data }) };
  }
  await withPage(browser, withPasswords.app, withPasswords.data, use);
}

test.afterAll(async () => {
  await withPasswords?.app.stop();
  if (withPasswords) rmSync(withPasswords.data, { recursive: true, force: true });
});

async function withPage(browser: Browser, app: App, data: string, use: Use) {
  const context = await browser.newContext({ baseURL: app.origin });
  try {
    await use(app, await context.newPage(), data);
  } finally {
    await context.close();
  }
}

/** A separate server with these settings, a fresh browser on it, and its data folder. */
async function withServer(browser: Browser, settings: Record<string, string>, use: Use) {
  const data = mkdtempSync(join(tmpdir(), "headgate-sign-in-"));
  const app = await startApp({ ...settings, HEADGATE_DATA: data });
  try {
    await withPage(browser, app, data, use);
  } finally {
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function signIn(page: Page, label: string, proof: string) {
  await page.getByLabel(label, { exact: true }).fill(proof);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a password opens the requested page at its own address, with the role of the password", async ({ browser }) => {
  await withPasswordServer(browser, async (app, page) => {
    expect((await page.goto("/?q=account-audit"))?.status()).toBe(401);
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
    await expectFitAllLooks(page, "sign-in");
    await expect(page.getByRole("navigation").getByRole("link")).toHaveCount(0);

    await signIn(page, "Password", "not the password");
    await expect(page.getByRole("form").getByRole("alert")).toContainText("Incorrect password.");
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("not the password");
    expect(await axeFindings(page), "refused").toEqual([]);

    await press(page.getByLabel("Password", { exact: true }), "ControlOrMeta+a");
    await page.keyboard.type(passwordOf("viewer"));
    await page.keyboard.press("Enter");
    const control = page.getByRole("switch", { name: "Enabled: account-audit" });
    await expect(page.getByRole("row", { name: /account-audit/ })).toContainText("Healthy");
    await expect(control).toHaveCount(0);
    expect(page.url()).toBe(`${app.origin}/?q=account-audit`);
    await expect(page.getByRole("link", { name: "New job" })).toHaveCount(0);
    expect(await axeFindings(page), "viewer's list").toEqual([]);

    await page.getByRole("link", { name: "account-audit", exact: true }).click();
    await expect(page.getByRole("switch", { name: "Enabled", exact: true })).toBeDisabled();
    for (const name of ["Send test", "Duplicate", "Change threshold"])
      await expect(page.getByRole("button", { name })).toHaveCount(0);
    await page.getByRole("tab", { name: "Settings" }).click();
    await expect(page.getByRole("region", { name: "Settings" })).toContainText("read-only access");
    await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
    expect(await axeFindings(page), "viewer's job").toEqual([]);
    await page.goto("/alerts");
    await expect(page.getByText(/^On the emulator, the test receiver gets alerts/)).toBeVisible();
    await expect(page.getByRole("link", { name: "test receiver" })).toHaveCount(0);
    expect((await page.goto("/jobs/new"))?.status()).toBe(403);
    await expect(page.getByRole("heading", { name: "You don’t have access to this page" })).toBeVisible();
    expect(await axeFindings(page), "forbidden").toEqual([]);

    const [viewerCookie] = await page.context().cookies();
    // On phones it is in the sheet of further places.
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("/login");
    await signIn(page, "Password", passwordOf("operator"));
    await page.waitForURL("/");
    const [operatorCookie] = await page.context().cookies();
    expect(operatorCookie?.value).not.toBe(viewerCookie?.value);
    expect(operatorCookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });

    await page.goto("/?q=account-audit");
    await control.click();
    await expect(control).not.toBeChecked();
    await control.click();
    await expect(control).toBeChecked();

    // A kept cookie of an ended session is useless.
    const replayed = await fetch(app.origin, { headers: { cookie: `${viewerCookie?.name}=${viewerCookie?.value}` } });
    expect(replayed.status).toBe(401);
    expect(app.output()).not.toContain("canary-password");
  });
});

test("a list that refreshes automatically says when its session has ended", async ({ browser }) => {
  await withPasswordServer(browser, async (_app, page, data) => {
    await page.goto("/");
    await signIn(page, "Password", passwordOf("viewer"));
    await expect(page.getByRole("button", { name: "Live" })).toBeVisible();
    await endSessions(data);
    await expect(page.getByRole("status").filter({ hasText: "You are not signed in" })).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
    await expect(page.getByRole("table")).toBeVisible();
  });
});

test("a session that ends while a form is filled in does not lose the typed text", async ({ browser }) => {
  await withPasswordServer(browser, async (app, page, data) => {
    await page.goto("/login");
    await signIn(page, "Password", passwordOf("admin"));
    await page.waitForURL("/");
    const form = new JobFormPage(page);
    await form.open();
    await form.name.fill("kept-job");
    await form.endpoint.fill("https://receiver.headgate.test/kept");
    await form.addHeader("X-Secret", "kept-secret");

    await endSessions(data);
    await form.submit.click();
    const alert = page.getByRole("form", { name: "Logpush job" }).getByRole("alert");
    await expect(alert).toContainText("your session has expired");
    await expect(form.name).toHaveValue("kept-job");

    const other = await page.context().newPage();
    await other.goto("/login");
    await signIn(other, "Password", passwordOf("admin"));
    await other.waitForURL("/");
    await form.submit.click();
    await expect(page).toHaveURL(/\/jobs\/\d+/);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored).not.toContain("kept-secret");
    expect(app.output()).not.toContain("kept-secret");
  });
});

test("the sixth wrong password waits, also among twenty in parallel, and other pages answer meanwhile", async () => {
  const app = await startApp(passwordSettings);
  try {
    const session = await signInOverHttp(app.origin, passwordOf("viewer"));
    const guess = async (index: number) => {
      const body = JSON.stringify({ proof: `guess ${index}` });
      const headers = { origin: app.origin, "content-type": "application/json" };
      return (await fetch(`${app.origin}/session`, { method: "POST", headers, body })).status;
    };
    const statuses = Promise.all(Array.from({ length: 20 }, (_, index) => guess(index)));
    expect((await fetch(app.origin, { headers: { cookie: session } })).status).toBe(200);
    expect((await statuses).sort()).toEqual([...Array(5).fill(401), ...Array(15).fill(429)]);
    await expect(signInOverHttp(app.origin, passwordOf("admin"))).rejects.toThrow("429");
  } finally {
    await app.stop();
  }
});

test("with a credential on this machine a printed link works once, and the next one is printed", async ({
  browser,
}) => {
  const settings = { CLOUDFLARE_API_TOKEN: "t".repeat(40), CLOUDFLARE_BASE_URL: "http://127.0.0.1:9/client/v4" };
  await withServer(browser, settings, async (app, page) => {
    expect((await page.goto("/"))?.status()).toBe(401);
    await expect(page.getByText("Open the sign-in link from the terminal")).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    const link = lastLink(app.output(), app.origin);
    await page.goto(link);
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    expect(page.url()).toBe(`${app.origin}/`);
    // The page requests a session as soon as it works. From then on a link that is pasted here counts.
    const isReady = page.waitForResponse((response) => response.url() === `${app.origin}/session`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("/login");
    await isReady;
    await page.goto(link);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("has been used");
    expect(page.url()).toBe(`${app.origin}/login`);
    expect(lastLink(app.output(), app.origin)).not.toBe(link);
    await page.goto("about:blank");
    await page.goto(lastLink(app.output(), app.origin));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
  });
});

test("each person's own API token signs in, and the server does not store it", async ({ browser }) => {
  const upstreamData = mkdtempSync(join(tmpdir(), "headgate-upstream-"));
  const upstream = await startUpstream(upstreamData);
  const settings = { HEADGATE_AUTH: "token", CLOUDFLARE_BASE_URL: upstream.baseUrl };
  const token = "canary-own-token-0123456789";
  await withServer(browser, settings, async (app, page, data) => {
    const bodies: string[] = [];
    page.on("response", async (response) => bodies.push(await response.text().catch(() => "")));
    await page.goto("/");
    await signIn(page, "Cloudflare API token", "short");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Cloudflare does not accept this token.");
    await page.getByLabel("Cloudflare API token", { exact: true }).fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("switch").first()).toBeEnabled();
    await expect(page.getByText("Live API", { exact: false }).first()).toBeVisible();

    const stranger = await fetch(app.origin);
    expect(stranger.status).toBe(401);
    const seen = [await page.content(), ...bodies, JSON.stringify(await page.context().cookies()), app.output()];
    const files = readdirSync(data, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(data, name), "latin1"));
    for (const text of [...seen, ...files]) expect(text).not.toContain(token);
  });
  upstream.stop();
  rmSync(upstreamData, { recursive: true, force: true });
});

test("Cloudflare Access signs in the person that its header proves, with the role of HEADGATE_ROLES", async ({
  browser,
}) => {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "RS256" }];
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const audience = "c".repeat(64);
  const team = createServer((_request, response) => response.end(JSON.stringify({ keys }))).listen(port, "127.0.0.1");
  const prove = (email: string) =>
    new SignJWT({ email, aud: [audience], iss: issuer })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  const settings = {
    HEADGATE_AUTH: "access",
    HEADGATE_ACCESS_TEAM: issuer,
    HEADGATE_ACCESS_AUD: audience,
    HEADGATE_ROLES: "boss@example.com=admin,*@example.com=viewer",
  };
  await withServer(browser, settings, async (app, page) => {
    const statusFor = async (headers: Record<string, string>) => (await fetch(app.origin, { headers })).status;
    const boss = await prove("boss@example.com");
    expect(await statusFor({})).toBe(401);
    expect(await statusFor({ cookie: `CF_Authorization=${boss}` })).toBe(401);
    expect(await statusFor({ "cf-access-jwt-assertion": await prove("somebody@elsewhere.example") })).toBe(403);

    await page.goto("/");
    await expect(page.getByText("Cloudflare Access didn’t identify you")).toBeVisible();
    const control = page.getByRole("switch", { name: "Enabled: account-audit" });
    await page.setExtraHTTPHeaders({ "cf-access-jwt-assertion": await prove("someone@example.com") });
    await page.goto("/?q=account-audit");
    await expect(page.getByText("someone@example.com (viewer)")).toBeVisible();
    await expect(page.getByRole("link", { name: "account-audit", exact: true })).toBeVisible();
    await expect(control).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Sign out" })).toHaveAttribute("href", "/cdn-cgi/access/logout");
    await page.setExtraHTTPHeaders({ "cf-access-jwt-assertion": boss });
    await page.reload();
    await expect(control).toBeEnabled();
  });
  team.close();
});
