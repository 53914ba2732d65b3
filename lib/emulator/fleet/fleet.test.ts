import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findDataset } from "../datasets.ts";
import { createEmulator, type EmulatorOptions } from "../emulator.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { parseHttpsDestination } from "../push/destination.ts";
import { buildUpload, deliveryErrorText } from "../push/upload.ts";
import { isUnresolvableHost } from "../receiver/hosts.ts";
import { createReceiver } from "../receiver/receiver.ts";
import { requirePlan, requireSettings } from "../rules/job-settings.ts";
import { type Api, apiOf, temporaryFolder, withEmulator } from "../test-kit.ts";
import { createFleet } from "./fleet.ts";
import { type Behavior, type JobPlan, planJob } from "./plan.ts";
import { serviceKeysAt } from "./simulate.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const now = Date.parse("2026-11-23T12:34:56Z");
const sample = Array.from({ length: 200 }, (_, zone) => [0, 1, 2, 3, 4].map((job) => planJob(zone, job))).flat();
const [firstZone = ""] = createFleet({ zones: 1, jobs: 0 }).places.zones.map(({ id }) => id);
const firstJobs = `/zones/${firstZone}/logpush/jobs`;

function planOf(behavior: Behavior, isWanted: (plan: JobPlan) => boolean = () => true): JobPlan {
  const plan = sample.find((each) => each.behavior === behavior && isWanted(each));
  if (!plan) throw new Error(`no ${behavior} job in the sample`);
  return plan;
}

function pathOf({ zoneIndex, id }: JobPlan): string {
  const zone = createFleet({ zones: zoneIndex + 1, jobs: 5 }).places.zones[zoneIndex];
  return `/zones/${zone?.id}/logpush/jobs/${id}`;
}

async function listOf(api: Api, path: string): Promise<JsonObject[]> {
  const { result } = (await api("GET", path)).body;
  return Array.isArray(result) ? result.filter(isJsonObject) : [];
}

type Row = { count: number; dimensions: { [name: string]: string | number } };

/** The deliveries of a zone or an account, in groups. */
async function groupsOf(api: Api, zone: string, filter: string, dimensions: string): Promise<Row[]> {
  const query = `{ viewer { zones(filter: { zoneTag: "${zone}" }) {
    logpushHealthAdaptiveGroups(limit: 10000, filter: { ${filter} }) { count dimensions { ${dimensions} } } } } }`;
  const { body } = await api("POST", "/graphql", { query });
  expect(body.errors).toBeNull();
  return JSON.parse(JSON.stringify(body.data)).viewer.zones[0].logpushHealthAdaptiveGroups;
}

function total(rows: Row[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

describe("the places of a fleet", () => {
  test("do not depend on its size, and their names and IDs are distinct", () => {
    const large = createFleet({ zones: 10_000, jobs: 0 }).places;
    expect(createFleet({ zones: 50, jobs: 2 }).places).toEqual({
      accounts: large.accounts,
      zones: large.zones.slice(0, 50),
    });
    expect(new Set(large.zones.map(({ name }) => name)).size).toBe(10_000);
    expect(new Set(large.zones.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(large.zones.map(({ accountId }) => accountId))).toEqual(new Set(large.accounts.map(({ id }) => id)));
    expect(firstZone).toBe("0de17d15ef81d0068505f022191626f6");
  });

  test.each([
    { zones: 0, jobs: 1 },
    { zones: 10_001, jobs: 1 },
    { zones: 1, jobs: 101 },
    { zones: 1.5, jobs: 1 },
  ])("are refused for %o", (size) => {
    expect(() => createFleet(size)).toThrow("A fleet has");
  });

  test("are listed in pages, and found by name", async () => {
    await withEmulator(
      async ({ api }) => {
        const seen: unknown[] = [];
        for (let page = 1; page <= 20; page += 1) {
          const zones = await listOf(api, `/zones?per_page=50&page=${page}`);
          seen.push(...zones.map(({ id }) => id));
        }
        expect(new Set(seen).size).toBe(1000);
        const last = await api("GET", "/zones?per_page=50&page=20");
        expect(last.body.result_info).toEqual({
          page: 20,
          per_page: 50,
          count: 50,
          total_count: 1000,
          total_pages: 20,
        });
        expect(await listOf(api, "/zones?per_page=50&page=21")).toEqual([]);
        expect((await api("GET", "/zones?per_page=51")).status).toBe(400);
        expect(await listOf(api, "/zones?name=alder-analytics.example")).toMatchObject([{ id: firstZone }]);
        const bakeries = await listOf(api, "/zones?name=contains:bakery&per_page=50");
        expect(bakeries.length).toBeGreaterThan(3);
        expect(bakeries.every(({ name }) => String(name).includes("bakery"))).toBe(true);
      },
      { fleet: { zones: 1000, jobs: 1 } },
    );
  });
});

describe("generated jobs", () => {
  test("are mostly healthy, and of every kind", () => {
    const share = (behavior: Behavior) => sample.filter((plan) => plan.behavior === behavior).length / sample.length;
    expect(share("delivering")).toBeGreaterThan(0.8);
    for (const behavior of ["failing", "quiet", "disabled", "fresh"] as const) {
      expect(share(behavior)).toBeGreaterThan(0);
      expect(share(behavior)).toBeLessThan(0.07);
    }
    expect(new Set(sample.map(({ dataset }) => dataset)).size).toBe(7);
    expect(new Set(sample.map(({ settings }) => settings.destination_conf.split(":", 1)[0])).size).toBe(5);
    expect(new Set(sample.map(({ id }) => id)).size).toBe(sample.length);
  });

  test("could have been created through the API, even in a free zone", () => {
    for (const { dataset: id, settings } of sample) {
      const dataset = findDataset("zones", id);
      if (!dataset) throw new Error(`no dataset ${id}`);
      requireSettings(settings, { dataset, scopeKind: "zones", accountId: undefined });
      requirePlan(settings, dataset, false);
    }
  });

  test("report what their endpoint really answers", async () => {
    const { send } = createReceiver({ now: () => now, hangMs: 1 });
    const failing = sample.filter(({ errorMessage }) => errorMessage !== null);
    const texts = failing.map(async ({ settings, errorMessage }) => {
      const parsed = parseHttpsDestination(settings.destination_conf);
      if (!parsed.ok) throw new Error(parsed.message);
      const upload = await buildUpload(parsed.value, "{}", { kind: "batch", records: 1 });
      const outcome = await send(upload, new AbortController().signal);
      expect(outcome.ok ? "delivered" : deliveryErrorText(outcome)).toBe(errorMessage);
      return isUnresolvableHost(parsed.value.host) ? "unresolved" : errorMessage;
    });
    expect(new Set(await Promise.all(texts)).size).toBe(5);
  });

  test("show times that fit their state", () => {
    for (let day = 0; day < 30; day += 1) {
      const ms = now + day * 24 * HOUR_MS;
      const age = (time: string | null) => (time === null ? Number.NaN : ms - Date.parse(time));
      const healthy = serviceKeysAt(planOf("delivering"), ms);
      expect(age(healthy.lastComplete)).toBeGreaterThanOrEqual(0);
      expect(age(healthy.lastComplete)).toBeLessThan(2 * MINUTE_MS);
      expect(healthy.lastError).toBeNull();
      const failing = serviceKeysAt(planOf("failing"), ms);
      expect(age(failing.lastError)).toBeLessThan(MINUTE_MS);
      expect(failing.errorMessage).toMatch(/^error /);
      expect(age(failing.lastComplete)).toBeLessThan(24 * HOUR_MS);
      expect(serviceKeysAt(planOf("fresh"), ms).lastComplete).toBeNull();
      expect(age(serviceKeysAt(planOf("quiet"), ms).lastComplete)).toBeLessThan(20 * 24 * HOUR_MS);
      expect(age(serviceKeysAt(planOf("disabled"), ms).lastComplete)).toBeGreaterThan(24 * HOUR_MS);
    }
  });

  test("send nothing until they are changed", async () => {
    await withEmulator(
      async ({ api, emulator }) => {
        const [job] = await listOf(api, firstJobs);
        process.env.HEADGATE_EMULATOR_FAULTS = "1";
        try {
          expect((await api("POST", "/__emulator/tick")).result).toEqual({ jobs: 0 });
          expect((await api("PUT", `${firstJobs}/${job?.id}`, { max_upload_records: 2000 })).status).toBe(200);
          expect((await api("POST", "/__emulator/tick")).result).toEqual({ jobs: 1 });
          expect((await api("PUT", `${firstJobs}/${job?.id}`, { enabled: false })).status).toBe(200);
          expect((await api("POST", "/__emulator/tick")).result).toEqual({ jobs: 0 });
        } finally {
          delete process.env.HEADGATE_EMULATOR_FAULTS;
        }
        const batches = emulator.receiver.list().filter(({ kind }) => kind === "batch");
        expect(batches.map(({ jobId }) => jobId)).toEqual([job?.id]);
      },
      { fleet: { zones: 3, jobs: 4 } },
    );
  });

  test("a quiet job that was changed stays quiet, a failing one can be neither changed nor repaired by chance", async () => {
    const [quiet, failing] = [
      planOf("quiet"),
      planOf("failing", ({ errorMessage }) => errorMessage?.includes("401") === true),
    ];
    await withEmulator(
      async ({ api }) => {
        expect((await api("PUT", pathOf(quiet), { max_upload_records: 2000 })).status).toBe(200);
        const before = (await api("GET", pathOf(quiet))).result.last_complete;
        process.env.HEADGATE_EMULATOR_FAULTS = "1";
        await api("POST", "/__emulator/tick").finally(() => delete process.env.HEADGATE_EMULATOR_FAULTS);
        expect((await api("GET", pathOf(quiet))).result).toMatchObject({ last_complete: before, last_error: null });
        const refused = await api("PUT", pathOf(failing), { enabled: false });
        expect(refused).toMatchObject({ status: 400, message: expect.stringContaining("401") });
      },
      { fleet: { zones: 200, jobs: 5 }, now: () => now },
    );
  });
});

describe("the state of a fleet", () => {
  async function runOn(folder: string, run: (api: Api) => Promise<void>, options: Partial<EmulatorOptions> = {}) {
    const emulator = createEmulator({ dataDir: folder, fleet: { zones: 100, jobs: 10 }, ...options });
    try {
      await run(apiOf((request) => emulator.fetch(request)));
    } finally {
      await emulator.stop();
    }
  }

  test("has changed, created and removed jobs only, and survives a restart", async () => {
    const folder = temporaryFolder();
    try {
      let before: JsonObject[] = [];
      let created: unknown;
      const options = { now: () => now };
      await runOn(
        folder.path,
        async (api) => {
          before = await listOf(api, firstJobs);
          expect(before).toHaveLength(10);
          await api("PUT", `${firstJobs}/${before[0]?.id}`, { name: "changed" });
          expect((await api("DELETE", `${firstJobs}/${before[1]?.id}`)).status).toBe(200);
          expect((await api("DELETE", `${firstJobs}/${before[1]?.id}`)).status).toBe(404);
          const body = { name: "created", enabled: true, destination_conf: "https://receiver.headgate.test/in" };
          created = (await api("POST", firstJobs, body)).result.id;
        },
        options,
      );
      const file = join(folder.path, "emulator-state.json");
      expect(statSync(file).size).toBeLessThan(3000);
      expect(readFileSync(file, "utf8")).not.toContain(String(before[2]?.id));
      await runOn(
        folder.path,
        async (api) => {
          const after = await listOf(api, firstJobs);
          const names = new Map(after.map(({ id, name }) => [id, name]));
          expect(names.get(before[0]?.id)).toBe("changed");
          expect(names.has(before[1]?.id)).toBe(false);
          expect(names.get(created)).toBe("created");
          expect(after.slice(1, -1)).toEqual(before.slice(2));
          const again = await api("POST", firstJobs, { destination_conf: "https://receiver.headgate.test/in" });
          expect(Number(again.result.id)).toBe(Number(created) + 1);
        },
        options,
      );
    } finally {
      folder.remove();
    }
  });

  test("jobs of zones that a smaller fleet lacks wait", async () => {
    const folder = temporaryFolder();
    const conf = { enabled: true, destination_conf: "https://receiver.headgate.test/in" };
    try {
      const { zones } = createFleet({ zones: 100, jobs: 0 }).places;
      await runOn(folder.path, async (api) => {
        expect((await api("POST", `/zones/${zones[99]?.id}/logpush/jobs`, conf)).status).toBe(200);
      });
      process.env.HEADGATE_EMULATOR_FAULTS = "1";
      const rounds = async (api: Api) => (await api("POST", "/__emulator/tick")).result.jobs;
      await runOn(folder.path, async (api) => expect(await rounds(api)).toBe(0), { fleet: { zones: 99, jobs: 10 } });
      await runOn(folder.path, async (api) => expect(await rounds(api)).toBe(1));
    } finally {
      delete process.env.HEADGATE_EMULATOR_FAULTS;
      folder.remove();
    }
  });

  test("the quota counts generated jobs, and is raised for a larger fleet", async () => {
    const conf = { destination_conf: "https://receiver.headgate.test/in" };
    const create = async (options: Partial<EmulatorOptions>) => {
      let refusal = "";
      await withEmulator(async ({ api }) => {
        refusal = (await api("POST", firstJobs, conf)).message;
      }, options);
      return refusal;
    };
    const exceeded = expect.stringContaining("exceeded max jobs allowed");
    expect(await create({ fleet: { zones: 1, jobs: 24 } })).toBe("");
    expect(await create({ fleet: { zones: 1, jobs: 25 } })).toEqual(exceeded);
    expect(await create({ fleet: { zones: 1, jobs: 40 } })).toEqual(exceeded);
    expect(await create({ fleet: { zones: 1, jobs: 40 }, maxJobsPerScope: 41 })).toBe("");
    expect(await create({ fleet: { zones: 1, jobs: 4 }, maxJobsPerScope: 4 })).toEqual(exceeded);
  });
});

describe("the analytics of a fleet", () => {
  const yesterday = 'datetime_geq: "2026-11-22T00:00:00Z", datetime_lt: "2026-11-23T00:00:00Z"';
  const run = (check: (api: Api) => Promise<void>, atMs = now) =>
    withEmulator(({ api }) => check(api), { fleet: { zones: 2, jobs: 10 }, now: () => atMs });

  test("are the same at any time, and hours add up to days", async () => {
    const read = async (atMs: number) => {
      let rows: Row[] = [];
      await run(async (api) => {
        rows = await groupsOf(api, firstZone, yesterday, "jobId datetimeHour");
        const byDay = await groupsOf(api, firstZone, 'date: "2026-11-22"', "date");
        expect(byDay).toEqual([{ count: total(rows), dimensions: { date: "2026-11-22" } }]);
      }, atMs);
      return rows;
    };
    const rows = await read(now);
    expect(rows.filter(({ dimensions }) => dimensions.jobId === 1_000_000)).toHaveLength(24);
    expect(await read(now)).toEqual(rows);
    expect(await read(now + 27 * 24 * HOUR_MS)).toEqual(rows);
  });

  test("are empty before the last 30 days and after now", async () => {
    await run(async (api) => {
      expect(await groupsOf(api, firstZone, 'datetime_lt: "2026-10-24T12:00:00Z"', "date")).toEqual([]);
      expect(await groupsOf(api, firstZone, 'datetime_gt: "2026-11-23T12:34:56Z"', "date")).toEqual([]);
      expect(await groupsOf(api, firstZone, "", "date")).toHaveLength(31);
    });
  });

  test("minutes of the last half hour and the hour before them add up to the hour", async () => {
    const hour = 'datetimeHour: "2026-11-23T12:00:00Z"';
    const counts: number[] = [];
    for (const minute of ["12:20", "12:40", "12:59", "13:00", "13:10", "14:00"]) {
      await run(
        async (api) => {
          counts.push(total(await groupsOf(api, firstZone, hour, "datetimeMinute")));
        },
        Date.parse(`2026-11-23T${minute}:00Z`),
      );
    }
    const [early = 0, later = 0, , whole] = counts;
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(early).toBeLessThan(later);
    expect(counts.slice(3)).toEqual([whole, whole, whole]);
  });

  test("follow a week: nights and weekends differ from days of work", async () => {
    await run(async (api) => {
      const ofDay = async (date: string) =>
        total(await groupsOf(api, firstZone, `date: "${date}", status: 200`, "date"));
      // A Wednesday, the Sunday before it, and the Wednesday before that.
      const [wednesday, sunday, earlier] = [
        await ofDay("2026-11-18"),
        await ofDay("2026-11-15"),
        await ofDay("2026-11-11"),
      ];
      expect(Math.abs(sunday / wednesday - 1)).toBeGreaterThan(0.1);
      expect(Math.abs(earlier / wednesday - 1)).toBeLessThan(0.05);
      const hours = await groupsOf(api, firstZone, 'date: "2026-11-18"', "datetimeHour");
      const counts = hours.map(({ count }) => count);
      expect(Math.max(...counts)).toBeGreaterThan(2 * Math.min(...counts));
    });
  });

  test("filters inside AND limit what is computed, and not what is found", async () => {
    await run(async (api) => {
      const plain = await groupsOf(api, firstZone, yesterday, "jobId status");
      const nested = 'AND: [{ datetime_geq: "2026-11-22T00:00:00Z" }, { datetime_lt: "2026-11-23T00:00:00Z" }]';
      expect(await groupsOf(api, firstZone, nested, "jobId status")).toEqual(plain);
      const either = 'OR: [{ date: "2026-11-21" }, { date: "2026-11-22" }]';
      expect(await groupsOf(api, firstZone, either, "date")).toHaveLength(2);
    });
  });

  test("show failures with their status, and what an account used", async () => {
    const failing = planOf("failing", ({ errorMessage }) => errorMessage?.startsWith("error 401") === true);
    await withEmulator(
      async ({ api }) => {
        const zone = pathOf(failing).split("/")[2] ?? "";
        const rows = await groupsOf(api, zone, `jobId: ${failing.id}, ${yesterday}`, "status final");
        const kinds = rows.map(({ dimensions }) => `${dimensions.status} ${dimensions.final}`).toSorted();
        expect(kinds).toEqual(["200 1", "401 0", "401 1"]);
        const account = (await listOf(api, "/accounts"))[0]?.id;
        const usage = `{ viewer { accounts(filter: { accountTag: "${account}" }) {
          logpushUsageAdaptiveGroups(limit: 100, filter: { date_geq: "2026-11-20" }) { dimensions { date } sum { billableBytes } }
        } } }`;
        const { data } = (await api("POST", "/graphql", { query: usage })).body;
        const days = JSON.parse(JSON.stringify(data)).viewer.accounts[0].logpushUsageAdaptiveGroups;
        expect(days).toHaveLength(4);
        expect(days.every(({ sum }: { sum: { billableBytes: number } }) => sum.billableBytes > 1_000_000)).toBe(true);
      },
      { fleet: { zones: failing.zoneIndex + 1, jobs: 5 }, now: () => now },
    );
  });

  test("keep the past of a job that was changed, and count what it really sends from then on", async () => {
    await withEmulator(
      async ({ api, emulator }) => {
        const groups = () => groupsOf(api, firstZone, `jobId: 1000000, ${yesterday}`, "datetimeHour");
        const before = await groups();
        await api("PUT", `${firstJobs}/1000000`, { max_upload_records: 2000 });
        expect(await groups()).toEqual(before);
        emulator.clock.advance(3 * HOUR_MS);
        const later = 'jobId: 1000000, datetime_geq: "2026-11-23T13:00:00Z"';
        expect(await groupsOf(api, firstZone, later, "datetimeHour")).toEqual([]);
        process.env.HEADGATE_EMULATOR_FAULTS = "1";
        await api("POST", "/__emulator/tick").finally(() => delete process.env.HEADGATE_EMULATOR_FAULTS);
        expect(await groupsOf(api, firstZone, later, "datetimeHour")).toEqual([
          { count: 1, dimensions: { datetimeHour: "2026-11-23T15:00:00Z" } },
        ]);
      },
      { fleet: { zones: 1, jobs: 1 }, now: () => now },
    );
  });
});
