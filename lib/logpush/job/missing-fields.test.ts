import { expect, test } from "vitest";
import { exampleValues, header, param } from "../testing/form-values.ts";
import { listMissing } from "./missing-fields.ts";

test("a whole form lacks nothing, and a parameter may be empty", () => {
  expect(listMissing(exampleValues({ query: [param("flag", "")] }))).toEqual([]);
});

test("what is empty is named in the order of the form", () => {
  const query = [header("X-Key", ""), header("", ""), { ...header("X-Off", ""), isOff: true }, param("", "x")];
  const values = exampleValues({ scope: "", endpoint: "https://", query, fieldNames: [] });
  expect(listMissing(values)).toEqual([
    { path: "scope", label: "Zone or account" },
    { path: "endpoint", label: "Endpoint URL" },
    { path: "query.0.value", label: "X-Key" },
    { path: "query.1.name", label: "Header name" },
    { path: "query.3.name", label: "Parameter name" },
    { path: "fieldNames", label: "Fields" },
  ]);
});

test("a saved job may have no fields, and what is kept counts as filled in", () => {
  const stored = exampleValues({ fieldNames: [] });
  const saved = { ...header("X-Key", ""), saved: 0 };
  expect(listMissing(exampleValues({ fieldNames: [], query: [saved] }), stored)).toEqual([]);
  const kept = exampleValues({ endpoint: "", isEndpointKept: true });
  expect(listMissing(kept)).toEqual([]);
  expect(listMissing(exampleValues({ endpoint: "", destinationMode: "keep" }))).toEqual([]);
});
