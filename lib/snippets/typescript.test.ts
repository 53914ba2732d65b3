import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { apiOf, portOf, temporaryFolder, ZONE_ID } from "#lib/emulator/test-kit.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import type { SnippetOptions } from "./snippet.ts";
import { compileTypeScript, tsc, tsx } from "./testing/compile-typescript.ts";
import { createSamples, requestFor, sampleOptions, savedSamples } from "./testing/samples.ts";
import { withFiles } from "./testing/temporary-folder.ts";
import { typeScriptFor } from "./typescript.ts";

const values = exampleValues({
  scope: `zones/${ZONE_ID}`,
  name: "it-s.quoted_1",
  recordSuffix: 'it\'s "quoted" \u0024{HOME} `id` \\\\ \u202ertl 😀',
  endpoint: "https://receiver.headgate.test/snippets",
  query: [header("Authorization", "Bearer '\"`\\$x"), param("tags", "host:a,b c+d")],
  recordPrefix: "{\\t",
  batchPrefix: "[\\n",
  cveRedaction: true,
});

describe("against the emulator", () => {
  const folder = temporaryFolder();
  const emulator = createEmulator({ dataDir: folder.path });
  const api = apiOf((request) => emulator.fetch(request));
  const server = serve({ fetch: (request) => emulator.fetch(request), port: 0, hostname: "127.0.0.1" });
  let options: SnippetOptions = { ...sampleOptions, demoToken: DEMO_TOKEN };

  beforeAll(async () => {
    if (!server.listening) await once(server, "listening");
    if (!("maxHeadersCount" in server)) throw new Error("not a server of HTTP/1");
    options = { ...options, apiBase: `http://127.0.0.1:${portOf(server)}/client/v4` };
  });
  afterAll(async () => {
    server.close();
    await emulator.stop();
    folder.remove();
  });

  test.each([
    ["variables", runAsShown],
    ["inline", run],
  ] as const)("a program as shown creates the job, secrets %s", async (secrets, start) => {
    const made = await start(typeScriptFor(requestFor("create", values), { ...options, secrets }));
    expect(made).toMatchObject({ status: 0, stderr: "" });
    const path = `/zones/${ZONE_ID}/logpush/jobs/${made.stdout.trim()}`;
    expect((await api("GET", path)).result).toMatchObject(toCreateBody(values));
  });

  test("others enable, disable, test and delete it", { timeout: 120_000 }, async () => {
    const made = await run(typeScriptFor(requestFor("create", values), { ...options, secrets: "inline" }));
    const jobId = Number(made.stdout);
    const ref = { scopeKind: "zones" as const, scopeId: ZONE_ID, jobId };
    const saved = { ref, stored: { job: { id: jobId, enabled: true } } };
    const path = `/zones/${ZONE_ID}/logpush/jobs/${jobId}`;

    await run(typeScriptFor(requestFor("switch", values, saved), options));
    expect((await api("GET", path)).result).toMatchObject({ ...toCreateBody(values), enabled: false });
    const tested = await run(typeScriptFor(requestFor("validate", values, saved), options));
    expect(tested.stdout).toContain("valid: true");
    await run(typeScriptFor(requestFor("delete", values, saved), options));
    expect((await api("GET", path)).status).toBe(404);
  });
});

test("without its secret a program stops before it sends anything", async () => {
  const code = typeScriptFor(requestFor("create", values), { ...sampleOptions, isLive: true });
  const { status, stderr } = await run(code, { CLOUDFLARE_BASE_URL: "http://127.0.0.1:9" });
  expect(status).toBe(1);
  expect(stderr).toContain("Set LOGPUSH_AUTHORIZATION first.");
});

test("TypeScript in its strict mode accepts the programs", { timeout: 120_000 }, async () => {
  const samples = [...createSamples(12).slice(0, 12), ...savedSamples()];
  const others = samples.slice(0, 2).map(({ request }) => {
    return typeScriptFor(request, { ...sampleOptions, auth: "key", isLive: true });
  });
  const codes = [...samples.map(({ request }) => typeScriptFor(request, sampleOptions)), ...others];
  const files = Object.fromEntries(codes.map((code, index) => [`${index}.mts`, code]));
  const { status, stdout } = await withFiles(files, (path) => {
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck"];
    const args = [tsc, ...flags, "--types", "node", ...Object.keys(files)];
    return spawnSync(process.execPath, args, { cwd: path, encoding: "utf8" });
  });
  expect([status, stdout]).toEqual([0, ""]);
});

type Outcome = { status: number | null; stdout: string; stderr: string };

/** Without a compiler, as the snippet tells people to. */
function runAsShown(code: string): Promise<Outcome> {
  return withFiles({ "logpush.mts": code }, (folder) => start(["--import", tsx, join(folder, "logpush.mts")]));
}

function run(code: string, env: Record<string, string> = {}): Promise<Outcome> {
  return withFiles({ "logpush.mts": code }, (folder) => {
    compileTypeScript(folder, ["logpush.mts"]);
    return start([join(folder, "logpush.mjs")], env);
  });
}

/** The emulator answers in this process, so a program must not be waited for synchronously. */
async function start(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, args, { env: { ...process.env, NO_COLOR: "1", ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  const [status] = await once(child, "close");
  return { status, stdout, stderr };
}
