import fc from "fast-check";
import { describe, expect, test } from "vitest";
import catalogue from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { type Dataset, findDataset } from "#lib/emulator/datasets.ts";
import { makeBatches } from "#lib/emulator/logs/batches.ts";
import { generateEvents } from "#lib/emulator/logs/event.ts";
import { formatBatch, formatRecord } from "#lib/emulator/logs/format.ts";
import { parseTemplate as parseForEmulator } from "#lib/emulator/logs/template.ts";
import { fieldValue } from "#lib/emulator/logs/values.ts";
import { planOutput } from "#lib/emulator/rules/output-options.ts";
import type { JsonObject } from "../job/job.ts";
import { timestampFormats } from "../limits.ts";
import type { LogRecord, LogValue } from "./log-value.ts";
import { renderBatch } from "./render.ts";
import { parseTemplate } from "./template.ts";

/** The emulator writes batches with its own code, so equal results are not one shared mistake. */

const names = fc.oneof(
  fc.constantFrom("ClientIP", "RayID", "EdgeStartTimestamp", "Subrequests", "__proto__", "constructor", 'odd "name"'),
  fc.string({ minLength: 1, maxLength: 8, unit: "binary" }),
);
/** Rich in the characters that formats use. */
const pieces = fc.constantFrom(..."abz09 \"',;:{}[]$\\\n\r\t|é😀", "${", '""', "{{", "}}", "\ud800", "\u2028");
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));
const scalars: fc.Arbitrary<LogValue> = fc.oneof(
  texts,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const nested = fc.letrec<{ value: LogValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const times = fc.bigInt({ min: 0n, max: 253_402_300_799_999_999_999n });
const values = fc.oneof(scalars, nested, times);

const templateParts = fc.oneof(
  texts.map((text) => text.replaceAll("{", "(")),
  fc.constantFrom("ClientIP", "RayID", "EdgeStartTimestamp", "Missing").map((name) => `{{ .${name} }}`),
  texts.map((text) => `{{${JSON.stringify(text.replaceAll("\ud800", ""))}}}`),
  texts.map((text) => `{{\`${text}\`}}`),
  fc.constantFrom("{{/* note */}}", "{{/***/}}", '{{"\\u00e9\\x41\\101\\U0001F600\\a\\v"}}', "{{`{{`}}"),
);
const templates = fc.array(templateParts, { maxLength: 6 }).map((parts) => parts.join(""));

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const outputOptions: fc.Arbitrary<JsonObject> = fc
  .record({
    field_names: fc.uniqueArray(names, { minLength: 1, maxLength: 6 }),
    output_type: maybe(fc.constantFrom("ndjson", "csv")),
    timestamp_format: maybe(fc.constantFrom(...timestampFormats)),
    batch_prefix: maybe(texts),
    batch_suffix: maybe(texts),
    record_prefix: maybe(texts),
    record_suffix: maybe(texts),
    record_delimiter: maybe(texts),
    field_delimiter: maybe(texts),
    record_template: maybe(fc.oneof(templates, texts)),
    "CVE-2021-44228": maybe(fc.boolean()),
    merge_subrequests: maybe(fc.boolean()),
  })
  .map((options) =>
    Object.fromEntries(
      Object.entries(options).filter((entry): entry is [string, string | boolean | string[]] => entry[1] !== undefined),
    ),
  );

test("a batch of any options and records equals the emulator's, byte for byte", () => {
  const records = fc.array(fc.dictionary(names, values, { maxKeys: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(outputOptions, records, (options, rows) => {
      const maps: LogRecord[] = rows.map((row) => new Map(Object.entries(row)));
      const plan = planOutput(options, httpRequests);
      const lines = maps.map((row) => formatRecord(plan, (name) => row.get(name) ?? null));
      expect(renderBatch({ options, records: maps })).toBe(formatBatch(plan, lines));
    }),
    { numRuns: 5000 },
  );
});

test("a template is parsed alike here and by the emulator, or by neither", () => {
  const mixed = fc.oneof(
    templates,
    texts,
    fc.tuple(templates, texts).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(templates, mixed, (template, other) => {
      expect(parseTemplate(template).ok).toBe(true);
      for (const text of [template, other]) {
        const [ours, theirs] = [parseTemplate(text), parseForEmulator(text)];
        expect(joined(ours.ok ? ours.value : undefined)).toEqual(joined(theirs));
      }
    }),
    {
      numRuns: 3000,
      examples: [
        ["", "{{{.ClientIP}}"],
        ["", '{{{""}}'],
      ],
    },
  );
});

type Parts = ({ text: string } | { field: string })[];

/** Adjacent texts are one text, however they came about. */
function joined(parts: Parts | undefined): Parts | undefined {
  if (!parts) return undefined;
  const list: Parts = [];
  for (const part of parts) {
    const last = list.at(-1);
    if ("text" in part && last && "text" in last) list[list.length - 1] = { text: last.text + part.text };
    else if (!("text" in part) || part.text !== "") list.push(part);
  }
  return list;
}

const httpRequests = datasetOf("zone", "http_requests");

function datasetOf(scope: string, id: string): Dataset {
  const dataset = findDataset(scope === "zone" ? "zones" : "accounts", id);
  if (!dataset) throw new Error(`The emulator has no dataset ${id}.`);
  return dataset;
}

const kinds = {
  ndjson: () => ({}),
  csv: (fields: string[]) => ({ output_type: "csv", batch_prefix: `${fields.join(",")}\n` }),
  template: (fields: string[]) => ({
    record_template: fields.map((name) => `"${name.toLowerCase()}":{{ .${name} }}`).join(","),
  }),
  array: () => ({ batch_prefix: "[", record_delimiter: ",", record_suffix: "}", batch_suffix: "]" }),
} satisfies Record<string, (fields: string[]) => JsonObject>;

const range = { startMs: 1_790_000_000_000, endMs: 1_790_000_060_000 };

describe.each(catalogue.map(({ id, scope }) => [id, scope] as const))(
  "a delivery of the emulator for %s (%s)",
  (id, scope) => {
    const dataset = datasetOf(scope, id);
    const fields = dataset.fields.map(({ name }) => name);

    test.each(Object.entries(kinds))("equals the preview, as %s", (kind, optionsFor) => {
      const options: JsonObject = {
        field_names: fields,
        timestamp_format: timestampFormats[(id.length + kind.length) % timestampFormats.length] ?? "unixnano",
        ...optionsFor(fields),
        "CVE-2021-44228": true,
        ...(id === "http_requests" ? { merge_subrequests: true } : {}),
      };
      const jobId = id.length * 100;
      const records = generateEvents(jobId, range, "theburritobot.com").map(
        (event) => new Map(dataset.fields.map((field): [string, LogValue] => [field.name, fieldValue(event, field)])),
      );
      const batches = makeBatches(storedJob(jobId, id, options), dataset, range, "theburritobot.com");
      expect(batches).toHaveLength(1);
      expect(batches[0]?.records).toBe(records.length);
      expect(renderBatch({ options, records })).toBe(batches[0]?.text);
    });
  },
);

function storedJob(id: number, dataset: string, output_options: JsonObject) {
  return {
    id,
    scope: { kind: "zones" as const, id: "" },
    dataset,
    settings: { destination_conf: "https://a.example", enabled: true, output_options },
    lastComplete: null,
    lastError: null,
    errorMessage: null,
    failingSince: null,
  };
}
