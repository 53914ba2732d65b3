import type { LabRequest } from "./lab-request.ts";

export type ArrivalKind = LabRequest["kind"];

/** Which arrivals are shown; without a kind, what jobs and test deliveries sent. */
export type LabView = { kind: ArrivalKind | undefined; isSeedShown: boolean };

/** The arrivals that a view shows, and how many of the seed jobs it leaves out. */
export function selectArrivals<Request extends Pick<LabRequest, "kind" | "target">>(
  requests: readonly Request[],
  { kind, isSeedShown }: LabView,
): { shown: Request[]; hiddenSeed: number } {
  const ofKind = requests.filter((request) => (kind === undefined ? request.kind !== "alert" : request.kind === kind));
  const shown = ofKind.filter((request) => isSeedShown || !isSeed(request));
  return { shown, hiddenSeed: ofKind.length - shown.length };
}

/** The jobs that the demo starts with deliver below this path. */
export function isSeed({ target }: Pick<LabRequest, "target">): boolean {
  return target.startsWith("/seed/");
}
