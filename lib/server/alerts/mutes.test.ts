import { beforeEach, expect, test, vi } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { describeActivity } from "../activity/read-activity.ts";
import { findJobs } from "../inventory/find-jobs.ts";
import { readJobPage } from "../job/read-head.ts";
import { openEmulated, zoneId } from "../testing/test-context.ts";
import { muteJob, muteJobs, readMutedKeys } from "./mutes.ts";
import { viewAlerts } from "./read-alerts.ts";

const setting = vi.hoisted(() => ({ alertsOff: false, auth: { kind: "none" } }));

vi.mock("../env/env.ts", async (original) => {
  const { readEnv, ...rest } = await original<typeof import("../env/env.ts")>();
  return { ...rest, readEnv: () => ({ ...readEnv(), ...setting }) };
});

const ref: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
const key = `zones/${zoneId}/1001`;
const hour = 3_600_000;

beforeEach(() => Object.assign(setting, { alertsOff: false, auth: { kind: "none" } }));

async function opened() {
  const emulated = openEmulated<Emulator>(createEmulator);
  let now = Date.parse("2026-06-01T12:00:00Z");
  const context = { ...emulated.context, now: () => now };
  await findJobs(context, parseView(new URLSearchParams()));
  const shown = async () => {
    const page = await readJobPage(context, ref);
    const list = await findJobs(context, parseView(new URLSearchParams("q=burrito-requests")));
    const { mutes } = await viewAlerts(context, { q: "", channel: "", result: "", page: 1 });
    return [page.kind === "job" && page.head.mute, list.rows[0]?.mute, mutes.map(({ label, until }) => [label, until])];
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { context, shown, wait, close: emulated.close };
}

test("a mute is shown on the job, in the list and on the page of alerts, until it ends", async () => {
  const { context, shown, wait, close } = await opened();
  expect(await shown()).toEqual([null, undefined, []]);
  const until = "2026-06-01T20:00:00.000Z";
  expect(await muteJob(context, { ref, minutes: 480 })).toEqual({ until });
  expect(await shown()).toEqual([{ until }, { until }, [["burrito-requests", until]]]);
  wait(8 * hour - 1);
  expect(await readMutedKeys(context)).toEqual(new Set([key]));
  wait(1);
  expect(await readMutedKeys(context)).toEqual(new Set());
  expect(await shown()).toEqual([null, undefined, []]);
  await close();
});

test("a mute without an end lasts until somebody ends it; each step is in the audit log", async () => {
  const { context, shown, wait, close } = await opened();
  await muteJob(context, { ref, minutes: "until-on" });
  wait(1000 * hour);
  expect(await shown()).toEqual([{ until: null }, { until: null }, [["burrito-requests", null]]]);
  expect(await muteJob(context, { ref, minutes: "off" })).toBeNull();
  expect(await shown()).toEqual([null, undefined, []]);
  const intents = (await context.audit.read()).lines.filter(({ kind }) => kind === "intent");
  expect(intents).toMatchObject(Array(2).fill({ action: "mute", scope: `zones/${zoneId}`, jobId: 1001 }));
  await close();
});

test("an unknown job is not muted, nor any job while alerts are off", async () => {
  const { context, shown, close } = await opened();
  const unknown = muteJob(context, { ref: { ...ref, jobId: 999_999 }, minutes: 60 });
  await expect(unknown).rejects.toMatchObject({ error: { code: "E_NOT_FOUND" } });
  setting.auth = { kind: "token" };
  await expect(muteJob(context, { ref, minutes: 60 })).rejects.toMatchObject({ error: { code: "E_ALERTS_OFF" } });
  expect((await shown())[0]).toBeUndefined();
  expect((await context.audit.read()).lines).toEqual([]);
  await close();
});

test("several jobs are muted at once, unknown ones are left out, and the audit log names them", async () => {
  const { context, shown, close } = await opened();
  const refs = [ref, { ...ref, jobId: 1002 }, { ...ref, jobId: 999_999 }];
  expect(await muteJobs(context, { refs, minutes: 480 })).toEqual({
    ...{ mute: { until: "2026-06-01T20:00:00.000Z" }, jobs: 2 },
  });
  expect(await readMutedKeys(context)).toEqual(new Set([key, `zones/${zoneId}/1002`]));
  expect((await shown())[2]).toHaveLength(2);
  const [intent] = (await context.audit.read()).lines;
  expect(intent).toMatchObject({ action: "mute", scope: "" });
  expect(Object.keys((intent?.kind === "intent" && intent.after) || {}).sort()).toEqual([key, `zones/${zoneId}/1002`]);
  const { rows } = await describeActivity(context, { query: parseActivityQuery(new URLSearchParams("kind=mute")) });
  expect(rows[0]).toMatchObject({ verb: "muted alerts of 2 jobs", job: null });
  await muteJobs(context, { refs, minutes: "off" });
  expect(await readMutedKeys(context)).toEqual(new Set());
  const unknown = muteJobs(context, { refs: [{ ...ref, jobId: 999_999 }], minutes: 60 });
  await expect(unknown).rejects.toMatchObject({ error: { code: "E_NOT_FOUND" } });
  await close();
});

test("a muted zone holds back the alerts of all its jobs, until it is unmuted", async () => {
  const { context, shown, close } = await opened();
  const scope = `zones/${zoneId}`;
  const { jobs } = await muteJobs(context, { scope, minutes: "until-on" });
  expect(jobs).toBeGreaterThan(1);
  const ofScope = { until: null, isOfScope: true };
  expect(await shown()).toEqual([ofScope, ofScope, [["theburritobot.com", null]]]);
  // Its own mute comes first.
  await muteJob(context, { ref, minutes: "until-on" });
  expect((await shown())[0]).toEqual({ until: null });
  await muteJob(context, { ref, minutes: "off" });
  expect((await shown())[0]).toEqual(ofScope);
  const { rows } = await describeActivity(context, { query: parseActivityQuery(new URLSearchParams("kind=mute")) });
  expect(rows.at(-1)).toMatchObject({ verb: "muted all alerts of", job: null, zoneName: "theburritobot.com" });
  await muteJobs(context, { scope, minutes: "off" });
  expect(await shown()).toEqual([null, undefined, []]);
  const unknown = muteJobs(context, { scope: `zones/${"0".repeat(32)}`, minutes: 60 });
  await expect(unknown).rejects.toMatchObject({ error: { code: "E_NOT_FOUND" } });
  await close();
});
