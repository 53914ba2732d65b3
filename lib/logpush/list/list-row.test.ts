import { expect, test } from "vitest";
import { describeDeliveryError } from "../decode/decode.ts";
import { redactDestination } from "../destination/redact.ts";
import { type HealthInput, healthOf } from "../job/health.ts";
import { adviseOn } from "../job/health-advice.ts";
import type { JobSummary } from "../views.ts";
import { confirmRow } from "./confirm-row.ts";
import { hoursAndMinutes, listRow } from "./list-row.ts";

const nowMs = Date.parse("2026-11-23T18:00:00Z");
const at = (minutesAgo: number) => new Date(nowMs - minutesAgo * 60_000).toISOString();

type Changes = Partial<HealthInput> & { conf?: string; name?: string };

function summary({ conf = "https://logs.example.com/in?header_Authorization=x", name = "edge", ...changes }: Changes) {
  const facts: HealthInput = {
    ...{
      dataset: "http_requests",
      enabled: true,
      lastComplete: at(1),
      lastError: null,
      errorMessage: null,
      ...changes,
    },
  };
  const health = healthOf(facts, undefined, nowMs);
  const cause = facts.errorMessage ? describeDeliveryError(facts.errorMessage) : null;
  const job: JobSummary = {
    ref: { scopeKind: "zones", scopeId: "0123456789abcdef0123456789abcdef", jobId: 7 },
    ...{ name, scopeName: "example.com", isLegacy: false, ...facts, health, cause },
    destination: redactDestination(conf, () => "f"),
    advice: adviseOn({ health, job: facts, cause, nowMs }),
  };
  return job;
}

const rowOf = (changes: Changes, label = "edge") =>
  listRow(summary(changes), { label, bars: "?", staleSince: null, nowMs });

test("a healthy job has what its line shows, and nothing else", () => {
  expect(rowOf({})).toEqual({
    ...{ key: "zones/0123456789abcdef0123456789abcdef/7", name: "edge", scope: "example.com" },
    ...{ dataset: "http_requests", enabled: true, state: "healthy", host: "logs.example.com", path: "/in" },
    ...{ lastComplete: at(1), bars: "?" },
  });
});

test("a failing job has its cause, its clock and its fix", () => {
  const failed = { lastComplete: at(54), lastError: at(1) };
  expect(rowOf({ ...failed, errorMessage: "error uploading to https: status:415" }).trouble).toEqual({
    cause: expect.stringContaining("415"),
    clock: "Cloudflare disables it in 23 h 6 min",
    fix: { text: "Add Content-Type", query: "" },
  });
  const conf = "https://logs.example.com/?header_content-type=text%2Fplain";
  expect(rowOf({ ...failed, errorMessage: "status:415", conf }).trouble?.fix.text).toBe("Edit Content-Type");
  expect(rowOf({ ...failed, errorMessage: "status:401" }).trouble?.fix.text).toBe("Edit headers");
  expect(rowOf({ ...failed, errorMessage: "status:500" }).trouble?.fix.text).toBe("View deliveries");
  expect(rowOf({ ...failed, errorMessage: "never seen" }).trouble).toMatchObject({
    cause: "never seen",
    fix: { text: "Edit endpoint" },
  });
  expect(rowOf({ lastComplete: null, lastError: at(1) }).trouble).toMatchObject({
    cause: "The last delivery failed.",
    clock: "",
  });
});

test("a silent job and one that was disabled say since when", () => {
  expect(rowOf({ lastComplete: at(42) }).trouble).toMatchObject({
    cause: "No deliveries for 42 min.",
    clock: "Expected within 15 min",
  });
  expect(rowOf({ enabled: false, lastComplete: at(4000), lastError: at(2880) }).trouble?.clock).toBe(
    "Last error 2 days ago",
  );
});

test("a name that several jobs share has the id in its label, and other destinations their scheme", () => {
  expect(rowOf({}, "edge (7)")).toMatchObject({ name: "edge", label: "edge (7)" });
  expect(rowOf({ conf: "s3://bucket/logs" })).toMatchObject({ host: "s3://bucket", path: "/logs" });
  expect(rowOf({ name: "" }, "job 7").name).toBe("job 7");
});

test("a confirmed change takes the trouble of another state away", () => {
  const row = rowOf({ lastComplete: at(54), lastError: at(1) });
  expect(confirmRow(row, summary({ enabled: false, lastComplete: at(54) }))).toMatchObject({
    enabled: false,
    state: "disabled",
  });
  expect(confirmRow(row, summary({ lastComplete: at(1) })).trouble).toBeUndefined();
  expect(confirmRow(row, summary({ lastComplete: at(54), lastError: at(1) })).trouble).toBeDefined();
});

test.each([
  [23 * 60 + 6, "23 h 6 min"],
  [60, "1 h"],
  [59, "59 min"],
  [0, "1 min"],
])("%i minutes are %s", (minutes, text) => expect(hoursAndMinutes(minutes * 60_000)).toBe(text));
