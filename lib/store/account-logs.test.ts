import { expect, test } from "vitest";
import { listUnnamedChanges, nameChange, readAccountLogs, saveAccountLog } from "./account-logs.ts";
import { forgetRealm, hideRealm, recordJobs } from "./inventory.ts";
import type { Store } from "./open-store.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const realm = "live";
const path = "zones/a";
const scope = { ...listedScope(path, "a.example"), account_id: "acc" };

/** Each reading sees another version of job 1, from outside, unless it is gone. */
async function record({ db }: Store, at: number, isThere = true): Promise<void> {
  const jobs = isThere ? [observedJob(1, { seen_at: at, digest: `d${at}` })] : [];
  await recordJobs(db, { realm, path, at, jobs, isWhole: true, dueAt: null, scope });
}

describeEachStore("who changed jobs outside Headgate", ({ store }) => {
  test("changes without a name are listed with the time of the version before, until they have one", async () => {
    const { db } = store();
    for (const at of [1000, 2000]) await record(store(), at);
    await record(store(), 3000, false);
    const list = (since = 0) => listUnnamedChanges(db, { realm, since, limit: 10 });
    const common = { jobId: 1, path, account: "acc" };
    const changes = await list();
    expect(changes).toMatchObject([
      { ...common, n: 2, after: 1000, seenAt: 2000 },
      { ...common, n: 1, after: null, seenAt: 1000 },
      { ...common, n: null, after: 2000, seenAt: 3000 },
    ]);
    expect(await list(2500)).toHaveLength(1);
    for (const change of changes) await nameChange(db, change, `cloudflare:${change.n}`);
    for (const change of changes) await nameChange(db, change, "cloudflare:later");
    expect(await list()).toEqual([]);
    const versions = await db.selectFrom("job_version").select("actor").orderBy("n").execute();
    expect(versions).toEqual([{ actor: "cloudflare:1" }, { actor: "cloudflare:2" }]);
    expect(await db.selectFrom("job").select("gone_actor").execute()).toEqual([{ gone_actor: "cloudflare:null" }]);
  });

  test("a job that is back is not the one that was deleted", async () => {
    for (const at of [1000, 2000]) await record(store(), at, at === 1000);
    const [, gone] = await listUnnamedChanges(store().db, { realm, since: 0, limit: 10 });
    await record(store(), 3000);
    if (gone) await nameChange(store().db, gone, "cloudflare:x");
    expect(await store().db.selectFrom("job").select(["gone_at", "gone_actor"]).execute()).toEqual([
      { gone_at: null, gone_actor: null },
    ]);
  });

  test("what an account said is kept until another credential comes", async () => {
    const { db } = store();
    const row = { realm, account: "acc", asked_at: 1, read_at: null, failure: "{}" };
    await saveAccountLog(db, row);
    await saveAccountLog(db, { ...row, asked_at: 2, read_at: 2, failure: null });
    expect(await readAccountLogs(db, realm)).toEqual([{ ...row, asked_at: 2, read_at: 2, failure: null }]);
    await hideRealm(db, realm, 3);
    expect(await readAccountLogs(db, realm)).toEqual([]);
    await saveAccountLog(db, row);
    await forgetRealm(db, realm);
    expect(await readAccountLogs(db, realm)).toEqual([]);
  });
});
