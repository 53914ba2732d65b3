import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { HealthState } from "#lib/logpush/job/health.ts";
import type { JobList } from "#lib/logpush/views.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { type Emulated, openEmulated } from "../testing/test-context.ts";
import { type AlertStore, openAlertStore } from "./alert-store.ts";
import type { AlertOutcome } from "./send-alert.ts";
import { signAlert } from "./sign-alert.ts";
import { createWatcher } from "./watcher.ts";

let folder: string;
let store: AlertStore;
let emulated: Emulated<Emulator>;
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-alerts-"));
  store = openAlertStore(folder);
  emulated = openEmulated(createEmulator);
  now = Date.parse("2026-06-01T12:00:00Z");
});
afterEach(async () => {
  await emulated.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A watcher of the emulator's jobs. One of the jobs gets the given states one after the other. */
function watching(outcomes: AlertOutcome[] = []) {
  const sent: { id: string; body: string }[] = [];
  let state: HealthState = "healthy";
  let change: (list: JobList) => JobList = (list) => list;
  const watcher = createWatcher({
    store,
    readJobs: async () => {
      const list = await listJobs(emulated.context);
      const jobs = list.jobs.map((job) =>
        job.name === "burrito-requests" ? { ...job, health: { ...job.health, state } } : job,
      );
      return change({ ...list, jobs });
    },
    send: async ({ id, body }) => {
      sent.push({ id, body });
      return outcomes.shift() ?? { isDelivered: true, summary: "Delivered: 200 in 5 ms." };
    },
    now: () => now,
  });
  return {
    sent,
    change: (next: (list: JobList) => JobList) => {
      change = next;
    },
    async see(next: HealthState, afterMs = 60_000) {
      state = next;
      now += afterMs;
      await watcher.round();
    },
  };
}

const messages = async () => (await store.read()).messages;

describe("a watcher", () => {
  test("reports trouble and its end, each once, but no trouble from before the start", async () => {
    const { see, sent } = watching();
    for (const state of ["healthy", "failing", "failing", "failing", "healthy", "healthy"] as const) await see(state);
    expect(sent.map(({ body }) => JSON.parse(body).data.state)).toEqual(["failing", "healthy"]);
    const [first] = sent.map(({ body }) => JSON.parse(body));
    expect(first).toMatchObject({
      type: "job.state_changed",
      text: "burrito-requests (theburritobot.com, http_requests) is failing.",
      data: { job: 1001, name: "burrito-requests", dataset: "http_requests", previousState: "healthy" },
    });
    expect((await messages()).map(({ outcome }) => outcome)).toEqual(["sent", "sent"]);
  });

  test("continues after a restart", async () => {
    const before = watching();
    for (const state of ["healthy", "failing"] as const) await before.see(state);
    const after = watching();
    await after.see("failing");
    expect(after.sent).toHaveLength(1);
  });

  test("tries again under the same id, and gives up after five tries", async () => {
    const refused = { isDelivered: false, summary: "The endpoint returned 500." };
    const { see, sent } = watching(Array(5).fill(refused));
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    expect(sent).toHaveLength(1);
    await see("failing", 5000);
    expect(sent).toHaveLength(1);
    for (const pause of [10_000, 60_000, 300_000, 1_800_000, 3_600_000]) await see("failing", pause);
    expect(sent).toHaveLength(5);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await messages()).toMatchObject([{ outcome: "failed", tries: 5, told: refused.summary }]);
  });

  test("a scope that cannot be read does not change the states of its jobs", async () => {
    const { see, change, sent } = watching();
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    change((list) => ({
      ...list,
      jobs: [],
      failures: [
        { scope: { path: "zones", name: "Zones" }, error: { code: "E_UPSTREAM_NETWORK", message: "", nextStep: "" } },
      ],
    }));
    await see("healthy");
    change((list) => list);
    await see("failing");
    expect(sent).toHaveLength(1);
  });

  test("stores no value of a destination, in a file that only its owner can read", async () => {
    const { see, sent } = watching();
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    const file = join(folder, "alerts.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const all = readFileSync(file, "utf8") + JSON.stringify(sent);
    expect(all).not.toMatch(/FAKE-SEED|header_|whsec_/);
  });
});

test("the signature is that of Standard Webhooks, as computed by Python", () => {
  const key = Buffer.from("0123456789abcdef0123456789abcdef");
  const signed = { id: "msg_1", body: '{"text":"grün ✓"}', key, nowMs: 1_780_315_200_500 };
  const headers = Object.fromEntries(signAlert(signed));
  const program = `
import base64, hashlib, hmac, sys
body = sys.stdin.buffer.read()
key = base64.b64decode("${key.toString("base64")}")
print("v1," + base64.b64encode(hmac.new(key, b"msg_1.1780315200." + body, hashlib.sha256).digest()).decode())
`;
  const python = spawnSync("python3", ["-c", program], { input: signed.body, encoding: "utf8" });
  expect(headers).toEqual({
    "webhook-id": "msg_1",
    "webhook-timestamp": "1780315200",
    "webhook-signature": python.stdout.trim(),
  });
});
