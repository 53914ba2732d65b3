import { expect, test } from "vitest";
import { forgetRealm } from "./inventory.ts";
import { deleteOldTests, readTestDeliveries, recordTestDelivery, testsPerJob } from "./test-deliveries.ts";
import { describeEachStore } from "./testing/each-store.ts";

describeEachStore("test deliveries", ({ store }) => {
  const record = (at: number, jobKey = "zones/a/1", realm = "live") =>
    recordTestDelivery(store().db, { realm, job_key: jobKey, id: `t${at}`, at, actor: "local", body: "{}" });
  const timesOf = async (jobKey = "zones/a/1", realm = "live") =>
    (await readTestDeliveries(store().db, { realm, jobKey })).map(({ at }) => at);

  test("are kept by job and realm, newest first", async () => {
    await record(1);
    await record(2);
    await record(3, "zones/a/2");
    await record(4, "zones/a/1", "token:x");
    expect(await timesOf()).toEqual([2, 1]);
    await forgetRealm(store().db, "token:x");
    expect(await timesOf("zones/a/1", "token:x")).toEqual([]);
    expect(await timesOf()).toEqual([2, 1]);
  });

  test("are bounded for each job, and by age", async () => {
    for (let at = 1; at <= testsPerJob + 2; at += 1) await record(at);
    expect(await timesOf()).toHaveLength(testsPerJob);
    expect((await timesOf()).at(-1)).toBe(3);
    await deleteOldTests(store().db, 50);
    expect(await timesOf()).toEqual([52, 51, 50]);
  });
});
