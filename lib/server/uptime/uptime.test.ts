import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { countUptime, uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { parseUptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { collectChanges } from "../activity/list-changes.ts";
import type { Context } from "../context/context.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { createPushReader, pushPaceOf } from "../inventory/push-reader.ts";
import { readJobUptime } from "../job/read-uptime.ts";
import { type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { countDueUptime } from "./count-uptime.ts";
import { exportUptime } from "./export-uptime.ts";
import { readObjectiveOf, setObjective } from "./objectives.ts";
import { describeUptime } from "./read-uptime.ts";

const ref = { scopeKind: "zones", scopeId: zoneId, jobId: 1002 } as const;
const key = `zones/${zoneId}/1002`;
const view = (text = "") => parseUptimeView(new URLSearchParams(text));

let emulated: Emulated<Emulator>;
let context: Context;
beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  ({ context } = emulated);
  await prepareReading(context, "list");
  const reader = createPushReader(context, pushPaceOf.emulator);
  for (let next = await reader.startNext(); next; next = await reader.startNext()) await next.done;
});
afterEach(() => emulated.close());

async function textOf(file: "periods" | "states"): Promise<string> {
  let text = "";
  for await (const part of (await exportUptime(context, { file, zone: "", dataset: "" })).parts) text += part;
  return text;
}

describe("the page", () => {
  test("sums what was counted of each job, and says when that was", async () => {
    const byJob = await describeUptime(context, view("by=job&days=1"));
    const seeded = byJob.rows.find(({ job }) => job?.ref.jobId === 1002);
    expect(seeded).toMatchObject({
      name: expect.any(String),
      job: { ref, dataset: "firewall_events" },
      objective: null,
    });
    // The seed job loses batches.
    expect(seeded?.periods[1].failed).toBeGreaterThan(0);
    expect(seeded?.periods[1].lost).toBeGreaterThan(0);
    const shares = byJob.rows.map(({ periods: { 1: day } }) => day.delivered / (day.delivered + day.failed));
    expect(shares.filter((share) => !Number.isNaN(share))).toEqual(
      shares.filter((share) => !Number.isNaN(share)).toSorted((a, b) => a - b),
    );
    expect(byJob.asOf).not.toBe(null);
    for (const by of ["zone", "dataset"]) {
      const grouped = await describeUptime(context, view(`by=${by}&days=1`));
      expect(grouped.all).toEqual(byJob.all);
      for (const days of uptimeDays) {
        const sum = grouped.rows.reduce((total, { periods }) => total + periods[days].failed, 0);
        expect(sum, `${by} ${days}`).toBe(byJob.all[days].failed);
      }
    }
    const ofZone = await describeUptime(context, view(`by=job&zone=zones/${zoneId}&page=99`));
    expect(ofZone).toMatchObject({ number: 1, zoneName: "theburritobot.com" });
    expect(ofZone.rows.every(({ job }) => job?.ref.scopeId === zoneId)).toBe(true);
  });

  test("has the same numbers as the page of a job", async () => {
    await countDueUptime(context, { limit: 100 });
    const { rows } = await describeUptime(context, view("by=job"));
    const listed = rows.find(({ job }) => job?.ref.jobId === 1002);
    const [job] = await context.store.db.selectFrom("job").selectAll().where("job_id", "=", 1002).execute();
    if (!job) throw new Error("no job");
    const { periods, gaps, gapCount } = await readJobUptime(context, ref, job);
    for (const days of uptimeDays) {
      const { delivered, failed, noData, waiting, disabled, unknown, lost } = periods[days];
      expect(listed?.periods[days]).toEqual({ delivered, failed, noData, waiting, disabled, unknown, lost });
    }
    expect(gaps[0]).toMatchObject({ kind: "failed", isOpen: true });
    expect(gaps.some(({ lostBatches, lostLines }) => lostBatches > 0 && (lostLines ?? 0) > 0)).toBe(true);
    expect(gapCount).toBeGreaterThanOrEqual(gaps.length);
    expect(countUptime({ spans: [], seenUntil: 0, goneAt: null, hours: [], days: [] }, context.now())[1].unknown).toBe(
      24,
    );
  });
});

describe("files", () => {
  test("have a line per job and period, and per state", async () => {
    const periods = (await textOf("periods")).trim().split("\r\n");
    const { total } = await describeUptime(context, view("by=job"));
    expect(periods).toHaveLength(1 + total * 4);
    expect(periods.filter((line) => line.includes(",1002,")).map((line) => line.split(",")[6])).toEqual([
      "1",
      "7",
      "30",
      "365",
    ]);
    const states = await textOf("states");
    expect(states).toMatch(/,1002,.*,failing,\d{4}-/);
    expect(`${periods}${states}`).not.toMatch(/FAKE-SEED|header_/);
  });
});

describe("objectives", () => {
  test("of a job come before that of all, are audited, and can be given up", async () => {
    const ofAll = { target: 99_900, days: 30 } as const;
    await setObjective(context, { ref: null, objective: ofAll });
    expect(await readObjectiveOf(context, key)).toEqual({ objective: ofAll, isOwnObjective: false });
    await setObjective(context, { ref, objective: { target: 95_000, days: 7 } });
    expect(await readObjectiveOf(context, key)).toEqual({
      objective: { target: 95_000, days: 7 },
      isOwnObjective: true,
    });
    await setObjective(context, { ref, objective: null });
    expect(await readObjectiveOf(context, key)).toEqual({ objective: null, isOwnObjective: true });
    await setObjective(context, { ref, objective: "default" });
    expect(await readObjectiveOf(context, key)).toEqual({ objective: ofAll, isOwnObjective: false });
    const { rows } = await describeUptime(context, view("by=job"));
    expect(rows[0]?.objective).toEqual(ofAll);

    const changes = collectChanges();
    for (const { line } of await context.audit.readBefore({ limit: 100 })) if (line) changes.add(line);
    const listed = changes.list().filter(({ action }) => action === "objective");
    expect(listed.map(({ scope, jobId }) => `${scope} ${jobId}`).sort()).toEqual(
      [" null", ...Array(3).fill(`zones/${zoneId} 1002`)].sort(),
    );
  });

  test("of a job that is not there are refused", async () => {
    await expect(setObjective(context, { ref: { ...ref, jobId: 424_242 }, objective: null })).rejects.toMatchObject({
      error: { code: "E_NOT_FOUND" },
    });
  });
});
