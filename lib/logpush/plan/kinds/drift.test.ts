import { expect, test } from "vitest";
import { mask } from "../../destination/looks-random.ts";
import { jobKey } from "../../job/job.ts";
import type { World, WorldJob } from "../run.ts";
import { storedJob, worldJob } from "../testing.ts";
import { drift } from "./drift.ts";

function planOf(jobs: WorldJob[], set: Parameters<typeof drift.plan>[0]["groups"][number]["set"]) {
  const world: World = { jobs: new Map(jobs.map((job) => [jobKey(job.ref), job])), scopes: new Map() };
  return drift
    .plan({ kind: "drift", groups: [{ refs: jobs.map(({ ref }) => ref), set }] }, world)
    .map((item) => [item.outcome, "body" in item ? item.body : "error" in item ? item.error.code : undefined]);
}

test("jobs get the settings of the file; every other key and the destination stay", () => {
  const [one, two] = [worldJob(storedJob({ enabled: false })), worldJob(storedJob({ id: 8 }))];
  expect(planOf([one, two], { enabled: true, fieldNames: ["RayID"] })).toEqual([
    [
      "change",
      { enabled: true, output_options: { field_names: ["RayID"], timestamp_format: "rfc3339", later_key: 1 } },
    ],
    ["change", { output_options: { field_names: ["RayID"], timestamp_format: "rfc3339", later_key: 1 } }],
  ]);
  expect(planOf([two], { enabled: true })).toEqual([["same", undefined]]);
});

test("other settings are compared as people see them, so that a mask is never written", () => {
  const secret = "dXNlcjpwYXNz-canary-a1b2c3d4e5";
  const job = worldJob(
    storedJob({
      destination_conf: `https://logs.example.com/in?header_X-Key=${secret}`,
      new_api_key: { note: `key ${secret}`, level: 1 },
    }),
  );
  const shown = (level: number, more = "") =>
    JSON.stringify({ new_api_key: { note: `key ${mask}`, level }, more, output_options: { later_key: 1 } });
  expect(planOf([job], { otherSettings: shown(1, "x") })).toEqual([["change", { more: "x" }]]);
  const [[outcome, code] = []] = planOf([job], { otherSettings: shown(2) });
  expect([outcome, code]).toEqual(["blocked", "E_OTHER_MASK"]);
});

test("a job whose secrets cannot be read, and a value that Cloudflare refuses, are blocked", () => {
  expect(planOf([worldJob(storedJob(), { isWhole: false })], { enabled: false })).toEqual([
    ["blocked", "E_PLAN_SEALED"],
  ]);
  expect(planOf([worldJob(storedJob())], { sampleRate: "5" })).toEqual([["blocked", "E_SAMPLE_RATE"]]);
  expect(planOf([worldJob(storedJob(), { isGone: true })], { enabled: false })).toEqual([["blocked", "E_NOT_FOUND"]]);
});
