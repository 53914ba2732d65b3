import { expect, test } from "vitest";
import {
  type CoverageFilter,
  type CoverageSelection,
  countCoverage,
  readCoverageCells,
  readCoverageColumns,
  readCoverageScopes,
} from "./coverage.ts";
import { recordJobs, recordScopeFailure } from "./inventory.ts";
import type { Store } from "./open-store.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const realm = "live";
const troubled = ["failing"];
const filter: CoverageFilter = { realm, words: [], kind: "", dataset: "" };

type Job = [dataset: string, state: string];
async function record({ db }: Store, path: string, name: string, jobs: Job[], at = 1000): Promise<void> {
  const seen = jobs.map(([dataset, state], index) => observedJob(index + 1, { dataset, state, seen_at: at }));
  await recordJobs(db, { realm, path, at, jobs: seen, isWhole: true, dueAt: null, scope: listedScope(path, name) });
}

async function fill(store: Store): Promise<void> {
  await record(store, "zones/a", "alpha.example", [
    ["http_requests", "healthy"],
    ["http_requests", "failing"],
    ["dns_logs", "healthy"],
  ]);
  await record(store, "zones/b", "beta.example", [["http_requests", "healthy"]]);
  await record(store, "zones/c", "empty_zone.example", []);
  await record(store, "accounts/d", "an account", [["audit_logs", "disabled"]]);
  await record(store, "zones/e", "refused.example", [["http_requests", "healthy"]]);
  const failure = { realm, path: "zones/e", at: 2, failure: "{}", dueAt: 9 };
  await recordScopeFailure(store.db, { ...failure, isHidden: true });
  const unread = { realm, ...listedScope("zones/f", "unread.example"), listed_at: 1, hidden_at: null, due_at: 1 };
  const never = { read_at: null, tried_at: null, failure: null, failures: 0, jobs: 0, pushes_until: null };
  await store.db
    .insertInto("scope")
    .values({ ...unread, ...never, pushes_due_at: 1 })
    .execute();
}

describeEachStore("the coverage in the store", ({ store }) => {
  test("scopes are selected, zones first, and counted", async () => {
    await fill(store());
    const { db } = store();
    const names = async (
      show: CoverageSelection,
      rest: Partial<CoverageFilter & { limit: number; offset: number }> = {},
    ) =>
      (await readCoverageScopes(db, { ...filter, troubled, show, limit: 10, offset: 0, ...rest })).map(
        ({ name }) => name,
      );
    const zones = ["alpha.example", "beta.example", "empty_zone.example", "refused.example", "unread.example"];
    expect(await names("all")).toEqual([...zones, "an account"]);
    expect(await names("all", { kind: "accounts" })).toEqual(["an account"]);
    expect(await names("all", { limit: 2, offset: 1 })).toEqual(zones.slice(1, 3));
    expect(await names("without")).toEqual(["empty_zone.example"]);
    expect(await names("trouble")).toEqual(["alpha.example", "refused.example"]);
    expect(await names("all", { words: ["example", "empty_"] })).toEqual(["empty_zone.example"]);
    expect(await names("all", { words: ["%"] })).toEqual([]);
    expect(await names("all", { realm: "emulator" })).toEqual([]);
    expect(await countCoverage(db, { ...filter, troubled })).toEqual({ all: 6, without: 1, trouble: 2, unread: 1 });
    const none = { all: 0, without: 0, trouble: 0, unread: 0 };
    expect(await countCoverage(db, { ...filter, realm: "emulator", troubled })).toEqual(none);
  });

  test("jobs are counted by scope, dataset and state, gone ones not", async () => {
    await fill(store());
    const { db } = store();
    await record(store(), "zones/b", "beta.example", [], 2000);
    const cells = await readCoverageCells(db, { realm, paths: ["zones/a", "zones/b"] });
    const words = cells.map(({ scope, dataset, state, jobs }) => `${scope} ${dataset} ${state} ${jobs}`).sort();
    expect(words).toEqual([
      "zones/a dns_logs healthy 1",
      "zones/a http_requests failing 1",
      "zones/a http_requests healthy 1",
    ]);
    expect(await readCoverageCells(db, { realm, paths: [] })).toEqual([]);
  });

  test("the datasets in use come with their jobs and scopes, the most used first", async () => {
    await fill(store());
    const { db } = store();
    expect(await readCoverageColumns(db, filter)).toEqual([
      { dataset: "http_requests", jobs: 3, scopes: 2 },
      { dataset: "audit_logs", jobs: 1, scopes: 1 },
      { dataset: "dns_logs", jobs: 1, scopes: 1 },
    ]);
    expect(await readCoverageColumns(db, { ...filter, words: ["beta"] })).toEqual([
      { dataset: "http_requests", jobs: 1, scopes: 1 },
    ]);
  });
});
