import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFieldSet, type FieldSet, mergeFieldSets, readFieldSets, writeFieldSets } from "./field-sets.ts";

const set = (name: string, ...fieldNames: string[]): FieldSet => ({ name, dataset: "http_requests", fieldNames });

test("a written set is read back", () => {
  const name = fc
    .string({ minLength: 1, maxLength: 100 })
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const sets = fc.array(
    fc.record({
      name,
      dataset: fc.stringMatching(/^[a-z0-9_]{1,100}$/),
      fieldNames: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
    }),
  );
  fc.assert(
    fc.property(sets, (written) => {
      expect(readFieldSets(writeFieldSets(written))).toEqual({ ok: true, value: written });
    }),
  );
});

test("a single set is read too; repeated names count once, other members are dropped", () => {
  const text = '{"name":" mine ","dataset":"dns_logs","fieldNames":["A","B","A"],"token":"secret"}';
  expect(readFieldSets(text)).toEqual({
    ok: true,
    value: [{ name: "mine", dataset: "dns_logs", fieldNames: ["A", "B"] }],
  });
});

describe("refuses", () => {
  test.each([
    ["text that is not JSON", "RayID, ClientIP"],
    ["nothing", ""],
    ["null", "null"],
    ["a list of names", '["RayID"]'],
    ["a set without a name", '{"name":"  ","dataset":"dns_logs","fieldNames":["A"]}'],
    ["a set without fields", '{"name":"x","dataset":"dns_logs","fieldNames":[]}'],
    ["a dataset that cannot be", '{"name":"x","dataset":"../x","fieldNames":["A"]}'],
    ["a long name", JSON.stringify([{ ...set("x".repeat(101), "A") }])],
    ["one bad among good ones", JSON.stringify([set("x", "A"), { name: 1 }])],
  ])("%s", (_, text) => expect(readFieldSets(text)).toMatchObject({ ok: false, error: { code: "E_FIELD_SETS" } }));

  test("any other text never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof readFieldSets(text).ok).toBe("boolean");
      }),
    );
  });
});

test("a set of the same name and dataset is replaced; others stay, sorted by name", () => {
  const other = { ...set("b", "X"), dataset: "dns_logs" };
  expect(mergeFieldSets([set("b", "A"), other], [set("a", "C"), set("b", "B")])).toEqual([
    set("a", "C"),
    set("b", "B"),
    other,
  ]);
});

test("a name is required, and the number of sets is limited", () => {
  expect(checkFieldSet(" ", [])?.code).toBe("E_FIELD_SET_NAME");
  expect(checkFieldSet("x".repeat(101), [])?.code).toBe("E_FIELD_SET_NAME");
  expect(checkFieldSet(" fine ", [])).toBeUndefined();
  const full = Array.from({ length: 201 }, (_, index) => set(`${index}`, "A"));
  expect(checkFieldSet("x", full)?.code).toBe("E_FIELD_SETS_FULL");
  expect(checkFieldSet("x", full.slice(1))).toBeUndefined();
});
