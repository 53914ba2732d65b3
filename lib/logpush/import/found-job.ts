import type { JsonObject } from "../job/job.ts";
import { fillGaps } from "./gaps.ts";

/** "code" is a program in TypeScript, Python or Go. */
export type ImportKind = "curl" | "json" | "terraform" | "destination" | "powershell" | "code";

/**
 * A part of the pasted text that is not in the form, and why. For a part of the job, `what` is the path in its body.
 */
export type LeftOver = { what: string; why: string };

/**
 * A job in the pasted text, before it is in the form. `body` uses the API's terms; its texts may contain gaps. If the
 * job is whole, settings that it leaves out have the API's default; otherwise it changes only what it names.
 */
export type FoundJob = {
  /** For choosing among several. */
  label: string;
  body: JsonObject;
  isWhole: boolean;
  /** The references in the text were resolved, so a remaining `${x}` is literal. */
  isEvaluated?: true;
  /** `zones/{id}` or `accounts/{id}` as written, if at all. The id may be a gap, or invalid. */
  scope?: string;
  ignored: LeftOver[];
  unread: LeftOver[];
};

/** A label to choose a job by: its name, or else its dataset and number. */
export function labelOf({ name, dataset }: JsonObject, place: number): string {
  if (typeof name === "string" && name !== "") return fillGaps(name);
  return typeof dataset === "string" ? `${fillGaps(dataset)} (number ${place})` : `Job ${place}`;
}
