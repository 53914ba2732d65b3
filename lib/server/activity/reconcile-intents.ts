import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, listScopeJobs, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { type JobRef, parseScopePath } from "#lib/logpush/job/job.ts";
import type { Intent, Line, Outcome } from "../audit/entry.ts";
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
 * Adds the outcomes of changes that have none, because the process ended or could not find out. Returns how many are
 * still open, because `findOutcome` could not find out either.
 */
export async function reconcileIntents(context: Pick<Context, "audit">, findOutcome: FindOutcome): Promise<number> {
  const { lines, broken } = await context.audit.read();
  if (broken.length > 0) log({ level: "error", event: `the audit log is broken at line ${broken.join(", ")}` });
  let left = 0;
  for (const intent of listOpen(lines)) {
    const found = await findOutcome(intent);
    if (!found) {
      left += 1;
      continue;
    }
    const { id, action, jobId } = intent;
    await appendOrLog(context, { kind: "outcome", id, by: "start-up", jobId, ...found });
    log({ level: "warn", event: `an interrupted ${action} was reconciled: ${found.outcome}` });
  }
  return left;
}

/** Intents without an outcome, or with an unknown one that was not reconciled since. */
function listOpen(lines: Line[]): OpenIntent[] {
  const open = new Map<string, Extract<Line, Intent>>();
  for (const line of lines) {
    if (line.kind === "intent") open.set(line.id, line);
    if (line.kind === "outcome" && (line.outcome !== "unknown" || line.by === "start-up")) open.delete(line.id);
  }
  const madeByOthers = lines.flatMap((line) =>
    line.kind === "outcome" && line.outcome === "done" && line.jobId !== undefined ? [line.jobId] : [],
  );
  return Array.from(open.values(), (intent) => {
    const after = lines.slice(lines.indexOf(intent) + 1);
    const isFollowed = after.some((line) => line.kind === "intent" && isSameJob(line, intent));
    return { ...intent, isFollowed, madeByOthers };
  });
}

function isSameJob(one: Intent, other: Intent): boolean {
  return one.jobId !== undefined && one.jobId === other.jobId && one.scope === other.scope && one.action !== "test";
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

async function findChanged(context: Context, intent: OpenIntent): Promise<Found> {
  const scope = parseScopePath(intent.scope);
  if (!scope || intent.jobId === undefined || intent.action === "test" || intent.isFollowed)
    return { outcome: "unknown" };
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
