import { expect, test } from "vitest";
import { type ExactJson, NumberText } from "../json/exact-json.ts";
import { itemsOf, retyped, shapedFor, textFromValue, valueFromText } from "./typed-value.ts";

test.each<[string, string | undefined, ExactJson]>([
  ["500", "int", 500],
  ["-1", "int", -1],
  ["1711929600123456789", "int", new NumberText("1711929600123456789")],
  ["007", "int", "007"],
  ["", "int", ""],
  ["4xx", "int", "4xx"],
  ["17", "array[int]", 17],
  ["500", "string", "500"],
  ["500", undefined, "500"],
  ["true", "bool", true],
  ["", "bool", ""],
  ["true", "string", "true"],
])("%j typed for %s", (text, type, value) => {
  expect(valueFromText(text, type)).toEqual(value);
  expect(textFromValue(value)).toBe(text);
});

test.each<[ExactJson, string]>([
  [null, "null"],
  [{ a: [1] }, '{"a":[1]}'],
  [new NumberText("1.0"), "1.0"],
])("%j is shown as %s", (value, text) => expect(textFromValue(value)).toBe(text));

test("another type keeps the value", () => {
  expect(retyped(500, "string")).toBe("500");
  expect(retyped(["500", "x"], "int")).toEqual([500, "x"]);
  expect(retyped("true", "bool")).toBe(true);
  expect(retyped(null, "int")).toBeNull();
});

test("another operator keeps the values", () => {
  expect(shapedFor("in", "de")).toEqual(["de"]);
  expect(shapedFor("!in", "")).toEqual([]);
  expect(shapedFor("eq", ["de"])).toBe("de");
  expect(shapedFor("eq", [])).toBe("");
  expect(shapedFor("eq", ["de", "at"])).toEqual(["de", "at"]);
  expect(itemsOf(false)).toEqual([false]);
});
