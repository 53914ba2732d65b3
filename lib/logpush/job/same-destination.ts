import type { AppError } from "../result.ts";
import type { JobRef } from "./job.ts";

/** A job that pushes to the same endpoint, as the browser may see it. */
export type SameDestinationJob = {
  ref: JobRef;
  name: string;
  dataset: string;
  enabled: boolean;
  /** With the same dataset every record arrives twice. */
  isSameDataset: boolean;
  /** Whether the whole string is equal, headers and parameters too. */
  isWhole: boolean;
};

/** The other jobs of one scope that push to the same endpoint, and what Cloudflare says about the whole string. */
export type SameDestinations = {
  jobs: SameDestinationJob[];
  /** Whether a job with exactly this string exists, or an error if Cloudflare did not say. */
  exists: boolean | AppError;
};
