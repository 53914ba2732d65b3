import fc from "fast-check";
import { type HttpDestination, parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { formValuesOf } from "#lib/logpush/job/from-wire.ts";
import { asJsonObject, type JobRef, type JsonObject } from "#lib/logpush/job/job.ts";
import { maskedStoredJob } from "#lib/logpush/job/masked-job.ts";
import { otherSettingsOf } from "#lib/logpush/job/other-settings.ts";
import { toCreateBody, toUpdateBody } from "#lib/logpush/job/to-request.ts";
import { wireJobSchema } from "#lib/logpush/job/wire-schema.ts";
import { writeEscapes } from "#lib/logpush/output/escapes.ts";
import { destinations } from "#lib/logpush/testing/arbitraries.ts";
import { fullValues } from "#lib/logpush/testing/attribute-cases.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { type JobRequest, requestOf, type SavedJob } from "../job-request.ts";
import { nastyStrings } from "../nasty-strings.fixture.ts";
import type { SnippetOptions } from "../snippet.ts";
import { seed } from "./random-texts.ts";

/**
 * A request, and what the API must get: from the core and, for saved values, from what is stored. `asksFor` such a
 * value.
 */
export type Sample = { request: JobRequest; expected: Captured; asksFor?: boolean };

/** By the name of the variable. */
export type KeptValues = Record<string, string>;

export type Captured = { method: string; path: string; body?: unknown };

export const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";

export const sampleOptions: SnippetOptions = {
  apiBase: "http://127.0.0.1:9/client/v4",
  auth: "token",
  secrets: "variables",
  demoToken: "demo-token",
  isLive: false,
};

const text = fc.oneof(fc.constantFrom(...nastyStrings), fc.string({ unit: "grapheme", maxLength: 20 }));
const escapedText = fc.option(text.map(writeEscapes), { nil: null });

/** Forms with every setting, full of texts that break quoting. */
export const anyValues: fc.Arbitrary<JobFormValues> = fc
  .record({
    scope: fc.constantFrom(`zones/${zoneId}`, `accounts/${zoneId}`),
    name: text,
    destination: destinations,
    fieldNames: fc.array(fc.oneof(text, fc.constant("ClientRequestUserAgent")), { minLength: 1, maxLength: 12 }),
    sampleRate: fc.constantFrom("1", "0.1", "1 in 3"),
    outputType: fc.constantFrom("ndjson", "csv"),
    batchPrefix: escapedText,
    recordSuffix: escapedText,
    fieldDelimiter: escapedText,
    recordTemplate: fc.option(text, { nil: null }),
    cveRedaction: fc.boolean(),
    mergeSubrequests: fc.boolean(),
    filter: text,
    filterAttackTraffic: fc.constantFrom("" as const, "on" as const, "off" as const),
    kind: fc.constantFrom("", "edge"),
    maxUploadInterval: fc.constantFrom("", "off", "60"),
    enabled: fc.boolean(),
    others: fc.option(text, { nil: undefined }),
  })
  .map(({ destination, others, ...values }) => {
    const settings = {
      transformer_id: 3,
      "key's": { deep: [others, null, {}] },
      output_options: { x: [others, 1e-7] },
    };
    return exampleValues({
      ...values,
      endpoint: destination.endpoint,
      query: rowsOf(destination),
      otherSettings: others === undefined ? "" : JSON.stringify(settings),
    });
  });

/** Requests that create jobs. */
export function createSamples(count: number): Sample[] {
  const values = [fullValues, ...fc.sample(anyValues, { numRuns: count, seed })];
  for (const name of nastyStrings) {
    values.push(exampleValues({ name, query: [header("A", name), param("key", name)], recordTemplate: name }));
  }
  return values.map((each) => ({
    request: requestFor("create", each),
    expected: sent("POST", `/${each.scope}/logpush/jobs`, toCreateBody(each)),
  }));
}

const savedConf = "https://h.example/in/0a1b2c3d4e5f6a7b8c9d0e1f?header_X-Key=b%20b&tags=c:c,c";
/** What a person types for the values that only the server has. */
export const keptValues: KeptValues = {
  LOGPUSH_PATH: "0a1b2c3d4e5f6a7b8c9d0e1f",
  LOGPUSH_X_KEY: "b%20b",
  LOGPUSH_TAGS: "c:c,c",
};
const ref: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 7 };
const jobPath = `/zones/${zoneId}/logpush/jobs/7`;

/** A saved job as the browser has it, and as it is stored. */
export function savedSample(changes: JsonObject = {}) {
  const job = wireJobSchema.parse({
    id: 7,
    dataset: "http_requests",
    name: "saved",
    destination_conf: savedConf,
    enabled: true,
    output_options: { field_names: ["RayID"], timestamp_format: "rfc3339", batch_prefix: null, stringify_object: true },
    max_upload_records: 1000,
    last_complete: "2026-01-02T03:04:05Z",
    ...changes,
  });
  const redacted = redactDestination(savedConf, (value) => `fingerprint of ${value.length}`);
  const saved: SavedJob = { ref, stored: maskedStoredJob(job, redacted, otherSettingsOf(asJsonObject(job))) };
  return { saved, values: formValuesOf(job, `zones/${zoneId}`, redacted), real: { job, destination: read(savedConf) } };
}

/** Requests about a saved job, some of which need its saved values. */
export function savedSamples(): Sample[] {
  const { saved, values, real } = savedSample();
  const edits: JobFormValues[] = [
    { ...values, name: "it's `new`", enabled: false },
    { ...values, name: "", recordPrefix: "{\\n", maxUploadRecords: "", filter: '{"where":"$HOME \\\\ `x`"}' },
    { ...values, query: [...values.query, header("X-New", "typed 'here' $x"), param("t", "a;b")] },
    { ...values, query: values.query.slice(1), fieldNames: nastyStrings, otherSettings: '{"transformer_id": 3}' },
  ];
  return [
    ...edits.map((edit) => ({
      request: requestFor("save", edit, saved),
      expected: sent("PUT", jobPath, toUpdateBody(edit, real)),
      asksFor: "destination_conf" in toUpdateBody(edit, real),
    })),
    { request: requestFor("switch", values, saved), expected: sent("PUT", jobPath, { enabled: false }) },
    { request: requestFor("delete", values, saved), expected: sent("DELETE", jobPath) },
    {
      request: requestFor("validate", values, saved),
      expected: sent("POST", `/zones/${zoneId}/logpush/validate/destination`, { destination_conf: savedConf }),
      asksFor: true,
    },
  ];
}

/** The request of an action that changes something. */
export function requestFor(...args: Parameters<typeof requestOf>): JobRequest {
  const request = requestOf(...args);
  if (!request) throw new Error("the sample changes nothing");
  return request;
}

/** Numbers and keys after a JSON round trip. */
function sent(method: string, path: string, body?: JsonObject): Captured {
  return body === undefined ? { method, path } : { method, path, body: JSON.parse(JSON.stringify(body)) };
}

function read(conf: string): HttpDestination {
  const parsed = parseHttpDestination(conf);
  if (!parsed.ok) throw new Error("the sample's destination is not a destination");
  return parsed.value;
}
