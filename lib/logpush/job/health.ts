/** The documented attributes of a job that tell how it does. `last_error` is a time, not a text. */
export type HealthInput = {
  enabled: boolean;
  lastComplete: string | null;
  lastError: string | null;
  errorMessage: string | null;
};

/** What Headgate itself remembers of a job; Cloudflare keeps none of it. Times are RFC 3339. */
export type JobNote = {
  /** When Cloudflare last confirmed a save made here. */
  savedAt?: string;
  /** When such a save last switched the job on. */
  switchedOnAt?: string;
  /** The person's own threshold; absent for the dataset's. */
  staleAfterMinutes?: number;
};

export type HealthState = "healthy" | "failing" | "pending" | "stale" | "disabled" | "disabled-by-failure";

export type Health = { state: HealthState; since: string | null };

/** Without an error, a job whose last delivery is older than this has gone quiet. */
export const staleAfterMs = 15 * 60_000;

/**
 * Derives a job's health (attributes of the Logpush job object). `since` is the time of the last delivery
 * or of the last failure, or null where the API does not say.
 */
export function healthOf(job: HealthInput, nowMs: number): Health {
  const { enabled, lastComplete, lastError, errorMessage } = job;
  const hasError = lastError !== null || (errorMessage !== null && errorMessage !== "");
  if (!enabled) return { state: hasError ? "disabled-by-failure" : "disabled", since: lastError ?? lastComplete };
  if (hasError) return { state: "failing", since: lastError };
  if (lastComplete === null) return { state: "pending", since: null };
  return { state: nowMs - Date.parse(lastComplete) > staleAfterMs ? "stale" : "healthy", since: lastComplete };
}

/** Absent, null, "" and the string "null" (seen in a documented sample) all mean "no value"; so does what is no date. */
export function timeOrNull(value: unknown): string | null {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null;
}
