import type { JobRef } from "./job.ts";

/** What a job is called: its name, or its id if it has none. */
export function jobLabel({ name, ref }: { name: string; ref: Pick<JobRef, "jobId"> }): string {
  return name === "" ? `job ${ref.jobId}` : name;
}
