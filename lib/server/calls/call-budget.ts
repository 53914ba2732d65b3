import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";

/**
 * Whether somebody waits for the answer (a change, a form, the check whether a credential is still good), opens a page
 * that reads many scopes, or Headgate asks by itself.
 */
export type Urgency = "person" | "page" | "background";

export type CallBudget = {
  /** Counts a call; or returns why it may not be made, and when the next one may, in milliseconds since 1970. */
  take(urgency: Urgency): { ok: true } | { ok: false; reason: "share" | "reported"; untilMs: number };
  /** How old an answer may be that is only shown, in milliseconds: 0 while calls are plentiful, ever more as they run out. */
  shownAgeMs(): number;
  /** What Cloudflare's last answer said of its own count. */
  learn(budget: Budget): void;
};

const windowMs = 300_000;
/** Cloudflare refuses everything of a credential, its dashboard too, after 1,200 calls in five minutes. */
const limit = 1000;
/** Of either count so much is kept for what is more urgent: a list of a thousand zones must not stop a change. */
const reserves = { person: 0, page: 0.1, background: 0.15 } satisfies Record<Urgency, number>;

/** From here on, answers to pages are shared for 5 s, and for twice as long with each further tenth of the limit. */
const scarceFrom = 0.4;
const firstAgeMs = 5000;

/** At most 1,000 calls in any five minutes for one credential; pages stop at 90 % of it, what nobody waits for at 85 %. */
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
        // Of a limit larger than the documented one, no more is kept than of that.
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
