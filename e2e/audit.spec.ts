import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnv } from "../scripts/clean-env.mjs";
import { freePort, startApp } from "../scripts/serve.mjs";
import { expect, test } from "./fixtures.ts";
import { startUpstream } from "./live-server.ts";
import { JobFormPage } from "./pages/job-form.page.ts";
import { readAudit } from "./read-audit.ts";
import { passwordOf, passwordSettings } from "./sign-in.ts";

/** A server in front of the API that holds back answers to POSTs after the API has executed them. */
async function keepBackPosts(baseUrl: string) {
  const { hostname, port } = new URL(baseUrl);
  let carriedOut = 0;
  const server = createServer((received, answer) => {
    const { method, url: path, headers } = received;
    const passedOn = request({ hostname, port, method, path, headers }, (response) => {
      if (method === "POST" && path?.endsWith("/jobs")) {
        response.resume();
        response.on("end", () => (carriedOut += 1));
        return;
      }
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passedOn.on("error", () => answer.destroy());
    received.pipe(passedOn);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const own = (server.address() as AddressInfo).port;
  return {
    baseUrl: baseUrl.replace(`:${port}`, `:${own}`),
    carriedOut: () => carriedOut,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test("a create that dies with the server is reconciled at the next start, and recorded in the audit log without values", async ({
  browser,
}) => {
  test.slow();
  const data = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  const emulator = await startUpstream(data);
  const upstream = await keepBackPosts(emulator.baseUrl);
  const settings = {
    HEADGATE_DATA: join(data, "app"),
    PORT: String(await freePort()),
    ...passwordSettings,
    CLOUDFLARE_API_TOKEN: "audit-token-0123456789-0123456789",
    CLOUDFLARE_BASE_URL: upstream.baseUrl,
  };
  try {
    let app = await startApp(settings);
    const context = await browser.newContext({ baseURL: app.origin });
    const page = await context.newPage();
    await page.goto("/jobs/new");
    await page.getByLabel("Password", { exact: true }).fill(passwordOf("admin"));
    await page.getByRole("button", { name: "Sign in" }).click();
    const form = new JobFormPage(page);
    await form.name.fill("dies-with-the-server");
    await form.endpoint.fill("https://receiver.headgate.test/audit");
    await form.addHeader("Authorization", "Bearer canary-audit-31");
    await form.submit.click();
    await expect.poll(upstream.carriedOut).toBe(1);
    await app.stop("SIGKILL");
    await context.close();

    app = await startApp(settings);
    const audit = async () => JSON.stringify(await readAudit(join(data, "app")));
    await expect.poll(audit).toContain('"by":"start-up"');
    await app.stop();
    const changes = spawnSync(
      process.execPath,
      ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "audit"],
      {
        env: cleanEnv({ HEADGATE_DATA: join(data, "app") }),
        encoding: "utf8",
      },
    );
    expect(changes.stderr).toBe("");
    const [line = "", ...rest] = changes.stdout.trim().split("\n");
    expect(rest).toEqual([]);
    expect(line.split("\t")).toEqual([
      expect.stringMatching(/^\d{4}-/),
      "password:admin",
      "create",
      expect.stringMatching(/^zones\/[0-9a-f]{32}\/jobs\/\d+$/),
      expect.stringContaining("destination_conf"),
      "done",
    ]);
    expect((await audit()) + changes.stdout + app.output()).not.toMatch(
      /canary-audit|receiver\.headgate|dies-with-the-server/,
    );
  } finally {
    upstream.stop();
    emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
