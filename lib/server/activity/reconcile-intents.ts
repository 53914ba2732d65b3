import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, listScopeJobs, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { type JobRef, parseScopePath } from "#lib/logpush/job/job.ts";
import type { Intent, Line, Outcome } from "../audit/entry.ts";
import { listOpenIntents } from "../audit/open-changes.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { appendOrLog } from "./audited.ts";

/**
 * A request may still be in progress at Cloudflare after the client has stopped waiting. Until then, finding nothing
 * proves nothing.
 */
export const reconcileAfterMs = 60_000;

export type OpenIntent = Intent & {
  ts: string;
  /** Jobs that other creates made, so this one did not. */
  madeByOthers: number[];
  /** Whether somebody changed the same job afterwards. Its present state then says nothing about this change. */
  isFollowed: boolean;
};
type Found = Pick<Outcome, "outcome" | "jobId">;
/** Reads what happened to a change. Undefined while that is not certain. */
export type FindOutcome = (intent: OpenIntent) => Promise<Found | undefined>;

/**
 * Adds the outcomes of changes that have none, because their process ended or could not find out. Returns how many are
 * still open, because `findOutcome` could not find out either.
 */
export async function reconcileIntents(context: Pick<Context, "audit">, findOutcome: FindOutcome): Promise<number> {
  const { audit } = context;
  const claims = await audit.claimOpen();
  const left = new Set(claims.flatMap(({ ids }) => [...ids]));
  try {
    for (const { ids, lines } of claims) {
      const open = new Map(listOpen(lines).map((intent) => [intent.id, intent]));
      for (const id of ids) {
        const intent = open.get(id);
        if (!intent) {
          log({ level: "error", event: "a change without an outcome is not in the audit log" });
          await audit.forget(id);
          left.delete(id);
        } else if (await settle(context, intent, findOutcome)) left.delete(id);
      }
    }
    return left.size;
  } finally {
    // Also after a fault, so that the next round, of any server, can try them.
    for (const id of left) await audit.release(id);
  }
}

/** False if the outcome is still not certain. */
async function settle({ audit }: Pick<Context, "audit">, intent: OpenIntent, findOutcome: FindOutcome) {
  const { id, action, scope, jobId } = intent;
  const found = await findOutcome(intent);
  if (!found) return false;
  await appendOrLog({ audit }, { kind: "outcome", id, by: "start-up", scope, jobId, ...found });
  log({ level: "warn", event: `an interrupted ${action} was reconciled: ${found.outcome}` });
  return true;
}

/** Intents without an outcome, with what the log says about the job of each. */
function listOpen(lines: readonly Line[]): OpenIntent[] {
  const madeByOthers = lines.flatMap((line) =>
    line.kind === "outcome" && line.outcome === "done" && line.jobId !== undefined ? [line.jobId] : [],
  );
  return listOpenIntents(lines).map((intent) => {
    const after = lines.slice(lines.indexOf(intent) + 1);
    const isFollowed = after.some((line) => line.kind === "intent" && isSameJob(line, intent));
    return { ...intent, isFollowed, madeByOthers };
  });
}

function isSameJob(one: Intent, other: Intent): boolean {
  return one.jobId !== undefined && one.jobId === other.jobId && one.scope === other.scope && !isOwn(one);
}

/** Compares an intent with the jobs as they are now. */
export function findOutcomeAtCloudflare(context: Context): FindOutcome {
  return async (intent) => {
    const isYoung = context.now() - Date.parse(intent.ts) < reconcileAfterMs;
    try {
      const found = await (intent.action === "create" ? findCreated(context, intent) : findChanged(context, intent));
      return found.outcome !== "done" && isYoung ? undefined : found;
    } catch (error) {
      if (!(error instanceof AppException)) throw error;
      return undefined;
    }
  };
}

async function findCreated(context: Context, intent: OpenIntent): Promise<Found> {
  const scope = parseScopePath(intent.scope);
  if (!scope) return { outcome: "unknown" };
  const jobs = await context.upstream.read((client) => listScopeJobs(client, scope));
  const known = new Set([...(intent.namesakes ?? []), ...intent.madeByOthers]);
  const added = jobs
    .filter(({ job }) => !known.has(job.id))
    .map((read) => ({ read, has: sameAs(context, read, intent) }));
  const namesakes = added.filter(({ has }) => has("name") && has("dataset"));
  const [match, ...others] = namesakes.filter(({ has }) => has("destination_conf"));
  if (match && others.length === 0) return { outcome: "done", jobId: match.read.job.id };
  return { outcome: namesakes.length === 0 ? "not done" : "unknown" };
}

/** It changes nothing at Cloudflare, so nothing there shows its outcome. */
function isOwn({ action }: Intent): boolean {
  return action === "test" || action === "mute" || action === "objective";
}

async function findChanged(context: Context, intent: OpenIntent): Promise<Found> {
  const scope = parseScopePath(intent.scope);
  if (!scope || intent.jobId === undefined || isOwn(intent) || intent.isFollowed) return { outcome: "unknown" };
  const job = await readIfThere(context, { ...scope, jobId: intent.jobId });
  if (intent.action === "delete") return { outcome: job ? "not done" : "done" };
  if (!job) return { outcome: "unknown" };
  const keys = Object.keys(intent.after ?? {});
  if (keys.every(sameAs(context, job, intent))) return { outcome: "done" };
  const now = context.digests.versionsOf(job.raw);
  const isAsBefore = intent.before === undefined || keys.every((key) => now[key] === intent.before?.[key]);
  return { outcome: isAsBefore ? "not done" : "unknown" };
}

/** Whether an attribute of a job is what was sent. A removed attribute may be missing, null, empty or 0. */
function sameAs({ digests }: Context, { raw }: ReadJob, { after }: OpenIntent): (key: string) => boolean {
  const now = digests.versionsOf(raw);
  return (key) => {
    const sent = after?.[key] ?? digests.versionsOf({ [key]: null })[key];
    if (now[key] === sent) return true;
    const unset = [null, "", 0].map((value) => digests.versionsOf({ [key]: value })[key]);
    return unset.includes(sent) && (now[key] === undefined || unset.includes(now[key]));
  };
}

async function readIfThere({ upstream }: Context, ref: JobRef): Promise<ReadJob | undefined> {
  try {
    return await upstream.read((client) => getJob(client, ref));
  } catch (error) {
    if (error instanceof AppException && error.error.code === "E_NOT_FOUND") return undefined;
    throw error;
  }
}
