import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fieldOfKey, fieldOfOutputKey } from "#lib/logpush/job/owned-keys.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { listDisagreements, listUses, type Row, readMembers, readRows, type Uses } from "./attribute-table.ts";

const sdk = readFileSync("node_modules/cloudflare/resources/logpush/jobs.d.ts", "utf8");
const table = readFileSync("docs/attributes.md", "utf8");
const readFile = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

const pathKeys = ["account_id", "zone_id"];
const both = ["create", "update"];

/** The SDK's attributes by the table's sections, and what only the documentation names. */
function knownAttributes(types: string): Record<string, Uses> {
  const all = listUses(types, [
    ["create", "JobCreateParams"],
    ["update", "JobUpdateParams"],
    ["response", "LogpushJob"],
  ]);
  const output = listUses(types, [
    ["create", "OutputOptionsParam"],
    ["response", "OutputOptions"],
  ]);
  const entries = Object.entries(all);
  return {
    Path: Object.fromEntries(entries.filter(([key]) => pathKeys.includes(key))),
    Job: {
      ...Object.fromEntries(entries.filter(([key]) => !pathKeys.includes(key))),
      // The SDK's response lacks it; the API reference's example has it.
      filter: [...both, "response"],
      // "Transformers" page.
      transformer_id: [...both, "response"],
    },
    output_options: {
      ...output,
      // "Enable BigQuery" page.
      stringify_object: ["create", "response"],
    },
    // "API configuration" and "Log output options" pages.
    logpull_options: Object.fromEntries(
      ["fields", "timestamps", "sample", "CVE-2021-44228"].map((key) => [key, ["response"]]),
    ),
  };
}

describe("docs/attributes.md", () => {
  test("names every attribute of the API, no other, and tests that hold what it says", () => {
    const rows = readRows(table);
    expect(rows.length).toBeGreaterThan(30);
    expect(listDisagreements({ rows, known: knownAttributes(sdk), readFile })).toEqual([]);
  });
});

describe("the check fails when", () => {
  const known = { Job: { name: ["create"], kind: ["create", "update"] } };
  const row = (attribute: string, changes: Partial<Row> = {}): Row => ({
    section: "Job",
    attribute,
    uses: known.Job[attribute === "kind" ? "kind" : "name"],
    place: "somewhere",
    tests: [["a.test.ts", "named"]],
    ...changes,
  });
  const files: Record<string, string> = { "a.test.ts": "it is named here" };
  const complaints = (rows: Row[]) => listDisagreements({ rows, known, readFile: (path) => files[path] });

  test("nothing is wrong: it does not", () => expect(complaints([row("name"), row("kind")])).toEqual([]));

  test.each<[string, Row[], string]>([
    ["an attribute has no row", [row("name")], "Job: kind has no row"],
    ["a row has no attribute", [row("name"), row("kind"), row("made_up")], "Job: made_up exists nowhere"],
    [
      "a row stands under another heading",
      [row("name"), row("kind"), row("kind", { section: "Other" })],
      "Other: kind exists nowhere",
    ],
    ["a row is there twice", [row("name"), row("kind"), row("name")], "Job: name is there twice"],
    ["a use is wrong", [row("name"), row("kind", { uses: ["create"] })], "Job: kind is used in create, update"],
    ["a row names no place", [row("name", { place: "" }), row("kind")], "Job: name has no place"],
    ["a row names no test", [row("name", { tests: [] }), row("kind")], "Job: name names no test"],
    ["a test is gone", [row("name", { tests: [["b.test.ts", "x"]] }), row("kind")], "Job: name: there is no b.test.ts"],
    [
      "a test does not hold what it is named for",
      [row("name", { tests: [["a.test.ts", "nowhere"]] }), row("kind")],
      'Job: name: a.test.ts does not hold "nowhere"',
    ],
  ])("%s", (_title, rows, complaint) => expect(complaints(rows)).toEqual([complaint]));

  test("the next SDK brings an attribute", () => {
    const next = (name: string, member: string) =>
      knownAttributes(sdk.replace(`export interface ${name} {`, `export interface ${name} {\n    ${member}`));
    const rows = readRows(table);
    for (const [name, complaint] of [
      ["JobCreateParams", "Job: brand_new has no row"],
      ["LogpushJob", "Job: brand_new has no row"],
      ["OutputOptionsParam", "output_options: brand_new has no row"],
    ] as const) {
      const known = next(name, "brand_new?: { nested?: Array<{ deep: string }> } | null;");
      expect(listDisagreements({ rows, known, readFile })).toEqual([complaint]);
    }
    const renamed = knownAttributes(sdk.replaceAll("max_upload_records?", "max_upload_lines?"));
    expect(listDisagreements({ rows, known: renamed, readFile })).toEqual([
      "Job: max_upload_lines has no row",
      "Job: max_upload_records exists nowhere",
    ]);
  });
});

describe("reading types as text", () => {
  test("takes the members of one interface, and nothing that is nested or commented", () => {
    const text = `
      export interface Other { other: string; }
      export interface Thing {
        /** fake?: string; } */
        first?: 'a:b;c' | "d" | null;
        'dashed-one': Array<{ nested?: string; list: [a: number, b: string] }>;
        // hidden: string;
        readonly third: (argument: string) => void;
        fourth: Record<string, { deep: { deeper: 1 } }>;
      }
      export interface Thing2 { not: string; }`;
    expect(readMembers(text, "Thing")).toEqual(["first", "dashed-one", "third", "fourth"]);
  });

  test("an interface that is gone, or that inherits members, is an error", () => {
    expect(() => readMembers("export interface A { a: 1 }", "B")).toThrow("There is no interface B.");
    expect(() => readMembers("export interface A extends B { a: 1 }", "A")).toThrow("extends another");
  });
});

describe("the form", () => {
  const full = toCreateBody(
    exampleValues({
      maxUploadInterval: "30",
      sampleRate: "0.5",
      outputType: "csv",
      batchPrefix: "a",
      batchSuffix: "b",
      recordPrefix: "c",
      recordSuffix: "d",
      recordDelimiter: "e",
      fieldDelimiter: "f",
      recordTemplate: "g",
      cveRedaction: true,
      mergeSubrequests: true,
      filter: "{}",
      filterAttackTraffic: "on",
      kind: "edge",
      frequency: "low",
    }),
  );

  test("sends every attribute of the SDK; a challenge, which HTTP has none of, goes with the other settings", () => {
    const sendable = readMembers(sdk, "JobCreateParams").filter((key) => !pathKeys.includes(key));
    const unsent = sendable.filter((key) => !(key in full));
    expect(unsent.sort()).toEqual(["logpull_options", "ownership_challenge"]);
    expect(Object.keys(full).filter((key) => !sendable.includes(key))).toEqual([]);
    expect(Object.keys(fieldOfKey).filter((key) => !sendable.includes(key))).toEqual([]);
  });

  test("sends every output option of the SDK", () => {
    const options = Object.keys(Object(full.output_options)).sort();
    expect(options).toEqual(readMembers(sdk, "OutputOptionsParam").sort());
    expect(Object.keys(fieldOfOutputKey).sort()).toEqual(options);
  });
});
