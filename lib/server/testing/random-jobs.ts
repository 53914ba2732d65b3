import "server-only";
import fc from "fast-check";
import { expect } from "vitest";
import datasets from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { jobAttributes } from "#lib/logpush/job/attributes.ts";
import type { Json, JsonObject, ScopeRef } from "#lib/logpush/job/job.ts";
import { headerNames, headerValues, messySegments } from "#lib/logpush/testing/arbitraries.ts";
import { createUpstream } from "../calls/upstream.ts";
import { type Emulated, openEmulated, type Server, zoneId } from "./test-context.ts";

// For tests: random jobs of every dataset, as other programs may have made them.

const account = "9495f78c4f619da2c1ea2fb6b11d8eae";
/** One to a page of `describeActivity`, and far from what random texts contain. */
export const canary = "Cq7ZxCanary9Vw";

/** Where jobs of each dataset can be made, with the fields that a filter and a list can name. */
export const jobPlaces = datasets.map(({ id, scope, fields }) => ({
  ...{ id, scope },
  place: (scope === "zone"
    ? { scopeKind: "zones", scopeId: zoneId }
    : { scopeKind: "accounts", scopeId: account }) satisfies ScopeRef as ScopeRef,
  usable: fields.flatMap(([name = "", type, note]) => (type === "string" && note === undefined ? [name] : [])),
}));

/** An emulator with room for all of them, whose calls are not counted: they are more than the API allows. */
export function openRoomy<Emulator extends Server>(
  createEmulator: (options: { dataDir: string; maxJobsPerScope: number }) => Emulator,
): Emulated<Emulator> {
  const emulated = openEmulated((options) => createEmulator({ ...options, maxJobsPerScope: 1000 }));
  emulated.context.isReadInBackground = true;
  emulated.context.upstream = createUpstream({
    credential: { kind: "token", token: "headgate-test-token-0000000000000000" },
    ...{ baseUrl: officialBaseUrl, now: Date.now, sleep: async () => undefined, random: () => 0, isEmbedded: true },
    fetch: (input, init) => {
      emulated.requests.push(`${init?.method ?? "GET"} ${new URL(String(input)).pathname.replace("/client/v4", "")}`);
      return emulated.emulator.fetch(new Request(input, init));
    },
  });
  return emulated;
}

/** Text that is a secret: each has the canary. */
export const secrets = headerValues.map((text) => `${canary}${text}`.trim());

/** An https destination in any of the spellings that the emulator stores: each secret is in a header of its own. */
const confs = fc
  .record({
    path: fc.constantFrom("", "/", "/in", "/a%20b/%7Bx%7D//c;d"),
    headers: fc.uniqueArray(fc.tuple(headerNames, secrets), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name.toLowerCase(),
    }),
    isLowerCase: fc.boolean(),
    others: fc.array(messySegments, { maxLength: 3 }),
  })
  .map(({ path, headers, isLowerCase, others }) => {
    const pairs = headers.map(([name, value]) => {
      const escaped = encodeURIComponent(value).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
      const spelled = isLowerCase ? escaped.replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase()) : escaped;
      return `header_${encodeURIComponent(name)}=${spelled}`;
    });
    return `https://receiver.headgate.test${path}?${[...pairs, ...others].join("&")}`;
  });

const limits = (minimum: number, maximum: number) =>
  fc.option(fc.oneof(fc.constant(0), fc.integer({ min: minimum, max: maximum })));

/** What a client may send for a job of the dataset; some of it is refused, as in life. */
export function bodiesOf(fields: string[]): fc.Arbitrary<JsonObject> {
  const names = fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 5 });
  const affix = fc.constantFrom("", "[", "\n", "é\u0301", '"\\');
  const output = fc.record(
    {
      field_names: names,
      timestamp_format: fc.constantFrom("rfc3339", "unix", "unixnano"),
      sample_rate: fc.constantFrom(0.001, 0.5, 1),
      output_type: fc.constantFrom("ndjson", "csv"),
      batch_prefix: affix,
      record_suffix: affix,
      "CVE-2021-44228": fc.boolean(),
      x_unknown: secrets,
    },
    { requiredKeys: ["field_names"] },
  );
  return fc.record(
    {
      name: fc.stringMatching(/^[a-zA-Z0-9._-]{0,12}$/),
      enabled: fc.boolean(),
      destination_conf: confs,
      output_options: fc.option(output),
      filter: fc.constantFrom("", null, `{"where":{"key":"${fields[0]}","operator":"eq","value":"x"}}`),
      max_upload_bytes: limits(5_000_000, 1_000_000_000),
      max_upload_records: limits(1000, 1_000_000),
      max_upload_interval_seconds: limits(30, 300),
      frequency: fc.constantFrom("", "high", "low"),
      x_setting: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.record({ nested: secrets })),
    },
    { requiredKeys: ["destination_conf"] },
  ) as fc.Arbitrary<JsonObject>;
}

const cleared = new Map<string, Json>(
  Object.values(jobAttributes).flatMap((row) => ("cleared" in row ? [[row.key, row.cleared] as const] : [])),
);

/** Without what Cloudflare sets. To Logpush an attribute that is null, cleared or absent is the same; every other one is compared to its last byte. */
function settingsOf({ id, last_complete, last_error, error_message, ...job }: JsonObject): JsonObject {
  const isSet = ([key, value]: [string, Json]) => value !== null && value !== cleared.get(key);
  return Object.fromEntries(Object.entries(job).filter(isSet));
}

export function expectSame(now: JsonObject, wanted: JsonObject): void {
  expect(settingsOf(now)).toEqual(settingsOf(wanted));
  expect(now.destination_conf).toBe(wanted.destination_conf);
}
