import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { copyJob, suggestPattern } from "#lib/logpush/plan/copy-job.ts";
import { sharedDatasets } from "#lib/logpush/plan/dataset-levels.ts";

const text = readFileSync("docs/fleet.md", "utf8");
const [job, copy] = Array.from(text.matchAll(/```json\n(.+?)```/gs), ([, json = ""]) => JSON.parse(json) as JsonObject);
const zone = (name: string, id: string, jobs: never[] = []) => ({
  ...{ path: `zones/${id.repeat(32)}`, name, accountName: null, failure: null, jobs },
});

test("the worked example is what a copy plans", () => {
  if (!job) throw new Error("docs/fleet.md has no example.");
  const pattern = suggestPattern(job, zone("theburritobot.com", "a"));
  expect(pattern.name).toBe("{zone}-https");
  expect(pattern.values.map(({ value }) => value)).toEqual(["host:{zone},dataset:http_requests"]);
  const item = copyJob(job, zone("shop.example", "b"), pattern, { updates: false, triesFull: false });
  expect(item).toMatchObject({ outcome: "create", body: copy });
  expect(Object.keys(item.outcome === "create" ? item.body : {})).toEqual(Object.keys(copy ?? {}));
});

test("the datasets of both levels are those of the catalogue", () => {
  for (const dataset of sharedDatasets) expect(text).toContain(`\`${dataset}\``);
  expect(sharedDatasets).toHaveLength(3);
});
