import "server-only";
import { bulkhead } from "cockatiel";
import { perProcess } from "../base/per-process.ts";
import { createGuard, type Guard } from "./guard.ts";
import { createReadSharing, type ReadSharing } from "./share-reads.ts";

/** What all calls of one credential share, wherever in the process they are made. */
export type CallState = {
  guard: Guard;
  /** Cloudflare counts queries of its analytics apart, so their limit and their trouble are theirs alone. */
  analytics: Guard;
  sharing: ReadSharing;
  limit: <T>(read: () => Promise<T>) => Promise<T>;
};

/** At most so many reads at a time, so that a thousand zones neither flood the API nor this process. */
const maxConcurrency = 8;
/** Each remembers what its credential has used up; where people bring tokens, those of long ago are forgotten. */
const maxStates = 50;
/** However scarce calls are: a credential may have been revoked meanwhile. */
const longestSharedMs = 30_000;

export function createCallState(now: () => number): CallState {
  const limit = bulkhead(maxConcurrency, Number.POSITIVE_INFINITY);
  const guard = createGuard(now);
  const sharing = createReadSharing({ now, shownAgeMs: () => Math.min(longestSharedMs, guard.shownAgeMs()) });
  return { guard, analytics: createGuard(now), sharing, limit: (read) => limit.execute(read) };
}

const states = perProcess("callStates", () => new Map<string, CallState>());

/** The state of a credential, by a digest of it. */
export function callStateOf(digest: string): CallState {
  const state = states.get(digest) ?? createCallState(Date.now);
  states.delete(digest);
  states.set(digest, state);
  const [oldest] = states.keys();
  if (states.size > maxStates && oldest) states.delete(oldest);
  return state;
}
