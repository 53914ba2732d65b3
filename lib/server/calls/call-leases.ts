import "server-only";
import type { Budget } from "#lib/cloudflare/budget.ts";
import type { Pause } from "#lib/cloudflare/failure.ts";
import type { CallLedger, CallSlot } from "#lib/store/calls.ts";
import {
  type CallKind,
  decideLease,
  decidePause,
  decideResume,
  isWithinCap,
  leaseMs,
  type PauseRequest,
  pauseMsOf,
  shareOf,
  shownAgeOf,
  type Urgency,
  type Usage,
  usedAt,
} from "./call-budget.ts";
import { createCallPauses } from "./call-pauses.ts";

/** A call that may be made now. The caller says how it ended. */
export type Place = { isProbe: boolean; lease: Lease };

/** `used` is what all servers had made when it was granted, with this lease. */
type Lease = { used: number; left: number; slot: number; begunAtMs: number; isProbe: boolean };

export type CallLeases = {
  /**
   * A place from the lease in hand, without the ledger. Undefined if a new lease is needed. Throws `CallPaused` while
   * no call of this urgency may be made.
   */
  takeNow(urgency: Urgency): Place | undefined;
  /** The same, with a new lease if needed. Throws what the ledger throws. */
  take(urgency: Urgency): Promise<Place>;
  /** The call was not sent. */
  refund(place: Place): void;
  /** The call was sent, and nothing in its answer asks to wait. */
  confirm(place: Place): Promise<void>;
  /** Its answer asks all servers to wait. */
  pause(place: Place, request: PauseRequest, last?: Pause["last"]): Promise<void>;
  /** The count in Cloudflare's last answer. */
  learn(budget: Budget): void;
  /** How old an answer for display may be, in milliseconds. */
  shownAgeMs(): number;
};

export type LeaseOptions = { ledger: CallLedger; kind: CallKind; now: () => number };

/** A server that makes a call now and then takes few at a time. Each lease that is used up doubles the next one. */
const firstLease = 4;

/** Calls of one credential and kind in this process, taken from the ledger in leases. */
export function createCallLeases(options: LeaseOptions): CallLeases {
  const { ledger, kind, now } = options;
  const pauses = createCallPauses(kind, now);
  const hand = createHand(options);
  let waiting = 0;
  let taking: Promise<void> | undefined;
  let probe: { ended: Promise<void>; end: () => void } | undefined;

  function takeNow(urgency: Urgency): Place | undefined {
    pauses.requireNone(urgency);
    if (probe || pauses.isPaused()) return undefined;
    const lease = hand.take(urgency);
    if (lease?.isProbe) probe = createSignal();
    return lease && { isProbe: lease.isProbe, lease };
  }

  async function takeLease(urgency: Urgency): Promise<void> {
    const begun = pauses.begun();
    try {
      const answer = await hand.refill(urgency, waiting);
      if (answer.ok) {
        if (begun === pauses.begun()) pauses.end();
        else hand.putAside();
      } else if (answer.reason === "share") pauses.refuse(urgency, answer.waitMs);
      else pauses.begin(answer);
    } catch (error) {
      pauses.fail(error);
      throw error;
    } finally {
      taking = undefined;
    }
  }

  function endProbe({ isProbe }: Place): void {
    if (!isProbe) return;
    probe?.end();
    probe = undefined;
  }

  return {
    takeNow,
    async take(urgency) {
      waiting += 1;
      try {
        for (;;) {
          const place = takeNow(urgency);
          if (place) return place;
          taking ??= probe ? undefined : takeLease(urgency);
          await (probe?.ended ?? taking);
        }
      } finally {
        waiting -= 1;
      }
    },
    refund(place) {
      place.lease.left += 1;
      endProbe(place);
    },
    async confirm(place) {
      if (!place.isProbe) return;
      // If the store fails, another probe follows. The answer counts all the same.
      await ledger.change(decideResume).catch(() => undefined);
      endProbe(place);
    },
    async pause(place, request, last) {
      hand.putAside();
      const { reason } = request;
      pauses.begin({ reason, waitMs: pauseMsOf(request, 1), last });
      // If the store fails, the pause holds in this process, and the next lease meets the error.
      const waitMs = await ledger.change((account) => decidePause(account, request)).catch(() => undefined);
      if (waitMs !== undefined) pauses.begin({ reason, waitMs, last });
      endProbe(place);
    },
    learn: pauses.learn,
    shownAgeMs: hand.shownAgeMs,
  };
}

/** The lease in hand, and what is known of the calls of all servers. */
function createHand({ ledger, kind, now }: LeaseOptions) {
  let lease: Lease | undefined;
  let unused: CallSlot | undefined;
  let wanted = firstLease;
  let usage: Usage & { aheadMs: number } = { at: 0, slots: [], aheadMs: 0 };

  /** A clock that is set back ends the lease. */
  const isFresh = ({ begunAtMs }: Lease) => now() >= begunAtMs && now() < begunAtMs + leaseMs;

  /** Nobody uses the rest of the lease any more. The next change gives it back. */
  function putAside(): void {
    if (lease && lease.left > 0) unused = { slot: lease.slot, used: lease.left };
    lease = undefined;
  }

  return {
    putAside,
    take(urgency: Urgency): Lease | undefined {
      if (!lease || lease.left < 1 || !isFresh(lease) || !isWithinCap(kind, urgency, lease.used)) return undefined;
      lease.left -= 1;
      return lease;
    },
    async refill(urgency: Urgency, waiting: number) {
      const begunAtMs = now();
      wanted = lease?.left === 0 && isFresh(lease) ? wanted * 2 : firstLease;
      putAside();
      const returned = unused;
      unused = undefined;
      const calls = Math.max(wanted, waiting);
      const answer = await ledger.change((account) => decideLease(account, { kind, urgency, calls, unused: returned }));
      usage = { ...answer.usage, aheadMs: answer.usage.at - now() };
      if (answer.ok) {
        wanted = answer.calls;
        const used = usedAt(answer.usage.slots, answer.usage.at);
        lease = { used, left: answer.calls, slot: answer.slot, begunAtMs, isProbe: answer.isProbe };
      }
      return answer;
    },
    shownAgeMs() {
      const free = (lease?.left ?? 0) + (unused?.used ?? 0);
      return shownAgeOf(shareOf(kind, usedAt(usage.slots, now() + usage.aheadMs) - free));
    },
  };
}

function createSignal(): { ended: Promise<void>; end: () => void } {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}
