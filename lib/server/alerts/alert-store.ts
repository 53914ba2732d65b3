import "server-only";
import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { AlertBody } from "#lib/logpush/alerts/alert-message.ts";
import type { ReportedState } from "#lib/logpush/alerts/diff-states.ts";
import { healthStates } from "#lib/logpush/job/health-states.ts";
import type { AlertOutboxTable } from "#lib/store/schema.ts";

const state = z.enum(healthStates);

/** What is stored about a job, as earlier versions wrote it too. */
export const stateSchema = z.object({
  told: z.nullable(state),
  seen: state,
  times: z.int(),
  toldAt: z.partialRecord(state, z.number()),
});

const bodySchema = z.object({
  text: z.string(),
  data: z.object({ scope: z.optional(z.string()), job: z.optional(z.number()) }),
});

/** A stored state. Undefined if this version cannot read it; the job then counts as new. */
export function parseState(text: string): ReportedState | undefined {
  const parsed = z.safeParse(stateSchema, parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

/** The line that the page shows, and the job. Both are empty if the body is not one of ours. */
export function describeBody(body: string): { text: string; jobKey: string } {
  const parsed = z.safeParse(bodySchema, parseJson(body));
  if (!parsed.success) return { text: "", jobKey: "" };
  const { text, data } = parsed.data;
  return { text, jobKey: data.scope === undefined ? "" : `${data.scope}/${data.job}` };
}

/** The body that a message was stored with. */
export function parseBody(body: string): AlertBody {
  return JSON.parse(body);
}

/** A message to a channel whose first attempt is due immediately. */
export function newMessage(
  { realm, id, kind }: Pick<AlertOutboxTable, "realm" | "id" | "kind">,
  channel: { id: string; name: string },
  body: AlertBody,
): AlertOutboxTable {
  const text = JSON.stringify(body);
  const created_at = Date.parse(body.timestamp);
  const waiting = { tries: 0, next_try_at: created_at, outcome: "waiting" as const, result: "", tried_at: null };
  const to = { channel: channel.id, channel_name: channel.name };
  return { realm, id, ...to, kind, job_key: describeBody(text).jobKey, body: text, created_at, ...waiting };
}

/**
 * The same id for the same change, whichever server finds it and when, so that a receiver can drop a repetition: the
 * job, its state, since when, and when the same trouble was reported before.
 */
export function messageId(
  place: { scope: string; job: number; state: string },
  occurrence: { since: string | null; reportedAt: number | undefined },
): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([occurrence.since, occurrence.reportedAt ?? null]))
    .digest("hex");
  return `msg_${place.scope.replace("/", "_")}_${place.job}_${place.state}_${digest.slice(0, 16)}`;
}

/** The same id for a digest of the same events. */
export function digestId(events: readonly { id: string }[]): string {
  const ids = events.map(({ id }) => id).sort();
  return `msg_digest_${createHash("sha256").update(ids.join(" ")).digest("hex").slice(0, 32)}`;
}

/** Undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
