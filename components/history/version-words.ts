import type { JobVersion } from "#lib/logpush/views.ts";

/** Who or what made a version, for people. */
export function madeBy({ source, actor }: Pick<JobVersion, "source" | "actor">): string {
  if (source === "outside") return actor ?? "Not known by whom";
  if (source === "first") return "Found by Headgate";
  return actor ?? "Headgate";
}

/** What a version changed, in one line: the first settings by name. */
export function titleOf({ n, changes, source }: JobVersion, most = 2): string {
  if (changes === null && source === "first") return "First seen";
  if (changes === null) return n === 1 ? "Created" : "Oldest version kept";
  if (changes.length === 0) return source === "restored" ? "Created again" : "No setting changed";
  const names = changes.slice(0, most).map(({ label }) => label);
  const more = changes.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
