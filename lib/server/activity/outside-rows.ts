import "server-only";
import { activityVerbs, labelOfAttribute } from "#lib/logpush/activity/activity-words.ts";
import { type OutsideQuery, type OutsideVersion, readOutsideVersions, type VersionPlace } from "#lib/store/activity.ts";
import type { Store } from "#lib/store/open-store.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import type { BareRow } from "./audited-rows.ts";

/** Changes that were not made through this Headgate, from the newest back. */
export function openOutside({ db }: Store, query: Omit<OutsideQuery, "before" | "limit">, start?: VersionPlace) {
  const read = { before: start, isWhole: false };
  return {
    read,
    async next(): Promise<OutsideVersion[]> {
      const versions = await readOutsideVersions(db, {
        ...query,
        ...(read.before && { before: read.before }),
        limit: batch,
      });
      read.before = versions.at(-1) ?? read.before;
      read.isWhole = versions.length < batch;
      return versions;
    },
  };
}

const batch = 50;

/** Such a change in words. Who made it, Cloudflare does not say. */
export function rowOfVersion(version: OutsideVersion): BareRow {
  const changed = changedIn(version);
  const isSwitch = changed.length === 1 && changed[0] === "enabled";
  const { enabled } = parseJson<{ enabled?: boolean }>(version.attrs);
  const verb = version.old_attrs === null ? activityVerbs.create : activityVerbs.outside;
  return {
    id: `${version.job}.${version.n}`,
    at: new Date(version.seen_at).toISOString(),
    kind: "outside",
    person: { id: "", name: "Someone" },
    verb: isSwitch ? (enabled ? "enabled" : "disabled") : verb,
    scope: version.scope,
    jobId: version.job_id,
    attributes: isSwitch ? [] : changed.map(labelOfAttribute),
    result: null,
    failure: null,
  };
}

/** The attributes that differ from the version before. Digests of two keys cannot be compared. */
function changedIn({ attrs, digests, kid, old_attrs, old_digests, old_kid }: OutsideVersion): string[] {
  if (old_attrs === null || old_digests === null) return [];
  const [now, before] = kid === old_kid ? [digests, old_digests] : [attrs, old_attrs];
  const values = [parseJson<Record<string, unknown>>(now), parseJson<Record<string, unknown>>(before)];
  const keys = new Set(values.flatMap((value) => Object.keys(value)));
  const textOf = (value: Record<string, unknown> | undefined, key: string) => JSON.stringify(value?.[key] ?? null);
  return Array.from(keys).filter((key) => !volatile.has(key) && textOf(values[0], key) !== textOf(values[1], key));
}

/** What each delivery changes is not a change of the job. */
const volatile = new Set(["last_complete", "last_error", "error_message"]);
