import type { ActivityRow } from "#lib/logpush/activity/activity-page.ts";

/** What a change of this job was, as a title: "Created", "Disabled", "Destination and Filter changed". */
export function changeTitle({ kind, verb, attributes }: Pick<ActivityRow, "kind" | "verb" | "attributes">): string {
  if (kind === "rotate") return "Secret rotated";
  if (kind === "test") return "Test delivery";
  if (kind === "mute") return verb.startsWith("un") ? "Alerts unmuted" : "Alerts muted";
  if (kind === "objective") return "Objective changed";
  if (kind === "update" && attributes.length > 0) return `${listOf(attributes)} changed`;
  return `${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}`;
}

/** "A", "A and B", "A, B and 3 more". */
function listOf([first = "", second, ...others]: string[]): string {
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
