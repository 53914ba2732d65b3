import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { attributeLabel } from "./attribute-label.ts";

/** What a change was, as a title: "Created", "Filter and name changed". */
export function changeTitle({ action, attributes }: Pick<RecordedChange, "action" | "attributes">): string {
  switch (action) {
    case "create":
      return "Job created";
    case "delete":
      return "Job deleted";
    case "switch":
      return "Enabled or disabled";
    case "rotate":
      return "Secret rotated";
    case "test":
      return "Test delivery";
    case "alert":
      return "Test alert";
    case "update":
      return attributes.length === 0 ? "Settings changed" : `${listOf(attributes.map(attributeLabel))} changed`;
  }
}

/** "A", "A and B", "A, B and 3 more". */
function listOf([first = "", second, ...others]: string[]): string {
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}

type Outcome = { word: string; tone: "ok" | "danger" | "warn" | "neutral" };

/** How it ended. A test that was sent says nothing here of how the endpoint answered. */
export function outcomeOf({ action, outcome }: Pick<RecordedChange, "action" | "outcome">): Outcome {
  switch (outcome) {
    case "done":
      return { word: action === "test" ? "Sent" : "Done", tone: "neutral" };
    case "refused":
      return { word: "Refused", tone: "danger" };
    case "not done":
      return { word: "Not applied", tone: "danger" };
    case "unknown":
      return { word: "Unknown", tone: "warn" };
    case "open":
      return { word: "In progress", tone: "warn" };
  }
}

/** Callers are recorded by how they came in: `access:name`, `password:role`, `token:id`, or from this machine. */
export function actorWords(actor: string): string {
  const [way = "", name = ""] = /^(access|password|token):(.*)$/.exec(actor)?.slice(1) ?? [];
  if (way === "access") return name;
  if (way === "password") return `${name} (shared password)`;
  if (way === "token") return `API token ${name}`;
  return actor === "local" || actor === "link" ? "This machine" : actor;
}
