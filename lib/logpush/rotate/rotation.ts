import type { RedactedDestination } from "../destination/redact.ts";
import type { JobRef } from "../job/job.ts";
import type { AppError } from "../result.ts";
import type { ScopeOption } from "../views.ts";
import { isSameName } from "./rotate-header.ts";

/** A job whose destination has headers, as the page receives it. */
export type RotationJob = {
  ref: JobRef;
  name: string;
  scopeName: string;
  isEnabled: boolean;
  destination: RedactedDestination;
};

export type RotationReading = { jobs: RotationJob[]; failures: { scope: ScopeOption; error: AppError }[] };

/**
 * The plan for one job. Fingerprints show whether a value changes; `version` is the state that the plan was made for.
 */
export type RotationStep = { ref: JobRef } & (
  | { kind: "change"; version: string; before: string; after: string }
  | { kind: "same" }
  | { kind: "problem"; error: AppError }
);

/** The result for one job: changed now, or it already had the value. */
export type RotationOutcome = "changed" | "same";

/** The jobs with the same value of a header. */
export type ValueGroup = { fingerprint: string; jobs: RotationJob[] };

export type HeaderGroup = { name: string; jobCount: number; values: ValueGroup[] };

/** The headers of the jobs, by name without regard to case, the most common first; within one by equal values. */
export function groupHeaders(jobs: readonly RotationJob[]): HeaderGroup[] {
  const groups: HeaderGroup[] = [];
  for (const job of jobs) {
    // A destination that cannot be parsed cannot be written with another value.
    if (!job.destination.isEditable) continue;
    for (const pair of job.destination.pairs) {
      if (pair.kind !== "header") continue;
      let group = groups.find(({ name }) => isSameName(name, pair.name));
      if (!group) {
        group = { name: pair.name, jobCount: 0, values: [] };
        groups.push(group);
      }
      group.jobCount += 1;
      const value = group.values.find(({ fingerprint }) => fingerprint === pair.fingerprint);
      if (value) value.jobs.push(job);
      else group.values.push({ fingerprint: pair.fingerprint, jobs: [job] });
    }
  }
  for (const { values } of groups) values.sort((a, b) => b.jobs.length - a.jobs.length);
  return groups.sort((a, b) => b.jobCount - a.jobCount || a.name.localeCompare(b.name, "en"));
}
