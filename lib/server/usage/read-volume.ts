import "server-only";
import { monthName, monthOf } from "#lib/logpush/usage/month.ts";
import type { VolumeView } from "#lib/logpush/usage/usage-view.ts";
import { sumByDataset } from "#lib/store/usage.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";

/** What was delivered this month, from the store alone. */
export async function describeVolume(context: Context): Promise<VolumeView> {
  await prepareReading(context, "list");
  const { store, realm, now } = context;
  const month = monthOf(now());
  const rows = await sumByDataset(store.db, { realm, ...month });
  return { month: monthName(month), datasets: rows.map(({ lines, ...row }) => ({ ...row, records: lines })) };
}

export const readVolume = defineResultReader("operator", "readVolume", describeVolume);
