import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { cleanEnv } from "../scripts/clean-env.mjs";
import { freePort } from "../scripts/serve.mjs";
import { expect, test } from "./fixtures.ts";

test("refuses to start with a setting that it cannot use, in one line that names it", async () => {
  const token = "t".repeat(40);
  const env = cleanEnv({ PORT: String(await freePort()), HOST: "0.0.0.0", CLOUDFLARE_API_TOKEN: token });
  const server = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  server.stderr.on("data", (chunk) => (errors += chunk));
  const [code] = await once(server, "close");
  expect(code).toBe(78);
  expect(errors.split("\n").filter((line) => line.includes("HEADGATE_AUTH"))).toHaveLength(1);
  expect(errors).not.toContain(token);
});

test("refuses to start if the machine's addresses are hidden, and says what to allow", async () => {
  const hide =
    "import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module';" +
    "os.networkInterfaces = () => { throw new Error('EAFNOSUPPORT'); }; syncBuiltinESMExports();";
  const env = cleanEnv({
    PORT: String(await freePort()),
    NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(hide)}"`,
  });
  const server = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  server.stderr.on("data", (chunk) => (errors += chunk));
  const [code] = await once(server, "close");
  expect(code).toBe(78);
  expect(errors).toContain("AF_NETLINK");
});

/** Sends a request with headers that a browser or `fetch` would not allow. */
async function statusOf(
  baseURL: string | undefined,
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<number> {
  const { hostname, port } = new URL(baseURL ?? "");
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

test("answers only its own host names", async ({ baseURL }) => {
  const port = new URL(baseURL ?? "").port;
  for (const path of ["/", "/jobs/new", "/receiver", "/receiver/arrivals", "/emulator/client/v4/zones"]) {
    expect(await statusOf(baseURL, path, { host: `rebound.example:${port}` }), path).toBe(421);
  }
  expect(await statusOf(baseURL, "/", { host: `localhost:${port}` })).toBe(200);
});

test("the emulator accepts commands, but not pages of other sites", async ({ baseURL }) => {
  const authorization = `Bearer ${"c".repeat(30)}`;
  expect(await statusOf(baseURL, "/emulator/client/v4/zones", { authorization })).toBe(200);
  expect(
    await statusOf(baseURL, "/emulator/client/v4/zones", { authorization, origin: "https://evil.example" }),
  ).toBeGreaterThanOrEqual(400);
});

test("a server action without this site's Origin does nothing", async ({ page, baseURL }) => {
  await page.goto("/?q=account-audit");
  const sent = page.waitForRequest(
    (request) => request.method() === "POST" && request.headers()["next-action"] !== undefined,
  );
  const control = page.getByRole("switch", { name: "Enabled: account-audit" });
  await expect(control).toBeChecked();
  await control.click();
  const action = await sent;
  await expect(control).not.toBeChecked();

  const on = (action.postData() ?? "").replace('"enabled":false', '"enabled":true');
  const headers = {
    "next-action": action.headers()["next-action"] ?? "",
    "content-type": "text/plain;charset=UTF-8",
    accept: "text/x-component",
  };
  for (const origin of [undefined, "null", "https://evil.example"]) {
    const response = await fetch(`${baseURL}/`, {
      method: "POST",
      body: on,
      headers: origin === undefined ? headers : { ...headers, origin },
    });
    expect(await response.text()).not.toContain('"enabled":true');
  }
  await page.reload();
  await expect(control).not.toBeChecked();
  await control.click();
  await expect(control).toBeChecked();
});

test("metrics are off by default", async ({ baseURL }) => {
  expect((await fetch(`${baseURL}/metrics`)).status).toBe(404);
});

test("health checks answer without a page", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/readyz")).status()).toBe(200);
});
