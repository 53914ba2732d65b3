import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { countUptime, hoursOf, uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { listScopeJobs, readDueUptime, readPasts, recordUptime, type UptimeRow } from "#lib/store/uptime.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { pastFrom, pastOf } from "./past-of.ts";

const hourMs = 3_600_000;
const scopesAtOnce = 10;
/** Others work in between. */
const pauseMs = 50;
const idleMs = 5000;

type Counting = Pick<Context, "store" | "realm" | "now">;
type DueScope = Awaited<ReturnType<typeof readDueUptime>>[number];

/** Counts the uptime of the scopes of which more is known than was counted. Resolves to how many there were. */
export async function countDueUptime(
  { store, realm, now }: Counting,
  { limit, signal }: { limit: number; signal?: AbortSignal },
): Promise<number> {
  const due = await readDueUptime(store.db, { realm, now: now(), limit });
  for (const scope of due) {
    if (signal?.aborted) break;
    await countScope({ store, realm, now }, scope);
    if (signal) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return due.length;
}

/** The hours in which a period begins, the newest first, and before them the one that has not ended. */
function edgesAt(nowMs: number): number[] {
  return [Math.floor(nowMs / hourMs), ...uptimeDays.map((days) => hoursOf(days, nowMs).from)];
}

async function countScope({ store, realm, now }: Counting, { path, ...look }: DueScope): Promise<void> {
  const at = now();
  const rows: UptimeRow[] = [];
  for (const jobs of await listScopeJobs(store.db, { realm, path })) {
    for (const past of await readPasts(store.db, { jobs, from: pastFrom(at), edges: edgesAt(at) })) {
      const periods = countUptime(pastOf(past, look, at), at);
      for (const days of uptimeDays) {
        const { noData: no_data, lostLines: lost_lines, ...counts } = periods[days];
        rows.push({ job: Number(past.job.id), days, until: Math.floor(at / hourMs), no_data, lost_lines, ...counts });
      }
    }
  }
  await recordUptime(store.db, { realm, path, at, rows });
}

/** Keeps the uptime of all jobs of the realm current until `signal` aborts. */
export async function runCounting(context: Counting, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let counted = 0;
    try {
      counted = await countDueUptime(context, { limit: scopesAtOnce, signal });
    } catch (error) {
      if (!isStoreError(error)) throw error;
      log({ level: "warn", event: `uptime could not be counted (${error.detail})` });
    }
    if (counted < scopesAtOnce) await sleep(idleMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}
