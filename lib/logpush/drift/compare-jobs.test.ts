import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describedError } from "../errors/errors.ts";
import type { JsonObject } from "../job/job.ts";
import type { JobExport } from "../views.ts";
import { compareJobs } from "./compare-jobs.ts";
import { readBackup } from "./read-backup.ts";
import { restoredValues } from "./restore-values.ts";

const zone = "a".repeat(32);
const account = "b".repeat(32);

function jobOf(id: number, changes: JsonObject = {}): JsonObject {
  return {
    zone_id: zone,
    id,
    name: `job-${id}`,
    dataset: "http_requests",
    enabled: true,
    destination_conf: `https://logs.example.com/in?header_Authorization=secret-${id}`,
    output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339" },
    filter: "",
    last_complete: "2026-01-01T00:00:00Z",
    ...changes,
  };
}

function exportOf(...jobs: JsonObject[]): JobExport {
  return {
    jobs: jobs.map((json) => ({
      ref:
        typeof json.account_id === "string"
          ? { scopeKind: "accounts" as const, scopeId: json.account_id, jobId: Number(json.id) }
          : { scopeKind: "zones" as const, scopeId: String(json.zone_id), jobId: Number(json.id) },
      scopeName: "example.com",
      json,
    })),
    scopes: [
      { path: `zones/${zone}`, name: "example.com" },
      { path: `accounts/${account}`, name: "Example" },
    ],
    failures: [],
  };
}

const datasets = [{ id: "gateway_dns", requiresZeroTrustPII: true }, { id: "http_requests" }];

function compare(file: unknown, live: JobExport) {
  const found = readBackup(JSON.stringify(file));
  if (!found.ok) throw new Error(found.error.message);
  return compareJobs(found.value, live, datasets);
}

function counts({ same, changed, missing, added, unread, elsewhere }: ReturnType<typeof compare>) {
  return [same, changed, missing, added, unread].map(({ length }) => length).concat(elsewhere);
}

describe("unchanged jobs", () => {
  test.each([
    ["word for word", {}],
    [
      "delivered since",
      { last_complete: "2026-02-02T00:00:00Z", last_error: "2026-02-02T00:00:00Z", error_message: "x" },
    ],
    [
      "with another value of a header, which no backup holds",
      { destination_conf: "https://logs.example.com/in?header_Authorization=other" },
    ],
    ["with nulls for what is not set", { max_upload_bytes: null, logpull_options: null, filter: null }],
    ["with the default frequency that Cloudflare writes", { frequency: "high", kind: "" }],
    [
      "with its keys in another order",
      { output_options: { timestamp_format: "rfc3339", field_names: ["RayID", "ClientIP"] } },
    ],
    [
      "with the service's default written out",
      { output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339", sample_rate: 1 } },
    ],
  ] as [string, JsonObject][])("%s", (_title, changes) => {
    expect(counts(compare([jobOf(1)], exportOf(jobOf(1, changes))))).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test("also if it was created again with the same name", () => {
    expect(counts(compare([jobOf(1)], exportOf(jobOf(7, { name: "job-1" }))))).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

describe("differences", () => {
  test.each([
    ["Enabled", { enabled: false }, "on", "off"],
    ["Fields", { output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" } }, "RayID, ClientIP", "RayID"],
    [
      "Filter",
      { filter: '{"where":{"key":"RayID","operator":"eq","value":"1"}}' },
      "not set",
      '{"where":{"key":"RayID","operator":"eq","value":"1"}}',
    ],
    ["Max upload bytes", { max_upload_bytes: 5_000_000 }, "not set", "5000000"],
    ["Other settings", { transformer_id: "t" }, "not set", expect.stringContaining("transformer_id")],
  ] as [string, JsonObject, string, unknown][])("%s, in words", (label, changes, before, after) => {
    const { changed } = compare([jobOf(1)], exportOf(jobOf(1, changes)));
    expect(changed).toMatchObject([{ label: "job-1", fixed: [], changes: [{ label, before: after, after: before }] }]);
    expect(changed[0]?.changes).toHaveLength(1);
  });

  test("the destination, without any of its values", () => {
    const moved = jobOf(1, {
      destination_conf: "https://evil.example/in?header_Authorization=canary-1&header_X=canary-2",
    });
    const { changed } = compare([jobOf(1)], exportOf(moved));
    expect(changed[0]?.fixed).toEqual([
      {
        label: "Destination",
        before: "https://evil.example/in?header_Authorization=••••••••&header_X=••••••••",
        after: "https://logs.example.com/in?header_Authorization=••••••••",
      },
    ]);
    expect(JSON.stringify(changed)).not.toMatch(/canary|secret-1/);
  });

  test("deleted jobs, and new jobs", () => {
    const elsewhere = jobOf(9, { account_id: account, zone_id: null, dataset: "audit_logs" });
    const comparison = compare([jobOf(1), jobOf(2)], exportOf(jobOf(2), jobOf(3), elsewhere));
    expect(counts(comparison)).toEqual([1, 0, 1, 1, 0, 1]);
    expect(comparison.missing).toMatchObject([
      { found: { label: "job-1" }, dataset: "http_requests", place: "example.com" },
    ]);
    expect(comparison.added[0]?.label).toBe("job-3");
  });

  test("nothing counts as deleted where the jobs could not be read", () => {
    const failures = [{ scope: { path: `zones/${zone}`, name: "example.com" }, error: describedError("E_PERMISSION") }];
    const comparison = compare([jobOf(1)], { ...exportOf(), failures });
    expect(comparison.unread).toEqual([{ label: "job-1", reason: "Could not read the jobs of example.com." }]);
    const zones = [{ scope: { path: "zones", name: "Zones" }, error: describedError("E_PERMISSION") }];
    expect(counts(compare([jobOf(1)], { ...exportOf(), failures: zones }))).toEqual([0, 0, 0, 0, 1, 0]);
  });

  test.each([
    ["a setting of another kind", jobOf(1, { enabled: "yes" }), "enabled has the wrong type."],
    ["a part of a job", { id: 1, dataset: "http_requests", enabled: true }, "The entry has no destination_conf"],
    ["something else with a name", { name: "a package" }, "The entry has no destination_conf"],
  ] as [string, JsonObject, string][])(
    "an entry that is not a job in the API's form: %s",
    (_title, stranger, reason) => {
      const comparison = compare([stranger, null, { foo: 1 }], exportOf(jobOf(1)));
      expect(comparison.unread).toMatchObject([
        { label: "entry 2", reason: "It is not a Logpush job." },
        { label: "entry 3", reason: "It is not a Logpush job." },
        { reason: expect.stringContaining(reason) },
      ]);
      // A job is not called new because its entry in the file is broken.
      expect(comparison.added).toEqual([]);
    },
  );

  test("Terraform's references, which are not values", () => {
    const resource = {
      cloudflare_logpush_job: {
        a: {
          zone_id: zone,
          name: "job-1",
          dataset: "http_requests",
          destination_conf: `\${var.destination}`,
          output_options: { batch_prefix: `\${local.prefix}` },
        },
        b: { zone_id: zone, name: "job-2", dataset: "http_requests", destination_conf: `\${var.destination}` },
      },
    };
    const comparison = compare({ resource }, exportOf(jobOf(1), jobOf(2, { enabled: null, output_options: null })));
    expect(comparison.unread).toMatchObject([{ label: "job-1 (a)", reason: expect.stringContaining("local.prefix") }]);
    expect(comparison.same).toMatchObject([{ label: "job-2" }]);
  });

  test("the kind, which a save cannot change", () => {
    const { changed } = compare([jobOf(1, { kind: "edge" })], exportOf(jobOf(7, { name: "job-1", kind: "" })));
    expect(changed).toMatchObject([{ changes: [], fixed: [{ label: "Kind", before: "default", after: "edge" }] }]);
  });

  test("a job in the older form is marked, because a save would convert it", () => {
    const legacy = { output_options: null, logpull_options: "fields=RayID,ClientIP&timestamps=rfc3339" };
    const live = exportOf(jobOf(1, { ...legacy, logpull_options: "fields=RayID&timestamps=rfc3339" }));
    expect(compare([jobOf(1, legacy)], live).changed).toMatchObject([
      { isLegacy: true, changes: [{ label: "Fields" }] },
    ]);
  });

  test("two jobs of one name are not confused", () => {
    const live = exportOf(jobOf(5, { name: "job-1" }), jobOf(6, { name: "job-1" }));
    expect(counts(compare([jobOf(1)], live))).toEqual([0, 0, 1, 2, 0, 0]);
  });

  test("a job that occurs twice in the file is compared once", () => {
    expect(counts(compare([jobOf(1), jobOf(1)], exportOf(jobOf(1))))).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test("a job that only other credentials can see is not called deleted", () => {
    const guarded = jobOf(4, { dataset: "gateway_dns", account_id: account, zone_id: null });
    expect(compare([guarded], exportOf(jobOf(1))).unread).toMatchObject([{ reason: expect.stringContaining("PII") }]);
    const other = jobOf(5, { dataset: "gateway_dns", account_id: account, zone_id: null });
    expect(counts(compare([guarded], exportOf(other)))).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test("nothing is deleted if a job without a scope may be in one that could not be read", () => {
    const { zone_id: _zone, ...bare } = jobOf(1);
    const failures = [{ scope: { path: `zones/${zone}`, name: "example.com" }, error: describedError("E_PERMISSION") }];
    expect(counts(compare([bare], { ...exportOf(), failures }))).toEqual([0, 0, 0, 0, 1, 0]);
  });
});

test("a file without scopes is about the zones and accounts of the jobs that are found", () => {
  const { zone_id: _zone, ...bare } = jobOf(1);
  const elsewhere = jobOf(9, { account_id: account, zone_id: null, dataset: "audit_logs" });
  expect(counts(compare([bare], exportOf(jobOf(1), jobOf(2), elsewhere)))).toEqual([1, 0, 0, 1, 0, 1]);
});

test("an empty file says that there are no jobs", () => {
  for (const file of [[], { success: true, errors: [], result: [] }]) {
    expect(counts(compare(file, exportOf(jobOf(1))))).toEqual([0, 0, 0, 1, 0, 0]);
  }
});

test("a value of the destination that a setting repeats is compared and restored unchanged", () => {
  const conf = "https://logs.example.com/in?host=www.example.com&format=ndjson&header_X-Token=job-1";
  const filter = (host: string) => `{"where":{"key":"ClientRequestHost","operator":"eq","value":"${host}"}}`;
  const filed = jobOf(1, { destination_conf: conf, filter: filter("www.example.com") });
  const { changed } = compare([filed], exportOf(jobOf(1, { destination_conf: conf, filter: "" })));
  expect(changed).toMatchObject([{ label: "job-1", wanted: { filter: filter("www.example.com"), name: "job-1" } }]);
});

test("masked values in an older file are left unchanged", () => {
  const filed = jobOf(1, { name: "••••••••-logs", filter: '{"where":{"value":"••••••••"}}', enabled: false });
  const { changed } = compare([filed], exportOf(jobOf(1, { name: "edge-logs", filter: "{}" })));
  expect(changed).toMatchObject([{ changes: [{ label: "Enabled" }], wanted: { name: "edge-logs", filter: "{}" } }]);
});

test("a masked attribute does not hide the others", () => {
  const filed = jobOf(1, { new_a: "••••••••", transformer_id: 1 });
  const { changed } = compare([filed], exportOf(jobOf(1, { new_a: "seen", transformer_id: 2 })));
  expect(changed).toMatchObject([{ changes: [{ label: "Other settings" }] }]);
  expect(JSON.parse(changed[0]?.wanted.otherSettings ?? "")).toEqual({ new_a: "seen", transformer_id: 1 });
});

test("a job in a zone without access is not called deleted", () => {
  const foreign = jobOf(1, { zone_id: "c".repeat(32) });
  expect(compare([foreign], exportOf(jobOf(2))).unread).toMatchObject([
    { reason: `The credential has no access to zones/${"c".repeat(32)}.` },
  ]);
});

test("explicit defaults, and the order of unknown keys, are not changes", () => {
  const written = { record_prefix: "{", record_suffix: "}\n", field_delimiter: ",", batch_prefix: "" };
  const options = { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339" };
  const filed = jobOf(1, { output_options: { ...options, ...written }, new_a: { x: 1, y: 2 }, new_b: 1 });
  const live = exportOf(jobOf(1, { new_b: 1, new_a: { y: 2, x: 1 } }));
  expect(counts(compare([filed], live))).toEqual([1, 0, 0, 0, 0, 0]);
});

test("a byte order mark is ignored", () => {
  expect(readBackup(`\ufeff${JSON.stringify([jobOf(1)])}`)).toMatchObject({ ok: true });
});

test("every job of either side is counted once, in any order", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 });
  const flags = fc.array(fc.boolean(), { minLength: 31, maxLength: 31 });
  fc.assert(
    fc.property(ids, ids, flags, (filed, live, isChanged) => {
      const now = live.map((id) => jobOf(id, isChanged[id] ? { enabled: false } : {}));
      const both = filed.filter((id) => live.includes(id));
      if (filed.length === 0) return;
      expect(
        counts(
          compare(
            filed.map((id) => jobOf(id)),
            exportOf(...now),
          ),
        ),
      ).toEqual([
        both.filter((id) => !isChanged[id]).length,
        both.filter((id) => isChanged[id]).length,
        filed.length - both.length,
        live.length - both.length,
        0,
        0,
      ]);
    }),
  );
});

test("settings are restored; the destination stays", () => {
  const [changed] = compare([jobOf(1)], exportOf(jobOf(1, { enabled: false, filter: "{}" }))).changed;
  if (!changed) throw new Error("No change was found.");
  const now = { ...changed.wanted, enabled: false, filter: "{}", endpoint: "https://now.example", scope: "zones/x" };
  expect(restoredValues(now, changed.wanted)).toEqual({ ...now, enabled: true, filter: "", destinationMode: "keep" });
});

test("a changed job names the values of the file that it lacks, and no others", () => {
  const wanted = jobOf(1, { name: "other", max_upload_records: 5000, new_key: 1 });
  const now = jobOf(1, { enabled: false, name: "other", new_key: 2 });
  const [changed] = compare([wanted], exportOf(now)).changed;
  expect(changed?.set).toEqual({ enabled: true, maxUploadRecords: "5000", otherSettings: '{\n  "new_key": 1\n}' });
});
