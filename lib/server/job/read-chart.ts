import "server-only";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { type AskedRange, chartWindow } from "#lib/logpush/pushes/chart-window.ts";
import { chartOfPushes } from "#lib/logpush/pushes/push-chart.ts";
import { hourlyDays } from "#lib/store/count-usage.ts";
import type { StoredVersion } from "#lib/store/inventory.ts";
import { readPushDays, readPushHours } from "#lib/store/pushes.ts";
import type { Context } from "../context/context.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { requireRef, requireRow } from "./read-head.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Row = Pick<StoredVersion, "id" | "scope_pushes_from" | "scope_pushes_at">;

/** The deliveries of a job in a range, by hour or day, from the store. */
export async function readStoredChart(
  { store, now }: Pick<Context, "store" | "now">,
  row: Row,
  asked: AskedRange,
): Promise<PushChart> {
  const nowMs = now();
  const hoursFrom = Math.floor(nowMs / dayMs - hourlyDays) * dayMs;
  const window = chartWindow(asked, { nowMs, hoursFrom });
  const job = Number(row.id);
  const [hours, days] = await Promise.all([
    readPushHours(store.db, [job], Math.floor(window.from / hourMs)),
    readPushDays(store.db, [job], Math.floor(window.from / dayMs)),
  ]);
  const counted = { from: row.scope_pushes_from ?? 0, until: row.scope_pushes_at ?? 0 };
  return chartOfPushes({ hours, days, counted }, window, nowMs);
}

type ChartInput = { job: string; range: AskedRange };

/** Any range but the last hour, which the analytics know better. */
export const readChartQuery = defineQueryCase(
  { name: "readChart", role: "viewer", parse: parseChart },
  async (context, { job, range }) => readStoredChart(context, await requireRow(context, requireRef(job)), range),
);

function parseChart(params: URLSearchParams): ChartInput {
  const preset = (["24h", "7d", "30d", "365d"] as const).find((one) => one === params.get("range"));
  const [from, to] = [params.get("from"), params.get("to")].map((text) => Date.parse(text ?? ""));
  const range = preset ?? { from: from || 0, to: to || Number.MAX_SAFE_INTEGER };
  return { job: params.get("job") ?? "", range };
}
