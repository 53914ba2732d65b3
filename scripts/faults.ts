// The long version of the fault tests, and a load test with many people: `npm run faults [-- --seconds 120 --users
// 64]`.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { hashPassword } from "#lib/server/base/password-hash.ts";
import { actionHeaders, findBuiltAction } from "./built-actions.ts";
import { cleanEnv } from "./clean-env.mjs";
import { residentMb } from "./resident-mb.mjs";
import { freePort, startApp } from "./serve.mjs";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "120" }, users: { type: "string", default: "64" } },
});
const seconds = Number(values.seconds);
const users = Number(values.users);

const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "lib/server/faults.test.ts",
    "lib/server/activity/kill-points.test.ts",
    "lib/server/audit/killed-writers.test.ts",
  ],
  {
    stdio: "inherit",
    env: cleanEnv({ FAULT_RUNS: "500", KILL_ROUNDS: "20" }),
  },
);
const load = await runLoad();
console.table(load.rows);
process.exitCode = status === 0 && load.isWithin ? 0 : 1;

type Row = { scenario: string; measured: string; bar: string };

/** Many signed-in people who open the list, sometimes the form, and whose lists refresh automatically. */
async function runLoad(): Promise<{ rows: Row[]; isWithin: boolean }> {
  const data = mkdtempSync(join(tmpdir(), "headgate-load-"));
  const emulatorPort = await freePort();
  const args = [
    "--conditions",
    "react-server",
    "--import",
    "tsx",
    "cli/headgate.ts",
    "emulator",
    "--port",
    String(emulatorPort),
    "--data",
    join(data, "emulator"),
  ];
  const emulator = spawn(process.execPath, args, {
    env: cleanEnv({ HEADGATE_EMULATOR_FAULTS: "1" }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(emulator.stdout, "data");
  const upstream = await countCalls(emulatorPort);
  const password = "a password for the load";
  const app = await startApp({
    HEADGATE_DATA: join(data, "app"),
    HEADGATE_AUTH: "password",
    HEADGATE_PASSWORD_HASH: await hashPassword(password),
    CLOUDFLARE_API_TOKEN: "load-token-0123456789",
    CLOUDFLARE_BASE_URL: `http://127.0.0.1:${upstream.port}/client/v4`,
  });
  const watch = actionHeaders(findBuiltAction("watchJobs"));
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const memory: number[] = [];
  // One after the other, because concurrent attempts count as guesses.
  const cookies: string[] = [];
  while (cookies.length < users) cookies.push(await signIn(app.origin, password));
  const end = Date.now() + seconds * 1000;

  async function timed(path: string, init: RequestInit): Promise<void> {
    const begun = performance.now();
    const answer = await fetch(`${app.origin}${path}`, init);
    await answer.arrayBuffer();
    times.push(performance.now() - begun);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  }

  async function beUser(cookie: string, index: number): Promise<void> {
    const refresh = {
      method: "POST",
      headers: { cookie, origin: app.origin, ...watch },
      body: "[]",
    };
    for (let step = index; Date.now() < end; step += 1) {
      if (step % 10 === 0) await timed("/jobs/new", { headers: { cookie } });
      else if (step % 10 < 4) await timed("/", { headers: { cookie } });
      else await timed("/", refresh);
      await sleep(3000 + Math.random() * 4000);
    }
  }

  async function watchMemory(): Promise<void> {
    while (Date.now() < end) {
      memory.push(residentMb(app.pid));
      await sleep(5000);
    }
  }

  await Promise.all([watchMemory(), ...cookies.map(beUser)]);
  await app.stop();
  emulator.kill();
  upstream.stop();
  rmSync(data, { recursive: true, force: true });

  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  const perWindow = upstream.mostIn(300_000);
  const failed = Object.entries(statuses).filter(([code]) => Number(code) >= 500);
  const third = Math.max(1, Math.floor(memory.length / 3));
  const mean = (list: number[]) => list.reduce((sum, mb) => sum + mb, 0) / list.length;
  const slope = (mean(memory.slice(-third)) - mean(memory.slice(third, 2 * third))) / ((third * 5) / 60);
  const scenario = `${users} people, ${seconds} s`;
  return {
    rows: [
      {
        scenario,
        measured: `${times.length} requests, ${at(0.5)} / ${at(0.95)} / ${at(0.99)} ms`,
        bar: "p50 / p95 / p99, a report",
      },
      { scenario: "answers of 500 and more", measured: JSON.stringify(Object.fromEntries(failed)), bar: "{}" },
      { scenario: "calls to Cloudflare in five minutes", measured: String(perWindow), bar: "at most 1000" },
      {
        scenario: "memory",
        measured: `${Math.round(Math.max(...memory))} MB at most, ${slope.toFixed(1)} MB a minute`,
        bar: "a report",
      },
    ],
    isWithin: failed.length === 0 && perWindow <= 1000,
  };
}

/** A proxy in front of the upstream that records when each call arrived. */
async function countCalls(to: number): Promise<{ port: number; mostIn(windowMs: number): number; stop(): void }> {
  const calls: number[] = [];
  const server = createServer((received, answer) => {
    calls.push(Date.now());
    const { method, url: path, headers } = received;
    const passedOn = request({ host: "127.0.0.1", port: to, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passedOn.on("error", () => answer.destroy());
    received.pipe(passedOn);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    mostIn: (windowMs) =>
      Math.max(0, ...calls.map((from) => calls.filter((at) => at >= from && at < from + windowMs).length)),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function signIn(origin: string, proof: string): Promise<string> {
  const headers = { origin, "content-type": "application/json" };
  const answer = await fetch(`${origin}/session`, { method: "POST", headers, body: JSON.stringify({ proof }) });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`No session: ${answer.status}`);
  return cookie;
}
