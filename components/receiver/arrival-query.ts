import type { ArrivalKind, ArrivalView } from "#lib/logpush/receiver/arrival-view.ts";

const kinds: ArrivalKind[] = ["probe", "batch", "alert"];

/** What the page's URL says about the view. */
export function parseArrivalView({ kind, seed }: { kind?: string | string[]; seed?: string | string[] }): ArrivalView {
  return { kind: kinds.find((known) => known === kind), isSeedShown: seed === "show" };
}

export function arrivalViewToQuery({ kind, isSeedShown }: ArrivalView): "" | `?${string}` {
  const params = new URLSearchParams();
  if (kind) params.set("kind", kind);
  if (isSeedShown) params.set("seed", "show");
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
