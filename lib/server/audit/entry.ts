import * as z from "zod/mini";
import { auditedActions } from "#lib/logpush/activity/activity-query.ts";

const digests = z.record(z.string(), z.string());

/** Written before the call to Cloudflare. It holds names and digests of attributes, but no values and no job name. */
const intentSchema = z.looseObject({
  kind: z.literal("intent"),
  /** The id of this change. Its outcome has the same id. */
  id: z.string(),
  /** `Caller.id`. */
  actor: z.string(),
  action: z.enum(auditedActions),
  /** `zones/{id}` or `accounts/{id}`; empty if there is none, as for an alert channel. */
  scope: z.string(),
  jobId: z.optional(z.number()),
  /** Digests by attribute of the stored and of the sent values; for a deletion, only of the stored ones. */
  before: z.optional(digests),
  after: z.optional(digests),
  /** For a new job: the existing jobs with the same name and dataset. */
  namesakes: z.optional(z.array(z.number())),
  requestId: z.optional(z.string()),
});

const outcomeSchema = z.looseObject({
  kind: z.literal("outcome"),
  id: z.string(),
  /** Of its intent. Outcomes of versions before the store have none. */
  scope: z.optional(z.string()),
  /** `refused` and `not done`: nothing was changed. `unknown`: reading back did not show it. */
  outcome: z.enum(["done", "refused", "not done", "unknown"]),
  /** Whether the caller got this outcome, or a server found it later by reading back, often at its start. */
  by: z.enum(["answer", "start-up"]),
  jobId: z.optional(z.number()),
  code: z.optional(z.string()),
  /** Of a test: the endpoint's status, or why there was none. */
  status: z.optional(z.number()),
  failure: z.optional(z.string()),
  requestId: z.optional(z.string()),
  cfRay: z.optional(z.string()),
});

/** In the file of older versions: the previous line was cut short while it was written. */
const cutSchema = z.looseObject({ kind: z.literal("cut") });

const entrySchema = z.union([intentSchema, outcomeSchema, cutSchema]);

export const lineSchema = z.intersection(entrySchema, z.looseObject({ ts: z.string(), mac: z.string() }));

export type Intent = z.output<typeof intentSchema>;
export type Outcome = z.output<typeof outcomeSchema>;
export type Entry = z.output<typeof entrySchema>;
/** What is added to the audit log. */
export type NewEntry = Intent | NewOutcome;
export type NewOutcome = Outcome & { scope: string };
/** A stored entry: with its time, and a digest over itself and the previous line. */
export type Line = z.output<typeof lineSchema>;
