import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkJobForm } from "../job/check-form.ts";
import { isChoiceField } from "../job/choice-fields.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { toCreateBody } from "../job/to-request.ts";
import { resolveField } from "../job/unresolved.ts";
import { exampleConf, exampleValues } from "../testing/form-values.ts";
import { fillGaps, type GapKind, markGap } from "./gaps.ts";
import { readJson } from "./read-json.ts";
import { importJob } from "./to-form.ts";

const scopes = [{ path: "zones/023e105f4ecef8ad9ca31a8372d0c353", name: "theburritobot.com" }];
const context = { current: exampleValues(), scopes, datasets: [] };

/** Templates are written with `@{` here, because the linter reports `${` in a plain string. */
const tf = (text: string) => text.replaceAll("@{", "$".concat("{"));
const gap = markGap(tf("@{var.x}"));

const whole: JsonObject = {
  dataset: "http_requests",
  destination_conf: exampleConf,
  output_options: { field_names: ["RayID"] },
};

function take(body: JsonObject, isEvaluated = false) {
  return importJob(
    {
      label: "",
      body: { ...whole, ...body },
      isWhole: true,
      ignored: [],
      unread: [],
      ...(isEvaluated ? { isEvaluated } : {}),
    },
    context,
  );
}

const errorsAt = (values: JobFormValues) => checkJobForm(values).map(({ at, code }) => `${at} ${code}`);

describe("a reference stays in its field and blocks sending", () => {
  test.each<[string, JsonObject, string, unknown]>([
    ["name", { name: `a-${gap}` }, "name", tf("a-@{var.x}")],
    ["dataset", { dataset: gap }, "dataset", tf("@{var.x}")],
    ["kind", { kind: gap }, "kind", tf("@{var.x}")],
    ["enabled", { enabled: gap }, "enabled", false],
    ["frequency", { frequency: gap }, "frequency", tf("@{var.x}")],
    ["filter_attack_traffic", { filter_attack_traffic: gap }, "filterAttackTraffic", ""],
    ["max_upload_bytes", { max_upload_bytes: gap }, "maxUploadBytes", tf("@{var.x}")],
    ["max_upload_records", { max_upload_records: gap }, "maxUploadRecords", tf("@{var.x}")],
    ["max_upload_interval_seconds", { max_upload_interval_seconds: gap }, "maxUploadInterval", tf("@{var.x}")],
    [
      "filter",
      { filter: `{"where":{"key":"ClientRequestHost","operator":"eq","value":"${gap}"}}` },
      "filter",
      tf('{"where":{"key":"ClientRequestHost","operator":"eq","value":"@{var.x}"}}'),
    ],
    ["a whole filter", { filter: gap }, "filter", tf("@{var.x}")],
    [
      "a filter's number",
      { filter: `{"where":{"key":"EdgeResponseStatus","operator":"eq","value":${gap}}}` },
      "filter",
      tf('{"where":{"key":"EdgeResponseStatus","operator":"eq","value":@{var.x}}}'),
    ],
    ["transformer_id", { transformer_id: gap }, "otherSettings", tf('{\n  "transformer_id": "@{var.x}"\n}')],
    ["output_options", { output_options: gap }, "otherSettings", tf('{\n  "output_options": "@{var.x}"\n}')],
    ["field_names", { output_options: { field_names: gap } }, "fieldNames", [tf("@{var.x}")]],
    ["one field name", { output_options: { field_names: ["A", gap] } }, "fieldNames", ["A", tf("@{var.x}")]],
    ["timestamp_format", { output_options: { timestamp_format: gap } }, "timestampFormat", tf("@{var.x}")],
    ["sample_rate", { output_options: { sample_rate: gap } }, "sampleRate", tf("@{var.x}")],
    ["output_type", { output_options: { output_type: gap } }, "outputType", tf("@{var.x}")],
    ["batch_prefix", { output_options: { batch_prefix: `[\n${gap}` } }, "batchPrefix", tf("[\\n@{var.x}")],
    ["record_template", { output_options: { record_template: gap } }, "recordTemplate", tf("@{var.x}")],
    ["CVE-2021-44228", { output_options: { "CVE-2021-44228": gap } }, "cveRedaction", false],
    ["merge_subrequests", { output_options: { merge_subrequests: gap } }, "mergeSubrequests", false],
  ])("%s", (_title, body, field, shown) => {
    const { values, unread, assumed, taken } = take({ ...body });
    const form = new Map<string, unknown>(Object.entries(values));
    expect(form.get(field)).toEqual(shown);
    expect(errorsAt({ ...values, fieldNames: values.fieldNames.length === 0 ? ["RayID"] : values.fieldNames })).toEqual(
      [`${field} E_REFERENCE`],
    );
    expect(unread).toEqual([{ what: expect.anything(), why: expect.stringContaining(tf("needs @{var.x}")) }]);
    const told = [...assumed, ...taken].map(({ label }) => label);
    expect(told).not.toContain({ enabled: "Enabled", dataset: "Dataset", fieldNames: "Fields" }[field]);
    expect(JSON.stringify(toCreateBody(values))).toContain("var.x");
  });

  test("until the field no longer contains it", () => {
    const { values } = take({ name: `a-${gap}`, enabled: gap, max_upload_bytes: gap });
    const filled = { ...values, name: "a-b", maxUploadBytes: "5 MB" };
    expect(errorsAt(filled)).toEqual(["enabled E_REFERENCE"]);
    expect(errorsAt(resolveField(filled, "enabled"))).toEqual([]);
  });

  test("with a sentence that says what to do there", () => {
    const { values } = take({ enabled: gap });
    expect(checkJobForm(values)).toEqual([
      {
        code: "E_REFERENCE",
        at: "enabled",
        message: tf("This needs @{var.x}, which is not in the text."),
        nextStep: "Choose on or off.",
      },
    ]);
  });

  test("also as the value of a parameter, which is not a mask", () => {
    const { values } = take({ destination_conf: `https://h.example/in?key=${markGap("$KEY")}` });
    expect(checkJobForm(values)).toMatchObject([
      { code: "E_REFERENCE", at: "query.0.value", message: "This needs $KEY, which is not in the text." },
    ]);
  });

  test("next to a raw +, whose meaning stays open", () => {
    const { values } = take({ destination_conf: `https://h.example/in?header_A=Bearer+${markGap("$KEY")}` });
    expect(errorsAt(values)).toEqual(["query.0.value E_REFERENCE"]);
    const typed = values.query.map((row) => ({ ...row, value: "Bearer+abc" }));
    expect(errorsAt({ ...values, query: typed })).toEqual(["query.0.value E_DEST_PLUS"]);
  });

  test("in the row or the string of the destination", () => {
    const { values } = take({ destination_conf: `https://h.example/in?a=1&header_X=${markGap("$KEY")}&b=2` });
    const moved = { ...values, query: values.query.toReversed() };
    expect(errorsAt(moved)).toEqual(["query.1.value E_REFERENCE"]);
    expect(errorsAt({ ...moved, query: moved.query.slice(0, 1) })).toEqual([]);
  });
});

test("a literal that reads like a reference does not block where the text's own references were resolved", () => {
  const output_options = { field_names: ["A"], batch_prefix: tf("@{x}"), record_template: "{{.ClientIP}}" };
  const filter = tf('{"where":{"key":"ClientRequestPath","operator":"eq","value":"@{x}"}}');
  const body = { filter, output_options };
  const { values, unread } = take(body, true);
  expect(unread).toEqual([]);
  expect(errorsAt(values)).toEqual([]);
});

test.each([
  ["name", "<YOUR_JOB_NAME>"],
  ["name", "{{ name }}"],
  ["name", "$NAME"],
  ["name", tf("@{NAME}")],
  ["dataset", "<DATASET>"],
  ["filter", '{"where":{"key":"ClientRequestHost","operator":"eq","value":"<YOUR_HOST>"}}'],
  ["filter", '{"where":{"key":"ClientRequestHost","operator":"eq","value":"{{ host }}"}}'],
])("a placeholder in %s blocks: %s", (key, value) => {
  const { values, unread } = take({ [key]: value });
  expect(unread.map(({ what }) => what)).toEqual([key]);
  expect(errorsAt(values)).toEqual([`${key} E_REFERENCE`]);
});

test.each<[string, JsonObject]>([
  ["markup in a filter", { filter: '{"where":{"key":"ClientRequestURI","operator":"contains","value":"<script>"}}' }],
  ["a path in a filter", { filter: '{"where":{"key":"ClientRequestPath","operator":"eq","value":"/users/{id}"}}' }],
  ["a template", { output_options: { field_names: ["A"], record_template: "<EVENT>{{.ClientIP}}</EVENT>" } }],
  ["a syslog prefix", { output_options: { field_names: ["A"], record_prefix: "<134>1 " } }],
  ["a price", { name: "costs-$5" }],
])("%s is not a placeholder", (_title, body) => {
  expect(take(body).unread).toEqual([]);
});

test.each<[string, Json]>([
  ["the SDK's empty filter", '{"where":{}}'],
  ["an empty object as text", "{}"],
  ["an object", { where: {} }],
  ["an empty object", {}],
  ["null", null],
  ["null as text", "null"],
  ["a space", " "],
])("no filter: %s", (_title, filter) => {
  const { values, unread, ignored } = take({ filter });
  expect(values.filter).toBe("");
  expect(unread).toEqual([]);
  expect(ignored).toEqual([{ what: "filter", why: expect.stringMatching(/the same as (?:no filter|not set)/) }]);
  expect(errorsAt(values)).toEqual([]);
});

test.each<[JsonObject, string]>([
  [{ kind: "instant-logs" }, "kind"],
  [{ enabled: "yes" }, "enabled"],
  [{ output_options: { field_names: ["A"], sample_rate: "0,1" } }, "sampleRate"],
  [{ output_options: { field_names: ["A"], output_type: "xml" } }, "outputType"],
  [{ output_options: { field_names: ["A", 5] } }, "fieldNames"],
])("a value of the wrong type is not silently replaced by a default: %j", (body, field) => {
  expect(errorsAt(take(body).values)).toEqual([`${field} E_IMPORTED_VALUE`]);
});

test.each<Json>(['{"where":{}}', [], 5])(
  "output_options that are not an object stay visible and block: %j",
  (value) => {
    const { values, unread, taken } = take({ output_options: value, transformer_id: 7 });
    expect(unread).toEqual([{ what: "output_options", why: expect.stringContaining("must be an object") }]);
    expect(taken.map(({ value: key }) => key)).toContain("transformer_id");
    expect(toCreateBody(values)).toMatchObject({ transformer_id: 7 });
    expect(errorsAt({ ...values, fieldNames: ["RayID"] })).toEqual(["otherSettings E_OTHER_OUTPUT"]);
  },
);

test("a placeholder in the address leaves the scope to the form", () => {
  const found = { label: "", body: whole, isWhole: true, ignored: [], unread: [], scope: "zones/{zone_id}" };
  const { values, unread } = importJob(found, context);
  expect(values.scope).toBe(context.current.scope);
  expect(unread).toEqual([{ what: "scope", why: expect.stringContaining("placeholder {zone_id}") }]);
});

describe("no leaf with a gap is lost", () => {
  const kinds = fc.constantFrom<GapKind>("absent", "expression", "placeholder", "hidden", "elsewhere");
  const sources = fc.constantFrom("$A", tf("@{var.b}"), "<C>", "{{ d }}", tf('@{var.e["f"].g}'), "(sensitive value)");
  const gaps = fc.tuple(sources, kinds).map(([source, kind]) => markGap(source, kind));
  const filling: Record<string, Json> = {
    name: "n",
    dataset: "http_requests",
    enabled: true,
    kind: "edge",
    frequency: "high",
    filter: '{"where":{"key":"RayID","operator":"eq","value":"x"}}',
    max_upload_bytes: 5_000_000,
    max_upload_records: 1000,
    max_upload_interval_seconds: 60,
    transformer_id: 7,
    destination_conf: "https://logs.example.com/in?header_X-Key=v&a=b",
  };
  const output: Record<string, Json> = {
    field_names: ["RayID", "ClientIP"],
    timestamp_format: "unix",
    sample_rate: 0.5,
    output_type: "csv",
    batch_prefix: "[",
    record_delimiter: ",",
    "CVE-2021-44228": true,
    x_new: "y",
  };
  const complete: JsonObject = { ...filling, output_options: output };
  const places = fc.record({
    job: fc.subarray(Object.keys(filling), { minLength: 1 }),
    output: fc.subarray(Object.keys(output)),
    gap: gaps,
  });

  test("the form refuses until each is filled in, and then builds the intended body", () => {
    fc.assert(
      fc.property(places, (open) => {
        const inOutput = withGaps(output, open.output, open.gap);
        const body = { ...withGaps(filling, open.job, open.gap), output_options: inOutput };
        const { values, taken, ignored, unread } = take(body);
        const told = new Set([...taken, ...ignored, ...unread].map(({ what }) => what.replace("output_options.", "")));
        for (const key of [...open.job, ...open.output]) expect(told).toContain(key);
        expect(checkJobForm(values).filter(({ code }) => code === "E_REFERENCE").length).toBeGreaterThanOrEqual(
          new Set([...open.job, ...open.output]).size - 1,
        );
        const meant = take(complete).values;
        const resolved = Object.keys(meant).reduce<JobFormValues>(
          (form, field) => {
            const isSet = isChoiceField(field) || JSON.stringify(form).includes("unresolved");
            return isSet ? resolveField(form, field) : form;
          },
          resolveField({ ...values, ...meant }, "query"),
        );
        expect(checkJobForm(resolved)).toEqual([]);
        expect(toCreateBody(resolved)).toEqual(toCreateBody(meant));
      }),
      { numRuns: 200 },
    );
  });

  function withGaps(object: Record<string, Json>, keys: string[], gapText: string): JsonObject {
    return Object.fromEntries(
      Object.entries(object).map(([key, value]): [string, Json] => {
        if (!keys.includes(key)) return [key, value];
        if (key === "destination_conf") return [key, `https://logs.example.com/in?header_X-Key=${gapText}&a=b`];
        return [key, gapText];
      }),
    );
  }
});

test("a reference in a list of jobs concerns only that job", () => {
  const found = readJson(
    JSON.stringify([
      { ...whole, name: "a" },
      { ...whole, name: "<YOUR_NAME>" },
    ]),
  );
  const reports = found.ok ? found.value.map((job) => importJob(job, context)) : [];
  expect(reports.map(({ unread }) => unread.length)).toEqual([0, 1]);
});

test("marks never reach the form or the report", () => {
  const report = take({ name: gap, destination_conf: `https://h.example/${gap}?a=b`, x: [gap], logpull_options: gap });
  expect(JSON.stringify(report)).not.toMatch(/[\ufdd0\ufdd1]/);
  expect(fillGaps(gap)).toBe(tf("@{var.x}"));
  expect(isJsonObject(report.values)).toBe(true);
});
