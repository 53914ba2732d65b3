import { expect, test } from "vitest";
import { findScopeRow, hideRealm, recordGone, recordJobs } from "./inventory.ts";
import {
  bringPushesForward,
  type PushHourRow,
  postponePushes,
  readDuePushes,
  readPushHours,
  recordPushes,
  type ScopePushHour,
  savePushHours,
} from "./pushes.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const realm = "live";

function hourOf(jobId: number, hour: number, changes: Partial<ScopePushHour> = {}): ScopePushHour {
  return {
    jobId,
    hour,
    ok: 10,
    failed: 0,
    retried: 0,
    lines: 100,
    bytes: 2 ** 40,
    statuses: null,
    lost_lines: 0,
    ...changes,
  };
}

describeEachStore("the pushes", ({ store, openAnother }) => {
  const addScope = (path: string, jobs: number[]) =>
    recordJobs(store().db, {
      ...{ realm, path, at: 1000, isWhole: true, dueAt: null, scope: listedScope(path, path) },
      jobs: jobs.map((id) => observedJob(id)),
    });
  const idOf = async (path: string, jobId: number) => {
    const { id } = await store()
      .db.selectFrom("job")
      .select("id")
      .where("scope", "=", path)
      .where("job_id", "=", jobId)
      .executeTakeFirstOrThrow();
    return id;
  };
  const record = (path: string, hours: ScopePushHour[], until = 501) =>
    recordPushes(store().db, { realm, path, hours, until, countedUntil: 1234, from: 478, dueAt: 9000 });
  const due = async (now: number, limit = 10) =>
    (await readDuePushes(store().db, { realm, now, limit })).map(({ path }) => path);

  test("later numbers of an hour replace it, and the other hours stay", async () => {
    await addScope("zones/a", [1]);
    await record("zones/a", [hourOf(1, 499), hourOf(1, 500, { ok: 3, lines: null, bytes: null })]);
    await record(
      "zones/a",
      [hourOf(1, 500, { ok: 12, failed: 1, retried: 4, statuses: '{"500":5}', lost_lines: 7 })],
      502,
    );
    const job = await idOf("zones/a", 1);
    expect(await readPushHours(store().db, [job], 0)).toEqual([
      { job, hour: 499, ok: 10, failed: 0, retried: 0, lines: 100, bytes: 2 ** 40, statuses: null, lost_lines: 0 },
      {
        job,
        hour: 500,
        ok: 12,
        failed: 1,
        retried: 4,
        lines: 100,
        bytes: 2 ** 40,
        statuses: '{"500":5}',
        lost_lines: 7,
      },
    ]);
    expect(await findScopeRow(store().db, { realm, path: "zones/a" })).toMatchObject({
      ...{ pushes_until: 502, pushes_from: 478, pushes_at: 1234, pushes_due_at: 9000, failures: 0, failure: null },
    });
  });

  test("numbers go to the job of the scope, and those of an unknown job are dropped", async () => {
    await addScope("zones/a", [1]);
    await addScope("zones/b", [1]);
    await record("zones/b", [hourOf(1, 500, { ok: 2 }), hourOf(77, 500)]);
    const [a, b] = [await idOf("zones/a", 1), await idOf("zones/b", 1)];
    expect((await readPushHours(store().db, [b, a], 0)).map(({ job, ok }) => [job, ok])).toEqual([[b, 2]]);
  });

  test("hours of many jobs are saved and read in parts, from an hour on", async () => {
    const ids = Array.from({ length: 260 }, (_, index) => index + 1);
    await addScope("zones/a", ids);
    const rows = await store().db.selectFrom("job").select("id").orderBy("id").execute();
    const hours = rows.flatMap(({ id: job }): PushHourRow[] =>
      [500, 501].map((hour) => ({
        job,
        hour,
        ok: hour,
        failed: 0,
        retried: 0,
        lines: null,
        bytes: null,
        statuses: null,
        lost_lines: null,
      })),
    );
    await savePushHours(store().db, hours);
    await savePushHours(store().db, []);
    const missing = rows.map(({ id }) => id + 1_000_000);
    const jobs = [...missing, ...rows.map(({ id }) => id)].reverse();
    expect(await readPushHours(store().db, jobs, 500)).toEqual(hours);
    expect(await readPushHours(store().db, jobs, 501)).toEqual(hours.filter(({ hour }) => hour === 501));
    expect(await readPushHours(store().db, [], 0)).toEqual([]);
  });

  test("only visible scopes with jobs are due, the longest due first", async () => {
    await addScope("zones/a", [1]);
    await addScope("zones/b", [1]);
    await addScope("zones/empty", []);
    await postponePushes(store().db, { realm, path: "zones/a", dueAt: 3000 });
    expect(await due(999)).toEqual([]);
    expect(await due(2999)).toEqual(["zones/b"]);
    expect(await due(3000)).toEqual(["zones/b", "zones/a"]);
    expect(await due(3000, 1)).toEqual(["zones/b"]);
    await hideRealm(store().db, realm, 4000);
    expect(await due(5000)).toEqual([]);
  });

  test("brought forward, what was postponed is due, and only in this realm", async () => {
    await addScope("zones/a", [1]);
    await postponePushes(store().db, { realm, path: "zones/a", dueAt: 90_000 });
    await bringPushesForward(store().db, "emulator", 2000);
    expect(await due(2000)).toEqual([]);
    await bringPushesForward(store().db, realm, 2000);
    expect(await due(2000)).toEqual(["zones/a"]);
  });

  test("two servers that record the same scope at once keep each hour once", async () => {
    await addScope("zones/a", [1, 2]);
    const other = openAnother();
    const hours = [1, 2].flatMap((job) => [500, 501, 502].map((hour) => hourOf(job, hour)));
    await Promise.all(
      [store(), other, store(), other].map(({ db }) =>
        recordPushes(db, { realm, path: "zones/a", hours, until: 503, countedUntil: 1234, dueAt: 9000 }),
      ),
    );
    const jobs = [await idOf("zones/a", 1), await idOf("zones/a", 2)];
    expect(await readPushHours(store().db, jobs, 0)).toHaveLength(6);
  });

  test("a job that is gone keeps its hours, and its last ones are added", async () => {
    await addScope("zones/a", [1]);
    await recordGone(store().db, { realm, path: "zones/a", at: 2000, jobId: 1, since: 0, actor: "ana" });
    await record("zones/a", [hourOf(1, 500)]);
    expect(await readPushHours(store().db, [await idOf("zones/a", 1)], 500)).toHaveLength(1);
  });
});
