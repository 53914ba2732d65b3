import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { Mute } from "#lib/logpush/alerts/mute.ts";
import { muteMinutes } from "#lib/logpush/alerts/mute.ts";
import { idsByScope, type JobRef, jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { mostChosen } from "#lib/logpush/list/selection.ts";
import { deleteMutes, listMutes, saveMutes } from "#lib/store/alert-channels.ts";
import { findScopeRow, readStoredJobs } from "#lib/store/inventory.ts";
import type { AlertMuteTable } from "#lib/store/schema.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema, scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { findStoredJob } from "../inventory/stored-jobs.ts";

type Stored = Pick<Context, "store" | "realm" | "now">;

/** What is muted now: jobs by their keys, and whole zones and accounts by their paths. */
export async function readMutedKeys({ store, realm, now }: Stored): Promise<ReadonlySet<string>> {
  return new Set((await listMutes(store.db, realm, { nowMs: now() })).map(({ job_key }) => job_key));
}

/** Until when a job is muted; null if it is not, undefined if no alerts are sent. */
export async function readMute({ store, realm, now }: Stored, ref: JobRef): Promise<Mute | null | undefined> {
  if (alertStateOf(readEnv()) !== "on") return undefined;
  const [key, scope] = [jobKey(ref), scopePath(ref)];
  const rows = await listMutes(store.db, realm, { nowMs: now(), keys: [key, scope] });
  const own = rows.find(({ job_key }) => job_key === key);
  return own ? muteOf(own) : rows[0] ? { ...muteOf(rows[0]), isOfScope: true } : null;
}

export function muteOf({ until }: Pick<AlertMuteTable, "until">): Mute {
  return { until: until === null ? null : new Date(until).toISOString() };
}

/** `until-on`: until somebody ends it; `off` ends it. */
const minutesSchema = z.union([z.literal(muteMinutes), z.literal(["until-on", "off"])]);

const muteJobSchema = z.object({ ref: jobRefSchema, minutes: minutesSchema });

/**
 * Holds back new alerts about a job for a time, or ends that. Throws E_ALERTS_OFF, and E_NOT_FOUND for a job that is not
 * known.
 */
export async function muteJob(
  context: Context,
  { ref, minutes }: z.output<typeof muteJobSchema>,
): Promise<Mute | null> {
  requireAlerts();
  if (!(await findStoredJob(context, ref))) fail("E_NOT_FOUND");
  const place = { scope: scopePath(ref), jobId: ref.jobId };
  return change(context, {
    place,
    minutes,
    keys: [jobKey(ref)],
    digest: context.digests.versionsOf({ mute: minutes }),
  });
}

export const muteJobCase = defineUseCase(
  { name: "muteJob", role: "operator", input: muteJobSchema, isWrite: true },
  muteJob,
);

const muteJobsSchema = z.union([
  z.object({ refs: z.array(jobRefSchema).check(z.minLength(1), z.maxLength(mostChosen)), minutes: minutesSchema }),
  z.object({ scope: scopePathSchema, minutes: minutesSchema }),
]);

/**
 * The same for several jobs, of which unknown ones are left out, or for all jobs of a zone or account, those that it gets
 * later too. The audit log has one entry, which names each job by its key. Throws E_ALERTS_OFF and E_NOT_FOUND.
 */
export async function muteJobs(
  context: Context,
  input: z.output<typeof muteJobsSchema>,
): Promise<{ mute: Mute | null; jobs: number }> {
  requireAlerts();
  const { minutes } = input;
  const { store, realm, digests } = context;
  if ("scope" in input) {
    const row = await findScopeRow(store.db, { realm, path: input.scope });
    if (!row || row.hidden_at !== null) fail("E_NOT_FOUND");
    const place = { scope: input.scope };
    const digest = digests.versionsOf({ mute: minutes });
    return { mute: await change(context, { place, minutes, keys: [input.scope], digest }), jobs: row.jobs };
  }
  const keys = await findKnownKeys(context, input.refs);
  if (keys.length === 0) fail("E_NOT_FOUND");
  const digest = digests.versionsOf(Object.fromEntries(keys.map((key) => [key, minutes])));
  return { mute: await change(context, { place: { scope: "" }, minutes, keys, digest }), jobs: keys.length };
}

export const muteJobsCase = defineUseCase(
  { name: "muteJobs", role: "operator", input: muteJobsSchema, isWrite: true },
  muteJobs,
);

function requireAlerts(): void {
  if (alertStateOf(readEnv()) !== "on") fail("E_ALERTS_OFF");
}

async function findKnownKeys({ store, realm }: Context, refs: readonly JobRef[]): Promise<string[]> {
  const among = idsByScope(refs);
  return (await readStoredJobs(store.db, { realm, among })).map(({ scope, job_id }) => `${scope}/${job_id}`);
}

type Change = {
  place: { scope: string; jobId?: number };
  minutes: z.output<typeof minutesSchema>;
  keys: string[];
  digest: Record<string, string>;
};

async function change(context: Context, { place, minutes, keys, digest }: Change): Promise<Mute | null> {
  const { realm, store, caller } = context;
  const entry = { action: "mute" as const, ...place };
  if (minutes === "off") {
    await audited(context, { ...entry, before: digest }, () => deleteMutes(store.db, realm, keys));
    return null;
  }
  const at = context.now();
  const until = minutes === "until-on" ? null : at + minutes * 60_000;
  const rows = keys.map((job_key) => ({ realm, job_key, until, actor: caller.id, at }));
  await audited(context, { ...entry, after: digest }, () => saveMutes(store.db, rows));
  return muteOf({ until });
}
