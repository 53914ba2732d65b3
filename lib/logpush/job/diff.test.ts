import { describe, expect, test } from "vitest";
import { exampleValues } from "../testing/form-values.ts";
import { hasOwnDestination, listChanges, rebaseValues } from "./diff.ts";
import type { QueryRow } from "./form-schema.ts";

describe("rebaseValues", () => {
  const opened = exampleValues({ name: "opened", maxUploadRecords: "" });
  const current = exampleValues({ name: "opened", maxUploadRecords: "5000", endpoint: "https://theirs.example" });

  test("my changes win, settings that I left alone follow the other change", () => {
    const mine = { ...opened, name: "mine" };
    expect(rebaseValues(opened, mine, current)).toEqual({ ...current, name: "mine" });
  });

  test("of the other settings each key goes by itself", () => {
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

  test("the destination goes as a whole", () => {
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

  test("a saved row that is switched off is removed", () => {
    expect(changesOf([saved("A", 0), { ...saved("B", 1), isOff: true }, saved("C", 2)])).toEqual([
      "Header B: saved -> removed",
    ]);
  });

  test("a new row that is switched off changes nothing", () => {
    const query = [...opened.query, { kind: "header" as const, name: "D", value: "1", isOff: true }];
    expect(changesOf(query)).toEqual([]);
    expect(hasOwnDestination(opened, exampleValues({ query }))).toBe(false);
  });

  test("another order is a change of its own", () => {
    expect(changesOf([saved("C", 2), { kind: "param", name: "x", value: "1" }, saved("A", 0)])).toEqual([
      "Header B: saved -> removed",
      "Parameter x: not there -> added",
      "Order of headers and parameters: A, C -> C, A",
    ]);
  });
});

test("another spelling of the same setting is no change", () => {
  const before = exampleValues({ query: [], recordSuffix: "}\\n", otherSettings: '{"a":{"b":1}}' });
  const after = { ...before, recordSuffix: "}\\u000a", otherSettings: '{ "a": { "b": 1 } }' };
  expect(listChanges(before, after)).toEqual([]);
});
