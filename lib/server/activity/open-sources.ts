import "server-only";
import { type ActivityQuery, jobOfQuery, timesOf } from "#lib/logpush/activity/activity-query.ts";
import { scopePath } from "#lib/logpush/job/job.ts";
import type { SeenChange } from "#lib/store/activity.ts";
import type { Context } from "../context/context.ts";
import type { ActivityCursor } from "./activity-cursor.ts";
import { type BareRow, openIntents, type PlacedIntent, rowOfIntent } from "./audited-rows.ts";
import { openSeen, rowOfSeen } from "./seen-rows.ts";

/** A row, and what to call when it is used: the next page begins after it. */
type Found = { row: BareRow; take: () => void };

/** The audit log and what was made outside Headgate as one, newest first. What the query rules out is not read. */
export function openSources(context: Context, query: ActivityQuery, start: ActivityCursor) {
  const job = jobOfQuery(query);
  const scope = job ? scopePath(job) : query.zone || undefined;
  const filter = { ...(scope !== undefined && { scope }), ...(job && { jobId: job.jobId }) };
  const times = timesOf(query, context.now());
  // As if a page had ended with the first entry that is too new.
  const log = openIntents(
    context.audit,
    { scope, jobId: job?.jobId },
    start.entry ?? (times.to === undefined ? undefined : { at: times.to, n: 0, chain: "" }),
  );
  const seen = openSeen(
    context.store,
    {
      realm: context.realm,
      sources: seenSources(query),
      ...filter,
      ...times,
      ...(isOutsider(query.who) && { actor: query.who }),
    },
    start.version,
  );
  log.read.isWhole = !readsLog(query);
  const isTooOld = ({ place }: PlacedIntent) => times.from !== undefined && place.at < times.from;
  const taken: ActivityCursor = { ...start };
  let intents: PlacedIntent[] = [];
  let versions: SeenChange[] = [];
  let open = 0;

  async function pick(): Promise<Found> {
    const [intent] = intents;
    const [version] = versions;
    open += 1;
    if (intent && (!version || intent.place.at >= version.seen_at)) {
      intents = intents.slice(1);
      const row = rowOfIntent(context.digests, intent, await log.outcomeOf(intent));
      return { row, take: taker({ entry: intent.place }) };
    }
    versions = versions.slice(1);
    if (!version) throw new Error("Both sources are empty.");
    const { seen_at, job: id, n } = version;
    return { row: rowOfSeen(version), take: taker({ version: { seen_at, job: id, n } }) };
  }

  const taker = (place: ActivityCursor) => () => {
    Object.assign(taken, place);
    open -= 1;
  };

  return {
    /** As far as rows were used. */
    taken,
    readCount: () => log.read.count,
    brokenCount: () => log.read.broken,
    /** Whether every row was used and there are no more. */
    isEnd: () => open + intents.length + versions.length === 0 && log.read.isWhole && seen.read.isWhole,
    /** The next rows; none if only outcomes were read, so ask again until the end. */
    async next(limit: number): Promise<Found[]> {
      if (intents.length === 0 && !log.read.isWhole) {
        const read = await log.next();
        intents = read.filter((intent) => !isTooOld(intent));
        if (intents.length < read.length) log.read.isWhole = true;
      }
      if (versions.length === 0 && !seen.read.isWhole) versions = await seen.next();
      if (intents.length === 0 && !log.read.isWhole) taken.entry = log.read.before;
      const found: Found[] = [];
      // Only while the head of both is known: one that is not read yet may be newer.
      const isKnown = () => (intents.length > 0 || log.read.isWhole) && (versions.length > 0 || seen.read.isWhole);
      while (found.length < limit && isKnown() && intents.length + versions.length > 0) found.push(await pick());
      return found;
    },
  };
}

/** Persons of Cloudflare's audit log changed something outside Headgate, everybody else here. */
const isOutsider = (who: string) => who.startsWith("cloudflare:");

function readsLog({ who, kind, source }: ActivityQuery): boolean {
  return !isOutsider(who) && kind !== "found" && source !== "outside" && source !== "first";
}

function seenSources({ who, kind, source, result }: ActivityQuery): ("first" | "outside")[] {
  const isRuledOut = result !== undefined || (who !== "" && !isOutsider(who));
  if (isRuledOut || kind === "rotate" || kind === "test" || kind === "alert") return [];
  return (["first", "outside"] as const).filter(
    (one) =>
      (source === undefined || source === one) && (kind === undefined || (kind === "found") === (one === "first")),
  );
}
