import type { ArrivalKind, LabView } from "#lib/logpush/receiver/lab-view.ts";

const kinds: ArrivalKind[] = ["probe", "batch", "alert"];

/** What the page's URL says about the view. */
export function parseLabView({ kind, seed }: { kind?: string | string[]; seed?: string | string[] }): LabView {
  return { kind: kinds.find((known) => known === kind), isSeedShown: seed === "show" };
}

export function labViewToQuery({ kind, isSeedShown }: LabView): "" | `?${string}` {
  const params = new URLSearchParams();
  if (kind) params.set("kind", kind);
  if (isSeedShown) params.set("seed", "show");
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
