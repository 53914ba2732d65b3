import { alertKinds } from "./alert-kinds.ts";
import type { AlertBody } from "./alert-message.ts";

/** A change that Headgate did not make. No value is in it. */
export type OutsideChange = {
  /** `zones/{id}` or `accounts/{id}`. */
  scope: string;
  scopeName: string;
  job: number;
  name: string;
  /** What happened to the job: "changed", "created", "enabled", "disabled" or "deleted". */
  verb: string;
  /** The labels of what was changed. */
  attributes: string[];
  /** Null if Cloudflare does not say. */
  person: string | null;
  /** When it was seen, RFC 3339. */
  seenAt: string;
};

/** The alert for a change outside Headgate. */
export function outsideAlert(change: OutsideChange): AlertBody {
  const { scopeName, name, verb, attributes, person, seenAt } = change;
  const by = person === null ? "" : ` by ${person}`;
  const what = attributes.length === 0 ? "" : `: ${attributes.join(", ")}`;
  return {
    type: alertKinds.outside.type,
    timestamp: seenAt,
    text: `${name} (${scopeName}) was ${verb} outside Headgate${by}${what}.`,
    data: change,
  };
}
