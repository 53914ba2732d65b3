import { describe, expect, test } from "vitest";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { jobHref } from "./job-label.ts";
import { testJob } from "./test-jobs.ts";

describe("what a job is called", () => {
  test("by its name", () => expect(jobLabel(testJob())).toBe("edge-logs"));
  test("by its id without a name", () => expect(jobLabel(testJob({ jobId: 12, name: "" }))).toBe("job 12"));
});

test("a job's page mirrors the API's path", () => {
  const { ref } = testJob({ jobId: 7 });
  expect(jobHref(ref)).toBe("/zones/0123456789abcdef0123456789abcdef/jobs/7");
  expect(jobKey(ref)).toBe("zones/0123456789abcdef0123456789abcdef/7");
});
