import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describedError } from "../errors.ts";
import { readJson } from "../import/read-json.ts";
import type { JsonObject } from "../job/job.ts";
import type { JobExport } from "../job/job-list.ts";
import { compareJobs } from "./compare-jobs.ts";
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
    failures: [],
  };
}

function compare(file: JsonObject[], live: JobExport) {
  const found = readJson(JSON.stringify(file));
  if (!found.ok) throw new Error(found.error.message);
  return compareJobs(found.value, live);
}

function counts({ same, changed, missing, added, unread, elsewhere }: ReturnType<typeof compare>) {
  return [same, changed, missing, added, unread].map(({ length }) => length).concat(elsewhere);
}

describe("what is as it was", () => {
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

  test("also where it was made anew, with the same name", () => {
    expect(counts(compare([jobOf(1)], exportOf(jobOf(7, { name: "job-1" }))))).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

describe("what differs", () => {
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
    expect(changed).toMatchObject([{ label: "job-1", destination: undefined, changes: [{ label, before, after }] }]);
    expect(changed[0]?.changes).toHaveLength(1);
  });

  test("the destination, without any value of it", () => {
    const moved = jobOf(1, {
      destination_conf: "https://evil.example/in?header_Authorization=canary-1&header_X=canary-2",
    });
    const { changed } = compare([jobOf(1)], exportOf(moved));
    expect(changed[0]?.destination).toEqual({
      label: "Destination",
      before: "https://logs.example.com/in?header_Authorization=••••••••",
      after: "https://evil.example/in?header_Authorization=••••••••&header_X=••••••••",
    });
    expect(JSON.stringify(changed)).not.toMatch(/canary|secret-1/);
  });

  test("jobs that are gone, and jobs that came", () => {
    const elsewhere = jobOf(9, { account_id: account, zone_id: null, dataset: "audit_logs" });
    const comparison = compare([jobOf(1), jobOf(2)], exportOf(jobOf(2), jobOf(3), elsewhere));
    expect(counts(comparison)).toEqual([1, 0, 1, 1, 0, 1]);
    expect(comparison.missing[0]?.label).toBe("job-1");
    expect(comparison.added[0]?.label).toBe("job-3");
  });

  test("nothing is called gone where it could not be looked for", () => {
    const failures = [{ scope: { path: `zones/${zone}`, name: "example.com" }, error: describedError("E_PERMISSION") }];
    const comparison = compare([jobOf(1)], { jobs: [], failures });
    expect(comparison.unread).toEqual([{ label: "job-1", reason: "The jobs of example.com could not be read." }]);
    const zones = [{ scope: { path: "zones", name: "Zones" }, error: describedError("E_PERMISSION") }];
    expect(counts(compare([jobOf(1)], { jobs: [], failures: zones }))).toEqual([0, 0, 0, 0, 1, 0]);
  });

  test.each([
    ["a setting of another kind", jobOf(1, { enabled: "yes" }), "A setting in it is of the wrong kind."],
    ["something else with a name", { name: "a package" }, "It has no dataset and no destination."],
  ])("what is no job as the API has it: %s", (_title, stranger, reason) => {
    expect(compare([stranger], exportOf()).unread).toMatchObject([{ reason }]);
  });

  test("two jobs of one name are not taken for each other", () => {
    const live = exportOf(jobOf(5, { name: "job-1" }), jobOf(6, { name: "job-1" }));
    expect(counts(compare([jobOf(1)], live))).toEqual([0, 0, 1, 2, 0, 0]);
  });

  test("a job that stands twice in the file is there once", () => {
    expect(counts(compare([jobOf(1), jobOf(1)], exportOf(jobOf(1))))).toEqual([1, 0, 1, 0, 0, 0]);
  });
});

test("a file without places is compared with the jobs of all zones and accounts", () => {
  const { zone_id: _zone, ...bare } = jobOf(1);
  expect(counts(compare([bare], exportOf(jobOf(1), jobOf(2))))).toEqual([1, 0, 0, 1, 0, 0]);
});

test("every job of either side is counted once, whatever their order", () => {
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

test("what is restored are the settings; the destination stays", () => {
  const [changed] = compare([jobOf(1)], exportOf(jobOf(1, { enabled: false, filter: "{}" }))).changed;
  if (!changed) throw new Error("No change was found.");
  const now = { ...changed.wanted, enabled: false, filter: "{}", endpoint: "https://now.example", scope: "zones/x" };
  expect(restoredValues(now, changed.wanted)).toEqual({ ...now, enabled: true, filter: "", destinationMode: "keep" });
});
