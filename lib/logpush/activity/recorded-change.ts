/** One change of a job, or one test of its receiver, as the audit log has it: names of attributes, no values. */
export type RecordedChange = {
  id: string;
  /** RFC 3339; when the change was logged, which is before it was sent. */
  at: string;
  actor: string;
  action:
    | "create"
    | "update"
    | "switch"
    | "rotate"
    | "delete"
    | "test"
    | "alert"
    | "channel"
    | "mute"
    | "objective"
    | "budget";
  /** `zones/{id}` or `accounts/{id}`; empty where there is none, as for an alert channel. */
  scope: string;
  jobId: number | null;
  attributes: string[];
  /** open: no result is logged yet. */
  outcome: "done" | "refused" | "not done" | "unknown" | "open";
  code: string | null;
  cfRay: string | null;
};
