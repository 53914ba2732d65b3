import type { ArrivalKind, ArrivalView } from "#lib/logpush/receiver/arrival-view.ts";

const kinds: ArrivalKind[] = ["probe", "batch", "alert"];

type Params = { kind?: string | string[]; seed?: string | string[]; job?: string | string[] };

/** What the page's URL says about the view. */
export function parseArrivalView({ kind, seed, job }: Params): ArrivalView {
  return {
    kind: kinds.find((known) => known === kind),
    isSeedShown: seed === "show",
    jobId: /^\d{1,15}$/.test(String(job)) ? Number(job) : undefined,
  };
}

export function arrivalViewToQuery({ kind, isSeedShown, jobId }: ArrivalView): "" | `?${string}` {
  const params = new URLSearchParams();
  if (kind) params.set("kind", kind);
  if (isSeedShown) params.set("seed", "show");
  if (jobId !== undefined) params.set("job", String(jobId));
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
