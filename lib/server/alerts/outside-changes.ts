import "server-only";
import type { AlertEvent } from "#lib/logpush/alerts/alert-message.ts";
import { outsideAlert } from "#lib/logpush/alerts/outside-alert.ts";
import { readScopeLabels, readSeenChanges, type SeenChange } from "#lib/store/activity.ts";
import { rowOfSeen } from "../activity/seen-rows.ts";
import type { Context } from "../context/context.ts";

/** More at once say no more. */
const mostAtOnce = 100;
/** Who it was is asked for first, and may take a moment. */
const waitForPersonMs = 90_000;

/** What was changed, created or deleted outside Headgate. */
export async function findOutsideChanges(
  { store, realm }: Context,
  { sinceMs, nowMs }: { sinceMs: number; nowMs: number },
): Promise<AlertEvent[]> {
  const query = { realm, sources: ["outside" as const], from: sinceMs, limit: mostAtOnce };
  const seen = await readSeenChanges(store.db, query);
  const ready = seen.filter(({ actor, seen_at }) => actor !== null || seen_at <= nowMs - waitForPersonMs);
  if (ready.length === 0) return [];
  const paths = [...new Set(ready.map(({ scope }) => scope))];
  const names = new Map((await readScopeLabels(store.db, { realm, paths })).map(({ path, name }) => [path, name]));
  return ready.map((change) => eventOf(change, names.get(change.scope) ?? change.scope));
}

function eventOf(change: SeenChange, scopeName: string): AlertEvent {
  const { verb, attributes, person, at } = rowOfSeen(change);
  const place = change.source === "gone" ? `gone_${change.seen_at}` : change.n;
  return {
    kind: "outside",
    id: `msg_outside_${change.job}_${place}`,
    body: outsideAlert({
      ...{ scope: change.scope, scopeName, job: change.job_id, name: change.label, verb, attributes, seenAt: at },
      person: person.id === "" ? null : person.name,
    }),
  };
}
