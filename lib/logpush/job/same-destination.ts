import type { AppError } from "../result.ts";
import type { JobRef } from "./job.ts";

/** A job that pushes to the same place, as the browser may see it. */
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

/** The other jobs of one scope that push to the same place, and what Cloudflare says of the whole string. */
export type SameDestinations = {
  jobs: SameDestinationJob[];
  /** Whether a job with exactly this string is there; an error where Cloudflare did not say. */
  exists: boolean | AppError;
};
