import { expect, test } from "vitest";
import {
  countChangedJobs,
  findFieldList,
  findUnreadDatasets,
  listChangedJobs,
  listSeenFields,
  recordSeenFields,
  writeFieldList,
} from "./field-lists.ts";
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

describeEachStore("the history of fields", ({ store }) => {
  const key = { realm: "live", kind: "zones", dataset: "http_requests" } as const;
  const bundled = [{ name: "RayID" }, { name: "OldField", isDeprecated: true }, { name: "Dropped" }];
  const see = (at: number, ...names: (string | { name: string; isDeprecated: boolean })[]) =>
    recordSeenFields(
      store().db,
      { ...key, at },
      { listed: names.map((name) => (typeof name === "string" ? { name } : name)), bundled },
    );
  const seen = async () =>
    (await listSeenFields(store().db, key)).map(
      ({ name, first_seen: first, last_seen: last, deprecated_at: deprecated }) =>
        `${name} ${first}-${last}${deprecated === null ? "" : ` deprecated ${deprecated}`}`,
    );

  test("begins with the bundled list, and keeps when a field came, was deprecated and went", async () => {
    await see(100, "RayID", { name: "OldField", isDeprecated: true }, "Added");
    expect(await seen()).toEqual(["Added 100-100", "Dropped 0-0", "OldField 0-100 deprecated 0", "RayID 0-100"]);
    await see(200, { name: "RayID", isDeprecated: true }, "Added", "Later");
    expect(await seen()).toEqual([
      "Added 100-200",
      "Dropped 0-0",
      "Later 200-200",
      "OldField 0-100 deprecated 0",
      "RayID 0-200 deprecated 200",
    ]);
    await see(300, "RayID", "OldField", "Dropped");
    expect(await seen()).toContain("RayID 0-300");
    expect(await seen()).toContain("Dropped 0-300");
    expect(await seen()).toContain("Added 100-200");
  });

  test("counts and lists the jobs that lack a new field, or send another", async () => {
    const fieldsOf = (...names: string[]) => JSON.stringify({ output_options: { field_names: names } });
    const job = (id: number, seenAt: number, attrs: string, source = "headgate") => {
      const observed = observedJob(id, { seen_at: seenAt });
      return { ...observed, version: { ...observed.version, attrs, seen_at: seenAt, source } };
    };
    await recordJobs(store().db, {
      ...{ realm: "live", path: "zones/a", at: 500, isWhole: true, dueAt: null },
      scope: listedScope("zones/a", "a.example"),
      jobs: [
        job(1, 50, fieldsOf("RayID", "OldField")),
        job(2, 50, fieldsOf("RayID", "Added")),
        job(3, 150, fieldsOf("RayID")),
        job(4, 150, fieldsOf("AddedMore", "OldField"), "first"),
        job(5, 50, '{"output_options":null,"filter":"{\\"key\\":\\"OldField\\"}"}'),
        { ...job(6, 50, fieldsOf("OldField")), dataset: "dns_logs" },
      ],
    });
    const added = { name: "Added", isMissing: true, since: 100 };
    const old = { name: "OldField", isMissing: false, since: 0 };
    expect(await countChangedJobs(store().db, { ...key, changes: [added, old] })).toEqual({
      ...{ jobs: 5, uncompared: 1, affected: [2, 2] },
    });
    const list = async (change: typeof added, limit = 10, offset = 0) =>
      (await listChangedJobs(store().db, { ...key, change, limit, offset })).map(({ job_id: id }) => id);
    expect(await list(added)).toEqual([1, 4]);
    expect(await list(old, 1, 1)).toEqual([4]);
    expect(await countChangedJobs(store().db, { ...key, changes: [] })).toMatchObject({ jobs: 5, affected: [] });
  });
});
