import type { JobVersion } from "#lib/logpush/views.ts";

/** Who or what made a version, for people. */
export function madeBy({ source, actor }: Pick<JobVersion, "source" | "actor">): string {
  if (source === "outside") return actor ?? "Someone";
  return source === "first" ? "Headgate" : (actor ?? "Headgate");
}

/** What they did to the job, after their name. */
export function didWhat(version: Pick<JobVersion, "n" | "changes" | "source">): string {
  const { n, changes, source } = version;
  if (changes === null && source === "first") return "first saw the job";
  if (changes === null) return n === 1 ? "created the job" : "saved the oldest version that is kept";
  if (changes.length === 0) return source === "restored" ? "created the job again" : "changed no setting";
  const enabled = switchedTo(version);
  if (enabled !== undefined) return `${enabled ? "enabled" : "disabled"} the job`;
  return `changed ${changes.length === 1 ? "1 setting" : `${changes.length} settings`}`;
}

/** Whether the version only enabled or disabled the job, and which. */
export function switchedTo({ changes }: Pick<JobVersion, "changes">): boolean | undefined {
  const [first, second] = changes ?? [];
  return first?.label === "Enabled" && !second ? first.after === "on" : undefined;
}
