import type { JobRef } from "#lib/logpush/job/job.ts";

/**
 * A version of a job for its dialogs, with the number of the newest one, whether the job is deleted, and whether no
 * version before it is kept.
 */
export type OpenVersion = { jobRef: JobRef; n: number; current: number; isGone: boolean; isFirst: boolean };
