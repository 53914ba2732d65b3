import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody } from "./read-body.ts";
import { readCsv } from "./read-csv.ts";

const read = (text: string) => readBody(text, { isCut: false });

const bodies: [name: string, text: string, expected: object][] = [
  ["NDJSON", '{"a":1}\n{"a":2}\n', { format: "ndjson", faults: 0 }],
  ["NDJSON with empty lines", '{"a":1}\n\n{"a":2}', { format: "ndjson", faults: 0 }],
  [
    "a broken line",
    '{"a":1}\n{"a":\n{"a":3}\n',
    { format: "ndjson", faults: 1, fault: "line 2: the text ends before the closing }" },
  ],
  ["a line that is not an object", '{"a":1}\n[2]\n', { faults: 1, fault: "line 2: not a JSON object" }],
  ["records without line breaks", '{"a":1}{"a":2}\n', { format: "ndjson", faults: 1 }],
  ["an array", '[{"a":1},{"a":2}]', { format: "json-array", faults: 0 }],
  [
    "an array cut off",
    '[{"a":1},',
    { format: "json-array", faults: 1, fault: "line 1, column 10: the text ends before the closing ]" },
  ],
  ["an object around a list", '{"logs":[{"a":1},{"a":2}]}', { format: "json", faults: 0 }],
  ["one object", '{"content":"tests"}', { format: "json", faults: 0 }],
  ["CSV", '"a",1\n"b",2\n', { format: "csv", isNamed: false, faults: 0 }],
  ["CSV with names", 'RayID,Bytes\n"b",2\n', { format: "csv", isNamed: true, faults: 0 }],
  ["CSV with an odd row", '"a",1\n"b"\n', { format: "csv", faults: 1, fault: "row 2 has 1 columns, row 1 has 2" }],
  ["TSV", "a\t1\nb\t2\n", { format: "tsv", faults: 0 }],
  ["text", "hello\nthere\n", { format: "text", records: [] }],
  ["nothing", "", { format: "text", records: [] }],
];

test.each(bodies)("%s", (_, text, expected) => {
  expect(read(text)).toMatchObject(expected);
});

test("records keep their texts, long numbers and the order of their fields", () => {
  const { records } = read('{"z":12345678901234567890,"a":{"b":[1.0]},"s":"x\\n"}\n');
  expect([...(records[0]?.values ?? [])]).toEqual([
    ["z", "12345678901234567890"],
    ["a", '{"b":[1.0]}'],
    ["s", "x\n"],
  ]);
});

test("a truncated text loses only its last line", () => {
  expect(readBody('{"a":1}\n{"a":2', { isCut: true })).toMatchObject({ format: "ndjson", faults: 0 });
  expect(readBody('{"a":1}\n{"a":2', { isCut: true }).records).toHaveLength(1);
  expect(readBody("[1", { isCut: true })).toMatchObject({ format: "text" });
});

describe("for any", () => {
  test("records, NDJSON and arrays are read back", () => {
    const key = fc.string({ minLength: 1 }).filter((name) => !/^\d+$/.test(name));
    const record = fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)));
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), (records) => {
        const texts = records.map((each) => JSON.stringify(each));
        expect(read(`${texts.join("\n")}\n`).records.map(({ text }) => text)).toEqual(texts);
        expect(read(`[${texts.join(",")}]`).records).toHaveLength(records.length);
      }),
    );
  });

  test("cells, CSV is read back", () => {
    const row = fc.array(fc.string(), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const text = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
        expect(readCsv(`${text}\n`, ",")).toEqual(rows);
      }),
    );
  });

  test("text, without an error", () => {
    const piece = fc.constantFrom("{", "}", "[", "]", '"', ",", "\n", "\t", "\\", ":", "a", "1", "\u0000", "\ud800");
    fc.assert(
      fc.property(fc.string({ unit: piece }), fc.boolean(), (text, isCut) => {
        const { records, faults, fault } = readBody(text, { isCut });
        expect(faults > 0).toBe(fault !== undefined);
        expect(records.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
