import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Api, eventually, withEmulator, ZONE_JOBS } from "./test-kit.ts";

const start = Date.parse("2026-11-23T12:00:00Z");

beforeEach(() => {
  process.env.HEADGATE_EMULATOR_FAULTS = "1";
});

afterEach(() => {
  delete process.env.HEADGATE_EMULATOR_FAULTS;
});

describe("the clock", () => {
  test("can be set, moved and reset, and keeps running", async () => {
    let real = start;
    await withEmulator(
      async ({ api }) => {
        const read = async () => (await api("GET", "/__emulator/clock")).result.now;
        expect((await api("PUT", "/__emulator/clock", { now: "2027-01-01T00:00:00+01:00" })).result.now).toBe(
          "2026-12-31T23:00:00.000Z",
        );
        real += 1000;
        expect(await read()).toBe("2026-12-31T23:00:01.000Z");
        await api("PUT", "/__emulator/clock", { advanceMs: 60_000 });
        await api("PUT", "/__emulator/clock", { advanceMs: -30_000 });
        expect(await read()).toBe("2026-12-31T23:00:31.000Z");
        expect((await api("DELETE", "/__emulator/clock")).result.now).toBe("2026-11-23T12:00:01.000Z");
        for (const body of [{}, { now: "soon" }, { advanceMs: 1.5 }, { now: "2027-01-01T00:00:00Z", advanceMs: 1 }]) {
          expect((await api("PUT", "/__emulator/clock", body)).status).toBe(400);
        }
        delete process.env.HEADGATE_EMULATOR_FAULTS;
        expect((await api("GET", "/__emulator/clock")).status).toBe(404);
      },
      { now: () => real },
    );
  });

  test("decides the times of real and of generated deliveries", async () => {
    await withEmulator(
      async ({ api }) => {
        await api("PUT", "/__emulator/clock", { now: "2027-02-03T04:05:06Z" });
        const body = { enabled: true, destination_conf: "https://receiver.headgate.test/in" };
        const { result } = await api("POST", ZONE_JOBS, body);
        await api("POST", "/__emulator/tick");
        expect((await api("GET", `${ZONE_JOBS}/${result.id}`)).result.last_complete).toBe("2027-02-03T04:05:06Z");
      },
      { now: () => start },
    );
    await withEmulator(
      async ({ api }) => {
        const path = await firstJobPath(api);
        await api("PUT", "/__emulator/clock", { now: "2027-02-03T04:05:06Z" });
        expect((await api("GET", path)).result.last_complete).toMatch(/^2027-02-03T04:0[345]/);
      },
      { now: () => start, fleet: { zones: 1, jobs: 1 } },
    );
  });

  test("set back, it stops neither deliveries nor a credential", async () => {
    const limit = { requests: 2, windowSeconds: 300 };
    await withEmulator(
      async ({ api, emulator }) => {
        await api("PUT", "/__emulator/clock", { advanceMs: 86_400_000 });
        emulator.start();
        const hasArrived = (id: unknown) => emulator.receiver.list().some(({ jobId }) => jobId === id);
        await eventually(() => hasArrived(1001));
        const statuses = [];
        for (let call = 0; call < 3; call += 1) statuses.push((await api("GET", "/zones")).status);
        expect(statuses).toEqual([200, 200, 429]);
        await api("DELETE", "/__emulator/clock");
        const { status, result } = await api("POST", ZONE_JOBS, {
          enabled: true,
          destination_conf: "https://receiver.headgate.test/in",
        });
        expect(status).toBe(200);
        await eventually(() => hasArrived(result.id));
      },
      { rateLimit: limit, deliveryIntervalMs: 20 },
    );
  });
});

async function firstJobPath(api: Api): Promise<string> {
  const { result: zones } = (await api("GET", "/zones")).body;
  const zone = Array.isArray(zones) ? zones[0].id : "";
  const { result: jobs } = (await api("GET", `/zones/${zone}/logpush/jobs`)).body;
  return `/zones/${zone}/logpush/jobs/${Array.isArray(jobs) ? jobs[0].id : ""}`;
}
