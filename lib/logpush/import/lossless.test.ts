import fc from "fast-check";
import { expect, test } from "vitest";
import { curlForCreate } from "#lib/snippets/curl.ts";
import { parseHttpDestination } from "../destination/http.ts";
import { rowsOf } from "../job/destination-of.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { writeOtherSettings } from "../job/other-settings.ts";
import { placeholdersOf } from "../job/row-placeholders.ts";
import { toCreateBody } from "../job/to-request.ts";
import { writeEscapes } from "../output/escapes.ts";
import { destinations, messyConfs, texts } from "../testing/arbitraries.ts";
import { exampleValues } from "../testing/form-values.ts";
import type { ImportReport } from "./import-report.ts";
import { markPlaceholders } from "./mark-placeholders.ts";
import { readCurl } from "./read-curl.ts";
import { readJson } from "./read-json.ts";
import { importJob } from "./to-form.ts";

const scopes = [
  { path: "zones/023e105f4ecef8ad9ca31a8372d0c353", name: "theburritobot.com" },
  { path: "accounts/01a7362d577a6c3019a474fd6f485823", name: "Burrito" },
];
/** A form whose every value differs from the result, so that anything that an import leaves unchanged shows. */
const current = exampleValues({
  name: "before",
  dataset: "dns_logs",
  endpoint: "https://before.example",
  query: [],
  outputType: "csv",
  batchPrefix: "before",
  recordTemplate: "before",
  cveRedaction: true,
  mergeSubrequests: true,
  sampleRate: "0.5",
  filter: "before",
  filterAttackTraffic: "on",
  kind: "edge",
  frequency: "low",
  maxUploadInterval: "60",
  otherSettings: '{"before":1,"output_options":{"before":1}}',
});
const context = { current, scopes, datasets: [] };

const anyText = fc.oneof(
  texts,
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("\\n", '"', "'", "$X `id`"),
);
const typedText = fc.option(anyText.map(writeEscapes), { nil: null });
const unknownKeys = fc.dictionary(
  texts.map((text) => `x_${text}`),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
);
const storedRows = messyConfs
  .map((conf) => parseHttpDestination(conf))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => ({ endpoint: value.endpoint, query: rowsOf(value) }));

/** Forms with every setting, sendable or not. */
const forms: fc.Arbitrary<JobFormValues> = fc
  .record({
    scope: fc.constantFrom(...scopes.map(({ path }) => path)),
    dataset: fc.constantFrom("http_requests", "firewall_events", "brand_new_dataset"),
    name: anyText,
    destination: fc.oneof(destinations, storedRows),
    fieldNames: fc.array(texts, { maxLength: 4 }),
    timestampFormat: fc.constantFrom("rfc3339", "unixnano", "rfc3339ms", "brand_new"),
    sampleRate: fc.constantFrom("1", "0.1", "10%", "1 in 3", "0.00001"),
    outputType: fc.constantFrom("ndjson", "csv"),
    batchPrefix: typedText,
    batchSuffix: typedText,
    recordPrefix: typedText,
    recordSuffix: typedText,
    recordDelimiter: typedText,
    fieldDelimiter: typedText,
    recordTemplate: fc.option(anyText, { nil: null }),
    cveRedaction: fc.boolean(),
    mergeSubrequests: fc.boolean(),
    // Spaces alone are not a filter: the form does not send them, and an import reads them as not set.
    filter: fc.oneof(
      fc.constant(""),
      anyText.filter((text) => text.trim() !== ""),
    ),
    filterAttackTraffic: fc.constantFrom("" as const, "on" as const, "off" as const),
    maxUploadBytes: fc.constantFrom("", "0", "off", "5 MB", "1000000000", "7"),
    maxUploadRecords: fc.constantFrom("", "0", "1000", "99,999"),
    maxUploadInterval: fc.constantFrom("", "off", "30", "2 min"),
    kind: fc.constantFrom("", "edge"),
    frequency: fc.constantFrom("", "high", "low"),
    enabled: fc.boolean(),
    otherSettings: fc
      .record({ job: unknownKeys, output: unknownKeys })
      .map(({ job, output }) => writeOtherSettings({ ...plain(job), output_options: plain(output) })),
  })
  .map(({ destination, ...settings }) => exampleValues({ ...settings, ...destination }))
  .filter((form) => !hasPlaceholder(form));

/** Random text can read like a placeholder, such as `$ABC`, which an import asks about. */
function hasPlaceholder(form: JobFormValues): boolean {
  const body = toCreateBody(form);
  const isMarked = JSON.stringify(markPlaceholders(body, false)) !== JSON.stringify(body);
  return isMarked || form.query.some((row) => placeholdersOf(row).length > 0);
}

/** JSON has no -0. */
function plain(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(parsed) ? parsed : {};
}

test("a request's body is imported as it was sent", () => {
  fc.assert(
    fc.property(forms, fc.boolean(), (form, isIndented) => {
      const body = toCreateBody(form);
      const report = readAs(readJson(JSON.stringify(body, null, isIndented ? 2 : 0)));
      expect(toCreateBody(report.values)).toEqual(body);
      expect(report.unread).toEqual([]);
      expect(report.ignored).toEqual([]);
    }),
  );
});

test.each(["variables", "inline"] as const)("the curl command is imported as it was sent: secrets %s", (secrets) => {
  fc.assert(
    fc.property(forms, fc.constantFrom("token" as const, "key" as const), fc.boolean(), (form, auth, isLive) => {
      const options = {
        apiBase: "https://api.cloudflare.com/client/v4",
        auth,
        secrets,
        isLive,
        demoToken: "demo-token",
      };
      const found = readCurl(curlForCreate({ ...options, values: form }));
      const report = readAs(found);
      expect(toCreateBody(report.values)).toEqual(toCreateBody(form));
      expect(report.values.scope).toBe(form.scope);
      expect(report.unread).toEqual([]);
      expect(JSON.stringify(report)).not.toMatch(/demo-token|demo@example/);
    }),
  );
});

const knownBody = fc.record(
  {
    id: fc.nat(),
    name: fc.oneof(texts, fc.nat()),
    dataset: fc.oneof(texts, fc.constant(null)),
    enabled: fc.oneof(fc.boolean(), fc.constantFrom("true", null)),
    kind: fc.constantFrom("", "edge", "instant-logs", null),
    frequency: fc.constantFrom("high", "odd", null, 5),
    filter: fc.oneof(texts, fc.dictionary(texts, texts)),
    filter_attack_traffic: fc.constantFrom(true, false, null, "on"),
    max_upload_bytes: fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, "5"),
    ),
    logpull_options: fc.oneof(
      texts,
      fc.constantFrom("fields=A,B&sample=0.1&start=5", "?timestamps=unix&sample=x", null, 7),
    ),
    destination_conf: fc.oneof(messyConfs, fc.constantFrom("s3://bucket/x", "", null, 5)),
    ownership_challenge: texts,
    last_error: fc.constantFrom(null, "2026-01-01T00:00:00Z"),
    output_options: fc.oneof(
      fc.constantFrom(null, 5, [], {}),
      fc.dictionary(
        fc.constantFrom(
          "field_names",
          "sample_rate",
          "batch_prefix",
          "CVE-2021-44228",
          "stringify_object",
          "__proto__",
        ),
        fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.array(texts), fc.constantFrom(0.1, 1, true)),
      ),
    ),
    zone_id: fc.constantFrom("023e105f4ecef8ad9ca31a8372d0c353", "elsewhere", 5, null),
    account_id: fc.constantFrom("01a7362d577a6c3019a474fd6f485823", "elsewhere", 5, null),
    transformer_id: fc.jsonValue({ maxDepth: 3 }),
    constructor: fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: [] },
);

test("no part of a job is dropped silently", () => {
  fc.assert(
    fc.property(knownBody, fc.boolean(), (generated, isWhole) => {
      const body = plain(generated);
      const report = importJob({ label: "", body, isWhole, ignored: [], unread: [] }, context);
      const told = [...report.taken, ...report.ignored, ...report.unread].map(({ what }) => what);
      const silent = leavesOf(body).filter(
        (leaf) => !told.some((what) => leaf === what || leaf.startsWith(`${what}.`)),
      );
      expect(silent).toEqual([]);
      const sent = toCreateBody(report.values);
      for (const { what, label } of report.taken) {
        if (/^(?:logpull_options|destination_conf|zone_id|account_id)$/.test(what)) continue;
        expect(at(sent, what, label), what).toEqual(at(body, what, label));
      }
    }),
    { numRuns: 400 },
  );
});

/**
 * The value at a path. The API's defaults, which a request leaves out, count as absent. A filter object is sent as
 * text.
 */
function at(body: JsonObject, path: string, label: string): Json | undefined {
  const [key = "", ...inner] = path.split(".");
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  if (inner.length > 0) return isJsonObject(value) ? at(value, inner.join("."), label) : undefined;
  if (key === "filter" && isJsonObject(value)) return JSON.stringify(value);
  const isDefault =
    label !== "Other settings" &&
    (value === "" || value === false || (key === "sample_rate" && value === 1) || JSON.stringify(value) === "[]");
  return isDefault && !/prefix|enabled|filter_attack/.test(key) ? undefined : value;
}

function leavesOf(value: Json, path = ""): string[] {
  if (!isJsonObject(value)) return [path];
  const entries = Object.entries(value);
  if (entries.length === 0) return path === "" ? [] : [path];
  return entries.flatMap(([key, item]) => leavesOf(item, path === "" ? key : `${path}.${key}`));
}

function readAs(found: ReturnType<typeof readJson>): ImportReport {
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const [job] = found.value;
  if (!job || found.value.length !== 1) throw new Error("not one job");
  return importJob(job, context);
}
