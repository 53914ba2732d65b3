import { expect, test } from "vitest";
import { attributeFields } from "#lib/logpush/job/attributes.ts";
import { fullValues } from "#lib/logpush/testing/attribute-cases.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { draftOf, listLost, valuesOfDraft } from "./draft.ts";

test("a draft keeps the rows, which of them are off, and only harmless values", () => {
  const query = [
    { ...header("X-Off", "canary-1"), isOff: true },
    header("Authorization", "canary-2"),
    param("tags", "env:prod"),
    param("id", "canary-3"),
    { kind: "header", name: "Authorization", value: "Bearer canary-5", auth: "bearer" } as const,
    { ...param("canary-4", ""), raw: "canary-4" },
  ];
  const draft = draftOf(exampleValues({ query }));
  expect(JSON.stringify(draft)).not.toContain("canary");
  expect(listLost(draft)).toEqual(["3 values", "Authentication"]);
  expect(valuesOfDraft(draft).query).toEqual([
    { kind: "header", name: "X-Off", value: "", isOff: true },
    { kind: "header", name: "Authorization", value: "" },
    { kind: "param", name: "tags", value: "env:prod" },
    { kind: "param", name: "id", value: "" },
  ]);
});

test("an endpoint whose text may hold a secret is left out", () => {
  const kept = ["https://h.example/in", "https://h.example/XyZ12aBcD34eFgH56iJkL78m", "https://u:p@h.example"].map(
    (endpoint) => draftOf(exampleValues({ endpoint })).endpoint,
  );
  expect(kept).toEqual(["https://h.example/in", "", ""]);
});

test.each(attributeFields)("a draft keeps %s", (field) => {
  expect(valuesOfDraft(draftOf(fullValues))[field]).toEqual(fullValues[field]);
});
