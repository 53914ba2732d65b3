import { describe, expect, test } from "vitest";
import { findDataset } from "../datasets.ts";
import type { JsonObject } from "../json.ts";
import { planOutput } from "../rules/output-options.ts";
import type { StoredJob } from "../state/model.ts";
import { cutToSize, makeBatches } from "./batches.ts";
import { generateEvents } from "./event.ts";
import { formatBatch, formatRecord } from "./format.ts";
import { parseTemplate } from "./template.ts";
import { fieldValue, type LogValue } from "./values.ts";

const dataset = requireDataset("http_requests");
const RECORDS: { [field: string]: LogValue }[] = ["206", "207", "208"].map((last, index) => ({
  ClientIP: `89.163.242.${last}`,
  EdgeStartTimestamp: 1506702504433000200n + BigInt(index * 100),
  RayID: `3a6050bcbe121a8${7 + index}`,
  Odd: 'a"b,$\u007bjndi}',
  Tags: ["x"],
}));
const FIELDS = ["ClientIP", "EdgeStartTimestamp", "RayID"];

function requireDataset(id: string) {
  const found = findDataset("zones", id);
  if (!found) throw new Error(id);
  return found;
}

function render(options: JsonObject, records = RECORDS): string {
  const plan = planOutput({ field_names: FIELDS, ...options }, dataset);
  return formatBatch(
    plan,
    records.map((record) => formatRecord(plan, (name) => record[name] ?? null)),
  );
}

describe("the documented examples", () => {
  const [ndjson, csv] = [
    (ip: number, time: string, ray: string) =>
      `{"ClientIP":"89.163.242.${ip}","EdgeStartTimestamp":${time},"RayID":"${ray}"}`,
    (ip: number, time: string, ray: string) => `"89.163.242.${ip}",${time},"${ray}"`,
  ];
  const each = (line: (ip: number, time: string, ray: string) => string) => [
    line(206, "1506702504433000200", "3a6050bcbe121a87"),
    line(207, "1506702504433000300", "3a6050bcbe121a88"),
    line(208, "1506702504433000400", "3a6050bcbe121a89"),
  ];

  test("ndjson, which is the default", () => {
    expect(render({})).toBe(each((...row) => `${ndjson(...row)}\n`).join(""));
  });

  test("csv", () => {
    expect(render({ output_type: "csv" })).toBe(each((...row) => `${csv(...row)}\n`).join(""));
  });

  test("tsv with header", () => {
    const options = { output_type: "csv", batch_prefix: "ClientIP\tTime\tRayID\n", field_delimiter: "\t" };
    expect(render(options)).toBe(
      `ClientIP\tTime\tRayID\n${each((...row) => `${csv(...row).replaceAll(",", "\t")}\n`).join("")}`,
    );
  });

  test("a record template keeps prefix and suffix", () => {
    const record_template =
      '"client-ip":{{.ClientIP}},"timestamp":{{ .EdgeStartTimestamp }},"x":"{{`{{`}}"{{/* dropped */}}';
    expect(render({ record_template }).split("\n")[0]).toBe(
      '{"client-ip":"89.163.242.206","timestamp":1506702504433000200,"x":"{{"}',
    );
    expect(render({ field_names: ["RayID"], record_template: "{{.ClientIP}}" }).split("\n")[0]).toBe("{null}");
  });

  test("json with a nested object", () => {
    const text = render({
      batch_prefix: '{"events":[',
      batch_suffix: "\n]}\n",
      record_prefix: '\n  {"info":{',
      record_suffix: "}}",
      record_delimiter: ",",
    });
    expect(text).toBe(`{"events":[${each((...row) => `\n  {"info":${ndjson(...row)}}`).join(",")}\n]}\n`);
    expect(JSON.parse(text).events).toHaveLength(3);
  });
});

test.each([
  ["unixnano", "1506702504433000200"],
  ["unix", "1506702504"],
  ["rfc3339", '"2017-09-29T16:28:24Z"'],
  ["rfc3339ms", '"2017-09-29T16:28:24.433Z"'],
  ["rfc3339ns", '"2017-09-29T16:28:24.433000200Z"'],
])("timestamp format %s", (timestamp_format, expected) => {
  const text = render(
    { timestamp_format, field_names: ["EdgeStartTimestamp"], record_prefix: "", record_suffix: "" },
    RECORDS.slice(0, 1),
  );
  expect(text).toBe(`"EdgeStartTimestamp":${expected}`);
});

test("csv doubles quotes and writes lists as JSON; field order is output order", () => {
  const options = { output_type: "csv", field_names: ["Tags", "Odd", "Missing"] };
  expect(render(options, RECORDS.slice(0, 1))).toBe('"[""x""]","a""b,$\u007bjndi}",\n');
});

test("CVE-2021-44228 rewrites ${", () => {
  const options = { "CVE-2021-44228": true, field_names: ["Odd"] };
  expect(render(options, RECORDS.slice(0, 1))).toBe('{"Odd":"a\\"b,x{jndi}"}\n');
});

test.each(["{{if .A}}", "{{.A | len}}", "{{ range }}", "{{.A", '{{template "x"}}', "{{.A.B}}"])(
  "%s is not a template",
  (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  },
);

test.each(["{{ /* a */ }}", "{{/* a */ b */}}", "{{/* a", '{{"\\q"}}', '{{"\\xff"}}', '{{"\\ud800"}}', '{{"a\nb"}}'])(
  "%j is refused, as in Go",
  (text) => expect(parseTemplate(text)).toBeUndefined(),
);

test("constants are read as Go reads them", () => {
  const text = parseTemplate('{{"\\u00e9\\x41\\101\\U0001F600\\a\\"\\\\"}}{{`\\n\r`}}')?.map((part) =>
    "text" in part ? part.text : "",
  );
  expect(text?.join("")).toBe('éAA😀\u0007"\\\\n');
});

test("a template's field outside field_names is null, in CSV as well", () => {
  const options = { output_type: "csv", field_names: ["RayID"], record_template: "{{.ClientIP}}" };
  expect(render(options, RECORDS.slice(0, 1))).toBe("null\n");
});

test("merge_subrequests adds Subrequests to each record, once", () => {
  expect(render({ merge_subrequests: true, field_names: ["RayID"] }, RECORDS.slice(0, 1))).toBe(
    '{"RayID":"3a6050bcbe121a87","Subrequests":null}\n',
  );
  const plan = planOutput({ merge_subrequests: true, field_names: ["Subrequests", "RayID"] }, dataset);
  expect(plan.fieldNames).toEqual(["Subrequests", "RayID"]);
});

describe("generated logs", () => {
  const range = { startMs: 1_790_000_000_000, endMs: 1_790_000_010_000 };
  const job = (settings: JsonObject): StoredJob => ({
    id: 7,
    scope: { kind: "zones", id: "" },
    dataset: "http_requests",
    settings: { destination_conf: "https://a.example", enabled: true, ...settings },
    lastComplete: null,
    lastError: null,
    errorMessage: null,
    failingSince: null,
  });
  const lines = (settings: JsonObject) =>
    makeBatches(job(settings), dataset, range, "theburritobot.com").flatMap(({ text }) => text.trim().split("\n"));

  test("are the same for the same job and time, whichever fields are selected", () => {
    const some = lines({ output_options: { field_names: ["RayID"] } });
    expect(some.length).toBeGreaterThan(5);
    expect(lines({ output_options: { field_names: ["RayID"] } })).toEqual(some);
    const more = lines({ output_options: { field_names: ["ClientIP", "RayID"] } });
    expect(more.map((line) => JSON.parse(line).RayID)).toEqual(some.map((line) => JSON.parse(line).RayID));
  });

  test("are in the range, consistent, and belong to the zone", () => {
    for (const line of lines({ output_options: { timestamp_format: "rfc3339ns" } })) {
      const record = JSON.parse(line);
      expect(Object.keys(record)).toHaveLength(9);
      expect(record.RayID).toMatch(/^[0-9a-f]{16}$/);
      expect(record.ClientRequestHost).toMatch(/theburritobot\.com$/);
      expect(Date.parse(record.EdgeStartTimestamp)).toBeGreaterThanOrEqual(range.startMs);
      expect(Date.parse(record.EdgeStartTimestamp)).toBeLessThan(range.endMs);
      expect(record.EdgeEndTimestamp > record.EdgeStartTimestamp).toBe(true);
    }
  });

  test("are filtered first, then sampled", () => {
    const output_options = { field_names: ["EdgeResponseStatus"] };
    const filter = JSON.stringify({ where: { key: "EdgeResponseStatus", operator: "eq", value: 200 } });
    const ok = lines({ output_options, filter });
    expect(new Set(ok)).toEqual(new Set(['{"EdgeResponseStatus":200}']));
    expect(ok.length).toBeLessThan(lines({ output_options }).length);
    expect(makeBatches(job({ output_options: { sample_rate: 1e-9 } }), dataset, range, "x.example")).toEqual([]);
  });

  test("follow logpull_options if there are no output_options", () => {
    const [line = ""] = lines({ logpull_options: "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339" });
    expect(line).toMatch(/^\{"RayID":"[0-9a-f]{16}","EdgeStartTimestamp":"[^"]+Z"\}$/);
    const both = lines({ logpull_options: "fields=RayID", output_options: { field_names: ["ClientIP"] } });
    expect(both[0]).toMatch(/^\{"ClientIP"/);
  });

  test("have the catalogue's type for every field of every dataset", () => {
    for (const id of ["http_requests", "firewall_events", "dns_logs", "spectrum_events", "zaraz_events"]) {
      const { fields } = requireDataset(id);
      const [event] = generateEvents(1, range, "a.example");
      for (const field of fields) {
        const value = event ? fieldValue(event, field) : null;
        const isList = Array.isArray(value);
        const expected = {
          "int or string": "bigint",
          int: "number",
          float: "number",
          bool: "boolean",
          string: "string",
        };
        const known: { [type: string]: string } = expected;
        expect([field.name, isList ? "list" : typeof value]).toEqual([
          field.name,
          field.type.startsWith("array") ? "list" : (known[field.type] ?? "object"),
        ]);
      }
    }
  });
});

test("batches respect both limits, and one large record goes alone", () => {
  expect(cutToSize(["a", "b", "c"], { records: 2, bytes: 100 })).toEqual([["a", "b"], ["c"]]);
  expect(cutToSize(["éé", "b", "c"], { records: 9, bytes: 4 })).toEqual([["éé"], ["b", "c"]]);
  expect(cutToSize(["large", "b"], { records: 9, bytes: 2 })).toEqual([["large"], ["b"]]);
  expect(cutToSize([], { records: 1, bytes: 1 })).toEqual([]);
});
