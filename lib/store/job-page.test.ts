import { expect, test } from "vitest";
import { hideRealm, recordGone, recordJobs } from "./inventory.ts";
import { countSharing, findGoneJob } from "./job-page.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const realm = "live";
const using = (...fingerprints: string[]) =>
  JSON.stringify({ pairs: fingerprints.map((fingerprint) => ({ name: "X", fingerprint })), fingerprint: "whole" });

describeEachStore("a job's page", ({ store }) => {
  const addJobs = (path: string, destinations: string[]) =>
    recordJobs(store().db, {
      ...{ realm, path, at: 1000, isWhole: true, dueAt: null, scope: listedScope(path, path) },
      jobs: destinations.map((destination, index) => observedJob(index + 1, { destination })),
    });
  const idOf = async (path: string, jobId: number) =>
    (
      await store()
        .db.selectFrom("job")
        .select("id")
        .where("scope", "=", path)
        .where("job_id", "=", jobId)
        .executeTakeFirstOrThrow()
    ).id;

  test("counts the other jobs that are seen and use a value", async () => {
    await addJobs("zones/a", [using("aa+/", "bb"), using("aa+/", "aa+/"), using("aa")]);
    await addJobs("zones/b", [using("aa+/")]);
    await recordGone(store().db, { realm, path: "zones/b", at: 2000, jobId: 1, since: 0, actor: "ana" });
    const job = await idOf("zones/a", 1);
    const count = (fingerprints: string[]) => countSharing(store().db, { realm, job, fingerprints });
    expect(await count(["aa+/", "bb", "cc"])).toEqual(new Map(Object.entries({ "aa+/": 1, bb: 0, cc: 0 })));
    expect(await count([])).toEqual(new Map());
    await hideRealm(store().db, realm, 3000);
    expect(await count(["aa+/"])).toEqual(new Map([["aa+/", 0]]));
  });

  test("finds a job that is gone, unless its zone is out of sight", async () => {
    await addJobs("zones/a", [using(), using()]);
    const find = (jobId: number) => findGoneJob(store().db, { realm, path: "zones/a", jobId });
    expect(await find(1)).toBe(undefined);
    await recordGone(store().db, { realm, path: "zones/a", at: 2000, jobId: 1, since: 0, actor: "ana" });
    expect(await find(1)).toEqual({
      ...{
        label: "job-1",
        dataset: "http_requests",
        gone_at: 2000,
        gone_source: "headgate",
        gone_actor: "ana",
        scope_name: "zones/a",
      },
    });
    await hideRealm(store().db, realm, 3000);
    expect(await find(1)).toBe(undefined);
  });
});
