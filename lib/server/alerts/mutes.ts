import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { Mute } from "#lib/logpush/alerts/mute.ts";
import { muteMinutes } from "#lib/logpush/alerts/mute.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { deleteMute, findMute, listMutes, saveMute } from "#lib/store/alert-channels.ts";
import type { AlertMuteTable } from "#lib/store/schema.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { findStoredJob } from "../inventory/stored-jobs.ts";

type Stored = Pick<Context, "store" | "realm" | "now">;

/** The keys of the jobs that are muted now. */
export async function readMutedKeys({ store, realm, now }: Stored): Promise<ReadonlySet<string>> {
  return new Set((await listMutes(store.db, realm, now())).map(({ job_key }) => job_key));
}

/** Until when a job is muted; null if it is not, undefined if no alerts are sent. */
export async function readMute({ store, realm, now }: Stored, key: string): Promise<Mute | null | undefined> {
  if (alertStateOf(readEnv()) !== "on") return undefined;
  const row = await findMute(store.db, { realm, job_key: key, nowMs: now() });
  return row ? muteOf(row) : null;
}

export function muteOf({ until }: Pick<AlertMuteTable, "until">): Mute {
  return { until: until === null ? null : new Date(until).toISOString() };
}

const muteJobSchema = z.object({
  ref: jobRefSchema,
  /** `until-on`: until somebody ends it; `off` ends it. */
  minutes: z.union([z.literal(muteMinutes), z.literal(["until-on", "off"])]),
});

/**
 * Holds back new alerts about a job for a time, or ends that. Throws E_ALERTS_OFF, and E_NOT_FOUND for a job that is not
 * known.
 */
export async function muteJob(
  context: Context,
  { ref, minutes }: z.output<typeof muteJobSchema>,
): Promise<Mute | null> {
  if (alertStateOf(readEnv()) !== "on") fail("E_ALERTS_OFF");
  if (!(await findStoredJob(context, ref))) fail("E_NOT_FOUND");
  const { realm, store, digests, caller } = context;
  const key = jobKey(ref);
  const change = { action: "mute" as const, scope: scopePath(ref), jobId: ref.jobId };
  const digest = digests.versionsOf({ mute: minutes });
  if (minutes === "off") {
    await audited(context, { ...change, before: digest }, () => deleteMute(store.db, { realm, job_key: key }));
    return null;
  }
  const at = context.now();
  const until = minutes === "until-on" ? null : at + minutes * 60_000;
  await audited(context, { ...change, after: digest }, () =>
    saveMute(store.db, { realm, job_key: key, until, actor: caller.id, at }),
  );
  return muteOf({ until });
}

export const muteJobCase = defineUseCase(
  { name: "muteJob", role: "operator", input: muteJobSchema, isWrite: true },
  muteJob,
);
