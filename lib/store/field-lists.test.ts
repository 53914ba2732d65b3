import { expect, test } from "vitest";
import { findFieldList, findUnreadDatasets, writeFieldList } from "./field-lists.ts";
import { recordJobs } from "./inventory.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

describeEachStore("lists of fields", ({ store }) => {
  test("are kept by kind of scope and dataset, and read again when they are old", async () => {
    const { db } = store();
    for (const path of ["zones/b", "zones/a", "accounts/c"]) {
      await recordJobs(db, {
        ...{ realm: "live", path, at: 1, isWhole: true, dueAt: null, scope: listedScope(path, path) },
        jobs: [observedJob(1), observedJob(2, { dataset: "dns_logs" })],
      });
    }
    const unread = (before: number) => findUnreadDatasets(db, { realm: "live", before });
    const keyOf = ({ kind, dataset, scope }: { kind: string; dataset: string; scope: string }) =>
      `${kind} ${dataset} ${scope}`;
    expect((await unread(100)).map(keyOf).sort()).toEqual([
      "accounts dns_logs accounts/c",
      "accounts http_requests accounts/c",
      "zones dns_logs zones/a",
      "zones http_requests zones/a",
    ]);
    const row = {
      realm: "live",
      kind: "zones" as const,
      dataset: "dns_logs",
      scope: "zones/a",
      read_at: 100,
      body: "{}",
    };
    await writeFieldList(db, { ...row, body: "old" });
    await writeFieldList(db, row);
    expect(await findFieldList(db, row)).toEqual(row);
    expect(await findFieldList(db, { ...row, kind: "accounts" })).toBeUndefined();
    expect(await unread(100)).toHaveLength(3);
    expect(await unread(101)).toHaveLength(4);
    expect(await findUnreadDatasets(db, { realm: "emulator", before: 100 })).toEqual([]);
  });
});
