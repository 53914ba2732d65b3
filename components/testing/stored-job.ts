import { describeJob, describeJobDetail } from "#lib/logpush/job/describe-job.ts";
import type { JobNote } from "#lib/logpush/job/health.ts";
import { type JobRef, type JsonObject, parseScopePath } from "#lib/logpush/job/job.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import type { JobDetail, JobSummary, ScopeOption } from "#lib/logpush/views.ts";

/** When all tests of components take place. */
export const nowMs = Date.UTC(2026, 9, 1, 12);

/** A job as Cloudflare returns it, where it is, and what Headgate has noted about it. */
export type StoredJob = { raw: WireJob & JsonObject; scope: ScopeOption; note?: JobNote };

export function refOf({ raw, scope }: StoredJob): JobRef {
  const ref = parseScopePath(scope.path);
  if (!ref) throw new Error(`${scope.path} is no path of a zone or account.`);
  return { ...ref, jobId: raw.id };
}

/** Equal values have equal ones, as those that the server makes with its key. */
function fingerprintOf(value: string): string {
  const sum = Array.from(value).reduce((hash, char) => (hash * 31 + (char.codePointAt(0) ?? 0)) % 0xffff_fffb, 7);
  return sum.toString(16).padStart(8, "0");
}

/** What the server tells a list about a job. */
export function summaryOf({ raw, scope, note }: StoredJob): JobSummary {
  return describeJob(raw, {
    ref: refOf({ raw, scope }),
    scopeName: scope.name,
    note,
    message: raw.error_message ?? null,
    fingerprint: fingerprintOf,
    nowMs,
  });
}

/** What the server tells a job's page about it. */
export function detailOf(job: StoredJob): JobDetail {
  const watch = {
    summary: summaryOf(job),
    asOf: new Date(nowMs).toISOString(),
    staleAfterMinutes: { own: null, ofDataset: 60 },
    pollSchedule: { intervalMs: 60_000, pausedUntil: null },
  };
  return describeJobDetail({ job: job.raw, raw: job.raw }, watch, {});
}
