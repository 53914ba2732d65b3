import { expect, test } from "vitest";
import { readIntentVersions, readJobLabels, readScopeLabels, readSeenChanges, readVersionsAt } from "./activity.ts";
import { hideRealm, recordJobs } from "./inventory.ts";
import type { Store } from "./open-store.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const realm = "live";
/** Each reading sees another version of job 1 of the scope. */
async function record({ db }: Store, path: string, at: number, source: string): Promise<void> {
  const base = observedJob(1, { seen_at: at, digest: `d${at}` });
  const version = { ...base.version, source, attrs: `{"at":${at}}` };
  const scope = listedScope(path, `name of ${path}`);
  await recordJobs(db, { realm, path, at, jobs: [{ ...base, version }], isWhole: true, dueAt: null, scope });
}

describeEachStore("what the activity reads of jobs", ({ store }) => {
  test("versions that were made outside come newest first, each with the one before it", async () => {
    await record(store(), "zones/a", 1, "first");
    await record(store(), "zones/a", 2, "outside");
    await record(store(), "zones/b", 3, "outside");
    await record(store(), "zones/a", 4, "headgate");
    await record(store(), "zones/a", 5, "outside");
    const { db } = store();
    const sources = ["outside" as const];
    const read = (rest: object = {}) => readSeenChanges(db, { realm, sources, limit: 10, ...rest });
    const versions = await read();
    expect(versions).toMatchObject([
      { scope: "zones/a", n: 4, attrs: '{"at":5}', old_attrs: '{"at":4}', label: "job-1", job_id: 1 },
      { scope: "zones/b", n: 1, old_attrs: null },
      { scope: "zones/a", n: 2, old_attrs: '{"at":1}' },
    ]);
    expect(await read({ before: versions[0], limit: 1 })).toEqual([versions[1]]);
    expect(await read({ scope: "zones/b" })).toEqual([versions[1]]);
    expect(await read({ from: 3, to: 5 })).toEqual([versions[1]]);
    expect(await read({ scope: "zones/a", jobId: 2 })).toEqual([]);
    expect(await read({ realm: "emulator" })).toEqual([]);
    expect(await read({ sources: ["first"] })).toMatchObject([{ n: 1, source: "first" }]);
    await db.updateTable("scope").set({ hidden_at: 6 }).where("path", "=", "zones/a").execute();
    expect(await read()).toEqual([versions[1]]);
  });

  test("a deletion outside is among them, after the versions of its job", async () => {
    const { db } = store();
    await record(store(), "zones/a", 1, "first");
    await record(store(), "zones/a", 2, "outside");
    const gone = { realm, path: "zones/a", jobs: [], isWhole: true, dueAt: null, scope: listedScope("zones/a", "a") };
    await recordJobs(db, { ...gone, at: 2 });
    const read = (rest: object = {}) => readSeenChanges(db, { realm, sources: ["outside"], limit: 10, ...rest });
    const [end, version] = await read();
    expect([end, version]).toMatchObject([
      { source: "gone", seen_at: 2, job_id: 1, gone_at: 2 },
      { source: "outside", seen_at: 2, n: 2 },
    ]);
    expect(await read({ before: end })).toEqual([version]);
    expect(await read({ before: version })).toEqual([]);
    expect(await read({ from: 3 })).toEqual([]);
  });

  test("versions are found by the entry of the audit log that made them, and by their place", async () => {
    const { db } = store();
    await record(store(), "zones/a", 1, "first");
    await record(store(), "zones/a", 2, "headgate");
    await db.updateTable("job_version").set({ intent: "entry" }).where("n", "=", 2).execute();
    const [made] = await readIntentVersions(db, { realm, intents: ["entry", "other"] });
    expect(made).toMatchObject({ intent: "entry", n: 2, source: "headgate" });
    expect(await readIntentVersions(db, { realm: "emulator", intents: ["entry"] })).toEqual([]);
    const job = made?.job ?? 0;
    const found = await readVersionsAt(db, [
      { job, n: 1 },
      { job, n: 3 },
    ]);
    expect(found).toMatchObject([{ n: 1, current: 2, gone_at: null, attrs: '{"at":1}' }]);
    // A narrowed token may not see what was changed.
    await hideRealm(db, realm, 3);
    expect(await readVersionsAt(db, [{ job, n: 1 }])).toEqual([]);
  });

  test("names of jobs and scopes are those of the realm", async () => {
    await record(store(), "zones/a", 1, "first");
    const { db } = store();
    expect(await readJobLabels(db, { realm, jobIds: [1, 2] })).toEqual([
      { id: expect.any(Number), scope: "zones/a", job_id: 1, n: 1, label: "job-1", gone_at: null },
    ]);
    expect(await readJobLabels(db, { realm: "emulator", jobIds: [1] })).toEqual([]);
    expect(await readScopeLabels(db, { realm, paths: ["zones/a", "zones/x"] })).toMatchObject([
      { path: "zones/a", name: "name of zones/a", hidden_at: null, failure: null },
    ]);
  });
});
