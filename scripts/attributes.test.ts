import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withEmulator, ZONE_JOBS } from "#lib/emulator/test-kit.ts";
import {
  type Attribute,
  attributeFields,
  attributes,
  isOutputField,
  jobAttributes,
  outputAttributes,
} from "#lib/logpush/job/attributes.ts";
import type { Json } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { attributeCases, fullValues } from "#lib/logpush/testing/attribute-cases.ts";
import { keysKnownTo } from "#lib/snippets/known-keys.ts";
import {
  completeTable,
  listDisagreements,
  listUses,
  type Row,
  readMembers,
  readRows,
  type Uses,
} from "./attribute-table.ts";
import { listFiles } from "./list-files.ts";

const sdk = readFileSync("node_modules/cloudflare/resources/logpush/jobs.d.ts", "utf8");
const table = readFileSync("docs/attributes.md", "utf8");
const readFile = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

const pathKeys = ["account_id", "zone_id"];
const both = ["create", "update"];

const sections = {
  target: "",
  records: "Records: ",
  filter: "",
  format: "Format: ",
  contents: "Format: ",
  batches: "Batches: ",
  more: "More settings: ",
} as const satisfies Record<Attribute["section"], string>;

/** The page's rows for the form's attributes, where it has none of its own for them. */
const formRows = attributeFields.map((field): Row => {
  const { key, label, section, isFixed } = attributes[field];
  return {
    section: isOutputField(field) ? "output_options" : "Job",
    attribute: key,
    uses: isOutputField(field) || isFixed ? ["create", "response"] : [...both, "response"],
    place: `${sections[section]}${label}`,
    tests: [["lib/logpush/testing/attribute-cases.ts", field]],
  };
});

/** Attributes of the form that the SDK does not have. */
function undocumented(section: string): Uses {
  const known = [...keysKnownTo("typescript", jobAttributes), ...keysKnownTo("typescript", outputAttributes)];
  const rows = formRows.filter((row) => row.section === section && !known.includes(row.attribute));
  return Object.fromEntries(rows.map(({ attribute, uses }) => [attribute, uses]));
}

/** The attributes by the page's sections: those of the form, those of the SDK, and what only the documentation names. */
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
      ...undocumented("Job"),
      ...Object.fromEntries(entries.filter(([key]) => !pathKeys.includes(key))),
      // The SDK's response lacks it; the API reference's example has it.
      filter: [...both, "response"],
      // "Transformers" page.
      transformer_id: [...both, "response"],
    },
    output_options: {
      ...undocumented("output_options"),
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

  test("has a row for each attribute of the form; -u adds what is missing", async () => {
    await expect(completeTable(table, formRows)).toMatchFileSnapshot("../docs/attributes.md");
  });

  test("gets the missing rows under their heading, with the columns aligned", () => {
    const page = "## Job\n\n| attribute | x |\n| --------- | - |\n| `a`       | y |\n\n## Other\n";
    const row = { section: "Job", attribute: "long_name", uses: ["create"], place: "Form", tests: [] };
    expect(completeTable(page, [row, { ...row, attribute: "a" }])).toBe(
      [
        "## Job",
        "",
        "| attribute   | x      |      |  |",
        "| ----------- | ------ | ---- |  |",
        "| `a`         | y      |      |  |",
        "| `long_name` | create | Form |  |",
        "",
        "## Other",
        "",
      ].join("\n"),
    );
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

describe("the table of attributes", () => {
  const full = toCreateBody(fullValues);
  const sendable = readMembers(sdk, "JobCreateParams").filter((key) => !pathKeys.includes(key));

  test("names every attribute of the SDK; what has no field goes with the other settings", () => {
    const known = keysKnownTo("typescript", jobAttributes);
    expect(sendable.filter((key) => !known.includes(key)).sort()).toEqual(
      ["destination_conf", "logpull_options", "output_options", "ownership_challenge"].sort(),
    );
    expect(known.filter((key) => !sendable.includes(key))).toEqual([]);
    expect(sendable.filter((key) => !(key in full)).sort()).toEqual(["logpull_options", "ownership_challenge"]);
  });

  test("names every output option of the SDK", () => {
    const options = readMembers(sdk, "OutputOptionsParam").sort();
    expect(keysKnownTo("typescript", outputAttributes).sort()).toEqual(options);
    expect(options.filter((key) => !(key in Object(full.output_options)))).toEqual([]);
  });

  test("has a control in the form for each of them", () => {
    const sources = listFiles("components/job-form", /\.tsx$/).map((path) => readFileSync(path, "utf8"));
    const hasControl = (field: string) =>
      sources.some((source) => source.includes(`"${field}"`) || new RegExp(`^ *${field}: `, "m").test(source));
    expect(attributeFields.filter((field) => !hasControl(field))).toEqual([]);
  });
});

describe("the emulator", () => {
  const fidelity = /^## Fidelity$([\s\S]*)/m.exec(readFileSync("lib/emulator/README.md", "utf8"))?.[1] ?? "";

  test.each(attributeFields)("knows the type of %s, and its README says how that is known", async (field) => {
    const { key } = attributes[field];
    const { sent, wrong } = attributeCases[field];
    const post = (value: Json) => ({
      destination_conf: "https://logs.example.com",
      ...(isOutputField(field) ? { output_options: { [key]: value } } : { [key]: value }),
    });
    await withEmulator(async ({ api }) => {
      expect(await api("POST", ZONE_JOBS, post(sent))).toMatchObject({ status: 200 });
      const refusal = await api("POST", ZONE_JOBS, post(wrong));
      expect(refusal).toMatchObject({ status: 400, message: expect.stringContaining(key) });
    });
    expect(fidelity).toContain(`\`${key}\``);
  });
});
