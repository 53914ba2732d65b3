import { expect, test } from "vitest";
import { exampleValues } from "../testing/form-values.ts";
import { copyValues, withFields } from "./job-copy.ts";

const copyOf = { scopeKind: "zones" as const, scopeId: "a".repeat(32), jobId: 7, fingerprint: "f" };

test.each([
  ["edge-logs", "edge-logs-copy"],
  ["", ""],
  ["edge logs", "edge-logs-copy"],
  ["a".repeat(512), `${"a".repeat(507)}-copy`],
])("a copy of %j is called %j", (name, copied) => {
  expect(copyValues(exampleValues({ name }), copyOf)).toMatchObject({ name: copied, copyOf });
});

test("a copy of a job that names no fields has the default ones", () => {
  expect(withFields(exampleValues({ fieldNames: [] }), ["A"]).fieldNames).toEqual(["A"]);
  expect(withFields(exampleValues({ fieldNames: ["B"] }), ["A"]).fieldNames).toEqual(["B"]);
});
