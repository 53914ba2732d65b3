import { describe, expect, test } from "vitest";
import type { JsonObject } from "../job/job.ts";
import type { LogRecord, LogValue } from "./log-value.ts";
import { renderBatch } from "./render.ts";

const fields = ["ClientIP", "EdgeStartTimestamp", "RayID"];
const records: LogRecord[] = ["206", "207", "208"].map(
  (last, index) =>
    new Map<string, LogValue>([
      ["ClientIP", `89.163.242.${last}`],
      ["EdgeStartTimestamp", 1506702504433000200n + BigInt(index * 100)],
      ["RayID", `3a6050bcbe121a8${7 + index}`],
    ]),
);

function render(options: JsonObject, rows = records): string {
  return renderBatch({ options: { field_names: fields, ...options }, records: rows });
}

function renderOne(values: Record<string, LogValue>, options: JsonObject = {}): string {
  const record = new Map(Object.entries(values));
  return renderBatch({ options: { field_names: Array.from(record.keys()), ...options }, records: [record] });
}

/** Word for word from the documentation, "Log Output Options". */
describe("the documentation's examples", () => {
  const csv = [
    '"89.163.242.206",1506702504433000200,"3a6050bcbe121a87"\n',
    '"89.163.242.207",1506702504433000300,"3a6050bcbe121a88"\n',
    '"89.163.242.208",1506702504433000400,"3a6050bcbe121a89"\n',
  ].join("");

  test.each<[string, JsonObject, string]>([
    [
      "ndjson",
      { output_type: "ndjson" },
      `{"ClientIP":"89.163.242.206","EdgeStartTimestamp":1506702504433000200,"RayID":"3a6050bcbe121a87"}
{"ClientIP":"89.163.242.207","EdgeStartTimestamp":1506702504433000300,"RayID":"3a6050bcbe121a88"}
{"ClientIP":"89.163.242.208","EdgeStartTimestamp":1506702504433000400,"RayID":"3a6050bcbe121a89"}
`,
    ],
    [
      "ndjson with different field names",
      { record_template: '"client-ip":{{.ClientIP}},"timestamp":{{.EdgeStartTimestamp}},"ray-id":{{.RayID}}' },
      `{"client-ip":"89.163.242.206","timestamp":1506702504433000200,"ray-id":"3a6050bcbe121a87"}
{"client-ip":"89.163.242.207","timestamp":1506702504433000300,"ray-id":"3a6050bcbe121a88"}
{"client-ip":"89.163.242.208","timestamp":1506702504433000400,"ray-id":"3a6050bcbe121a89"}
`,
    ],
    ["csv", { output_type: "csv" }, csv],
    [
      "csv with header",
      { output_type: "csv", batch_prefix: "ClientIP,EdgeStartTimestamp,RayID\n" },
      `ClientIP,EdgeStartTimestamp,RayID\n${csv}`,
    ],
    [
      "tsv with header",
      { output_type: "csv", batch_prefix: "ClientIP\tEdgeStartTimestamp\tRayID\n", field_delimiter: "\t" },
      `ClientIP\tEdgeStartTimestamp\tRayID\n${csv.replaceAll(",", "\t")}`,
    ],
    [
      "json with nested object",
      {
        batch_prefix: '{"events":[',
        batch_suffix: "\n]}\n",
        record_prefix: '\n  {"info":{',
        record_suffix: "}}",
        record_delimiter: ",",
      },
      `{"events":[
  {"info":{"ClientIP":"89.163.242.206","EdgeStartTimestamp":1506702504433000200,"RayID":"3a6050bcbe121a87"}},
  {"info":{"ClientIP":"89.163.242.207","EdgeStartTimestamp":1506702504433000300,"RayID":"3a6050bcbe121a88"}},
  {"info":{"ClientIP":"89.163.242.208","EdgeStartTimestamp":1506702504433000400,"RayID":"3a6050bcbe121a89"}}
]}
`,
    ],
  ])("%s", (_name, options, expected) => expect(render(options)).toBe(expected));

  test("a JSON array, as for IBM Cloud Logs", () => {
    const text = render({ batch_prefix: "[", record_delimiter: ",", record_suffix: "}", batch_suffix: "]" });
    expect(JSON.parse(text)).toHaveLength(3);
    expect(text).toMatch(/^\[\{"ClientIP":"89\.163\.242\.206",.*\},\{.*\}\]$/);
  });
});

test.each([
  ["unixnano", "1506702504433000207"],
  ["unix", "1506702504"],
  ["rfc3339", '"2017-09-29T16:28:24Z"'],
  ["rfc3339ms", '"2017-09-29T16:28:24.433Z"'],
  ["rfc3339ns", '"2017-09-29T16:28:24.433000207Z"'],
  ["a format of the future", "1506702504433000207"],
  ["toString", "1506702504433000207"],
])("a time in %s is %s: no digit is lost", (timestamp_format, expected) => {
  expect(renderOne({ T: 1506702504433000207n }, { timestamp_format })).toBe(`{"T":${expected}}\n`);
  expect(renderOne({ T: 1506702504433000207n }, { timestamp_format, output_type: "csv" })).toBe(`${expected}\n`);
});

test.each<[bigint, string]>([
  [-1n, "-1"],
  [10n ** 30n, String(10n ** 30n)],
  [253_402_300_799_999_999_999n, '"9999-12-31T23:59:59.999999999Z"'],
  [253_402_300_800_000_000_000n, "253402300800000000000"],
])("a time that RFC 3339 cannot write stays a number: %s", (time, expected) => {
  expect(renderOne({ T: time }, { timestamp_format: "rfc3339ns" })).toBe(`{"T":${expected}}\n`);
});

test.each<[LogValue, string, string]>([
  ['a"b,c\n', '"a\\"b,c\\n"', '"a""b,c\n"'],
  ["", '""', '""'],
  [0, "0", "0"],
  [1.5, "1.5", "1.5"],
  [false, "false", "false"],
  [null, "null", ""],
  [[], "[]", '"[]"'],
  [["x", 1], '["x",1]', '"[""x"",1]"'],
  [{ a: { b: [true] } }, '{"a":{"b":[true]}}', '"{""a"":{""b"":[true]}}"'],
  [[{ T: 1_000_000_001n }], '[{"T":1000000001}]', '"[{""T"":1000000001}]"'],
  ["\ud800", '"\\ud800"', '"\ud800"'],
])("%o is %s in JSON and %s in CSV", (value, json, csv) => {
  expect(renderOne({ V: value })).toBe(`{"V":${json}}\n`);
  expect(renderOne({ V: value }, { output_type: "csv" })).toBe(`${csv}\n`);
});

test("fields keep their order, can have any name, and are null without a value", () => {
  const options = { field_names: ["__proto__", 'A"', "toString", "ClientIP"] };
  expect(render(options, records.slice(0, 1))).toBe(
    '{"__proto__":null,"A\\"":null,"toString":null,"ClientIP":"89.163.242.206"}\n',
  );
});

test("${ becomes x{ everywhere in the upload, and only with CVE-2021-44228", () => {
  const bait = "$\u007bjndi:ldap://x}";
  const options = { batch_prefix: bait, record_prefix: bait, record_suffix: "$", batch_suffix: "{" };
  const changed = renderOne({ [bait]: bait }, { ...options, "CVE-2021-44228": true });
  expect(changed).toBe('x{jndi:ldap://x}x{jndi:ldap://x}"x{jndi:ldap://x}":"x{jndi:ldap://x}"x{');
  expect(renderOne({ [bait]: bait }, options)).toContain(bait);
});

describe("templates", () => {
  test("prefix and suffix stay, the field delimiter is dropped", () => {
    const options = { record_template: "{{.RayID}}|{{.ClientIP}}", record_prefix: "<", field_delimiter: "@" };
    expect(render({ ...options, record_suffix: ">\n" }).split("\n")[0]).toBe('<"3a6050bcbe121a87"|"89.163.242.206">');
  });

  test.each(["ndjson", "csv"])("a field that is not selected is null in %s", (output_type) => {
    const options = { output_type, field_names: ["RayID"], record_template: "{{.ClientIP}}", record_prefix: "" };
    expect(render({ ...options, record_suffix: "" }, records.slice(0, 1))).toBe("null");
  });

  test.each(["", "{{if .A}}"])("%j is ignored", (record_template) => {
    expect(render({ record_template })).toBe(render({}));
  });
});

test("merging subrequests adds their field once, with the times inside written like the others", () => {
  const options = { merge_subrequests: true, timestamp_format: "rfc3339", field_names: ["RayID"] };
  const record = new Map<string, LogValue>([
    ["RayID", "a"],
    ["Subrequests", [{ RayID: "b", EdgeStartTimestamp: 1506702504433000200n }]],
  ]);
  const expected = '{"RayID":"a","Subrequests":[{"RayID":"b","EdgeStartTimestamp":"2017-09-29T16:28:24Z"}]}\n';
  expect(renderBatch({ options, records: [record] })).toBe(expected);
  expect(renderBatch({ options: { ...options, field_names: ["RayID", "Subrequests"] }, records: [record] })).toBe(
    expected,
  );
});

test("no fields and no records are valid", () => {
  expect(renderBatch({ options: {}, records: [new Map()] })).toBe("{}\n");
  expect(renderBatch({ options: { batch_prefix: "[", batch_suffix: "]" }, records: [] })).toBe("[]");
  expect(renderBatch({ options: { field_names: "A", record_prefix: 7, record_template: null }, records: [] })).toBe("");
});
