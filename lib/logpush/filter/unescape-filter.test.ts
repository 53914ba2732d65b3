import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFilter } from "./check-filter.ts";
import { checkFilterText } from "./check-filter-text.ts";
import { isEmptyFilter, unescapeFilter } from "./unescape-filter.ts";

const filter = '{"where":{"key":"ClientIP","operator":"eq","value":"b"}}';
const quoted = (text: string) => JSON.stringify(text);
const escaped = (text: string) => quoted(text).slice(1, -1);

describe("a filter that is escaped or quoted once too often", () => {
  test.each([
    ["escaped", escaped(filter)],
    ["escaped twice", escaped(escaped(filter))],
    ["escaped three times", escaped(escaped(escaped(filter)))],
    ["a JSON text", quoted(filter)],
    ["a JSON text of a JSON text", quoted(quoted(filter))],
    ["a JSON text with a comma", `${quoted(filter)},`],
    ["a member", `"filter": ${quoted(filter)},`],
    ["Terraform's attribute", `filter = ${quoted(filter)}`],
    ["in single quotes", `'${filter}'`],
    ["in backquotes", `\`${filter}\``],
    ["in double quotes", `"${filter}"`],
    ["escaped in single quotes", `'${escaped(filter)}'`],
    ["HTML", filter.replaceAll('"', "&quot;")],
    ["with spaces", `  ${escaped(filter)}\n`],
  ])("%s is reported, and the filter is found", (_how, text) => {
    expect(unescapeFilter(text)).toBe(filter);
    expect(checkFilterText(text)).toMatchObject({ code: "E_FILTER_ESCAPED", at: "filter" });
    expect(checkFilter(text).map(({ error }) => error.code)).toEqual(["E_FILTER_ESCAPED"]);
  });

  test("over several lines", () => {
    const pretty = JSON.stringify(JSON.parse(filter), null, 2);
    expect(JSON.parse(unescapeFilter(pretty.replaceAll('"', '\\"')) ?? "")).toEqual(JSON.parse(filter));
  });

  test("any filter is recovered, however often it was escaped", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (value, times, isQuoted) => {
          const original = JSON.stringify({ where: { key: "Host", operator: "eq", value } });
          let text = original;
          for (let layer = 0; layer < times; layer += 1) text = isQuoted ? quoted(text) : escaped(text);
          expect(unescapeFilter(text)).toBe(original);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each([filter, '{"where":{"key":"a","operator":"eq","value":"\\\\\\"b"}}', "", "{", '"a"', "nothing", "{}"])(
  "%s is not escaped",
  (text) => {
    expect(unescapeFilter(text)).toBeUndefined();
    expect(checkFilterText(text)?.code).not.toBe("E_FILTER_ESCAPED");
  },
);

test.each(['{"where":{}}', ' { "where" : { } } ', "{}"])("%s is an empty filter, not an error", (text) => {
  expect(isEmptyFilter(text)).toBe(true);
  expect([checkFilterText(text), checkFilter(text)]).toEqual([undefined, []]);
});
