import { describe, expect, test } from "vitest";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { distinctLabels, jobHref } from "./job-label.ts";
import { testJob } from "./test-jobs.ts";

describe("what a job is called", () => {
  test("by its name", () => expect(jobLabel(testJob())).toBe("edge-logs"));
  test("by its id without a name", () => expect(jobLabel(testJob({ jobId: 12, name: "" }))).toBe("job 12"));

  test("jobs that share a name get their id added, the others do not", () => {
    const jobs = [
      testJob({ jobId: 1, name: "a" }),
      testJob({ jobId: 12, name: "a" }),
      testJob({ jobId: 3, name: "b" }),
    ];
    expect(Array.from(distinctLabels(jobs).values())).toEqual(["a (1)", "a (12)", "b"]);
  });

  test("a name that reads like another job's id label is told apart from it", () => {
    const jobs = [testJob({ jobId: 12, name: "" }), testJob({ jobId: 3, name: "job 12" })];
    expect(Array.from(distinctLabels(jobs).values())).toEqual(["job 12 (12)", "job 12 (3)"]);
  });
});

test("a job's page mirrors the API's path", () => {
  const { ref } = testJob({ jobId: 7 });
  expect(jobHref(ref)).toBe("/zones/0123456789abcdef0123456789abcdef/jobs/7");
  expect(jobKey(ref)).toBe("zones/0123456789abcdef0123456789abcdef/7");
});
