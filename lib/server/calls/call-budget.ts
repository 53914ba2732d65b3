import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";

/**
 * Why a call is made: somebody waits for the answer (a change, a form, the check whether a credential is still valid),
 * somebody opens a page that reads many scopes, or nobody waits.
 */
export type Urgency = "person" | "page" | "background";

export type CallBudget = {
  /** Counts a call, or returns why it must not be made and when the next one may, in milliseconds since 1970. */
  take(urgency: Urgency): { ok: true } | { ok: false; reason: "share" | "reported"; untilMs: number };
  /** How old an answer for display may be, in milliseconds: 0 while calls are plentiful, and more as they run out. */
  shownAgeMs(): number;
  /** The count in Cloudflare's last answer. */
  learn(budget: Budget): void;
};

const windowMs = 300_000;
/**
 * After 1,200 calls in five minutes Cloudflare refuses every call of the credential's owner, also those of its
 * dashboard.
 */
const limit = 1000;
/** The share of either count that is kept for more urgent calls: a list of a thousand zones must not stop a change. */
const reserves = { person: 0, page: 0.1, background: 0.15 } satisfies Record<Urgency, number>;

/** From this share on, pages share answers for 5 s, and for twice as long with each further tenth of the limit. */
const scarceFrom = 0.4;
const firstAgeMs = 5000;

/**
 * Allows at most 1,000 calls in any five minutes for one credential. Pages stop at 90%, calls that nobody waits for at
 * 85%.
 */
export function createCallBudget(now: () => number): CallBudget {
  let made: number[] = [];
  let known: Budget | undefined;
  return {
    take(urgency) {
      const at = now();
      made = made.filter((one) => one > at - windowMs);
      const own = Math.floor(limit * (1 - reserves[urgency]));
      const oldest = made.at(-own);
      if (oldest !== undefined) return { ok: false, reason: "share", untilMs: oldest + windowMs };
      if (known && known.resetAtMs > at) {
        // A limit above the documented one does not raise the reserve.
        const least = Math.max(1, Math.min(known.limit, documentedLimit.limit) * reserves[urgency]);
        if (known.remaining < least) return { ok: false, reason: "reported", untilMs: known.resetAtMs };
      }
      made.push(at);
      return { ok: true };
    },
    shownAgeMs() {
      const at = now();
      const used = made.filter((one) => one > at - windowMs).length / limit;
      return used < scarceFrom ? 0 : firstAgeMs * 2 ** (10 * (used - scarceFrom));
    },
    learn: (budget) => {
      known = { ...budget, resetAtMs: Math.min(budget.resetAtMs, now() + windowMs) };
    },
  };
}
