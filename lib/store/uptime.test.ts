import { expect, test } from "vitest";
import { forgetRealm, hideRealm, recordGone, recordJobs } from "./inventory.ts";
import { savePushHours } from "./pushes.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";
import {
  changeObjective,
  deleteOldObjectives,
  findUptimeJobs,
  readDueUptime,
  readExportedJobs,
  readJobUptimes,
  readObjectives,
  readPasts,
  readUptimeAge,
  readUptimeRows,
  readUptimeSums,
  recordUptime,
  type UptimeFilter,
  type UptimeRow,
} from "./uptime.ts";

const realm = "live";
const hourMs = 3_600_000;
const at = 1000 * hourMs;

describeEachStore("uptime", ({ store }) => {
  const addScope = (path: string, datasets: Record<number, string>) =>
    recordJobs(store().db, {
      ...{ realm, path, at, isWhole: true, dueAt: at + 60_000, scope: listedScope(path, path.toUpperCase()) },
      jobs: Object.entries(datasets).map(([id, dataset]) => observedJob(Number(id), { dataset, seen_at: at })),
    });
  const idOf = async (jobId: number) =>
    (await store().db.selectFrom("job").select("id").where("job_id", "=", jobId).executeTakeFirstOrThrow()).id;
  const row = (job: number, changes: Partial<UptimeRow> = {}): UptimeRow => ({
    ...{ job, days: 30, until: 1000, delivered: 700, failed: 20, no_data: 0, waiting: 0, disabled: 0, unknown: 0 },
    ...{ ok: 2 ** 40, lost: 3, retried: 1, lines: 100, lost_lines: null, bytes: null, ...changes },
  });
  const record = (path: string, rows: UptimeRow[], time = at) =>
    recordUptime(store().db, { realm, path, at: time, rows });
  const filter: UptimeFilter = { realm, scope: "", dataset: "" };
  const find = (changes: Partial<UptimeFilter> = {}, days = 30) =>
    findUptimeJobs(store().db, { ...filter, ...changes, days, limit: 10, offset: 0 });
  const sumsBy = (by: "zone" | "dataset", changes: Partial<UptimeFilter> = {}) =>
    readUptimeSums(store().db, { ...filter, ...changes, by });

  async function fill(): Promise<[number, number, number]> {
    await addScope("zones/a", { 1: "http_requests", 2: "dns_logs" });
    await addScope("zones/b", { 3: "http_requests" });
    const ids: [number, number, number] = [await idOf(1), await idOf(2), await idOf(3)];
    await record("zones/a", [
      ...[row(ids[0]), row(ids[0], { days: 1, delivered: 24, failed: 0 })],
      row(ids[1], { delivered: 720, failed: 0, lost_lines: 5, bytes: 2 ** 41 }),
    ]);
    await record("zones/b", [row(ids[2], { delivered: 0, failed: 0, unknown: 720, lines: null })]);
    return ids;
  }

  test("is listed by job, the lowest first, those without any last", async () => {
    const ids = await fill();
    expect(await find()).toEqual({ keys: ids.map(String), total: 3 });
    expect(await find({ scope: "zones/a", dataset: "dns_logs" })).toEqual({ keys: [String(ids[1])], total: 1 });
    expect(await find({}, 7)).toEqual({ keys: [], total: 0 });
    const rows = await readJobUptimes(store().db, [String(ids[0])]);
    expect(rows.toSorted((a, b) => a.days - b.days)).toMatchObject([
      { key: String(ids[0]), days: 1, delivered: 24, label: "job-1", scope_name: "ZONES/A", job_id: 1 },
      { days: 30, delivered: 700, failed: 20, lost: 3, dataset: "http_requests", scope: "zones/a" },
    ]);
    expect(await readJobUptimes(store().db, [])).toEqual([]);
  });

  test("is summed up by zone and dataset when it is counted", async () => {
    const ids = await fill();
    const byZone = await sumsBy("zone");
    expect(byZone.find(({ key, days }) => key === "zones/a" && days === 30)).toMatchObject({
      ...{ scope_name: "ZONES/A", jobs: 2, delivered: 1420, failed: 20, lost: 6 },
    });
    expect(byZone.find(({ days }) => days === 1)).toMatchObject({ key: "zones/a", delivered: 24, jobs: 1 });
    const ofMonth = async (changes: Partial<UptimeFilter> = {}) =>
      (await sumsBy("dataset", changes))
        .filter(({ days }) => days === 30)
        .map(({ key, jobs, delivered, unknown }) => [key, jobs, delivered, unknown])
        .sort();
    expect(await ofMonth()).toEqual([
      ["dns_logs", 1, 720, 0],
      ["http_requests", 2, 700, 720],
    ]);
    expect(await ofMonth({ scope: "zones/b" })).toEqual([["http_requests", 1, 0, 720]]);
    expect(await ofMonth({ dataset: "dns_logs" })).toEqual([["dns_logs", 1, 720, 0]]);
    // What is counted later replaces it, and a dataset that is no longer there goes.
    await store().db.updateTable("job").set({ dataset: "http_requests" }).where("id", "=", ids[1]).execute();
    await record("zones/a", [row(ids[0], { delivered: 710 })], at + hourMs);
    expect(await ofMonth()).toEqual([["http_requests", 3, 1430, 720]]);
    await store().db.deleteFrom("scope").where("path", "=", "zones/a").execute();
    expect(await ofMonth()).toEqual([["http_requests", 1, 0, 720]]);
  });

  test("of a deleted job counts in the sums, and it is not a row", async () => {
    const [first, second] = await fill();
    await recordGone(store().db, { realm, path: "zones/a", at: at + 1, jobId: 1, since: at, actor: "local" });
    expect((await find()).keys).not.toContain(String(first));
    await record("zones/a", [row(first), row(second)], at + hourMs);
    const sum = (await sumsBy("zone")).find(({ key, days }) => key === "zones/a" && days === 30);
    expect(sum).toMatchObject({ jobs: 1, failed: 40 });
    const exported = await readExportedJobs(store().db, { realm, scope: "", dataset: "", after: 0, limit: 9 });
    expect(exported.map(({ job_id, gone_at }) => [job_id, gone_at])).toEqual([
      [1, at + 1],
      [2, null],
      [3, null],
    ]);
  });

  test("of what the credential may not see is not shown, nor counted", async () => {
    await fill();
    await hideRealm(store().db, realm, at + 1);
    expect(await find()).toEqual({ keys: [], total: 0 });
    expect(await sumsBy("zone")).toEqual([]);
    expect(await readDueUptime(store().db, { realm, now: at * 2, limit: 9 })).toEqual([]);
    expect(await readExportedJobs(store().db, { realm, scope: "", dataset: "", after: 0, limit: 9 })).toEqual([]);
  });

  test("is counted again after an hour, and when more is known of the deliveries", async () => {
    await addScope("zones/a", { 1: "dns_logs" });
    await addScope("zones/b", {});
    const due = async (now: number) =>
      (await readDueUptime(store().db, { realm, now, limit: 9 })).map(({ path }) => path);
    expect(await due(at)).toEqual(["zones/a", "zones/b"]);
    expect(await readUptimeAge(store().db, realm)).toBe(null);
    await record("zones/a", [row(await idOf(1))]);
    await record("zones/b", [], at + 5);
    expect(await due(at + hourMs)).toEqual([]);
    expect(await due(at + hourMs + 1)).toEqual(["zones/a"]);
    expect(await readUptimeAge(store().db, realm)).toBe(at);
    await store()
      .db.updateTable("scope")
      .set({ pushes_at: at + 6 })
      .where("path", "=", "zones/b")
      .execute();
    expect(await due(at + 6)).toEqual(["zones/b"]);
    await record("zones/a", [row(await idOf(1), { failed: 1 })], at + 7);
    expect(await readUptimeRows(store().db, [await idOf(1)])).toEqual([row(await idOf(1), { failed: 1 })]);
  });

  test("is counted from hours that the store adds up by day, apart where a period begins", async () => {
    await addScope("zones/a", { 1: "dns_logs" });
    const job = { id: await idOf(1), gone_at: null };
    const hour = (at: number, ok: number, failed: number, bytes: number | null = null) => ({
      ...{ job: job.id, hour: at, ok, failed, retried: 1, lines: null, bytes, statuses: null, lost_lines: failed * 10 },
    });
    await savePushHours(store().db, [
      hour(47, 1, 0),
      hour(48, 2, 1, 2 ** 40),
      hour(49, 3, 0, 2 ** 40),
      hour(50, 0, 1),
      hour(71, 9, 9),
    ]);
    const [past] = await readPasts(store().db, { jobs: [job], from: 0, edges: [71, 50, 2] });
    expect(past?.hours).toEqual([]);
    const part = { job: job.id, lines: null, bytes: null };
    expect(past?.days.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0))).toEqual([
      {
        ...part,
        day: 1,
        first: 47,
        last: 47,
        ok: 1,
        failed: 0,
        retried: 1,
        lost_lines: 0,
        ok_hours: 1 << 23,
        failed_hours: 0,
      },
      {
        ...{ ...part, day: 2, first: 48, last: 49, ok: 5, failed: 1, retried: 2, lost_lines: 10, bytes: 2 ** 41 },
        ...{ ok_hours: 3, failed_hours: 1 },
      },
      {
        ...part,
        day: 2,
        first: 50,
        last: 50,
        ok: 0,
        failed: 1,
        retried: 1,
        lost_lines: 10,
        ok_hours: 0,
        failed_hours: 4,
      },
    ]);
    expect((await readPasts(store().db, { jobs: [job], from: 0 }))[0]?.hours).toHaveLength(5);
  });

  test("objectives are those of the realm, and go with their job and with the realm", async () => {
    const { db } = store();
    await addScope("zones/a", { 1: "dns_logs" });
    const change = { target: 99_900, days: 30, changed_at: at };
    await changeObjective(db, { realm, jobKey: "" }, change);
    await changeObjective(db, { realm, jobKey: "zones/a/1" }, { ...change, target: null });
    await changeObjective(db, { realm, jobKey: "zones/a/1" }, { ...change, target: 99_000 });
    await changeObjective(db, { realm, jobKey: "zones/a/2" }, change);
    await changeObjective(db, { realm: "token:x", jobKey: "" }, change);
    await deleteOldObjectives(db);
    const shown = async (of: string) =>
      (await readObjectives(db, of)).map(({ job_key, target }) => `${job_key} ${target}`).sort();
    expect(await shown(realm)).toEqual([" 99900", "zones/a/1 99000"]);
    expect(await readObjectives(db, realm, ["zones/b/9"])).toHaveLength(1);
    await changeObjective(db, { realm, jobKey: "zones/a/1" }, null);
    await forgetRealm(db, "token:x");
    expect([await shown(realm), await shown("token:x")]).toEqual([[" 99900"], []]);
  });
});
