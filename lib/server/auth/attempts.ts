import "server-only";

/** One attempt that may be judged. */
type Attempt = {
  ok: true;
  /** Failed attempts of this key in the last five minutes, without this one. */
  tries: number;
  /** So many fail everywhere that strangers have to queue. */
  isCrowded: boolean;
  succeed(): void;
};

export type Attempts = {
  /** Counts an attempt as failed before it is judged, so that many at once do not slip through; or says how long to wait. */
  begin(key: string): Attempt | { ok: false; waitMs: number };
};

const windowMs = 5 * 60_000;
const perKey = 5;
const crowd = 50;
/** Far more than the queue lets through in the window; without it, invented addresses could fill the memory. */
const maxKept = 10_000;

/**
 * At most 5 failed attempts in five minutes for one key: a network or a known device. However many fail elsewhere, a key
 * of its own is never refused, only slowed down: strangers must not lock people out. `now` is in milliseconds.
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
        // Nothing else is forgiven: whoever knows the password of one role could guess at another for ever.
        succeed: () => (failed = failed.filter((one) => one !== attempt)),
      };
    },
  };
}
