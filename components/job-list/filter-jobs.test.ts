import { describe, expect, test } from "vitest";
import { countByHealth, filterJobs, pageOf, sortJobs, toListedJobs, withHealth } from "./filter-jobs.ts";
import { testHealth, testJob } from "./test-jobs.ts";

const all = { q: "", scope: "", dataset: "" };
const jobs = toListedJobs([
  testJob({ jobId: 10, name: "edge-10", health: testHealth("failing") }),
  testJob({ jobId: 2, name: "edge-2" }),
  testJob({
    jobId: 3,
    name: "",
    dataset: "dns_logs",
    scopeName: "Acme Corp",
    health: testHealth("disabled"),
  }),
]);
const ids = (listed: typeof jobs) => listed.map(({ job }) => job.ref.jobId);

describe("searching", () => {
  test.each<[words: string, ids: number[]]>([
    ["EDGE", [10, 2]],
    ["job 3", [3]],
    ["acme dns", [3]],
    ["logs.example.com authorization", [10, 2, 3]],
    ["https://logs", [10, 2, 3]],
    ["edge acme", []],
    ["   ", [10, 2, 3]],
  ])("%j finds %j", (q, found) => expect(ids(filterJobs(jobs, { ...all, q }))).toEqual(found));

  test("a word does not match across two attributes", () => {
    expect(filterJobs(jobs, { ...all, q: "edge-22" })).toEqual([]);
  });

  test("scope and dataset are matched whole", () => {
    expect(ids(filterJobs(jobs, { ...all, dataset: "dns_logs" }))).toEqual([3]);
    expect(filterJobs(jobs, { ...all, dataset: "dns" })).toEqual([]);
    expect(filterJobs(jobs, { ...all, scope: "accounts/0123456789abcdef0123456789abcdef" })).toEqual([]);
  });

  test("by health", () => {
    expect(ids(withHealth(jobs, "failing"))).toEqual([10]);
    expect(countByHealth(jobs)).toEqual(
      new Map([
        ["failing", 1],
        ["healthy", 1],
        ["disabled", 1],
      ]),
    );
  });
});

describe("sorting", () => {
  test("by name, numbers in order", () => expect(ids(sortJobs(jobs, "name"))).toEqual([2, 10, 3]));
  test("by name, backwards", () => expect(ids(sortJobs(jobs, "-name"))).toEqual([3, 10, 2]));
  test("by health, what asks for action first", () => expect(ids(sortJobs(jobs, "health"))).toEqual([10, 2, 3]));
  test("by health, backwards", () => expect(ids(sortJobs(jobs, "-health"))).toEqual([3, 2, 10]));
});

describe("pages", () => {
  const many = toListedJobs(Array.from({ length: 250 }, (_, index) => testJob({ jobId: index + 1 })));

  test("100 rows each", () => {
    expect(pageOf(many, 1)).toMatchObject({ first: 1, last: 100, total: 250, count: 3 });
    expect(pageOf(many, 3)).toMatchObject({ first: 201, last: 250, number: 3 });
  });

  test("too far is the last one", () => expect(pageOf(many, 9)).toMatchObject({ number: 3 }));
  test("nothing to show", () => expect(pageOf([], 1)).toMatchObject({ first: 0, last: 0, total: 0, count: 1 }));
});

test("of failing jobs the one comes first that Cloudflare gives up first; the others keep the order of names", () => {
  const failing = (name: string, switchOffAt: string | null, since: string | null) =>
    testJob({ jobId: name.length, name, health: { ...testHealth("failing"), switchOffAt, since } });
  const listed = toListedJobs([
    testJob({ jobId: 20, name: "b", health: { ...testHealth("healthy"), since: "2026-01-01T00:00:00.000Z" } }),
    testJob({ jobId: 21, name: "a", health: { ...testHealth("healthy"), since: "2026-01-02T00:00:00.000Z" } }),
    failing("not-known", null, null),
    failing("later", "2026-01-03T09:00:00.000Z", "2026-01-02T09:00:00.000Z"),
    failing("sooner", "2026-01-03T08:00:00.000Z", "2026-01-02T08:00:00.000Z"),
    failing("overdue!", null, "2026-01-01T07:00:00.000Z"),
  ]);
  const names = sortJobs(listed, "health").map(({ job }) => job.name);
  expect(names).toEqual(["overdue!", "sooner", "later", "not-known", "a", "b"]);
});
