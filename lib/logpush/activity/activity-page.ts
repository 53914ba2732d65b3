import type { Change } from "../job/diff.ts";
import type { JobRef } from "../job/job.ts";
import type { ActivityKind, ActivityResult, ActivitySource } from "./activity-query.ts";

/** One line of the activity, in words. Secrets in it are fingerprints. */
export type ActivityRow = {
  id: string;
  /** RFC 3339; when a change was recorded, which is before it was sent, or seen if it was made outside. */
  at: string;
  kind: ActivityKind;
  source: ActivitySource;
  /** The id is empty where nobody knows who it was. */
  person: ActivityPerson;
  verb: string;
  /** Null for a test alert, and for a job that was not created. */
  job: ActivityJob | null;
  /** Empty where there is none, as for a test alert. */
  zoneName: string;
  /** What was changed, as labels. */
  attributes: string[];
  /** The version that came of it, or that a deleted job had; null if there is none. */
  version: ActivityVersion | null;
  /** Null for what was only seen: it is known because it took effect. */
  result: { is: ActivityResult; words: string } | null;
  /** Why it failed, and the ids that support asks for. */
  failure: { message: string; ids: string[] } | null;
};

/** `n` is the version's number and `current` that of the newest one; `changes` is null without a version before it. */
export type ActivityVersion = {
  n: number;
  current: number;
  /** Whether the job is deleted: then a restore makes a new one. */
  isGone: boolean;
  /** Whether its secrets are kept and can be read; otherwise a restore asks for them. */
  hasSecrets: boolean;
  changes: Change[] | null;
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
