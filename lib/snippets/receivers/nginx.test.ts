import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, withEmulator, ZONE_JOBS } from "#lib/emulator/test-kit.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { findNginx, receiverEnv } from "../../../scripts/find-receivers.mjs";
import { freePort } from "../../../scripts/serve.mjs";
import { nginxConfig, nginxLocation } from "./nginx.ts";
import { quoteNginx } from "./quote-nginx.ts";

const nginx = findNginx();
const secret = "Bearer a+b/c==";

/** Only machine-specific values are replaced: port, certificate, folders and the secret. */
async function startNginx(values: JobFormValues, secretLine: string) {
  return startText(nginxConfig(values).text, secretLine);
}

async function startText(shown: string, secretLine: string) {
  const folder = mkdtempSync(join(tmpdir(), "headgate-nginx-"));
  // An nginx that root starts gives the files to its user, who must be able to reach the folder.
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  for (const name of ["logs", "spool", "ssl"]) mkdirSync(at(name));
  const [port, sink] = [await freePort(), await freePort()];
  const files = ["-keyout", at("ssl/privkey.pem"), "-out", at("ssl/fullchain.pem"), "-subj", "/CN=localhost"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  execFileSync("openssl", ["req", "-x509", ...key, ...files], { stdio: "ignore" });
  writeFileSync(at("secret.conf"), `${secretLine}\n`);
  const local = shown
    .replace(/listen (\d+) ssl;/, `listen 127.0.0.1:${port} ssl;`)
    .replace(/ *listen \[::\].*\n/, "")
    .replaceAll("8390", String(sink))
    .replaceAll("/etc/ssl/logpush", at("ssl"))
    .replaceAll("/etc/nginx/logpush-secret.conf", at("secret.conf"))
    .replaceAll("/var/spool/logpush", at("spool"))
    .replaceAll("/var/log/nginx/logpush.log", at("logs/logpush.log"));
  const temporary = ["proxy", "fastcgi", "uwsgi", "scgi", "client_body"].map(
    (name) => `${name}_temp_path ${at(name)};`,
  );
  writeFileSync(
    at("nginx.conf"),
    `${process.getuid?.() === 0 ? "user root;" : ""} worker_processes 1; daemon off; pid ${at("pid")}; error_log ${at("logs/error.log")};
events { worker_connections 64; }
http { ${temporary.join(" ")} access_log off;
${local}}
`,
  );
  const args = ["-p", folder, "-c", at("nginx.conf"), "-e", at("logs/start.log")];
  const check = spawnSync(nginx ?? "", ["-t", "-q", ...args], { encoding: "utf8", env: receiverEnv() });
  expect(`${check.stderr}${check.status}`).toBe("0");
  const child = spawn(nginx ?? "", args, { stdio: "ignore", env: receiverEnv() });
  await eventually(() => canConnect(port));
  return {
    port,
    batches: () => readdirSync(at("spool")).map((name) => gunzipSync(readFileSync(at(`spool/${name}`))).toString()),
    log: () => readFileSync(at("logs/logpush.log"), "utf8"),
    stop: () => stop(child, folder),
  };
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGTERM");
  await closed;
  rmSync(folder, { recursive: true, force: true });
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });
}

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: Buffer };

/** One request with its path exactly as written, which an HTTP client would normalize. */
function send(port: number, { method = "POST", path = "/in", headers = {}, body }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body ? { "content-length": String(body.length) } : {};
    const options = { host: "127.0.0.1", port, method, path, rejectUnauthorized: false, agent: false };
    const outgoing = request({ ...options, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

describe.skipIf(nginx === undefined)("the configuration, run by nginx", () => {
  const values = exampleValues({
    endpoint: "https://logs.example.com:8443/in",
    query: [header("Content-Type", "application/x-ndjson"), header("Authorization", secret), param("tags", "a:b")],
  });
  let server: Awaited<ReturnType<typeof startNginx>>;
  beforeAll(async () => {
    server = await startNginx(values, `set $logpush_secret ${quoteNginx(secret)};`);
  });
  afterAll(() => server.stop());

  const body = gzipSync('{"RayID":"1"}\n');
  const statusOf = (sent: Sent) => send(server.port, { headers: { authorization: secret }, body, ...sent });

  test("accepts the emulator's test request and its batches, and stores each unchanged", async () => {
    await withEmulator(
      async ({ api, emulator }) => {
        const form = { ...values, endpoint: `https://127.0.0.1:${server.port}/in` };
        const { message, result } = await api("POST", ZONE_JOBS, toCreateBody(form));
        expect([message, result.enabled]).toEqual(["", true]);
        expect(server.batches()).toEqual(['{"content":"tests"}']);
        emulator.start();
        await eventually(async () => (await api("GET", `${ZONE_JOBS}/${result.id}`)).result.last_complete !== null);
        const [batch = ""] = server.batches().filter((text) => text.includes("RayID"));
        expect(Object.keys(JSON.parse(batch.split("\n")[0] ?? ""))).toEqual(values.fieldNames);
        expect(server.log()).toMatch(/ 200 \d+ \S+\/spool\/\d+\n/);
      },
      { deliveryIntervalMs: 20 },
    );
  });

  test("refuses requests with a missing or wrong secret, and stores nothing of them", async () => {
    const before = server.batches().length;
    for (const authorization of ["", "wrong", secret.toLowerCase(), `${secret}x`, "Bearer"]) {
      expect(await statusOf({ headers: { authorization } }), authorization).toBe(403);
    }
    expect(await statusOf({ headers: {} })).toBe(403);
    expect(server.batches()).toHaveLength(before);
  });

  test("accepts POST only, on this path only, up to the size of the job", async () => {
    expect(await statusOf({ method: "GET", body: undefined })).toBe(405);
    expect(await statusOf({ method: "PUT" })).toBe(405);
    expect(await statusOf({ path: "/other" })).toBe(404);
    expect(await statusOf({ path: "/in/" })).toBe(404);
    expect(await statusOf({ path: "/in?tags=a:b" })).toBe(200);
    expect(await statusOf({ body: Buffer.alloc(5_000_000) })).toBe(200);
    expect(await statusOf({ body: Buffer.alloc(6_000_000) })).toBe(413);
  });
});

describe.skipIf(nginx === undefined)("with other destinations", () => {
  test("an empty secret lets nobody in", async () => {
    const server = await startNginx(exampleValues({ endpoint: "https://a.example/in" }), 'set $logpush_secret "";');
    expect(await send(server.port, { body: Buffer.from("x") })).toBe(503);
    await server.stop();
  });

  test("a header with an underscore is read", async () => {
    const query = [header("api_key", "k")];
    const server = await startNginx(
      exampleValues({ endpoint: "https://a.example", query }),
      'set $logpush_secret "k";',
    );
    expect(await send(server.port, { path: "/", headers: { api_key: "k" }, body: Buffer.from("x") })).toBe(200);
    await server.stop();
  });

  test("paths are matched as they are sent, and their characters do not end a string", async () => {
    const pieces = [
      "/",
      "//",
      "a",
      "%20",
      "%22",
      "%5C",
      "%7B",
      "%7D",
      "%3B",
      "%C3%A9",
      "$uri",
      "';",
      ".",
      "%2F",
      "%3F",
    ];
    const sampled = fc.sample(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), { numRuns: 300, seed: 7 });
    const paths = [...new Set(sampled.map((parts) => `/${parts.join("")}`)), "/a/../in", "/a/b/.."].filter(
      // Paths that climb above the root are refused.
      (path) => !decodeURIComponent(path).startsWith("/.."),
    );
    const { text } = nginxConfig(exampleValues({ endpoint: "https://a.example/logs//in/./%C3%A9" }));
    expect(text).toContain(`${nginxLocation("/logs//in/./%C3%A9")} {`);
    const blocks = [...new Set(paths.map(nginxLocation))].map((location) => `${location} { return 204; }`);
    const listen = "listen 443 ssl; ssl_certificate /etc/ssl/logpush/fullchain.pem;";
    const key = "ssl_certificate_key /etc/ssl/logpush/privkey.pem;";
    const server = await startText(
      `server { ${listen} ${key}\n${blocks.join("\n")}\nlocation / { return 404; } }\n`,
      "",
    );
    for (const path of paths) expect(await send(server.port, { path }), path).toBe(204);
    expect(await send(server.port, { path: "/none/of/them" })).toBe(404);
    await server.stop();
  });
});
