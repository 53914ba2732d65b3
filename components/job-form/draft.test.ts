import { expect, test } from "vitest";
import { attributeFields } from "#lib/logpush/job/attributes.ts";
import { fullValues } from "#lib/logpush/testing/attribute-cases.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { clearDraft, draftKey, draftOf, hasDraft, listLost, storeDraft, valuesOfDraft } from "./draft.ts";
import { readDraft } from "./read-draft.ts";
import { stubSessionStorage } from "./testing/session-storage.ts";

const items = stubSessionStorage();

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

test("what is stored is read again as it was, until it is cleared", () => {
  const unresolved = [{ field: "name", source: "var.name", kind: "absent" as const }];
  const values = { ...fullValues, ...exampleValues({ query: [header("X-Key", "k")] }), unresolved };
  storeDraft(values, { at: "2026-03-01T10:00:00Z", isAsked: true });
  expect(readDraft()).toEqual(draftOf(values, { at: "2026-03-01T10:00:00Z", isAsked: true }));
  clearDraft();
  expect(hasDraft()).toBe(false);
  expect(readDraft()).toBeUndefined();
});

test.each(["", "{", "null", '{"rows":[]}'])("%j in the storage is no draft", (text) => {
  items.set(draftKey, text);
  expect(readDraft()).toBeUndefined();
});

test("what the form holds besides its fields is not stored", () => {
  const values = {
    ...exampleValues(),
    ...{ otherSettings: '{"a":"canary"}', destinationString: "canary", extra: "canary" },
    unresolved: [{ field: "name", source: "var.name", kind: "absent" as const, extra: "canary" }],
  };
  storeDraft(values);
  expect(items.get(draftKey)).not.toContain("canary");
});
