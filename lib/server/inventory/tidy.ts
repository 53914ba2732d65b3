import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { deleteOldMutes } from "#lib/store/alert-channels.ts";
import { deleteOldEvents, deleteOldMessages } from "#lib/store/alerts.ts";
import { hourlyDays } from "#lib/store/count-usage.ts";
import { forgetRealm } from "#lib/store/inventory.ts";
import {
  deleteGoneJobs,
  deleteOldSlots,
  deleteOldViewers,
  deleteUnlistedScopes,
  listIdleTokenRealms,
  listJobIds,
  trimJobs,
} from "#lib/store/retention.ts";
import { deleteOldRuns, listRunsToWipe, wipeRun } from "#lib/store/runs.ts";
import { deleteOldTests } from "#lib/store/test-deliveries.ts";
import { deleteOldObjectives } from "#lib/store/uptime.ts";
import { deleteOldUsage } from "#lib/store/usage.ts";
import { createAttempts } from "../auth/attempts.ts";
import { removeOver } from "../auth/session-store.ts";
import type { Context } from "../context/context.ts";

export type TidyOptions = {
  /** HEADGATE_HISTORY_DAYS. */
  days: number;
  signal: AbortSignal;
  pauseMs?: number;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Longer than any event is found again: a budget is of a month. */
const eventDays = 40;
/** Slots of calls count for five minutes. */
const slotsMs = 10 * minuteMs;
const jobsAtOnce = 100;
const goneAtOnce = 50;

/** Removes what nobody needs any more, in small batches, so that others can write in between. */
export async function tidyStore(
  { store: { db }, now }: Pick<Context, "store" | "now">,
  { days, signal, pauseMs = 20 }: TidyOptions,
): Promise<void> {
  const at = now();
  const before = at - days * dayMs;
  const attempts = createAttempts(db, now);
  const repeat = async (step: () => Promise<boolean>) => {
    while (!signal.aborted && (await step())) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  };

  let after = 0;
  await repeat(async () => {
    const jobs = await listJobIds(db, { after, limit: jobsAtOnce });
    await trimJobs(db, jobs, { before, hoursBefore: at - hourlyDays * dayMs });
    after = jobs.at(-1) ?? after;
    return jobs.length === jobsAtOnce;
  });
  await repeat(async () => (await deleteGoneJobs(db, { before, limit: goneAtOnce })) === goneAtOnce);
  await deleteUnlistedScopes(db, before);
  await repeat(attempts.removeOver);
  await repeat(() => removeOver(db, at));
  const realms = await listIdleTokenRealms(db, at - dayMs);
  await repeat(async () => {
    const realm = realms.pop();
    if (realm !== undefined) await forgetRealm(db, realm);
    return realms.length > 0;
  });
  if (signal.aborted) return;
  await deleteOldViewers(db, at - minuteMs);
  await deleteOldSlots(db, at - slotsMs);
  await deleteOldMessages(db);
  await deleteOldEvents(db, at - eventDays * dayMs);
  await deleteOldMutes(db, at);
  await deleteOldTests(db, before);
  await deleteOldRuns(db, { plannedBefore: at - dayMs, endedBefore: before, ofTokensBefore: at - dayMs });
  for (const run of await listRunsToWipe(db, at - dayMs)) await wipeRun(db, run, null);
  await deleteOldUsage(db, { beforeHour: monthOf(at, 2).fromHour, beforeMonth: monthOf(before).month });
  await deleteOldObjectives(db);
}
