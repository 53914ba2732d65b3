import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { mask } from "../destination/looks-random.ts";
import { exampleValues, header, param } from "../testing/form-values.ts";
import { checkJobForm, jobFormSchema } from "./check-form.ts";
import { destinationOf, rowsOf } from "./destination-of.ts";
import type { JobFormValues } from "./form-schema.ts";

const offences = (changes: Partial<JobFormValues>) =>
  checkJobForm(exampleValues(changes)).map(({ code, at }) => `${code} ${at}`);

test("the documentation's example is fine", () => expect(offences({})).toEqual([]));

test.each<[string, Partial<JobFormValues>, string[]]>([
  ["no scope", { scope: "" }, ["E_SCOPE scope"]],
  ["a scope that would leave its path", { scope: "zones/../accounts" }, ["E_SCOPE scope"]],
  ["an id in capitals", { scope: `zones/${"A".repeat(32)}` }, ["E_SCOPE scope"]],
  ["no dataset", { dataset: "" }, ["E_DATASET dataset"]],
  ["a long name", { name: "x".repeat(513) }, ["E_NAME_LONG name"]],
  ["a name with a space", { name: "Edge logs" }, ["E_NAME_CHARACTERS name"]],
  ["a name with an accent", { name: "café" }, ["E_NAME_CHARACTERS name"]],
  ["a long name with a space", { name: `a b${"x".repeat(513)}` }, ["E_NAME_LONG name", "E_NAME_CHARACTERS name"]],
  ["a name of spaces", { name: "  " }, ["E_NAME_BLANK name"]],
  ["half a character in the name", { name: "\ud83d" }, ["E_TEXT_ILL_FORMED name"]],
  ["no endpoint", { endpoint: "" }, ["E_DEST_EMPTY endpoint"]],
  ["a query in the endpoint", { endpoint: "https://h.example?a=b" }, ["E_DEST_QUERY endpoint"]],
  ["a string that cannot be parsed", { destinationString: "http://x" }, ["E_DEST_SCHEME destinationString"]],
  ["no fields", { fieldNames: [] }, ["E_FIELDS_EMPTY fieldNames"]],
  ["a sample rate of nothing", { sampleRate: "0" }, ["E_SAMPLE_RATE sampleRate"]],
  ["a sample rate above all", { sampleRate: "1.1" }, ["E_SAMPLE_RATE sampleRate"]],
  ["an endless sample rate", { sampleRate: "1 in 0" }, ["E_SAMPLE_RATE sampleRate"]],
  ["a wrong escape", { recordSuffix: "}\\q" }, ["E_ESCAPE recordSuffix"]],
  ["a template with a condition", { recordTemplate: "{{if .A}}" }, ["E_TEMPLATE_ACTION recordTemplate"]],
  ["a template that is fine", { recordTemplate: '"id":{{.RayID}}' }, []],
  [
    "merging for an account",
    { mergeSubrequests: true, scope: `accounts/${"a".repeat(32)}` },
    ["E_MERGE_DATASET mergeSubrequests"],
  ],
  ["a batch too small", { maxUploadBytes: "1 MB" }, ["E_LIMIT_RANGE maxUploadBytes"]],
  ["records that are not a number", { maxUploadRecords: "many" }, ["E_NUMBER maxUploadRecords"]],
  ["an interval too long", { maxUploadInterval: "10 min" }, ["E_LIMIT_RANGE maxUploadInterval"]],
  ["a filter that is not JSON", { filter: "{" }, ["E_FILTER_JSON filter"]],
  ["a filter without where", { filter: '{"and":[]}' }, ["E_FILTER_GRAMMAR filter"]],
  [
    "an unfinished condition",
    { filter: '{"where":{"and":[{"key":"","operator":"eq","value":""}]}}' },
    ["E_FILTER_KEY filter"],
  ],
  ["a header without a name", { query: [header("", "x")] }, ["E_HEADER_NAME_EMPTY query.0.name"]],
  [
    "a header twice",
    { query: [header("A", "x"), param("a", ""), header("a", "y")] },
    ["E_HEADER_DUPLICATE query.2.name"],
  ],
  ["the mask typed as a value", { query: [header("A", mask)] }, ["E_MASK_VALUE query.0.value"]],
  [
    "several errors",
    { scope: "", query: [header("Host", "x"), param("header_a", "")], fieldNames: [] },
    ["E_SCOPE scope", "E_HEADER_FRAMING query.0.name", "E_PARAM_PREFIX query.1.name", "E_FIELDS_EMPTY fieldNames"],
  ],
  ["a destination too long", { query: [header("A", "~".repeat(1400))] }, ["E_DEST_TOO_LONG destinationString"]],
  [
    "pieces that are right alone",
    { query: [{ ...param("a", "b "), raw: "a=b " }] },
    ["E_DEST_SPACE destinationString"],
  ],
])("%s", (_title, changes, expected) => expect(offences(changes)).toEqual(expected));

describe("stored values are not errors of the form", () => {
  test("a kept row and a kept endpoint", () => {
    const query = [
      { ...header("Host", ""), saved: 0 },
      { ...param("", ""), saved: 1 },
    ];
    expect(offences({ isEndpointKept: true, endpoint: `https://h.example/${mask}`, query })).toEqual([]);
  });

  test("a destination that the form cannot edit", () => {
    expect(offences({ destinationMode: "keep", endpoint: "s3://bucket", query: [] })).toEqual([]);
  });

  test("but a replaced value is checked, and so is a second header of the same name", () => {
    expect(offences({ query: [{ ...header("A", ""), saved: 0 }, header("a", "x")] })).toEqual([
      "E_HEADER_DUPLICATE query.1.name",
    ]);
    expect(offences({ query: [{ ...header("A", "é"), saved: 0, isReplaced: true }] })).toEqual([
      "E_HEADER_NON_ASCII query.0.value",
    ]);
  });

  test("an original text cannot add a second pair", () => {
    const row = { ...param("a&header_Host", "x"), raw: "a&header_Host=x" };
    expect(formatHttpDestination(destinationOf(exampleValues({ query: [row] })))).toMatch(/\?a%26header_Host=x$/);
    expect(offences({ query: [row] })).toEqual([]);
  });
});

test("non-ASCII header values need a confirmation in the row", () => {
  expect(offences({ query: [header("A", "é")] })).toEqual(["E_HEADER_NON_ASCII query.0.value"]);
  expect(offences({ query: [{ ...header("A", "é"), isNonAsciiAccepted: true }] })).toEqual([]);
});

describe("the schema", () => {
  test("reports each error at its field, in two sentences", () => {
    const result = jobFormSchema.safeParse(exampleValues({ query: [header("A", "x"), header("a b", "y")] }));
    expect(result.error?.issues.map(({ path }) => path)).toEqual([["query", 1, "name"]]);
    expect(result.error?.issues[0]?.message).toMatch(/^“a b” is not a valid header name\. Use .*\.$/);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "x"],
    ["a missing key", { ...exampleValues(), query: undefined }],
    ["another type", { ...exampleValues(), enabled: "true" }],
    ["a row of another kind", { ...exampleValues(), query: [{ kind: "x", name: "", value: "" }] }],
  ])("refuses %s", (_title, input) => expect(jobFormSchema.safeParse(input).success).toBe(false));

  test("drops keys that are not the form's", () => {
    const result = jobFormSchema.safeParse({ ...exampleValues(), destination_conf: "https://x" });
    expect(result.data).toEqual(exampleValues());
  });
});

describe("an edit", () => {
  test("is checked for what it changes, not for what is stored", () => {
    const stored = exampleValues({ maxUploadBytes: "2000000", sampleRate: "0", name: "n".repeat(600), fieldNames: [] });
    expect(checkJobForm(stored).length).toBeGreaterThan(0);
    expect(checkJobForm({ ...stored, enabled: !stored.enabled }, stored)).toEqual([]);
    expect(checkJobForm({ ...stored, maxUploadBytes: "3000000" }, stored).map(({ at }) => at)).toEqual([
      "maxUploadBytes",
    ]);
  });

  test("keeps a stored name that Cloudflare would refuse for a new job, and refuses a new one", () => {
    const stored = exampleValues({ name: "Edge logs (prod)" });
    expect(checkJobForm({ ...stored, enabled: !stored.enabled }, stored)).toEqual([]);
    const [error] = checkJobForm({ ...stored, name: "Edge logs (prod) → SIEM" }, stored);
    expect(error).toMatchObject({ code: "E_NAME_CHARACTERS", at: "name" });
    expect(error?.message).toContain("the space, “(”, “)”, “→”");
    expect(error?.nextStep).toContain("Edge-logs-prod-SIEM");
  });

  test.each(["\u0024{var.name}", "$NAME-logs", "日本語"])("a repair is not offered for %s", (name) => {
    const [error] = checkJobForm(exampleValues({ name }));
    expect(error?.nextStep).toBe("Enter another name, or leave the field empty.");
  });
});

describe("a pasted string", () => {
  test.each([
    ["header_Authorization=••••••••", "E_MASK_VALUE"],
    ["header_Authorization=Bearer%20%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2", "E_MASK_VALUE"],
    ["header_Host=a", "E_HEADER_FRAMING"],
    ["header_Transfer-Encoding=chunked", "E_HEADER_FRAMING"],
    ["header_X=%20abc", "E_HEADER_SPACE"],
    ["header_X=Zo%C3%AB", "E_HEADER_NON_ASCII"],
    ["header_X=", "E_HEADER_VALUE_EMPTY"],
    ["header_X=%C2%85", "E_DEST_CONTROL"],
  ])("follows the same rules: %s", (query, code) => {
    const parsed = parseHttpDestination(`https://h.example.com?${query}`);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const values = exampleValues({ endpoint: parsed.value.endpoint, query: rowsOf(parsed.value) });
    expect(checkJobForm(values).map((error) => error.code)).toContain(code);
  });
});

test("a disabled row is not checked, and the errors of the others stay at their rows", () => {
  const off = { ...header("X-Same", ""), isOff: true };
  expect(
    checkJobForm(exampleValues({ query: [off, header("x-same", "1"), { ...header("Bad Name", "\n"), isOff: true }] })),
  ).toEqual([]);
  const errors = checkJobForm(exampleValues({ query: [off, header("Host", ""), header("A", "1"), header("a", "2")] }));
  expect(errors.map(({ code, at }) => `${code} ${at}`)).toEqual([
    "E_HEADER_FRAMING query.1.name",
    "E_HEADER_DUPLICATE query.3.name",
    "E_HEADER_VALUE_EMPTY query.1.value",
  ]);
});
