import { expect, test } from "vitest";
import { readJobLabels, readOutsideVersions, readScopeLabels } from "./activity.ts";
import { recordJobs } from "./inventory.ts";
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
    const read = (rest: object = {}) => readOutsideVersions(db, { realm, limit: 10, ...rest });
    const versions = await read();
    expect(versions).toMatchObject([
      { scope: "zones/a", n: 4, attrs: '{"at":5}', old_attrs: '{"at":4}', label: "job-1", job_id: 1 },
      { scope: "zones/b", n: 1, old_attrs: null },
      { scope: "zones/a", n: 2, old_attrs: '{"at":1}' },
    ]);
    expect(await read({ before: versions[0], limit: 1 })).toEqual([versions[1]]);
    expect(await read({ scope: "zones/b" })).toEqual([versions[1]]);
    expect(await read({ scope: "zones/a", jobId: 2 })).toEqual([]);
    expect(await read({ realm: "emulator" })).toEqual([]);
    await db.updateTable("scope").set({ hidden_at: 6 }).where("path", "=", "zones/a").execute();
    expect(await read()).toEqual([versions[1]]);
  });

  test("names of jobs and scopes are those of the realm", async () => {
    await record(store(), "zones/a", 1, "first");
    const { db } = store();
    expect(await readJobLabels(db, { realm, jobIds: [1, 2] })).toEqual([
      { scope: "zones/a", job_id: 1, label: "job-1", gone_at: null },
    ]);
    expect(await readJobLabels(db, { realm: "emulator", jobIds: [1] })).toEqual([]);
    expect(await readScopeLabels(db, { realm, paths: ["zones/a", "zones/x"] })).toMatchObject([
      { path: "zones/a", name: "name of zones/a", hidden_at: null, failure: null },
    ]);
  });
});
