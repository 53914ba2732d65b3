import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import { ACCOUNT_ID, type Api, apiOf, temporaryFolder, withEmulator, ZONE_ID, ZONE_JOBS } from "./test-kit.ts";

/** Queries in the shapes that third-party monitoring tools send. */
const nowMs = Date.parse("2026-11-23T12:30:00Z");
const since = "2026-11-22T12:30:00.000Z";
const otherZone = "e23b50aec07b72b655145c63662d0c32";
const folder = temporaryFolder();
let emulator: Emulator;
let api: Api;

beforeAll(() => {
  emulator = createEmulator({ dataDir: folder.path, now: () => nowMs });
  api = apiOf((request) => emulator.fetch(request));
});
afterAll(async () => {
  await emulator.stop();
  folder.remove();
});

/** The JSON answer of a query; its errors fail the test. */
async function ask(query: string, variables: object = {}, operationName?: string) {
  const { body } = await api("POST", "/graphql", { query, variables, ...(operationName ? { operationName } : {}) });
  expect(body.errors).toBeNull();
  return body.data;
}

describe("other people's queries", () => {
  test("an exporter: many zones, lower-case scalars, a failure filter, the group's `final`", async () => {
    const query = `query ($zoneIDs: [string!], $mintime: Time!, $maxtime: Time!, $limit: uint64!) {
      viewer {
        zones(filter: { zoneTag_in: $zoneIDs }) {
          zoneTag
          logpush: logpushHealthAdaptiveGroups(
            limit: $limit
            filter: { datetime_geq: $mintime, datetime_lt: $maxtime, status_neq: 200 }
          ) {
            count
            dimensions { datetime destinationType jobId status final }
          }
        }
      }
    }`;
    const data = await ask(query, {
      zoneIDs: [ZONE_ID, otherZone],
      mintime: since,
      maxtime: "2026-11-23T12:30:00Z",
      limit: 100,
    });
    expect(data).toMatchObject({ viewer: { zones: [{ zoneTag: ZONE_ID }, { zoneTag: otherZone }] } });
    const text = JSON.stringify(data);
    expect(text).toContain('"jobId":1002,"status":401,"final":0');
    expect(text).toContain('"final":1');
    expect(text).not.toContain('"status":200');
  });

  test("a collector by the minute, ordered by an enum", async () => {
    const query = `query Health($zone: String!, $since: Time!) { viewer { zones(filter: { zoneTag: $zone }) {
      logpushHealthAdaptiveGroups(limit: 5000, filter: { datetimeMinute_geq: $since }, orderBy: [datetimeMinute_ASC]) {
        count
        dimensions { datetimeMinute status }
        sum { bytes bytesCompressed records uploads }
      } } } }`;
    const data = JSON.stringify(await ask(query, { zone: ZONE_ID, since }, "Health"));
    const minutes = Array.from(data.matchAll(/"datetimeMinute":"([^"]+)"/g), ([, at]) => at ?? "");
    expect(minutes.length).toBeGreaterThan(20);
    expect(minutes).toEqual(minutes.toSorted());
    expect(data).toMatch(/"sum":\{"bytes":[1-9]\d*,"bytesCompressed":[1-9]\d*,"records":[1-9]\d*,"uploads":[1-9]\d*\}/);
  });

  test("one order without brackets, the largest first, by five minutes and by quarter", async () => {
    const query = (dimension: string, order: string) => `{ viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) {
      logpushHealthAdaptiveGroups(limit: 3, filter: { date_geq: "2026-11-22" }, orderBy: ${order}) {
        count dimensions { ${dimension} } } } } }`;
    for (const dimension of ["datetimeFiveMinutes", "datetimeFifteenMinutes", "datetimeHour", "date"]) {
      const data = JSON.stringify(await ask(query(dimension, "count_DESC")));
      const counts = Array.from(data.matchAll(/"count":(\d+)/g), ([, count]) => Number(count));
      expect(counts.length).toBeGreaterThan(0);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
    expect(JSON.stringify(await ask(query("date", "sum_bytes_DESC")))).toContain('"date":"2026-11-2');
  });

  test("AND, OR and comparisons; a filter as one variable under the service's name of its type", async () => {
    const query = `query ($filter: ZoneLogpushHealthAdaptiveGroupsFilter_InputObject!) {
      viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) {
        logpushHealthAdaptiveGroups(limit: 9, filter: $filter) { ...Part } } } }
      fragment Part on HealthGroup { count dimensions { status } }`;
    const statuses = async (filter: object) => {
      const data = JSON.stringify(await ask(query, { filter }));
      return Array.from(data.matchAll(/"status":(\d+)/g), ([, status]) => Number(status)).toSorted();
    };
    expect(await statuses({})).toEqual([200, 401]);
    expect(await statuses({ status_in: [200, 500] })).toEqual([200]);
    expect(await statuses({ status_notin: [200] })).toEqual([401]);
    expect(await statuses({ status_gt: 200, status_leq: 401 })).toEqual([401]);
    expect(await statuses({ OR: [{ status: 401 }, { status: 200 }] })).toEqual([200, 401]);
    expect(await statuses({ AND: [{ jobId: 1001 }, { status_geq: 200 }] })).toEqual([200]);
    expect(await statuses({ destinationType_like: "ht%s", final: 1, status_neq: 200 })).toEqual([401]);
    expect(await statuses({ destinationType_neq: "https" })).toEqual([]);
  });

  test("the settings of a dataset", async () => {
    const query = `{ viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) { settings { logpushHealthAdaptiveGroups {
      enabled availableFields maxDuration maxNumberOfFields maxPageSize notOlderThan } } } } }`;
    expect(await ask(query)).toMatchObject({
      viewer: { zones: [{ settings: { logpushHealthAdaptiveGroups: { enabled: true } } }] },
    });
    expect(JSON.stringify(await ask(query))).toContain("dimensions.datetimeFiveMinutes");
  });

  test("what an account is billed for, by day, including its zones", async () => {
    const query = `query ($account: string, $from: Date) { viewer { accounts(filter: { accountTag: $account }) {
      logpushUsageAdaptiveGroups(limit: 31, filter: { date_geq: $from }, orderBy: [date_ASC]) {
        dimensions { date } sum { billableBytes } } } } }`;
    const data = JSON.stringify(await ask(query, { account: ACCOUNT_ID, from: "2026-11-01" }));
    const days = Array.from(data.matchAll(/"date":"([^"]+)"\},"sum":\{"billableBytes":(\d+)\}/g));
    expect(days.map(([, date]) => date)).toEqual(["2026-11-21", "2026-11-22", "2026-11-23"]);
    expect(days.every(([, , bytes]) => Number(bytes) > 0)).toBe(true);
  });

  test("one unknown zone of several is refused by its tag", async () => {
    const query = `{ viewer { zones(filter: { zoneTag_in: ["${ZONE_ID}", "nope"] }) { zoneTag } } }`;
    const { body } = await api("POST", "/graphql", { query });
    expect(body.errors).toMatchObject([{ message: "zone 'nope' does not have access to the path" }]);
  });

  test.each([
    ["an unknown dimension", "{ dimensions { uploadDurationMs } }", "uploadDurationMs"],
    ["an order as a text", '(orderBy: ["count_ASC"]) { count }', "cannot represent non-enum value"],
  ])("%s is refused", async (_, selection, message) => {
    const call = selection.startsWith("(")
      ? selection.replace("(", "(limit: 1, filter: {}, ")
      : `(limit: 1, filter: {}) ${selection}`;
    const query = `{ viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) { logpushHealthAdaptiveGroups${call} } } }`;
    const { body } = await api("POST", "/graphql", { query });
    expect(JSON.stringify(body.errors)).toContain(message);
  });
});

test("a push that is retried is not final; the fifth attempt with the same logs is, and they are lost", () =>
  withEmulator(async ({ api: fresh }) => {
    process.env.HEADGATE_EMULATOR_FAULTS = "1";
    try {
      const { id } = (
        await fresh("POST", ZONE_JOBS, { enabled: true, destination_conf: "https://receiver.headgate.test/in" })
      ).result;
      await fresh("PUT", "/__emulator/answer", { answer: "error" });
      for (let round = 0; round < 6; round += 1) await fresh("POST", "/__emulator/tick");
      await fresh("PUT", "/__emulator/answer", { answer: "ok" });
      await fresh("POST", "/__emulator/tick");
      const query = `{ viewer { zones(filter: { zoneTag: "${ZONE_ID}" }) {
        logpushHealthAdaptiveGroups(limit: 9, filter: { jobId: ${String(id)} }, orderBy: [status_ASC, final_ASC]) {
          count dimensions { status final } sum { records uploads } } } } }`;
      const { body } = await fresh("POST", "/graphql", { query });
      const records = expect.any(Number);
      expect(body.data).toEqual({
        viewer: {
          zones: [
            {
              logpushHealthAdaptiveGroups: [
                { count: 1, dimensions: { status: 200, final: 1 }, sum: { records, uploads: 1 } },
                { count: 5, dimensions: { status: 500, final: 0 }, sum: { records, uploads: 5 } },
                { count: 1, dimensions: { status: 500, final: 1 }, sum: { records, uploads: 1 } },
              ],
            },
          ],
        },
      });
    } finally {
      delete process.env.HEADGATE_EMULATOR_FAULTS;
    }
  }));
