import * as z from "zod/mini";

/**
 * What can be done to a job. `test` changes nothing at Cloudflare, but sends the job's secrets to its endpoint; `alert` is
 * a test message to the alerts' webhook.
 */
export const auditedActions = ["create", "update", "switch", "rotate", "delete", "test", "alert"] as const;

const digests = z.record(z.string(), z.string());

/** Written before the call to Cloudflare. It holds no value and no name, only attributes' names and digests. */
const intentSchema = z.looseObject({
  kind: z.literal("intent"),
  /** Of this change; its outcome has the same. */
  id: z.string(),
  /** `Caller.id`. */
  actor: z.string(),
  action: z.enum(auditedActions),
  /** `zones/{id}` or `accounts/{id}`; empty where there is none, as for a test alert. */
  scope: z.string(),
  jobId: z.optional(z.number()),
  /** Digest by attribute, of what was stored and of what is sent; for a deletion, only what was stored. */
  before: z.optional(digests),
  after: z.optional(digests),
  /** For a new job: those of the same name and dataset that were there already. */
  namesakes: z.optional(z.array(z.number())),
  requestId: z.optional(z.string()),
});

const outcomeSchema = z.looseObject({
  kind: z.literal("outcome"),
  id: z.string(),
  /** `refused` and `not done`: nothing was changed. `unknown`: a look did not tell. */
  outcome: z.enum(["done", "refused", "not done", "unknown"]),
  /** Whether the caller was told so, or a later start of the server found it out by reading. */
  by: z.enum(["answer", "start-up"]),
  jobId: z.optional(z.number()),
  code: z.optional(z.string()),
  requestId: z.optional(z.string()),
  cfRay: z.optional(z.string()),
});

/** The line before was cut short: the process ended, or the disk was full, while it was written. */
const cutSchema = z.looseObject({ kind: z.literal("cut") });

const entrySchema = z.union([intentSchema, outcomeSchema, cutSchema]);

export const lineSchema = z.intersection(entrySchema, z.looseObject({ ts: z.string(), mac: z.string() }));

export type Intent = z.output<typeof intentSchema>;
export type Outcome = z.output<typeof outcomeSchema>;
export type Entry = z.output<typeof entrySchema>;
/** An entry as stored: with its time, and a digest over itself and the line before. */
export type Line = z.output<typeof lineSchema>;
