import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";
import { CallPaused, type Pause, type PauseReason } from "#lib/cloudflare/failure.ts";
import { type CallKind, isEnoughLeft, type Urgency } from "./call-budget.ts";

/** What this process knows of why calls wait. */
export type CallPauses = {
  /** Throws `CallPaused` while no call of this urgency may be made, and the store's error shortly after it failed. */
  requireNone(urgency: Urgency): void;
  /** Whether a pause holds. It may be time to read it again. */
  isPaused(): boolean;
  begin(pause: Omit<Pause, "untilMs"> & { waitMs: number }): void;
  /** Pauses that began so far: a lease that was asked for before the last one is not used. */
  begun(): number;
  end(): void;
  /** The ledger refused a lease. */
  refuse(urgency: Urgency, waitMs: number): void;
  fail(error: unknown): void;
  learn(budget: Budget): void;
};

/** How long a pause counts as known before it is read again. Another server may have ended or changed it. */
const pauseReadMs = 2000;
/** What the ledger refused, or failed to do, is not asked for again within this time. */
const refusalMs = 1000;

type Known<T> = T & { readAtMs: number };

export function createCallPauses(kind: CallKind, now: () => number): CallPauses {
  let pause: Known<Pause> | undefined;
  let begun = 0;
  let failure: Known<{ error: unknown }> | undefined;
  let reported: Budget | undefined;
  const refusals = new Map<Urgency, Known<Pause>>();

  /** A clock that is set back must not make anything last. */
  const isRecent = (known: Known<unknown> | undefined, forMs: number) =>
    known !== undefined && now() >= known.readAtMs && now() < known.readAtMs + forMs;
  const lasts = (known: Known<Pause> | undefined): known is Known<Pause> =>
    known !== undefined && now() < known.untilMs;

  return {
    isPaused: () => lasts(pause),
    begun: () => begun,
    requireNone(urgency) {
      if (lasts(pause) && isRecent(pause, pauseReadMs)) throw pausedBy(pause);
      if (failure && isRecent(failure, refusalMs)) throw failure.error;
      const refusal = refusals.get(urgency);
      if (lasts(refusal) && isRecent(refusal, refusalMs)) throw pausedBy(refusal);
      if (reported && reported.resetAtMs > now() && !isEnoughLeft(kind, urgency, reported)) {
        throw new CallPaused({ reason: "reported", untilMs: reported.resetAtMs });
      }
    },
    begin({ reason, waitMs, last }) {
      begun += 1;
      pause = { reason, untilMs: now() + waitMs, readAtMs: now(), ...lastOf(reason, last ?? pause?.last) };
    },
    end() {
      pause = undefined;
      failure = undefined;
      refusals.clear();
    },
    refuse: (urgency, waitMs) => {
      refusals.set(urgency, { reason: "share", untilMs: now() + waitMs, readAtMs: now() });
    },
    fail: (error) => {
      failure = { error, readAtMs: now() };
    },
    learn: (budget) => {
      reported = { ...budget, resetAtMs: Math.min(budget.resetAtMs, now() + documentedLimit.windowMs) };
    },
  };
}

/** Of a pause that another server met, only the reason is known. */
function lastOf(reason: PauseReason, last: Pause["last"]): Pick<Pause, "last"> {
  return reason === "rate" ? { last: last ?? { status: 429 } } : {};
}

function pausedBy({ reason, untilMs, last }: Pause): CallPaused {
  return new CallPaused({ reason, untilMs, ...(last ? { last } : {}) });
}
