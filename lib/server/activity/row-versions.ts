import "server-only";
import type { ActivityRow, ActivityVersion } from "#lib/logpush/activity/activity-page.ts";
import { compareVersions } from "#lib/logpush/history/compare-versions.ts";
import { readIntentVersions, readVersionsAt } from "#lib/store/activity.ts";
import type { Context } from "../context/context.ts";
import { showVersion } from "../inventory/show-version.ts";
import type { BareRow } from "./audited-rows.ts";

/** Names the version that each entry of Headgate's audit log made, and what was a restore. */
export async function findMade({ store, realm }: Context, rows: readonly BareRow[]): Promise<BareRow[]> {
  const intents = rows.flatMap(({ id, made }) => (made === "intent" ? [id] : []));
  const versions = intents.length === 0 ? [] : await readIntentVersions(store.db, { realm, intents });
  const byIntent = new Map(versions.map((version) => [version.intent, version]));
  return rows.map((row) => {
    const version = row.made === "intent" ? byIntent.get(row.id) : undefined;
    if (!version) return row.made === "intent" ? { ...row, made: null } : row;
    const isRestored = version.source === "restored";
    return {
      ...row,
      made: { job: version.job, n: version.n },
      ...(isRestored && { source: "restored" as const, verb: row.kind === "create" ? "recreated" : "restored" }),
    };
  });
}

export type PlacedRow = { row: ActivityRow; made: { job: number; n: number } | null };

/** Adds what each row changed, from what to what, and whether its version can be restored. Secrets stay here. */
export async function addVersions(context: Context, placed: readonly PlacedRow[]): Promise<ActivityRow[]> {
  const places = placed.flatMap(({ made }) => (made ? [made, { ...made, n: made.n - 1 }] : []));
  if (places.length === 0) return placed.map(({ row }) => row);
  const rows = await readVersionsAt(context.store.db, places);
  const byPlace = new Map(rows.map((version) => [`${version.job}.${version.n}`, version]));
  return placed.map(({ row, made }) => {
    const version = made && byPlace.get(`${made.job}.${made.n}`);
    if (!version || !row.job) return row;
    const before = byPlace.get(`${version.job}.${version.n - 1}`);
    const shown = showVersion(context, row.job.ref, version);
    const described: ActivityVersion = {
      n: version.n,
      current: version.current,
      isGone: version.gone_at !== null,
      hasSecrets: shown.hasFingerprints,
      changes:
        before && row.kind !== "delete" ? compareVersions(showVersion(context, row.job.ref, before), shown) : null,
    };
    return { ...row, version: described };
  });
}
