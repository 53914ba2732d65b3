import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noteContentType } from "./content-type.ts";
import { countColumns } from "./count-columns.ts";
import { type BodyKind, judgeBody } from "./verdict.ts";

const json = { isCsv: false, delimiter: "," };
const csv = { isCsv: true, delimiter: "," };

describe("the kind of a body", () => {
  test.each<[string, BodyKind, string]>([
    ['[{"a":1},{"a":2}]', "json-array", "One JSON array with 2 objects."],
    ['[{"a":1}]\n', "json-array", "One JSON array with 1 object."],
    ['[{"a":1},2]', "json-array", "One JSON array with 2 items."],
    ['{"events":[{"a":1},{"a":2}]}', "json", "One JSON object; “events” holds 2 items."],
    ['{"a":1}', "json", "One JSON object."],
    ['{"a":1}\n', "ndjson", "Each line is a JSON object."],
    ['{"a":1}\n{"a":2}\n', "ndjson", "Each line is a JSON object."],
    ['{"a":1}\r\n{"a":2}\r\n', "ndjson", "Each line is a JSON object."],
    ['{"a":1}\n{"a":2}', "other", "The last line has no line break, so the next batch may be appended to it."],
    [
      '{"a":1}{"a":2}',
      "other",
      'Not JSON: line 1 reads “{"a":1}{"a":2}”. Nothing separates the records: add a line break or a delimiter.',
    ],
    ['[{"a":1},{"a":2},]', "other", 'Not JSON: line 1 reads “[{"a":1},{"a":2},]”.'],
    ['{"a":1}\n\n{"a":2}\n', "other", "Not JSON: line 2 reads “”."],
    ['{"a":1}\n,{"a":2}\n', "other", 'Not JSON: line 2 reads “,{"a":2}”.'],
    ["1\n2\n", "other", "Not JSON: line 1 reads “1”."],
    [`${"x".repeat(50)}\n`, "other", `Not JSON: line 1 reads “${"x".repeat(31)}…”.`],
  ])("%j is %s", (text, kind, message) => expect(judgeBody(text, json)).toEqual({ kind, message }));

  test.each<[string, string, BodyKind, string]>([
    ['a,b\n"x",1\n"y",2\n', ",", "delimited", "CSV: 3 rows of 2 columns."],
    ['a\tb\n"x"\t1\n', "\t", "delimited", "TSV: 2 rows of 2 columns."],
    ['"x";1\n', ";", "delimited", "Text separated by “;”: 1 row of 2 columns."],
    ["1\n2\n", ",", "delimited", "CSV: 2 rows of 1 column."],
    ["a,b,c\n1,2\n", ",", "other", "Not CSV: row 1 has 3 columns, row 2 has 2 columns."],
    ['a"b,1\n', ",", "other", "Not CSV: there is a quote where no field can begin or end."],
    ['[{"a":1}]', ",", "json-array", "One JSON array with 1 object."],
  ])("%j with %j between fields is %s", (text, delimiter, kind, message) => {
    expect(judgeBody(text, { isCsv: true, delimiter })).toEqual({ kind, message });
  });

  test("any text gets a verdict", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 3 }), (text, delimiter) => {
        for (const options of [json, csv, { isCsv: true, delimiter }])
          expect(judgeBody(text, options).message).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("separated values", () => {
  test.each<[string, string, number[] | undefined]>([
    ["", ",", []],
    ["a,b\n", ",", [2]],
    ["a,b", ",", [2]],
    ["a,\n", ",", [2]],
    ["a,", ",", [2]],
    [",\n,\n", ",", [2, 2]],
    ["\n\n", ",", [1, 1]],
    ['"a""b","c\nd"\r\n1,2\r\n', ",", [2, 2]],
    ['"a"||b|c\n', "||", [2]],
    ["a,b\n", "", [1]],
    ['"a', ",", undefined],
    ['"a"b\n', ",", undefined],
    ['a"b\n', ",", undefined],
  ])("%j split at %j", (text, delimiter, rows) => expect(countColumns(text, delimiter)).toEqual(rows));

  test("the columns of any quoted rows are counted, whatever their text", () => {
    const cells = fc.array(fc.string({ unit: "binary", maxLength: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 4 }), fc.constantFrom(",", "\t", ";", "||"), (rows, delimiter) => {
        const line = (row: string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
        const text = rows.map((row) => `${line(row)}\n`).join("");
        expect(countColumns(text, delimiter)).toEqual(rows.map((row) => row.length));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a Content-Type that does not match is noted", () => {
  test.each<[string, BodyKind, RegExp | undefined]>([
    ["application/x-ndjson", "json-array", /means one JSON object per line/],
    ["application/json; charset=utf-8", "ndjson", /application\/json, which means a single JSON value/],
    ["Application/JSON", "delimited", /a single JSON value/],
    ["text/csv", "ndjson", /rows and columns/],
    ["application/json", "json-array", undefined],
    ["application/vnd.api+json", "json", undefined],
    ["application/x-ndjson", "ndjson", undefined],
    ["text/csv; header=present", "delimited", undefined],
    ["text/plain", "ndjson", undefined],
    ["application/octet-stream", "json-array", undefined],
    ["", "ndjson", undefined],
    ["application/json", "other", undefined],
  ])("%j with %s", (contentType, kind, expected) => {
    const note = noteContentType(contentType, kind);
    if (expected) expect(note).toMatch(expected);
    else expect(note).toBeUndefined();
  });
});
