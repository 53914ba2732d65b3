import "server-only";

/** One attempt that may be checked. */
type Attempt = {
  ok: true;
  /** Failed attempts with this key in the last five minutes, without this one. */
  tries: number;
  /** So many attempts fail overall that strangers have to queue. */
  isCrowded: boolean;
  succeed(): void;
};

export type Attempts = {
  /**
   * Counts an attempt as failed before it is checked, so that parallel attempts do not slip through. Or returns how
   * long to wait.
   */
  begin(key: string): Attempt | { ok: false; waitMs: number };
};

const windowMs = 5 * 60_000;
const perKey = 5;
const crowd = 50;
/** Far more than the queue lets through in the window. Without it, invented addresses could fill the memory. */
const maxKept = 10_000;

/**
 * Allows at most 5 failed attempts in five minutes for one key, which is a network or a known device. Failures of other
 * keys slow a key down but never refuse it: strangers must not lock people out. `now` is in milliseconds.
 */
export function createAttempts(now: () => number): Attempts {
  let failed: { key: string; at: number }[] = [];
  return {
    begin(key) {
      const at = now();
      failed = failed.filter((one) => one.at > at - windowMs).slice(-maxKept);
      const own = failed.filter((one) => one.key === key);
      const oldest = own.at(-perKey);
      if (oldest) return { ok: false, waitMs: oldest.at + windowMs - at };
      const isCrowded = failed.length >= crowd;
      const attempt = { key, at };
      failed.push(attempt);
      return {
        ok: true,
        tries: own.length,
        isCrowded,
        // Other failures stay counted: a person who knows the password of one role could otherwise guess another
        // without limit.
        succeed: () => (failed = failed.filter((one) => one !== attempt)),
      };
    },
  };
}
