import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { seedState } from "#lib/emulator/state/seed.ts";
import { exportLiveJobs } from "#lib/server/jobs/export-jobs.ts";
import { contextOf } from "#lib/server/testing/test-context.ts";
import { cleanEnv } from "../../scripts/clean-env.mjs";

const folder = mkdtempSync(join(tmpdir(), "headgate-drift-"));
const file = join(folder, "jobs.json");
/** A name from before Cloudflare refused such characters: it must not control the terminal. */
const hostileName = "burrito\u001b[31m\u009b32m\u202e";
const emulator = createEmulator({ dataDir: stateWith(hostileName) });
let server: ReturnType<typeof serve>;
let baseUrl = "";

beforeAll(async () => {
  const { context } = contextOf((input, init) => emulator.fetch(new Request(input, init)));
  const { jobs } = await exportLiveJobs(context);
  writeFileSync(file, JSON.stringify(jobs.map(({ json }) => json)));
  baseUrl = await new Promise((resolve) => {
    server = serve({ fetch: emulator.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}/client/v4`),
    );
  });
});
afterAll(async () => {
  server.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A data folder of the emulator whose first job has this name. */
function stateWith(name: string): string {
  const dataDir = join(folder, "emulator");
  const { jobs, ...state } = seedState(Date.now());
  const renamed = jobs.map((job) => (job.id === 1001 ? { ...job, settings: { ...job.settings, name } } : job));
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "emulator-state.json"), JSON.stringify({ ...state, jobs: renamed }));
  return dataDir;
}

type Ended = { code: number; out: string; err: string };

function settings() {
  return { CLOUDFLARE_API_TOKEN: DEMO_TOKEN, CLOUDFLARE_BASE_URL: baseUrl, HEADGATE_DATA: folder };
}

/** As a separate program, the way people run it. */
function drift(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const options = ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "drift", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, options, { env: cleanEnv({ ...settings(), ...env }) }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

async function call(method: string, path: string, body?: object): Promise<void> {
  const headers = { authorization: `Bearer ${DEMO_TOKEN}`, "content-type": "application/json" };
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status, await response.text()).toBe(200);
}

describe("the comparison on the command line", () => {
  test("exits with 0 while nothing differs, then lists the differences and exits with 2", async () => {
    const equal = await drift([file]);
    expect(equal).toMatchObject({ code: 0, err: "" });
    expect(equal.out).toMatch(/^0 changed, 0 missing, 0 new, \d+ unchanged\n$/);

    const jobs = "/zones/b206d08237cf5041bd16ec7d4a733d72/logpush/jobs";
    await call("PUT", `${jobs}/1001`, { enabled: false });
    await call("DELETE", `${jobs}/1002`);
    const { code, out } = await drift([file]);
    expect(code).toBe(2);
    expect(out).toContain("\tEnabled\toff\ton\n");
    expect(out).toContain("missing\ttheburritobot.com\ttheburritobot.com-waf\tfirewall_events\n");
    expect(out).toContain("1 changed, 1 missing, 0 new");
    expect(out).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(out).toContain("burrito\\u001b[31m\\u009b32m\\u202e");
  });

  test.each([
    ["two files", [file, file], {}, "usage"],
    ["a file without a job", ["package-lock.json"], {}, "not compared"],
    ["no credential", [file], { CLOUDFLARE_API_TOKEN: "", CLOUDFLARE_BASE_URL: "" }, "CLOUDFLARE_API_TOKEN is not set"],
    ["an API that is not there", [file], { CLOUDFLARE_BASE_URL: "http://127.0.0.1:9/client/v4" }, "Cloudflare API"],
  ])("exits with 1 and the reason: %s", async (_title, args, env, reason) => {
    const { code, out, err } = await drift(args, env);
    expect(code).toBe(1);
    expect(out + err).toContain(reason);
    expect(out + err).not.toContain(DEMO_TOKEN);
  });
});
