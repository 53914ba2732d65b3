import "server-only";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { listGaps } from "#lib/logpush/uptime/gaps.ts";
import { countUptime, hoursOf } from "#lib/logpush/uptime/uptime.ts";
import type { JobUptime } from "#lib/logpush/uptime/uptime-view.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import { readPasts } from "#lib/store/uptime.ts";
import type { Context } from "../context/context.ts";
import { readObjectiveOf } from "../uptime/objectives.ts";
import { pastFrom, pastOf } from "../uptime/past-of.ts";

/** More are in the file of states. */
const gapsShown = 50;

/** The uptime of a job as of now, with its gaps of the last year. */
export async function readJobUptime(
  context: Pick<Context, "store" | "realm" | "now">,
  ref: JobRef,
  row: { id: number; scope: string },
): Promise<JobUptime> {
  const { store, realm, now } = context;
  const nowMs = now();
  const [[rows], scope, objective] = await Promise.all([
    readPasts(store.db, { jobs: [{ id: row.id, gone_at: null }], from: pastFrom(nowMs) }),
    findScopeRow(store.db, { realm, path: row.scope }),
    readObjectiveOf(context, jobKey(ref)),
  ]);
  const look = scope ?? { read_at: null, known_until: null };
  const past = rows ? pastOf(rows, look, nowMs) : { spans: [], seenUntil: 0, goneAt: null, hours: [], days: [] };
  const gaps = listGaps(past, hoursOf(365, nowMs));
  return { periods: countUptime(past, nowMs), ...objective, gaps: gaps.slice(0, gapsShown), gapCount: gaps.length };
}
