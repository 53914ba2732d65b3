import { describe, expect, test } from "vitest";
import { type Dataset, findDataset } from "../datasets.ts";
import { checkFilter } from "./filter.ts";
import { matchesFilter } from "./filter-match.ts";

const requests = dataset("http_requests");
const firewall = dataset("firewall_events");
const RECORD: { [field: string]: unknown } = {
  ClientRequestPath: "/static/app.js",
  EdgeResponseStatus: 404,
  BotDetectionTags: ["scanner"],
  BotDetectionIDs: [17],
  WorkerSubrequest: false,
};

function dataset(id: string): Dataset {
  const found = findDataset("zones", id);
  if (!found) throw new Error(id);
  return found;
}

function check(where: unknown, of = requests) {
  return checkFilter(JSON.stringify({ where }), of);
}

function matches(where: unknown): boolean {
  const checked = check(where);
  if (!checked.ok || !checked.filter) throw new Error(checked.ok ? "no filter" : checked.message);
  return matchesFilter(checked.filter, (field) => RECORD[field]);
}

const condition = (key: string, operator: string, value: unknown) => ({ key, operator, value });

describe("a filter matches", () => {
  test.each([
    ["ClientRequestPath", "eq", "/static/app.js", true],
    ["ClientRequestPath", "!eq", "/static/app.js", false],
    ["ClientRequestPath", "startsWith", "/static", true],
    ["ClientRequestPath", "!startsWith", "/static", false],
    ["ClientRequestPath", "endsWith", ".js", true],
    ["ClientRequestPath", "!endsWith", ".css", true],
    ["ClientRequestPath", "contains", "app", true],
    ["ClientRequestPath", "!contains", "app", false],
    ["ClientRequestPath", "in", ["/a", "/static/app.js"], true],
    ["ClientRequestPath", "!in", ["/a", "/b"], true],
    ["EdgeResponseStatus", "eq", 404, true],
    ["EdgeResponseStatus", "eq", "404", true],
    ["EdgeResponseStatus", "lt", 404, false],
    ["EdgeResponseStatus", "leq", "404", true],
    ["EdgeResponseStatus", "gt", "30", true],
    ["EdgeResponseStatus", "geq", 405, false],
    ["EdgeResponseStatus", "in", [200, 404], true],
    ["WorkerSubrequest", "eq", false, true],
    ["WorkerSubrequest", "!eq", false, false],
    ["BotDetectionTags", "contains", "scanner", true],
    ["BotDetectionTags", "contains", "scan", false],
    ["BotDetectionIDs", "!contains", 17, false],
    ["NoSuchField", "!eq", "x", false],
  ])("%s %s %j: %s", (key, operator, value, expected) => {
    expect(matches(condition(key, operator, value))).toBe(expected);
  });

  test("and, or, nested", () => {
    const yes = condition("EdgeResponseStatus", "eq", 404);
    const no = condition("EdgeResponseStatus", "eq", 200);
    expect(matches({ and: [yes, no] })).toBe(false);
    expect(matches({ or: [yes, no] })).toBe(true);
    expect(matches({ and: [yes, { or: [no, yes] }] })).toBe(true);
  });
});

describe("a filter is refused for", () => {
  test.each([
    ["an unknown operator", condition("RayID", "neq", "x")],
    ["an order comparison of texts", condition("RayID", "lt", "x")],
    ["a prefix of a number", condition("EdgeResponseStatus", "startsWith", "4")],
    ["a list instead of one value", condition("RayID", "eq", ["x"])],
    ["one value instead of a list", condition("RayID", "in", "x")],
    ["an object field", condition("Cookies", "contains", "x")],
    ["a list of objects", condition("MatchedRules", "contains", "x")],
    ["a timestamp", condition("EdgeStartTimestamp", "gt", 1)],
    ["an empty list", { and: [] }],
    ["a missing key", { operator: "eq", value: 1 }],
    ["an object as value", condition("RayID", "eq", {})],
  ])("%s", (_, where) => {
    expect(check(where)).toMatchObject({ ok: false });
  });

  test("firewall fields that the documentation excludes", () => {
    expect(check(condition("Action", "eq", "block"), firewall)).toMatchObject({ ok: false });
    expect(check(condition("ClientIP", "eq", "192.0.2.1"), firewall)).toMatchObject({ ok: true });
  });

  test("a text that is not an object with where", () => {
    for (const text of ["{", "[]", '"x"', "{}", 5, '{"where":[]}']) expect(checkFilter(text, requests).ok).toBe(false);
  });

  test("its size: 30 operators and 1000 bytes at most", () => {
    const many = (count: number) => ({ or: Array.from({ length: count }, () => condition("A", "eq", "")) });
    expect(check(many(22))).toMatchObject({ ok: true });
    expect(check(condition("RayID", "eq", "é".repeat(500)))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/bytes/),
    });
    expect(
      checkFilter(`{"where":{"or":[${Array(31).fill('{"key":"a","operator":"eq","value":0}').join()}]}}`, requests).ok,
    ).toBe(false);
    expect(checkFilter("[".repeat(100_000), requests).ok).toBe(false);
  });
});

test("absent, null and empty text mean no filter", () => {
  for (const text of [undefined, null, ""])
    expect(checkFilter(text, requests)).toEqual({ ok: true, filter: undefined });
});
