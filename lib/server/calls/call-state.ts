import "server-only";
import { bulkhead } from "cockatiel";
import { perProcess } from "../base/per-process.ts";
import { createGuard, type Guard } from "./guard.ts";
import { createReadSharing, type ReadSharing } from "./share-reads.ts";

/** What all calls of one credential share in this process. */
export type CallState = {
  guard: Guard;
  /** Cloudflare counts queries of its analytics separately, so they have their own limit and their own breaker. */
  analytics: Guard;
  sharing: ReadSharing;
  limit: <T>(read: () => Promise<T>) => Promise<T>;
};

/** The number of parallel reads, so that a thousand zones flood neither the API nor this process. */
const maxConcurrency = 8;
/** Each state remembers the calls of its credential. With people's own tokens, those of long ago are dropped. */
const maxStates = 50;
/** However scarce calls are, because a credential may have been revoked meanwhile. */
const longestSharedMs = 30_000;

export function createCallState(now: () => number): CallState {
  const limit = bulkhead(maxConcurrency, Number.POSITIVE_INFINITY);
  const guard = createGuard(now);
  const sharing = createReadSharing({ now, shownAgeMs: () => Math.min(longestSharedMs, guard.shownAgeMs()) });
  return { guard, analytics: createGuard(now), sharing, limit: (read) => limit.execute(read) };
}

const states = perProcess("callStates", () => new Map<string, CallState>());

/** The state of a credential, by its digest. */
export function callStateOf(digest: string): CallState {
  const state = states.get(digest) ?? createCallState(Date.now);
  states.delete(digest);
  states.set(digest, state);
  const [oldest] = states.keys();
  if (states.size > maxStates && oldest) states.delete(oldest);
  return state;
}
