import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cheapHash } from "../../e2e/sign-in.ts";
import { residentMb } from "../resident-mb.mjs";
import { startApp } from "../serve.mjs";
import { startEmulator } from "../standalone-emulator.ts";
import { callsInWindow, type Finding, none, report } from "./report.ts";
import { runTests } from "./run-tests.ts";
import { signIn } from "./sign-in.ts";

type Load = { seconds: number; users: number };

/** The tests with random faults, many more times than usual, and then many people at once. */
export async function runRandom(load: Load): Promise<boolean> {
  const tests = [
    "lib/server/faults.test.ts",
    "lib/server/activity/kill-points.test.ts",
    "lib/server/audit/killed-writers.test.ts",
  ];
  const isWhole = runTests(tests, { FAULT_RUNS: "500", KILL_ROUNDS: "20" });
  const isFine = report(`${load.users} people, ${load.seconds} s`, await runLoad(load));
  return isWhole && isFine;
}

/** Many signed-in people who open the list, sometimes the form, and whose lists refresh automatically. */
async function runLoad({ seconds, users }: Load): Promise<Finding[]> {
  const data = mkdtempSync(join(tmpdir(), "headgate-load-"));
  const emulator = await startEmulator(data);
  const password = "a password for the load";
  const app = await startApp({
    HEADGATE_DATA: join(data, "app"),
    HEADGATE_AUTH: "password",
    HEADGATE_PASSWORD_HASH: cheapHash(password),
    CLOUDFLARE_API_TOKEN: "load-token-0123456789",
    CLOUDFLARE_BASE_URL: emulator.baseUrl,
  });
  const times: number[] = [];
  const failed: string[] = [];
  const memory: number[] = [];
  // One after the other, because concurrent attempts count as guesses.
  const cookies: string[] = [];
  while (cookies.length < users) cookies.push(await signIn({ address: app.origin, origin: app.origin }, password));
  const end = Date.now() + seconds * 1000;

  async function timed(path: string, cookie: string): Promise<void> {
    const begun = performance.now();
    const answer = await fetch(`${app.origin}${path}`, { headers: { cookie } });
    await answer.arrayBuffer();
    times.push(performance.now() - begun);
    if (answer.status >= 500) failed.push(`${answer.status} for ${path}`);
  }

  async function beUser(cookie: string, index: number): Promise<void> {
    for (let step = index; Date.now() < end; step += 1) {
      if (step % 10 === 0) await timed("/jobs/new", cookie);
      else if (step % 10 < 4) await timed("/", cookie);
      else await timed("/jobs/list", cookie);
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
  const calls = (await emulator.calls()).map(({ at }) => at);
  await app.stop();
  emulator.stop();
  rmSync(data, { recursive: true, force: true });

  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  const third = Math.max(1, Math.floor(memory.length / 3));
  const mean = (list: number[]) => list.reduce((sum, mb) => sum + mb, 0) / list.length;
  const slope = (mean(memory.slice(-third)) - mean(memory.slice(third, 2 * third))) / ((third * 5) / 60);
  return [
    {
      what: `${times.length} requests, p50 / p95 / p99`,
      measured: `${at(0.5)} / ${at(0.95)} / ${at(0.99)} ms`,
      bar: "a report",
    },
    none("answers of 500 and more", failed),
    callsInWindow(calls),
    {
      what: "memory",
      measured: `${Math.round(Math.max(...memory))} MB at most, ${slope.toFixed(1)} MB a minute`,
      bar: "a report",
    },
  ];
}
