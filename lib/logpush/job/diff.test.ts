import { describe, expect, test } from "vitest";
import { exampleValues } from "../testing/form-values.ts";
import { hasOwnDestination, listChanges, rebaseValues } from "./diff.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";

describe("rebaseValues", () => {
  const opened = exampleValues({ name: "opened", maxUploadRecords: "" });
  const current = exampleValues({ name: "opened", maxUploadRecords: "5000", endpoint: "https://theirs.example" });

  test("my changes win, and settings that I did not change follow the other change", () => {
    const mine = { ...opened, name: "mine" };
    expect(rebaseValues(opened, mine, current)).toEqual({ ...current, name: "mine" });
  });

  test("each key of the other settings counts separately", () => {
    const opened = exampleValues({ otherSettings: '{"a":1,"gone":1,"output_options":{"x":1}}' });
    const mine = { ...opened, otherSettings: '{"a":5,"output_options":{"x":1,"mine":true}}' };
    const current = exampleValues({ otherSettings: '{"a":1,"gone":1,"b":2,"output_options":{"x":1,"theirs":true}}' });
    expect(JSON.parse(rebaseValues(opened, mine, current).otherSettings)).toEqual({
      a: 5,
      b: 2,
      output_options: { x: 1, theirs: true, mine: true },
    });
    expect(rebaseValues(opened, opened, exampleValues()).otherSettings).toBe("");
  });

  test("the destination counts as one setting", () => {
    const mine = { ...opened, query: [{ kind: "header" as const, name: "X", value: "y" }] };
    expect(hasOwnDestination(opened, mine)).toBe(true);
    expect(rebaseValues(opened, mine, current)).toEqual({ ...current, query: mine.query, endpoint: mine.endpoint });
  });
});

describe("the rows of the destination", () => {
  const saved = (name: string, place: number): QueryRow => ({ kind: "header", name, value: "", saved: place });
  const opened = exampleValues({ query: [saved("A", 0), saved("B", 1), saved("C", 2)] });
  const changesOf = (query: QueryRow[]) =>
    listChanges(opened, exampleValues({ query })).map(({ label, before, after }) => `${label}: ${before} -> ${after}`);

  test("a saved row that is disabled is removed", () => {
    expect(changesOf([saved("A", 0), { ...saved("B", 1), isOff: true }, saved("C", 2)])).toEqual([
      "Header B: saved -> removed",
    ]);
  });

  test("a new row that is disabled changes nothing", () => {
    const query = [...opened.query, { kind: "header" as const, name: "D", value: "1", isOff: true }];
    expect(changesOf(query)).toEqual([]);
    expect(hasOwnDestination(opened, exampleValues({ query }))).toBe(false);
  });

  test("a plus that is decided, an added row without a name, and a replaced value are named", () => {
    const query: QueryRow[] = [
      { ...saved("A", 0), plusAs: "space" },
      { ...saved("B", 1), plusAs: "plus" },
      { ...saved("C", 2), value: "new", isReplaced: true },
      { kind: "param", name: "", value: "x" },
    ];
    expect(changesOf(query)).toEqual([
      "Header A: saved, with + -> the + written as %20 (a space)",
      "Header B: saved, with + -> the + written as %2B (a plus)",
      "Header C: saved -> changed",
      "Parameter (no name): not there -> added",
    ]);
  });

  test("an order is shown by names, even if one is missing", () => {
    const opened = exampleValues({ query: [saved("", 0), saved("B", 1)] });
    const after = exampleValues({ query: [saved("B", 1), saved("", 0)] });
    expect(listChanges(opened, after)).toEqual([
      { label: "Order of headers and parameters", before: "(no name), B", after: "B, (no name)" },
    ]);
  });

  test("a kept destination has no changes", () => {
    const after = exampleValues({ destinationMode: "keep", endpoint: "https://other.example", query: [] });
    expect(listChanges({ ...opened, destinationMode: "keep" }, after)).toEqual([]);
  });

  test.each([
    ["destinationMode", "keep"],
    ["isEndpointKept", true],
    ["endpoint", "https://other.example"],
    ["destinationString", "s3://b"],
  ] as const)("a changed %s counts as my own destination", (key, value) => {
    expect(hasOwnDestination(opened, opened)).toBe(false);
    expect(hasOwnDestination(opened, { ...opened, [key]: value })).toBe(true);
  });

  test("another order is a separate change", () => {
    expect(changesOf([saved("C", 2), { kind: "param", name: "x", value: "1" }, saved("A", 0)])).toEqual([
      "Header B: saved -> removed",
      "Parameter x: not there -> added",
      "Order of headers and parameters: A, C -> C, A",
    ]);
  });
});

test("another spelling of the same setting is not a change", () => {
  const before = exampleValues({ query: [], recordSuffix: "}\\n", otherSettings: '{"a":{"b":1}}' });
  const after = { ...before, recordSuffix: "}\\u000a", otherSettings: '{ "a": { "b": 1 } }' };
  expect(listChanges(before, after)).toEqual([]);
});

test.each<[Partial<JobFormValues>, Partial<JobFormValues>, string[]]>([
  [{ enabled: true }, { enabled: false }, ["on", "off"]],
  [{ convertsLegacy: false }, { convertsLegacy: true }, ["unchanged", "converted to output_options"]],
  [{ fieldNames: ["A", "B"] }, { fieldNames: [] }, ["A, B", "not set"]],
  [{ batchPrefix: null }, { batchPrefix: "[" }, ["default", "["]],
  [{ name: "" }, { name: "a" }, ["not set", "a"]],
  [{ recordPrefix: null }, { recordPrefix: "" }, ["default", '""']],
  [{ recordTemplate: null }, { recordTemplate: "" }, ["default", '""']],
  [{ sampleRate: "10%" }, { sampleRate: "1 in 4" }, ["10%", "1 in 4"]],
  [{ endpoint: "" }, { endpoint: "https://h.example" }, ["not set", "https://h.example"]],
])("%j to %j is described in words", (before, after, words) => {
  const [change, ...others] = listChanges(
    exampleValues({ query: [], ...before }),
    exampleValues({ query: [], ...after }),
  );
  expect([change?.before, change?.after, others]).toEqual([...words, []]);
});

test.each<[Partial<JobFormValues>, Partial<JobFormValues>]>([
  [{ sampleRate: "0.1" }, { sampleRate: "10%" }],
  [{ maxUploadBytes: "5 MB" }, { maxUploadBytes: "5000000" }],
  [{ frequency: "" }, { frequency: "high" }],
])("%j and %j mean the same", (before, after) => {
  expect(listChanges(exampleValues({ query: [], ...before }), exampleValues({ query: [], ...after }))).toEqual([]);
});

test("a frequency that is not the default is a change", () => {
  expect(
    listChanges(exampleValues({ query: [], frequency: "" }), exampleValues({ query: [], frequency: "low" })),
  ).toHaveLength(1);
});
