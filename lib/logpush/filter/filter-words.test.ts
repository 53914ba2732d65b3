import { expect, test } from "vitest";
import { describeFilter, wordsOfValue } from "./filter-words.ts";
import { parseFilter } from "./parse-filter.ts";

const c = (key: string, operator: string, value: unknown) => ({ key, operator, value });

test.each<[unknown, string]>([
  [{ and: [c("EdgeResponseStatus", "geq", 500)] }, "EdgeResponseStatus is 500 or more"],
  [
    {
      and: [
        c("EdgeResponseStatus", "geq", 500),
        { or: [c("ClientCountry", "in", ["de", "at"]), c("BotScore", "lt", "30")] },
      ],
    },
    "EdgeResponseStatus is 500 or more, and (ClientCountry is de or at, or BotScore is less than 30)",
  ],
  [
    { or: [{ and: [c("A", "leq", 5), c("B", "gt", 1)] }, c("C", "!eq", true)] },
    "(A is 5 or less, and B is more than 1), or C is not true",
  ],
  [{ and: [{ or: [c("A", "eq", 1)] }] }, "A is 1"],
  [{ and: [{ or: [c("A", "eq", 1), c("A", "eq", 2)] }] }, "A is 1, or A is 2"],
  [c("A", "!in", ["a", "b", "c"]), "A is none of a, b or c"],
  [c("A", "!in", ["a"]), "A is not a"],
  [c("A", "contains", "/static/x y"), "A contains “/static/x y”"],
  [c("A", "!contains", "x"), "A does not contain x"],
  [c("A", "startsWith", "/"), "A starts with /"],
  [c("A", "!startsWith", "x"), "A does not start with x"],
  [c("A", "endsWith", ".js"), "A ends with “.js”"],
  [c("A", "!endsWith", "x"), "A does not end with x"],
  [c("A", "eq", ""), "A is empty"],
  [c("A", "eq", "or"), "A is “or”"],
  [c("A", "neq", "x"), "A neq x"],
  [c("", "eq", ""), "(an incomplete condition)"],
  [c("", "eq", "x"), "(no field yet) is x"],
  [c("A", "contains", ""), "A contains (no value yet)"],
  [c("A", "in", []), "A is (no value yet)"],
  [c("A", "", "x"), "A (no operator yet) x"],
  [c("A", "eq", null), "A is null"],
  [{ and: [c("A", "eq", 1), { or: [] }] }, "A is 1, and (an empty group)"],
])("%j: %s", (where, words) => {
  const filter = parseFilter(JSON.stringify({ where }));
  expect(filter.ok && describeFilter(filter.value)).toBe(`Only sends logs where ${words}.`);
});

test("without a filter, every log is kept", () => {
  expect(describeFilter(undefined)).toBe("No filter: all logs are sent.");
});

test("long numbers keep their digits in words", () => {
  const filter = parseFilter('{"where":{"key":"T","operator":"geq","value":1711929600123456789}}');
  expect(filter.ok && describeFilter(filter.value)).toContain("T is 1711929600123456789 or more");
});

test.each([
  ["a.b", "a.b"],
  ["a.", "“a.”"],
  ["a, b", "“a, b”"],
  ["empty", "“empty”"],
  [" ", "“ ”"],
  [false, "false"],
])("%j is written %s", (value, words) => expect(wordsOfValue(value)).toBe(words));
