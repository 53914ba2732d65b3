import "server-only";
import { activityVerbs, labelOfAttribute, personOf } from "#lib/logpush/activity/activity-words.ts";
import { readSeenChanges, type SeenChange, type SeenQuery, type VersionPlace } from "#lib/store/activity.ts";
import type { Store } from "#lib/store/open-store.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import type { BareRow } from "./audited-rows.ts";

/** What was not made through this Headgate, from the newest back. */
export function openSeen({ db }: Store, query: Omit<SeenQuery, "before" | "limit">, start?: VersionPlace) {
  const read = { before: start, isWhole: query.sources.length === 0 };
  return {
    read,
    async next(): Promise<SeenChange[]> {
      const changes = await readSeenChanges(db, {
        ...query,
        ...(read.before && { before: read.before }),
        limit: batch,
      });
      read.before = changes.at(-1) ?? read.before;
      read.isWhole = changes.length < batch;
      return changes;
    },
  };
}

const batch = 50;

/** Such a change in words. Who made it outside, Cloudflare's audit log may say. */
export function rowOfSeen(change: SeenChange): BareRow {
  const { source, actor } = change;
  const changed = changedIn(change);
  const { enabled } = parseJson<{ enabled?: boolean }>(change.attrs);
  const kind = kindOf(change, changed);
  const nobody = { id: "", name: source === "first" ? "Headgate" : "Someone" };
  return {
    id: `${change.job}.${change.n}`,
    at: new Date(change.seen_at).toISOString(),
    kind,
    source: source === "first" ? "first" : "outside",
    person: actor === null ? nobody : personOf(actor),
    verb: kind === "switch" ? (enabled ? "enabled" : "disabled") : activityVerbs[kind],
    scope: change.scope,
    jobId: change.job_id,
    attributes: kind === "switch" ? [] : changed.map(labelOfAttribute),
    result: null,
    failure: null,
    made: source === "gone" ? null : { job: change.job, n: change.n },
  };
}

function kindOf({ source, n, old_attrs }: SeenChange, changed: string[]): BareRow["kind"] {
  if (source === "first") return "found";
  if (source === "gone") return "delete";
  if (old_attrs === null && n === 1) return "create";
  return changed.length === 1 && changed[0] === "enabled" ? "switch" : "update";
}

/** The attributes that differ from the version before. Digests of two keys cannot be compared. */
function changedIn({ attrs, digests, kid, old_attrs, old_digests, old_kid }: SeenChange): string[] {
  if (old_attrs === null || old_digests === null) return [];
  const [now, before] = kid === old_kid ? [digests, old_digests] : [attrs, old_attrs];
  const values = [parseJson<Record<string, unknown>>(now), parseJson<Record<string, unknown>>(before)];
  const keys = new Set(values.flatMap((value) => Object.keys(value)));
  const textOf = (value: Record<string, unknown> | undefined, key: string) => JSON.stringify(value?.[key] ?? null);
  return Array.from(keys).filter((key) => !volatile.has(key) && textOf(values[0], key) !== textOf(values[1], key));
}

/** What each delivery changes is not a change of the job. */
const volatile = new Set(["last_complete", "last_error", "error_message"]);
