import { describe, expect, test } from "vitest";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { wireJobSchema } from "#lib/logpush/job/wire-schema.ts";
import { holdsSent, isAlready } from "./reconcile.ts";

const read = (raw: JsonObject) => ({ raw: { id: 7, ...raw }, job: wireJobSchema.parse({ id: 7, ...raw }) });

describe("holdsSent", () => {
  const before = read({ filter: "{}", output_options: { field_names: ["A"], record_prefix: "x", future: 1 } });

  test.each<[string, JsonObject, JsonObject, boolean]>([
    ["a value that is there", { name: "new" }, { name: "new" }, true],
    ["a value that is not", { name: "new" }, { name: "old" }, false],
    ["a cleared filter, stored as an empty text", { filter: "" }, { filter: "" }, true],
    ["a cleared filter, stored as null", { filter: "" }, { filter: null }, true],
    ["a cleared filter that is gone", { filter: "" }, {}, true],
    ["a filter that was not cleared", { filter: "" }, { filter: "{}" }, false],
    ["a cleared frequency, which reads as the default", { frequency: null }, { frequency: "high" }, true],
    ["a frequency that was not cleared", { frequency: null }, { frequency: "low" }, false],
    ["another setting that says high", { name: null }, { name: "high" }, false],
    ["a cleared limit, stored as 0", { max_upload_bytes: null }, { max_upload_bytes: 0 }, true],
    [
      "an output option that was removed",
      { output_options: { field_names: ["A"], future: 1 } },
      { output_options: { field_names: ["A"], future: 1 } },
      true,
    ],
    [
      "an output option that is still there",
      { output_options: { field_names: ["A"], future: 1 } },
      { output_options: { field_names: ["A"], record_prefix: "x", future: 1 } },
      false,
    ],
    [
      "an unknown output option that is still there",
      { output_options: { field_names: ["A"], record_prefix: "x" } },
      { output_options: { field_names: ["A"], record_prefix: "x", future: 1 } },
      false,
    ],
  ])("recognizes %s", (_title, body, now, isHeld) => expect(holdsSent(read(now), body, before)).toBe(isHeld));
});

describe("isAlready", () => {
  const options = { field_names: ["A"], record_delimiter: "" };

  test.each<[string, JsonObject, JsonObject, boolean]>([
    ["the same options", options, options, true],
    ["an empty text that is to go", { field_names: ["A"] }, options, false],
    ["an empty text that is to come", options, { field_names: ["A"] }, false],
    ["an empty text in place of another", options, { ...options, record_delimiter: "," }, false],
    ["null in place of none", { field_names: ["A"] }, { field_names: ["A"], record_prefix: null }, true],
  ])("judges %s", (_title, sent, now, expected) =>
    expect(isAlready(read({ output_options: now }), { output_options: sent })).toBe(expected),
  );
});
