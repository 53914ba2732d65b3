import { expect, test } from "vitest";
import { attributeFields } from "#lib/logpush/job/attributes.ts";
import { fullValues } from "#lib/logpush/testing/attribute-cases.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { draftOf, valuesOfDraft } from "./draft.ts";

test("a draft keeps the rows without their values, and which of them are off", () => {
  const query = [
    { ...header("X-Off", "canary-1"), isOff: true },
    header("Authorization", "canary-2"),
    param("tags", "canary-3"),
    { ...param("canary-4", ""), raw: "canary-4" },
  ];
  const draft = draftOf(exampleValues({ query }));
  expect(JSON.stringify(draft)).not.toContain("canary");
  expect(valuesOfDraft(draft).query).toEqual([
    { kind: "header", name: "X-Off", value: "", isOff: true },
    { kind: "header", name: "Authorization", value: "" },
    { kind: "param", name: "tags", value: "" },
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
