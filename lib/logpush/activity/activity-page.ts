import type { JobRef } from "../job/job.ts";
import type { ActivityKind, ActivityResult } from "./activity-query.ts";

/** One line of the activity, in words. It holds names of attributes and no values. */
export type ActivityRow = {
  id: string;
  /** RFC 3339; when a change was recorded, which is before it was sent, or seen if it was made outside. */
  at: string;
  kind: ActivityKind;
  person: ActivityPerson;
  verb: string;
  /** Null for a test alert, and for a job that was not created. */
  job: ActivityJob | null;
  /** Empty where there is none, as for a test alert. */
  zoneName: string;
  /** What was changed, as labels. */
  attributes: string[];
  /** Null for a change outside Headgate: it is known only because it took effect. */
  result: { is: ActivityResult; words: string } | null;
  /** Why it failed, and the ids that support asks for. */
  failure: { message: string; ids: string[] } | null;
};

export type ActivityPerson = { id: string; name: string };

/** `isThere`: it has a page. */
export type ActivityJob = { ref: JobRef; name: string; isThere: boolean };

/** Some entries, newest first. */
export type ActivityPage = {
  rows: ActivityRow[];
  /** Where older entries continue; null if there are none. */
  next: string | null;
  /** How many of the entries that were read are not as they were written. */
  broken: number;
  /** Whether entries are left out because the reader's own token cannot list the jobs of their zone or account. */
  hasHidden: boolean;
  /** Who made the changes that were read. */
  people: ActivityPerson[];
};
