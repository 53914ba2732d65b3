import { describe, expect, test } from "vitest";
import type { JsonObject } from "../job/job.ts";
import { consolidate } from "./consolidate.ts";
import type { PlannedItem, WorldScope } from "./run.ts";
import { idOf, storedJob, worldJob } from "./testing.ts";

const rules = { name: "all-zones", triesFull: false };
const account: WorldScope = { path: `accounts/${idOf("c")}`, name: "Acme", accountName: null, failure: null, jobs: [] };
const zoneJob = (id: number, changes: JsonObject = {}) =>
  worldJob(storedJob({ id, name: `zone-${id}`, dataset: "firewall_events", ...changes }));

const words = (items: PlannedItem[]) =>
  items.map((item) => [item.jobId, item.outcome, item.outcome === "blocked" ? item.error.code : (item.step ?? 0)]);

describe("many zone jobs", () => {
  test("become one account job, and are disabled after it", () => {
    const items = consolidate([zoneJob(1), zoneJob(2), zoneJob(3, { enabled: false })], account, rules);
    expect(words(items)).toEqual([
      [null, "create", 0],
      [1, "change", 1],
      [2, "change", 1],
      [3, "same", 0],
    ]);
    const { id, last_complete, last_error, error_message, ...settings } = zoneJob(1).raw;
    expect(items[0]).toMatchObject({ scope: account.path, body: { ...settings, name: "all-zones", enabled: true } });
    expect(items[1]).toMatchObject({ body: { enabled: false } });
  });

  test("that differ from most stay as they are, with what differs", () => {
    const other = zoneJob(3, {
      filter: '{"where":{}}',
      output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
    });
    const items = consolidate([other, zoneJob(1), zoneJob(2)], account, rules);
    expect(words(items)).toEqual([
      [null, "create", 0],
      [3, "blocked", "E_PLAN_DIFFERENT"],
      [1, "change", 1],
      [2, "change", 1],
    ]);
    expect(items[1]).toMatchObject({
      error: { message: "This job differs from the others: Filter, Fields, later_key." },
    });
  });

  test("are the same when it is done", () => {
    const [made] = consolidate([zoneJob(1)], account, rules);
    const raw = made?.outcome === "create" ? { ...made.body, id: 50, frequency: "high" } : {};
    const ref = { scopeKind: "accounts" as const, scopeId: idOf("c"), jobId: 50 };
    const items = consolidate([zoneJob(1, { enabled: false })], { ...account, jobs: [worldJob(raw, { ref })] }, rules);
    expect(words(items)).toEqual([
      [50, "same", 0],
      [1, "same", 0],
    ]);
  });

  test.each<[string, JsonObject, Partial<WorldScope>, string[]]>([
    ["a dataset that accounts lack", { dataset: "http_requests" }, {}, ["E_PLAN_DATASET_ACCOUNT"]],
    [
      "an account that cannot be read",
      {},
      { failure: { code: "E_PERMISSION", message: "No.", nextStep: "Ask." } },
      ["E_PERMISSION", "E_PLAN_ACCOUNT_JOB"],
    ],
    [
      "an account with such a job",
      {},
      { jobs: [worldJob(storedJob({ name: "all-zones", dataset: "firewall_events", max_upload_bytes: 0 }))] },
      ["E_PLAN_NAMESAKE", "E_PLAN_ACCOUNT_JOB"],
    ],
  ])("stay enabled with %s", (_title, changes, place, codes) => {
    const items = consolidate([zoneJob(1, changes)], { ...account, ...place }, rules);
    expect(items.map((item) => (item.outcome === "blocked" ? item.error.code : item.outcome))).toEqual(codes);
  });
});
