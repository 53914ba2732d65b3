import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findDataset } from "#lib/emulator/datasets.ts";
import { checkFilter as checkByEmulator } from "#lib/emulator/rules/filter.ts";
import type { LogField } from "../datasets/field-list.ts";
import type { ExactJson } from "../json/exact-json.ts";
import { groupsOf } from "../testing/filter-arbitraries.ts";
import { checkFilter } from "./check-filter.ts";
import { checkFilterText } from "./check-filter-text.ts";
import { operatorsFor, whyUnfilterable } from "./operators.ts";
import { formatFilter } from "./parse-filter.ts";

function contextOf(dataset: string) {
  const found = findDataset("zones", dataset);
  if (!found) throw new Error(dataset);
  return { dataset, fields: found.fields.map(({ name, type }): LogField => ({ name, type })), found };
}

const requests = contextOf("http_requests");
const firewall = contextOf("firewall_events");

const filterOn = (key: string, operator: string, value: ExactJson) =>
  formatFilter({ join: "and", children: [{ key, operator, value }] });

/** `code severity path` of each error. */
function offences(text: string, context = requests) {
  return checkFilter(text, context).map(({ path, severity, error }) => `${error.code} ${severity} ${path.join(".")}`);
}

describe("valid filters", () => {
  test.each<[string, string, ExactJson]>([
    ["ClientRequestPath", "startsWith", "/static"],
    ["ClientRequestPath", "!contains", "x"],
    ["ClientCountry", "in", ["de", "at"]],
    ["SecurityAction", "!eq", ""],
    ["EdgeResponseStatus", "geq", 500],
    ["EdgeResponseStatus", "geq", "500"],
    ["EdgeResponseStatus", "eq", "404"],
    ["EdgeResponseStatus", "!in", [200, 201]],
    ["WorkerSubrequest", "eq", true],
    ["WorkerSubrequest", "!eq", "false"],
    ["BotDetectionTags", "contains", "scanner"],
    ["BotDetectionIDs", "!contains", 17],
  ])("%s %s %j", (key, operator, value) => {
    const text = filterOn(key, operator, value);
    expect(offences(text)).toEqual([]);
    expect(checkByEmulator(text, requests.found)).toMatchObject({ ok: true });
  });
});

describe("refused filters", () => {
  test.each<[string, string, string, ExactJson, string]>([
    ["an empty key", "", "eq", "x", "E_FILTER_KEY error 0"],
    ["an unknown operator", "RayID", "neq", "x", "E_FILTER_OPERATOR error 0"],
    ["an operator of Object.prototype", "RayID", "toString", "x", "E_FILTER_OPERATOR error 0"],
    ["an order of texts", "RayID", "lt", 5, "E_FILTER_TYPE error 0"],
    ["a prefix of a number", "EdgeResponseStatus", "startsWith", "4", "E_FILTER_TYPE error 0"],
    ["a list on a truth value", "WorkerSubrequest", "in", [true], "E_FILTER_TYPE error 0"],
    ["equality of a list", "BotTags", "eq", "x", "E_FILTER_TYPE error 0"],
    ["text where a number belongs", "EdgeResponseStatus", "geq", "many", "E_FILTER_VALUE error 0"],
    ["text that equals no number", "EdgeResponseStatus", "eq", "4xx", "E_FILTER_VALUE error 0"],
    ["no number", "EdgeResponseStatus", "eq", "", "E_FILTER_VALUE error 0"],
    ["a fraction", "EdgeResponseStatus", "lt", 1.5, "E_FILTER_VALUE error 0"],
    ["numbers in quotes in a list", "EdgeResponseStatus", "in", ["200"], "E_FILTER_VALUE error 0"],
    ["a list as text", "EdgeResponseStatus", "in", "200,201", "E_FILTER_VALUE error 0"],
    ["an empty list", "ClientCountry", "in", [], "E_FILTER_VALUE error 0"],
    ["a number in a text list", "ClientCountry", "in", ["de", 5], "E_FILTER_VALUE error 0"],
    ["a list where one value belongs", "RayID", "eq", ["x"], "E_FILTER_VALUE error 0"],
    ["null", "RayID", "eq", null, "E_FILTER_VALUE error 0"],
    ["an empty part", "ClientRequestPath", "contains", "", "E_FILTER_VALUE error 0"],
    ["no truth value", "WorkerSubrequest", "eq", "yes", "E_FILTER_VALUE error 0"],
    ["text in a list of numbers", "BotDetectionIDs", "contains", "x", "E_FILTER_VALUE error 0"],
    ["an object field", "Cookies", "contains", "x", "E_FILTER_FIELD error 0"],
    ["a list of objects", "MatchedRules", "contains", "x", "E_FILTER_FIELD error 0"],
    ["a timestamp", "EdgeStartTimestamp", "gt", 1, "E_FILTER_FIELD error 0"],
  ])("%s", (_title, key, operator, value, expected) => {
    expect(offences(filterOn(key, operator, value))).toEqual([expected]);
  });

  test("firewall fields that the documentation excludes", () => {
    expect(offences(filterOn("Action", "eq", "block"), firewall)).toEqual(["E_FILTER_FIELD error 0"]);
    expect(offences(filterOn("ClientIP", "eq", "192.0.2.1"), firewall)).toEqual([]);
    expect(checkFilter(filterOn("Action", "eq", "x"), firewall)[0]?.error.message).toBe(
      "Cannot filter on Action: Cloudflare does not allow it in filters on firewall events.",
    );
  });

  test("30 conditions at most, and no empty groups, each error at its path", () => {
    const many = (count: number) => ({
      join: "or" as const,
      children: Array.from({ length: count }, () => ({ key: "a", operator: "eq", value: 0 })),
    });
    expect(checkFilter(formatFilter(many(30))).map(({ error }) => error.code)).toEqual(["E_FILTER_BYTES"]);
    expect(checkFilter(formatFilter(many(31))).map(({ error }) => error.code)).toEqual([
      "E_FILTER_BYTES",
      "E_FILTER_COUNT",
    ]);
    const nested = formatFilter({ join: "and", children: [{ join: "or", children: [] }, ...many(1).children] });
    expect(checkFilter(nested)).toMatchObject([{ path: [0], error: { code: "E_FILTER_GROUP" } }]);
    expect(checkFilter('{"where":{"or":[]}}')).toMatchObject([{ path: [], error: { code: "E_FILTER_GROUP" } }]);
  });

  test("1,000 bytes at most, counted in UTF-8", () => {
    const room = 1000 - filterOn("RayID", "eq", "").length;
    expect(offences(filterOn("RayID", "eq", "x".repeat(room)))).toEqual([]);
    expect(offences(filterOn("RayID", "eq", `${"x".repeat(room - 1)}é`))).toEqual(["E_FILTER_BYTES error "]);
    expect(checkByEmulator(filterOn("RayID", "eq", "x".repeat(room)), requests.found)).toMatchObject({ ok: true });
  });

  test("text that is not a filter", () => {
    expect(offences("{")).toEqual(["E_FILTER_JSON error "]);
    expect(offences('{"and":[]}')).toEqual(["E_FILTER_GRAMMAR error "]);
  });
});

test("a field that the list lacks is a warning", () => {
  expect(offences(filterOn("BrandNewField", "eq", "x"))).toEqual(["E_FILTER_UNKNOWN warning 0"]);
});

test("without fields, only what every dataset refuses is an error", () => {
  expect(checkFilter(filterOn("Cookies", "eq", "x"))).toEqual([]);
  expect(checkFilter(filterOn("Cookies", "has", "x"))).toHaveLength(1);
});

describe("the quick check for form and server", () => {
  test.each([
    ["", undefined],
    [filterOn("Cookies", "eq", "x"), undefined],
    ["{", "E_FILTER_JSON"],
    ["\ud800", "E_TEXT_ILL_FORMED"],
    ['{"x":1}', "E_FILTER_GRAMMAR"],
    [filterOn("", "eq", "x"), "E_FILTER_KEY"],
    [filterOn("A", "neq", "x"), "E_FILTER_OPERATOR"],
    [filterOn("A", "in", "x"), "E_FILTER_VALUE"],
    [filterOn("A", "eq", "x".repeat(1000)), "E_FILTER_BYTES"],
    ["[".repeat(100_000), "E_FILTER_BYTES"],
    ["[".repeat(990), "E_FILTER_JSON"],
  ])("case %#", (text, code) => {
    expect(checkFilterText(text)?.code).toBe(code);
  });

  test("finds an error exactly when the full check without fields does", () => {
    fc.assert(
      fc.property(plausible, (text) => {
        expect(checkFilterText(text) !== undefined).toBe(checkFilter(text).length > 0);
      }),
    );
  });
});

const keys = [
  ...[
    "EdgeResponseStatus",
    "ClientCountry",
    "WorkerSubrequest",
    "BotTags",
    "BotDetectionIDs",
    "Cookies",
    "Nowhere",
    "",
  ],
];
const someOperators = ["eq", "!eq", "lt", "geq", "in", "!in", "contains", "startsWith", "!endsWith", "neq"];
const values: ExactJson[] = ["", "de", "500", 500, true, null, [], ["de"], [500], [500, true], [[500]], {}];
const plausible = groupsOf(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom(...someOperators),
    value: fc.constantFrom(...values),
  }),
).map(formatFilter);

test("the emulator accepts every filter without an error here", () => {
  const clean = keys
    .flatMap((key) => someOperators.flatMap((operator) => values.map((value) => filterOn(key, operator, value))))
    .filter((text) => !checkFilter(text, requests).some(({ severity }) => severity === "error"));
  expect(clean.filter((text) => !checkByEmulator(text, requests.found).ok)).toEqual([]);
  expect(clean.length).toBeGreaterThan(50);
});

test("the operators of each type match the emulator's, and fields without any are explained", () => {
  for (const { name, type } of requests.fields) {
    const field = { name, type };
    const reason = whyUnfilterable(field, "http_requests");
    const mine = reason ? [] : operatorsFor(type);
    const theirs = operatorsFor(undefined).filter((operator) => {
      const value = /in$/.test(operator) ? [1] : 1;
      return checkByEmulator(filterOn(name, operator, value), requests.found).ok;
    });
    expect(new Set(mine), name).toEqual(new Set(theirs));
  }
});
