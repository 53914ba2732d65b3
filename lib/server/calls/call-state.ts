import "server-only";
import { bulkhead } from "cockatiel";
import type { CallLedger } from "#lib/store/calls.ts";
import { perProcess } from "../base/per-process.ts";
import type { CallKind, Urgency } from "./call-budget.ts";
import { createGuard, type Guard } from "./guard.ts";
import { createReadSharing, type ReadSharing } from "./share-reads.ts";

/** What all calls of one credential share in this process. */
export type CallState = {
  guard: Guard;
  /** Cloudflare counts queries of its analytics separately, so they have their own limit and their own breaker. */
  analytics: Guard;
  sharing: ReadSharing;
  /** Limits how many reads of an urgency run at a time. */
  limit: <T>(urgency: Urgency, read: () => Promise<T>) => Promise<T>;
};

/**
 * The number of parallel reads, so that a thousand zones flood neither the API nor this process. Each urgency has its
 * own share: a read that somebody waits for never queues behind work that nobody waits for, nor a form behind a list.
 */
const maxConcurrency: Record<Urgency, number> = { write: 8, page: 8, run: 4, background: 4 };
/** Each state remembers the answers of its credential. With people's own tokens, those of long ago are dropped. */
const maxStates = 50;
/** However scarce calls are, because a credential may have been revoked meanwhile. */
const longestSharedMs = 30_000;

/** Without `ledgerOf`, calls are not counted. */
export function createCallState(now: () => number, ledgerOf?: (kind: CallKind) => CallLedger): CallState {
  const guardOf = (kind: CallKind) => createGuard({ now, kind, ledger: ledgerOf?.(kind) });
  const guard = guardOf("rest");
  const limitOf = (urgency: Urgency) => bulkhead(maxConcurrency[urgency], Number.POSITIVE_INFINITY);
  const limits = {
    ...{ write: limitOf("write"), page: limitOf("page") },
    ...{ run: limitOf("run"), background: limitOf("background") },
  };
  return {
    guard,
    analytics: guardOf("graphql"),
    sharing: createReadSharing({ now, shownAgeMs: () => Math.min(longestSharedMs, guard.shownAgeMs()) }),
    limit: (urgency, read) => limits[urgency].execute(read),
  };
}

const states = perProcess("callStates", () => new Map<string, CallState>());

/** The state of a credential, by its digest. */
export function callStateOf(digest: string, create: () => CallState): CallState {
  const state = states.get(digest) ?? create();
  states.delete(digest);
  states.set(digest, state);
  const [oldest] = states.keys();
  if (states.size > maxStates && oldest) states.delete(oldest);
  return state;
}
