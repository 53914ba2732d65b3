import { expect, test } from "vitest";
import { jobKey } from "../../job/job.ts";
import type { World, WorldJob } from "../run.ts";
import { restore } from "./restore.ts";

function worldJob(jobId: number, n: number, enabled = false): WorldJob {
  const ref = { scopeKind: "zones" as const, scopeId: "a".repeat(32), jobId };
  const raw = { id: jobId, name: `job-${jobId}`, enabled, destination_conf: "https://logs.example.com" };
  const versions = new Map([[1, { ...raw, enabled: true }]]);
  return { ref, name: raw.name, scopeName: "example.com", raw, isWhole: true, isGone: false, n, versions };
}

/** Rolls back a run that put job 9 in the place of jobs 1 and 2, of which it left version 2. */
function outcomesWith(second: WorldJob) {
  const all = [worldJob(1, 2), second, worldJob(9, 1)];
  const world: World = { jobs: new Map(all.map((job) => [jobKey(job.ref), job])), scopes: new Map() };
  const jobs = all.map(({ ref }) =>
    ref.jobId === 9 ? { ref, to: null, seen: 1, step: 1 } : { ref, to: 1, seen: 2, step: 0 },
  );
  return restore
    .plan({ kind: "restore", jobs, of: "run" }, world)
    .map((item) => [item.outcome, item.outcome === "blocked" ? item.error.code : ""]);
}

test("a job that replaced others is deleted once they are back", () => {
  expect(outcomesWith(worldJob(2, 2))).toEqual([
    ["change", ""],
    ["change", ""],
    ["delete", ""],
  ]);
});

test("a job that replaced others stays if one of them was changed since and cannot come back", () => {
  expect(outcomesWith(worldJob(2, 3))).toEqual([
    ["change", ""],
    ["blocked", "E_RUN_LATER"],
    ["blocked", "E_RUN_STEP"],
  ]);
});

test("one that somebody enabled since delivers, so the replacement is deleted", () => {
  expect(outcomesWith(worldJob(2, 3, true))).toEqual([
    ["change", ""],
    ["blocked", "E_RUN_LATER"],
    ["delete", ""],
  ]);
});
