import type { CheckedRequest } from "./checked-request.ts";

export type ArrivalKind = CheckedRequest["kind"];

/** The requests to show; without a kind, those of jobs and test deliveries. */
export type ArrivalView = { kind: ArrivalKind | undefined; isSeedShown: boolean; jobId?: number | undefined };

/** The requests that a view shows, and how many of the seeded jobs' it leaves out. */
export function selectArrivals<Request extends Pick<CheckedRequest, "kind" | "target"> & { jobId?: number }>(
  requests: readonly Request[],
  { kind, isSeedShown, jobId }: ArrivalView,
): { shown: Request[]; hiddenSeed: number } {
  const ofKind = requests
    .filter((request) => (kind === undefined ? request.kind !== "alert" : request.kind === kind))
    .filter((request) => jobId === undefined || request.jobId === jobId);
  // Who chooses a sample job wants to see its requests.
  const shown = ofKind.filter((request) => isSeedShown || jobId !== undefined || !isSeed(request));
  return { shown, hiddenSeed: ofKind.length - shown.length };
}

/** The seeded jobs deliver below this path. */
export function isSeed({ target }: Pick<CheckedRequest, "target">): boolean {
  return target.startsWith("/seed/");
}
