import { describe, expect, test } from "vitest";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { wireJobSchema } from "#lib/logpush/job/wire-schema.ts";
import { holdsSent } from "./reconcile.ts";

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
