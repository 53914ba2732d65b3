/** A change of a job as Cloudflare's audit log has it. `at` is in milliseconds, of a whole second. */
export type AccountChange = { at: number; jobId: number; person: string };

/** A change that was seen at `seenAt` and not before `after`: the time of the version before it. */
export type SeenChange = { jobId: number; after: number; seenAt: number };

/**
 * Who made a change that was seen: the last one who changed the job before it was seen, since the version before.
 * Undefined if the log has nobody. A change that Headgate made itself is before the version that it made, because the
 * log's seconds are cut off.
 */
export function findPerson(seen: SeenChange, changes: readonly AccountChange[]): string | undefined {
  let last: AccountChange | undefined;
  for (const change of changes) {
    const isIn = change.jobId === seen.jobId && change.at >= seen.after && change.at <= seen.seenAt;
    if (isIn && (!last || change.at > last.at)) last = change;
  }
  return last?.person;
}

/** After a change was seen, the log is asked at these times: it is written late. Milliseconds. */
const askAfterMs = [0, 60_000, 5 * 60_000, 20 * 60_000, 60 * 60_000];

/** From then on nobody asks who made a change. */
export const askForMs = 2 * 60 * 60_000;

/** Whether the log should be asked now about a change, if it was asked last at `askedAt`; null if never. */
export function isAskDue(seenAt: number, askedAt: number | null, now: number): boolean {
  return askAfterMs.some((ms) => seenAt + ms <= now && (askedAt === null || askedAt < seenAt + ms));
}
