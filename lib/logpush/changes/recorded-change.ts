/** One change of a job, or test of its receiver, as the audit has it: names of attributes, no values. */
export type RecordedChange = {
  id: string;
  /** RFC 3339; when it was noted, which is before it was sent. */
  at: string;
  actor: string;
  action: "create" | "update" | "switch" | "rotate" | "delete" | "test" | "alert";
  /** `zones/{id}` or `accounts/{id}`; empty where there is none, as for a test alert. */
  scope: string;
  jobId: number | null;
  attributes: string[];
  /** open: no outcome is noted yet. */
  outcome: "done" | "refused" | "not done" | "unknown" | "open";
  code: string | null;
  cfRay: string | null;
};

/** The newest changes first, of the zones and accounts that the reader sees. */
export type ChangesView = {
  changes: (RecordedChange & { scopeName: string })[];
  /** Whether there are older ones. */
  hasMore: boolean;
  /** How many lines of what was read are not as they were written. */
  broken: number;
  /** Whether changes are left out, because the reader's own token does not list the jobs of their zone or account. */
  hasHidden: boolean;
};
