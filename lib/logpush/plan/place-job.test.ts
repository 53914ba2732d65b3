import { describe, expect, test } from "vitest";
import type { JsonObject } from "../job/job.ts";
import { toCreateBody } from "../job/to-request.ts";
import { exampleValues } from "../testing/form-values.ts";
import { planItems, type RunIntent } from "./run-kinds.ts";
import { storedJob, worldJob, worldZone } from "./testing.ts";

describe("the form's job", () => {
  const values = exampleValues();
  const body = toCreateBody(values);
  const planFor = (changes: JsonObject) => {
    const zone = worldZone("shop.example", [{ id: 9, ...body, frequency: "high", ...changes }]);
    const intent: RunIntent = { kind: "create", values, conf: null, scopes: [zone.path], triesFull: false };
    const [item] = planItems(intent, { jobs: new Map(), scopes: new Map([[zone.path, zone]]) });
    return item?.outcome === "blocked" ? item.error.code : item?.outcome;
  };
  const output = { ...(body.output_options as JsonObject) };

  test.each([
    ["is the same", { filter: "" }, "same"],
    ["is the same unsampled", { output_options: { ...output, sample_rate: 1 } }, "same"],
    ["is another one with a filter", { filter: '{"where":{}}' }, "E_PLAN_NAMESAKE"],
    ["is another one with a sample", { output_options: { ...output, sample_rate: 0.01 } }, "E_PLAN_NAMESAKE"],
  ])("%s", (_name, changes, expected) => expect(planFor(changes)).toBe(expected));
});

test("two copies of one run are not made where they would be namesakes, or send everything twice", () => {
  const shop = worldZone("shop.example");
  const sources = ["a", "b", "b"].map((name, at) => worldJob(storedJob({ id: at + 1, name })));
  const conf = "https://other.example/in";
  sources.push(worldJob(storedJob({ id: 4, name: "b", destination_conf: conf })));
  sources.push(worldJob(storedJob({ id: 5, name: "c", destination_conf: conf })));
  const jobs = new Map(sources.map((job) => [`zones/${job.ref.scopeId}/${job.ref.jobId}`, job]));
  const intent: RunIntent = {
    ...{ kind: "copy", scopes: [shop.path], updates: false, triesFull: true },
    jobs: sources.map(({ ref }) => ({ ref, pattern: null })),
  };
  const items = planItems(intent, { jobs, scopes: new Map([[shop.path, shop]]) });
  expect(items.map((item) => (item.outcome === "blocked" ? item.error.code : item.outcome))).toEqual([
    "create",
    "E_PLAN_DUPLICATE",
    "E_PLAN_DUPLICATE",
    "create",
    "E_PLAN_DUPLICATE",
  ]);
});
