import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { AlertEvent } from "#lib/logpush/alerts/alert-message.ts";
import { defaultRoute } from "#lib/logpush/alerts/channel.ts";
import type { HealthState } from "#lib/logpush/job/health.ts";
import { listMessages, readAlertStates, readAlertsReadAt } from "#lib/store/alerts.ts";
import { holdLease, takeLease } from "#lib/store/leases.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { LegacyFileError } from "../base/legacy-file.ts";
import { type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import type { AlertChannel } from "./channels.ts";
import { legacyAlerts as legacyAlertsOf } from "./legacy-alerts.ts";
import { type CoveredJobs, readCoveredJobs } from "./read-covered-jobs.ts";
import type { AlertOutcome } from "./send-alert.ts";
import { signAlert } from "./sign-alert.ts";
import { createWatcher, type WatcherOptions } from "./watcher.ts";

let emulated: Emulated<Emulator>;
let now: number;
const legacyAlerts = legacyAlertsOf(() => "emulator");

beforeEach(() => {
  emulated = openEmulated(createEmulator);
  now = Date.parse("2026-06-01T12:00:00Z");
});
afterEach(() => emulated.close());

const delivered: AlertOutcome = { isDelivered: true, summary: "Delivered: 200 in 5 ms." };
const refused: AlertOutcome = { isDelivered: false, summary: "The endpoint returned 500." };

const environment: AlertChannel = {
  ...{ id: "environment", kind: "webhook", name: "Webhook", isEnabled: true, route: defaultRoute },
  target: { kind: "webhook", url: "https://hooks.example.com/x", key: Buffer.alloc(32) },
};
const slackOf = (id: string, changes: Partial<AlertChannel> = {}): AlertChannel => ({
  ...{ ...environment, id, kind: "slack", name: id, target: { kind: "slack", url: "https://hooks.example.com/s" } },
  ...changes,
});

type Options = Partial<Pick<WatcherOptions, "findTerm" | "realm">> & {
  outcomes?: (AlertOutcome | Error)[];
  channels?: AlertChannel[];
  clock?: () => number;
};

/** A watcher of the emulator's jobs. One of the jobs gets the given states one after the other. */
function watching(
  { db }: Store,
  {
    outcomes = [],
    channels = [environment],
    realm = "emulator",
    findTerm = async () => 1,
    clock = () => now,
  }: Options = {},
) {
  const sent: { id: string; body: string }[] = [];
  const toSlack: typeof sent = [];
  const events: AlertEvent[] = [];
  const since: number[] = [];
  const muted = new Set<string>();
  let state: HealthState = "healthy";
  let change: (list: CoveredJobs) => CoveredJobs | Promise<CoveredJobs> = (list) => list;
  const watcher = createWatcher({
    db,
    realm,
    findTerm,
    readJobs: async () => {
      const list = await readCoveredJobs(emulated.context);
      const jobs = list.jobs.map((job) =>
        job.name === "burrito-requests" ? { ...job, health: { ...job.health, state } } : job,
      );
      return await change({ ...list, jobs });
    },
    findEvents: async ({ sinceMs }) => {
      since.push(sinceMs);
      return events.splice(0);
    },
    readChannels: async () => channels,
    readMuted: async () => muted,
    send: async (target, { id, body }) => {
      sent.push({ id, body });
      if (target.kind === "slack") toSlack.push({ id, body });
      const outcome = outcomes.shift() ?? delivered;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    now: clock,
  });
  return {
    ...{ sent, toSlack, events, since, muted },
    change: (next: typeof change) => {
      change = next;
    },
    async see(next: HealthState, afterMs = 60_000) {
      state = next;
      now += afterMs;
      await watcher.round();
    },
    round: watcher.round,
    become: (next: HealthState) => {
      state = next;
    },
  };
}

describeEachStore("a watcher", ({ store, openAnother }) => {
  const messages = () => listMessages(store().db, "emulator");

  /** A watcher of so many jobs, all in one state. */
  function watchingMany(count: number, channels: AlertChannel[]) {
    const watched = watching(store(), { channels });
    let many: HealthState = "healthy";
    watched.change((list) => {
      const [job] = list.jobs;
      if (!job) throw new Error("no job");
      const of = (index: number) => ({
        ...{ ...job, name: `many-${index}`, dataset: index < 12 ? "http_requests" : "dns_logs" },
        ref: { scopeKind: "zones" as const, scopeId: zoneId, jobId: 50_000 + index },
        health: { ...job.health, state: many },
      });
      return { ...list, jobs: Array.from({ length: count }, (_, index) => of(index)) };
    });
    const become = async (state: HealthState) => {
      many = state;
      watched.sent.length = 0;
      // What is seen twice is believed.
      for (let round = 0; round < 2; round += 1) await watched.see("healthy");
      // Channels do not wait for each other.
      return watched.sent.map(({ body }) => JSON.parse(body)).sort((a, b) => (a.text < b.text ? 1 : -1));
    };
    return { ...watched, become };
  }

  test("sends one digest to each channel when 500 jobs fail at once, and when they recover", async () => {
    const dns = slackOf("dns", { route: { ...defaultRoute, dataset: "dns_logs" } });
    const { become } = watchingMany(500, [environment, dns]);
    expect(await become("healthy")).toEqual([]);
    const failed = await become("failing");
    expect(failed.map(({ type, data }) => [type, data.counts])).toEqual([
      ["jobs.digest", { failing: 500 }],
      ["jobs.digest", { failing: 488 }],
    ]);
    const [whole] = failed;
    expect(whole.text).toMatch(/^500 jobs are failing: many-0 \(.+\), .*many-9 \(.+\) and 490 more\.$/);
    expect(whole.data.jobs).toHaveLength(10);
    expect(whole.data.list).toMatch(/^\/\?scope=zones%2F[0-9a-f]{32}&health=failing$/);
    expect((await become("healthy")).map(({ data }) => data.counts)).toEqual([{ recovered: 500 }, { recovered: 488 }]);
    // Two channels got two messages each.
    expect(await messages()).toHaveLength(4);
  });

  test("resolves the incident of each job in PagerDuty, though many recover at once", async () => {
    const target = { kind: "pagerduty", routingKey: "k", region: "us" } as const;
    const { become } = watchingMany(12, [slackOf("duty", { kind: "pagerduty", target })]);
    await become("healthy");
    expect((await become("failing")).map(({ type }) => type)).toEqual(["jobs.digest"]);
    expect((await become("healthy")).map(({ data }) => data.state)).toEqual(Array(12).fill("healthy"));
  });

  test("reports nothing new of the jobs of a muted zone", async () => {
    const { become, muted } = watchingMany(3, [environment]);
    await become("healthy");
    muted.add(`zones/${zoneId}`);
    expect(await become("failing")).toEqual([]);
    muted.clear();
    expect(await become("failing")).toHaveLength(3);
  });

  test("sends ten changes one by one", async () => {
    const { see, sent, events } = watching(store());
    await see("healthy");
    const timestamp = new Date(now).toISOString();
    for (let index = 0; index < 10; index += 1) {
      const data = { scope: `zones/${zoneId}`, job: index };
      events.push({
        kind: "failing",
        id: `msg_${index}`,
        body: { type: "job.state_changed", timestamp, text: "x", data },
      });
    }
    await see("healthy");
    expect(sent).toHaveLength(10);
  });

  test("waits once a round for a channel that does not answer, and sends the rest later", async () => {
    const timeout: AlertOutcome = { isDelivered: false, summary: "No answer.", failure: "timeout" };
    const { see, sent, events, toSlack } = watching(store(), {
      channels: [environment, slackOf("chat")],
      outcomes: [timeout],
    });
    await see("healthy");
    for (const id of ["msg_1", "msg_2", "msg_3"]) {
      const timestamp = new Date(now).toISOString();
      events.push({ kind: "budget", id, body: { type: "usage.budget_reached", timestamp, text: id, data: {} } });
    }
    await see("healthy");
    expect(toSlack.length === 3 ? sent.length - 3 : toSlack.length).toBe(1);
    await see("healthy");
    expect(sent).toHaveLength(7);
    expect((await messages()).every(({ outcome }) => outcome === "sent")).toBe(true);
  });

  test("reports trouble and its end, each once, but no trouble from before the start", async () => {
    const { see, sent } = watching(store());
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
    const before = watching(store());
    for (const state of ["healthy", "failing"] as const) await before.see(state);
    const after = watching(openAnother());
    await after.see("failing");
    await after.see("failing");
    expect(after.sent).toHaveLength(1);
  });

  test("tries again under the same id, also after a restart, and gives up after five tries", async () => {
    const first = watching(store(), { outcomes: Array(5).fill(refused) });
    for (const state of ["healthy", "failing", "failing"] as const) await first.see(state);
    expect(first.sent).toHaveLength(1);
    await first.see("failing", 5000);
    expect(first.sent).toHaveLength(1);
    const second = watching(openAnother(), { outcomes: Array(5).fill(refused) });
    for (const pause of [10_000, 60_000, 300_000, 1_800_000, 3_600_000]) await second.see("failing", pause);
    expect(second.sent).toHaveLength(4);
    expect(new Set([...first.sent, ...second.sent].map(({ id }) => id)).size).toBe(1);
    expect(await messages()).toMatchObject([{ outcome: "failed", tries: 5, result: refused.summary }]);
  });

  test("a scope that cannot be read does not change the states of its jobs", async () => {
    const { see, change, sent } = watching(store());
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

  test("takes the first inventory for the baseline only when every scope was tried", async () => {
    const { see, change, sent } = watching(store());
    const without = ({ jobs }: CoveredJobs) => jobs.filter(({ name }) => name !== "burrito-requests");
    change((list) => ({ ...list, jobs: without(list), isTried: false }));
    await see("failing");
    expect(await readAlertsReadAt(store().db, "emulator")).toBeUndefined();
    change((list) => list);
    for (const state of ["failing", "failing", "failing"] as const) await see(state);
    expect(sent).toEqual([]);
    for (const state of ["healthy", "healthy"] as const) await see(state);
    expect(sent.map(({ body }) => JSON.parse(body).data.state)).toEqual(["healthy"]);
  });

  test.each([
    ["before all is listed", { isListed: false, unread: [] }],
    ["while their scope is unread", { isListed: true, unread: [`zones/${zoneId}`] }],
  ])("does not take jobs for gone %s", async (_title, coverage) => {
    const { see, change, sent } = watching(store());
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    const before = await readAlertStates(store().db, "emulator");
    change((list) => ({
      ...{ ...list, ...coverage },
      jobs: list.jobs.filter(({ ref }) => coverage.isListed && ref.scopeId !== zoneId),
    }));
    await see("healthy");
    expect([...(await readAlertStates(store().db, "emulator")).keys()].sort()).toEqual([...before.keys()].sort());
    change((list) => list);
    for (const state of ["failing", "failing", "failing"] as const) await see(state);
    expect(sent).toHaveLength(1);
    change((list) => ({ ...list, jobs: [] }));
    await see("failing");
    expect(await readAlertStates(store().db, "emulator")).toEqual(new Map());
  });

  test("reports an event of another kind once, and none from before the baseline", async () => {
    const { see, events, sent } = watching(store());
    const event = (id: string): AlertEvent => {
      const timestamp = new Date(now).toISOString();
      return { kind: "failing", id, body: { type: "job.state_changed", timestamp, text: `About ${id}.`, data: {} } };
    };
    await see("healthy");
    events.push(event("msg_a"), event("msg_a"));
    await see("healthy");
    events.push(event("msg_a"), event("msg_b"));
    await see("healthy");
    expect(sent.map(({ id }) => id)).toEqual(["msg_a", "msg_b"]);
  });

  test("sends each channel what it takes: its kinds, its zone, and a recovery where the trouble went", async () => {
    const route = (changes: Partial<AlertChannel["route"]>) => ({ route: { ...defaultRoute, ...changes } });
    const channels = [
      slackOf("all"),
      slackOf("no-data-only", route({ alerts: ["stale", "recovered"] })),
      slackOf("zone", route({ scope: `zones/${zoneId}` })),
      slackOf("other-zone", route({ scope: `zones/${"0".repeat(32)}` })),
      slackOf("other-dataset", route({ dataset: "dns_logs" })),
      slackOf("disabled", { isEnabled: false }),
    ];
    const { see } = watching(store(), { channels });
    for (const state of ["healthy", "failing", "failing", "healthy", "healthy"] as const) await see(state);
    const got = (await messages()).map(({ channel, kind }) => `${channel} ${kind}`);
    expect(got.toSorted()).toEqual(["all failing", "all recovered", "zone failing", "zone recovered"]);
  });

  test("gives up what waits for a channel that was disabled or deleted, and a broken channel holds up no other", async () => {
    const channels = [slackOf("a"), slackOf("b"), environment];
    const { see } = watching(store(), { channels, outcomes: [new Error("killed"), refused, refused] });
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    expect((await messages()).map(({ outcome, tries }) => [outcome, tries])).toEqual(Array(3).fill(["waiting", 1]));
    channels.splice(0, 2, slackOf("b", { isEnabled: false }));
    for (let count = 0; count < 3; count += 1) await see("failing", 120_000);
    expect(
      Object.fromEntries((await messages()).map(({ channel, outcome, result }) => [channel, [outcome, result]])),
    ).toEqual({
      a: ["failed", "The channel was deleted."],
      b: ["failed", "The channel is disabled."],
      environment: ["sent", delivered.summary],
    });
  });

  test("without an enabled channel reports nothing later of what happened then, but what persists", async () => {
    const channels = [slackOf("a")];
    const { see, sent, since } = watching(store(), { channels });
    await see("healthy");
    channels[0] = slackOf("a", { isEnabled: false });
    for (const state of ["failing", "failing", "healthy", "failing"] as const) await see(state);
    expect(sent).toEqual([]);
    channels[0] = slackOf("a");
    const enabledAt = now;
    for (const state of ["failing", "failing"] as const) await see(state);
    expect(sent.map(({ body }) => JSON.parse(body).data.state)).toEqual(["failing"]);
    expect(Math.min(...since.slice(-2))).toBe(enabledAt);
  });

  test("holds back what a muted job does, and reports it after the mute", async () => {
    const { see, sent, muted, events } = watching(store());
    await see("healthy");
    muted.add(`zones/${zoneId}/1001`);
    const data = { scope: `zones/${zoneId}`, job: 1001 };
    events.push({
      ...{ kind: "failing", id: "msg_a" },
      body: { type: "x", timestamp: new Date(now).toISOString(), text: "Changed.", data },
    });
    for (const state of ["failing", "failing", "failing"] as const) await see(state);
    expect(sent).toEqual([]);
    muted.clear();
    await see("failing");
    expect(sent.map(({ body }) => JSON.parse(body).data.state)).toEqual(["failing"]);
  });

  test("does not try a channel again whose secret no key opens", async () => {
    const { see, sent } = watching(store(), { channels: [slackOf("a", { target: undefined })] });
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    expect(sent).toEqual([]);
    expect(await messages()).toMatchObject([{ outcome: "failed", tries: 1, next_try_at: null }]);
  });

  test("knows nothing of another realm, and sends none of its messages", async () => {
    const one = watching(store(), { realm: "live", outcomes: [refused] });
    for (const state of ["healthy", "failing", "failing"] as const) await one.see(state);
    const other = watching(openAnother());
    for (const state of ["failing", "failing", "failing"] as const) await other.see(state);
    expect(other.sent).toEqual([]);
    expect(await messages()).toEqual([]);
    expect(await listMessages(store().db, "live")).toMatchObject([{ outcome: "waiting", tries: 1 }]);
  });

  test("stores no value of a destination", async () => {
    const { see, sent } = watching(store());
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    const stored = [await messages(), [...(await readAlertStates(store().db, "emulator"))]];
    expect(stored.flat().length).toBeGreaterThan(1);
    expect(JSON.stringify([stored, sent])).not.toMatch(/FAKE-SEED|header_|whsec_/);
  });

  test("on two servers that both believe they lead sends each message once", async () => {
    const both = [watching(store()), watching(openAnother())];
    for (const state of ["healthy", "failing", "failing", "failing", "healthy", "healthy"] as const) {
      now += 60_000;
      for (const each of both) each.become(state);
      await Promise.all(both.map((each) => each.round()));
    }
    const sent = both.flatMap((each) => each.sent.map(({ body }) => JSON.parse(body).data.state));
    expect(sent.sort()).toEqual(["failing", "healthy"]);
  });

  test("that does not lead, or no longer, stores nothing", async () => {
    const ask = { name: "watcher", now: 1000, ttlMs: 1000 };
    const findTerm: WatcherOptions["findTerm"] = (db) => holdLease(db, { name: "watcher", holder: "a", now: 1500 });
    const { see, change } = watching(store(), { findTerm });
    await see("healthy");
    expect(await readAlertStates(store().db, "emulator")).toEqual(new Map());
    await takeLease(store().db, { ...ask, holder: "a" });
    change(async (list) => {
      // Another server leads for a while.
      await takeLease(store().db, { ...ask, holder: "b", now: 3000 });
      return list;
    });
    await see("healthy");
    expect(await readAlertStates(store().db, "emulator")).toEqual(new Map());
  });

  test("killed between sending and noting repeats the message once, with the same id", async () => {
    const killed = watching(store(), { outcomes: [new Error("killed")] });
    for (const state of ["healthy", "failing", "failing"] as const) await killed.see(state);
    expect(killed.sent).toHaveLength(1);
    const next = watching(openAnother());
    await next.see("failing", 60_000);
    expect(next.sent).toEqual([]);
    for (let count = 0; count < 5; count += 1) await next.see("failing", 60_000);
    expect(next.sent).toEqual(killed.sent);
    expect(await messages()).toMatchObject([{ outcome: "sent", tries: 2 }]);
  });

  test("killed during every attempt gives up after the fifth", async () => {
    const killed = watching(store(), { outcomes: Array(9).fill(new Error("killed")) });
    for (const state of ["healthy", "failing", "failing"] as const) await killed.see(state);
    for (let count = 0; count < 20; count += 1) await killed.see("failing", 120_000);
    expect(killed.sent).toHaveLength(5);
    expect(await messages()).toMatchObject([{ outcome: "failed", tries: 5, next_try_at: null }]);
  });

  test("gives a change the same id whenever it is found, and the next one of the same kind another", async () => {
    const episode = ["healthy", "failing", "failing", "healthy", "healthy"] as const;
    const first = watching(store());
    for (const state of episode) await first.see(state);
    const { db } = store();
    for (const table of ["alert_state", "alert_outbox", "alert_event", "meta"] as const)
      await db.deleteFrom(table).execute();
    now += 5 * 60_000;
    const again = watching(openAnother());
    for (const state of episode) await again.see(state);
    const idsOf = ({ sent }: typeof first) => sent.map(({ id }) => id);
    expect(idsOf(again)[0]).toBe(idsOf(first)[0]);
    now += 60 * 60_000;
    for (const state of episode) await again.see(state);
    expect(new Set(idsOf(again)).size).toBe(4);
    for (const id of idsOf(again)) expect(id.length).toBeLessThanOrEqual(100);
  });

  test("takes over the file of an older version, and writes it", async () => {
    const { db } = store();
    expect(await legacyAlerts.write(db)).toBeUndefined();
    const { see } = watching(store(), { outcomes: [refused] });
    for (const state of ["healthy", "failing", "failing"] as const) await see(state);
    const text = (await legacyAlerts.write(db)) ?? "";
    const file = JSON.parse(text);
    expect(file).toMatchObject({
      version: 1,
      lookedAt: new Date(now).toISOString(),
      messages: [{ outcome: "waiting", tries: 1, told: refused.summary, nextTryAt: now + 10_000 }],
    });
    expect(Object.values(file.states)).toContainEqual(expect.objectContaining({ told: "failing", seen: "failing" }));
    for (const table of ["alert_state", "alert_outbox", "alert_event", "meta"] as const)
      await db.deleteFrom(table).execute();
    await legacyAlerts.takeOver(db, text);
    expect(await legacyAlerts.write(db)).toBe(text);
    expect(await legacyAlertsOf(() => "live").write(db)).toBeUndefined();
    const after = watching(store());
    await after.see("failing");
    expect(after.sent.map(({ id }) => id)).toEqual([file.messages[0].id]);
    await legacyAlerts.takeOver(db, text.replace('"outcome":"waiting"', '"outcome":"sent"'));
    expect(await messages()).toMatchObject([{ outcome: "sent", next_try_at: null }]);
    for (const damaged of ["", "{", '{"version":2}', text.replace('"failing"', '"odd"')]) {
      await expect(legacyAlerts.takeOver(db, damaged)).rejects.toBeInstanceOf(LegacyFileError);
    }
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
