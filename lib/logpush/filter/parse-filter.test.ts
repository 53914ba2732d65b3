import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NumberText } from "../json/exact-json.ts";
import { oddFilters } from "../testing/filter-arbitraries.ts";
import { formatFilter, parseFilter } from "./parse-filter.ts";

const condition = '{"key":"EdgeResponseStatus","operator":"geq","value":500}';
const parsed = { key: "EdgeResponseStatus", operator: "geq", value: 500 };
const documented =
  '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"},{"key":"ClientRequestHost","operator":"eq","value":"example.com"}]}}';

describe("parseFilter", () => {
  test("an empty text means no filter, both ways", () => {
    expect(parseFilter("")).toEqual({ ok: true, value: undefined });
    expect(formatFilter(undefined)).toBe("");
  });

  test("the documentation's example is written back byte for byte", () => {
    const filter = parseFilter(documented);
    expect(filter.ok && formatFilter(filter.value)).toBe(documented);
  });

  test("any filter that is read is written back unchanged", () => {
    fc.assert(
      fc.property(oddFilters, (filter) => {
        expect(parseFilter(formatFilter(filter))).toEqual({ ok: true, value: filter });
      }),
      { numRuns: 1000 },
    );
  });

  test("a bare condition is read as a group of one, and written as one", () => {
    expect(parseFilter(`{"where":${condition}}`)).toEqual({ ok: true, value: { join: "and", children: [parsed] } });
    expect(formatFilter(parsed)).toBe(`{"where":{"and":[${condition}]}}`);
  });

  test("and and or nest", () => {
    const text = `{"where":{"or":[{"and":[${condition},{"or":[${condition}]}]},${condition}]}}`;
    const filter = parseFilter(text);
    expect(filter).toMatchObject({
      value: { join: "or", children: [{ join: "and", children: [parsed, {}] }, parsed] },
    });
    expect(filter.ok && formatFilter(filter.value)).toBe(text);
  });

  test("unknown operators, unknown keys and long numbers are kept", () => {
    const text =
      '{"where":{"and":[{"key":"A","operator":"neq","value":1711929600123456789,"note":{"by":"x"}}],"version":2}}';
    const filter = parseFilter(text);
    expect(filter).toMatchObject({
      value: {
        children: [{ operator: "neq", value: new NumberText("1711929600123456789"), rest: { note: { by: "x" } } }],
        rest: { version: 2 },
      },
    });
    expect(filter.ok && formatFilter(filter.value)).toBe(text);
  });

  test("operator and value can be missing", () => {
    expect(parseFilter('{"where":{"and":[{"key":"A"}]}}')).toMatchObject({
      value: { children: [{ key: "A", operator: "", value: "" }] },
    });
  });

  test.each([
    ["{}", "E_FILTER_GRAMMAR"],
    ["[]", "E_FILTER_GRAMMAR"],
    ["1711929600123456789", "E_FILTER_GRAMMAR"],
    [condition, "E_FILTER_GRAMMAR"],
    [`{"and":[${condition}]}`, "E_FILTER_GRAMMAR"],
    [`{"where":{"and":[${condition}]},"limit":1}`, "E_FILTER_GRAMMAR"],
    ['{"where":[]}', "E_FILTER_GRAMMAR"],
    ['{"where":{}}', "E_FILTER_GRAMMAR"],
    [`{"where":{"and":${condition}}}`, "E_FILTER_GRAMMAR"],
    ['{"where":{"and":[1]}}', "E_FILTER_GRAMMAR"],
    ['{"where":{"and":[],"or":[]}}', "E_FILTER_GRAMMAR"],
    ['{"where":{"and":[{"key":5,"operator":"eq","value":1}]}}', "E_FILTER_GRAMMAR"],
    ['{"where":{"and":[{"key":"A","operator":null,"value":1}]}}', "E_FILTER_GRAMMAR"],
    [" ", "E_FILTER_JSON"],
    [documented.slice(0, -1), "E_FILTER_JSON"],
  ])("%s: %s", (text, code) => {
    expect(parseFilter(text)).toMatchObject({ ok: false, error: { code, at: "filter" } });
  });

  test("the error for unreadable JSON has its position", () => {
    expect(parseFilter('{"where":\n  {"and":[}}')).toMatchObject({
      error: { message: "The filter is not valid JSON: a value is missing, found } (line 2, column 11)." },
    });
  });

  test("nesting of 1,000 is refused with an error", () => {
    const text = `{"where":${'{"and":['.repeat(1000)}${condition}${"]}".repeat(1000)}}`;
    expect(parseFilter(text)).toMatchObject({
      error: { code: "E_FILTER_JSON", message: expect.stringContaining("nested too deeply") },
    });
  });

  test("the deepest filter that fits into Cloudflare's 1,000 bytes is read", () => {
    const bare = '{"key":"a","operator":"eq","value":1}';
    const text = `{"where":${'{"or":['.repeat(106)}${bare}${"]}".repeat(106)}}`;
    expect(text.length).toBeGreaterThan(990);
    const filter = parseFilter(text);
    expect(filter.ok && formatFilter(filter.value)).toBe(text);
  });
});
