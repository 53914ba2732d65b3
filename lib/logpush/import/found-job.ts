import type { JsonObject } from "../job/job.ts";
import { fillGaps } from "./gaps.ts";

/** "code" is a program in TypeScript, Python or Go. */
export type ImportKind = "curl" | "json" | "terraform" | "destination" | "powershell" | "code";

/** A part of the pasted text that does not end up in the form, and why. Of the job, `what` is the path in its body. */
export type LeftOver = { what: string; why: string };

/**
 * A job in the pasted text, before the form takes it. `body` is in the API's terms; texts in it may hold gaps.
 * A whole job says everything, so that what it leaves out is the API's default; another changes only what it names.
 */
export type FoundJob = {
  /** To choose by, where there are several. */
  label: string;
  body: JsonObject;
  isWhole: boolean;
  /** The references in the text were resolved, so a `${x}` that is left is literal. */
  isEvaluated?: true;
  /** `zones/{id}` or `accounts/{id}` as it was written, if at all; the id may be a gap or no id. */
  scope?: string;
  ignored: LeftOver[];
  unread: LeftOver[];
};

/** What to choose a job by: its name, or else its dataset and place. */
export function labelOf({ name, dataset }: JsonObject, place: number): string {
  if (typeof name === "string" && name !== "") return fillGaps(name);
  return typeof dataset === "string" ? `${fillGaps(dataset)} (number ${place})` : `Job ${place}`;
}
