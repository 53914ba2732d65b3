import "server-only";
import type { ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import {
  activityVerbs,
  type Ended,
  failureOf,
  labelOfAttribute,
  personOf,
  resultOf,
} from "#lib/logpush/activity/activity-words.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { EntryPlace } from "#lib/store/audit.ts";
import type { Audit } from "../audit/audit.ts";
import type { Intent, Line, Outcome } from "../audit/entry.ts";
import type { Digests } from "../env/secret.ts";

/** A row before it is known what its job and zone are called. */
export type BareRow = Omit<ActivityRow, "job" | "zoneName" | "version"> & {
  scope: string;
  jobId: number | null;
  /** The version that it made, by the job's row; `intent` while that is not looked up. */
  made: { job: number; n: number } | "intent" | null;
};

export type PlacedIntent = { place: EntryPlace; intent: Intent & { ts: string } };

/** Reads the audit log from the newest entry back, and keeps the outcomes that it meets for the intents before them. */
export function openIntents(
  audit: Audit,
  { scope, jobId }: { scope: string | undefined; jobId: number | undefined },
  start: EntryPlace | undefined,
) {
  const outcomes = new Map<string, Outcome>();
  const read = { count: 0, broken: 0, before: start, isWhole: false };
  return {
    read,
    /** The intents among the next entries; empty may mean that there were only outcomes. */
    async next(): Promise<PlacedIntent[]> {
      const entries = await audit.readBefore({
        limit: batch,
        ...(read.before && { before: read.before }),
        ...(scope !== undefined && { scope }),
      });
      read.count += entries.length;
      read.broken += entries.filter(({ isBroken }) => isBroken).length;
      read.before = entries.at(-1)?.place ?? read.before;
      read.isWhole = entries.length < batch;
      return entries.flatMap(({ line, place }) => {
        // The newest outcome of a change is met first.
        if (line?.kind === "outcome" && !outcomes.has(line.id)) outcomes.set(line.id, line);
        return line?.kind === "intent" && isOf(scope, line) && mayBeOf(jobId, line) ? [{ place, intent: line }] : [];
      });
    },
    /** Its outcome may stand among entries that an earlier page showed. */
    outcomeOf: async ({ place, intent }: PlacedIntent): Promise<Outcome | undefined> =>
      outcomes.get(intent.id) ?? (await audit.findOutcome({ ...intent, place })),
  };
}

const batch = 300;

/** The log of an older version is one chain for all scopes. */
function isOf(scope: string | undefined, line: Line): boolean {
  return scope === undefined || (line.kind === "intent" && line.scope === scope);
}

/** The id of a new job is in the outcome. */
function mayBeOf(jobId: number | undefined, intent: Intent): boolean {
  return jobId === undefined || intent.jobId === undefined || intent.jobId === jobId;
}

/** A change or test in words. */
export function rowOfIntent(digests: Digests, { intent }: PlacedIntent, outcome: Outcome | undefined): BareRow {
  const { id, ts, actor, action, scope } = intent;
  const ended: Ended = outcome ?? { outcome: "open" };
  return {
    id,
    at: ts,
    kind: action,
    source: "headgate",
    person: personOf(actor),
    verb: verbOf(digests, intent),
    scope,
    jobId: outcome?.jobId ?? intent.jobId ?? null,
    attributes: changedBy(intent).map(labelOfAttribute),
    result: resultOf(action, ended),
    failure: failureOf(ended),
    made: action === "test" || action === "alert" || action === "delete" ? null : "intent",
  };
}

/** What an update sends includes attributes that it does not change. */
function changedBy({ action, before, after = {} }: Intent): string[] {
  if (action !== "update" && action !== "rotate") return [];
  return Object.keys(after).filter((key) => before?.[key] !== after[key]);
}

function verbOf(digests: Digests, intent: Intent): string {
  const { action, before, after } = intent;
  if (action === "switch") return switchVerb(digests, intent);
  if (action === "mute" && intent.jobId === undefined) return muteVerb(intent);
  if (action === "mute" && !after) return "unmuted alerts of";
  if (action === "channel" && !before) return "added an alert channel";
  if (action === "channel" && !after) return "deleted an alert channel";
  if (action === "budget" && !before) return "set a budget";
  if (action === "budget" && !after) return "removed the budget";
  if (action === "objective" && intent.jobId === undefined) return "changed the default objective";
  return activityVerbs[action];
}

/** Of several jobs, whose keys are the names of the digests, or of all jobs of a zone or account. */
function muteVerb({ scope, before, after }: Intent): string {
  const verb = after ? "muted" : "unmuted";
  if (scope !== "") return `${verb} all alerts of`;
  const jobs = Object.keys(after ?? before ?? {}).length;
  return `${verb} alerts of ${formatCount(jobs)} ${jobs === 1 ? "job" : "jobs"}`;
}

/** The log has digests only, and there are but two values. */
function switchVerb(digests: Digests, { after }: Intent): string {
  for (const known of [digests, digests.before]) {
    if (after?.enabled === known?.versionsOf({ enabled: true }).enabled) return "enabled";
    if (after?.enabled === known?.versionsOf({ enabled: false }).enabled) return "disabled";
  }
  return activityVerbs.switch;
}
