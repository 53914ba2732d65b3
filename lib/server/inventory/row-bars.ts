import "server-only";
import { barHours, encodeHours, type HourCount } from "#lib/logpush/list/hour-bars.ts";
import { isCounted } from "#lib/logpush/pushes/counted-hours.ts";
import type { FoundJob } from "#lib/store/inventory.ts";
import { readPushHours } from "#lib/store/pushes.ts";
import type { Context } from "../context/context.ts";

const hourMs = 3_600_000;

type Row = Pick<FoundJob, "id" | "scope_pushes_from" | "scope_pushes_at">;

/** The deliveries of the last 24 hours of some rows, by their ids in the store, as a page draws them. */
export async function readBars(
  { store }: Pick<Context, "store">,
  rows: readonly Row[],
  nowMs: number,
): Promise<(row: Row) => string> {
  const from = Math.floor(nowMs / hourMs) - barHours + 1;
  const ids = rows.map(({ id }) => Number(id));
  const hours = await readPushHours(store.db, ids, from);
  const counts = new Map(hours.map(({ job, hour, ok, failed }) => [`${job} ${hour}`, { ok, failed }]));
  const countOf = ({ id, scope_pushes_from, scope_pushes_at }: Row, hour: number): HourCount => {
    const counted = { from: scope_pushes_from ?? 0, until: scope_pushes_at ?? 0 };
    return counts.get(`${id} ${hour}`) ?? (isCounted(hour, counted) ? { ok: 0, failed: 0 } : null);
  };
  return (row) => encodeHours(Array.from({ length: barHours }, (_, index) => countOf(row, from + index)));
}
