import { describe, expect, test } from "vitest";
import type { PushTally } from "./state/model.ts";
import { countPush, hourOf, KEPT_HOURS, KEPT_MINUTES, minuteOf } from "./state/pushes.ts";
import { ACCOUNT_ID, type Api, withEmulator, ZONE_ID, ZONE_JOBS } from "./test-kit.ts";

const now = Date.parse("2026-11-23T12:30:00Z");
const times = { from: "2026-11-22T13:00:00Z", to: "2026-11-23T13:00:00Z" };

/** A query as monitoring tools write it, with variables. */
const byZone = `query ($zone: String!, $from: Time!, $to: Time!) {
  viewer {
    zones(filter: { zoneTag: $zone }) {
      logpushHealthAdaptiveGroups(limit: 100, filter: { datetime_geq: $from, datetime_lt: $to, status_neq: 200 }) {
        count
        dimensions { jobId status destinationType }
      }
    }
  }
}`;

function ask(api: Api, query: string, variables: object = {}) {
  return api("POST", "/graphql", { query, variables });
}

describe("the analytics of Logpush", () => {
  test("group by the requested dimensions", async () => {
    await withEmulator(
      async ({ api }) => {
        const { status, body } = await ask(api, byZone, { zone: ZONE_ID, ...times });
        expect(status).toBe(200);
        expect(body.errors).toBeNull();
        // Three hours of failure as one group, because the hour is not requested.
        const group = { count: expect.any(Number), dimensions: { jobId: 1002, status: 401, destinationType: "https" } };
        expect(body.data).toEqual({ viewer: { zones: [{ logpushHealthAdaptiveGroups: [group] }] } });
      },
      { now: () => now },
    );
  });

  test("report what is wrong with a query in errors, with status 200", async () => {
    await withEmulator(async ({ api }) => {
      const field = await ask(api, "{ viewer { zones { noSuchDataset { count } } } }");
      expect(field.status).toBe(200);
      expect(field.body).toMatchObject({ data: null, errors: [{ message: expect.stringContaining("noSuchDataset") }] });
      const many = `{ viewer { ${Array.from({ length: 500 }, (_, index) => `a${index}: zones { logpushHealthAdaptiveGroups(limit: 1, filter: {}) { count } }`).join(" ")} } }`;
      expect((await ask(api, many)).body).toMatchObject({
        data: null,
        errors: [{ message: expect.stringContaining("tokens") }],
      });
      const foreign = await ask(api, byZone, { zone: "0".repeat(32), ...times });
      expect(foreign.body.errors).toMatchObject([
        { message: expect.stringContaining("does not have access to the path") },
      ]);
      const account = `{ viewer { accounts(filter: { accountTag: "${ACCOUNT_ID}" }) {
        logpushHealthAdaptiveGroups(limit: 1, filter: {}) { count } } } }`;
      expect((await ask(api, account)).body.errors).toBeNull();
    });
  });

  test("count each push of the delivery loop, and survive a deleted job", async () => {
    await withEmulator(async ({ api, emulator }) => {
      const { result } = await api("POST", ZONE_JOBS, {
        enabled: true,
        destination_conf: "https://receiver.headgate.test/in",
      });
      const query = `{ viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) {
        logpushHealthAdaptiveGroups(limit: 9, filter: { jobId: ${result.id} }) { count dimensions { status } } } } }`;
      const groups = async () => {
        const { body } = await ask(api, query);
        return JSON.stringify(body.data);
      };
      expect(await groups()).toContain('"logpushHealthAdaptiveGroups":[]');
      process.env.HEADGATE_EMULATOR_FAULTS = "1";
      try {
        await api("POST", "/__emulator/tick");
        expect(await groups()).toContain('[{"count":1,"dimensions":{"status":200}}]');
        await api("PUT", "/__emulator/answer", { answer: "unauthorized" });
        await api("POST", "/__emulator/tick");
        expect(await groups()).toContain('{"count":1,"dimensions":{"status":401}}');
      } finally {
        delete process.env.HEADGATE_EMULATOR_FAULTS;
      }
      await api("DELETE", `${ZONE_JOBS}/${result.id}`);
      expect(await groups()).toContain('"logpushHealthAdaptiveGroups":[]');
      expect(emulator.faults.list()).toEqual([]);
    });
  });
});

describe("stored pushes", () => {
  const tally = (status: number, count = 1): PushTally => ({
    status,
    final: 1,
    count,
    records: 10 * count,
    bytes: 1000 * count,
    bytesCompressed: 100 * count,
  });

  test("minutes become hours, and hours that are too old are dropped", () => {
    let pushes = countPush(undefined, { jobId: 1, tally: tally(200), nowMs: now });
    pushes = countPush(pushes, { jobId: 1, tally: tally(200), nowMs: now });
    pushes = countPush(pushes, { jobId: 1, tally: { ...tally(500), final: 0 }, nowMs: now });
    expect(pushes).toEqual({ 1: { [minuteOf(now)]: [tally(200, 2), { ...tally(500), final: 0 }] } });
    const soon = now + (KEPT_MINUTES + 1) * 60_000;
    pushes = countPush(pushes, { jobId: 1, tally: tally(200), nowMs: soon });
    expect(pushes).toEqual({
      1: { [hourOf(now)]: [tally(200, 2), { ...tally(500), final: 0 }], [minuteOf(soon)]: [tally(200)] },
    });
    const later = now + KEPT_HOURS * 3_600_000;
    expect(countPush(pushes, { jobId: 1, tally: tally(500), nowMs: later })).toEqual({
      1: { [hourOf(soon)]: [tally(200)], [minuteOf(later)]: [tally(500)] },
    });
  });

  test("the counts of older files are read", () => {
    const nothing = { records: 0, bytes: 0, bytesCompressed: 0 };
    const old = { 1: { [hourOf(now)]: { 200: 3, 401: 2 } } };
    expect(countPush(old, { jobId: 1, tally: tally(200), nowMs: now })).toEqual({
      1: {
        [hourOf(now)]: [
          { status: 200, final: 1, count: 3, ...nothing },
          { status: 401, final: 0, count: 2, ...nothing },
        ],
        [minuteOf(now)]: [tally(200)],
      },
    });
  });
});
