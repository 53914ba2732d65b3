import "server-only";
import { barHours, encodeHours, type HourCount } from "#lib/logpush/list/hour-bars.ts";
import type { FoundJob } from "#lib/store/inventory.ts";
import { readPushHours } from "#lib/store/pushes.ts";
import type { Context } from "../context/context.ts";

const hourMs = 3_600_000;

/** The deliveries of the last 24 hours of some rows, by their ids in the store, as a page draws them. */
export async function readBars(
  { store }: Pick<Context, "store">,
  rows: readonly Pick<FoundJob, "id" | "scope_pushes_until">[],
  nowMs: number,
): Promise<(row: Pick<FoundJob, "id" | "scope_pushes_until">) => string> {
  const from = Math.floor(nowMs / hourMs) - barHours + 1;
  const read = rows.filter(({ scope_pushes_until: until }) => until !== null && until > from);
  const hours = await readPushHours(
    store.db,
    read.map(({ id }) => Number(id)),
    from,
  );
  const counts = new Map(hours.map(({ job, hour, ok, failed }) => [`${job} ${hour}`, { ok, failed }]));
  const countOf = (id: number, until: number, hour: number): HourCount =>
    hour < until ? (counts.get(`${id} ${hour}`) ?? { ok: 0, failed: 0 }) : null;
  return ({ id, scope_pushes_until: until }) =>
    encodeHours(Array.from({ length: barHours }, (_, index) => countOf(id, until ?? 0, from + index)));
}
