import "server-only";

export type Attempts = {
  /** Counts an attempt as failed before it is judged, so that many at once do not slip through; or says how long to wait. */
  begin(address: string): { ok: true; succeed(): void } | { ok: false; waitMs: number };
};

const windowMs = 5 * 60_000;
const perAddress = 5;
const overall = 50;

/** At most 5 failed attempts in five minutes from one address, and 50 from all. `now` is in milliseconds. */
export function createAttempts(now: () => number): Attempts {
  let failed: { address: string; at: number }[] = [];
  return {
    begin(address) {
      const at = now();
      failed = failed.filter((one) => one.at > at - windowMs);
      const own = failed.filter((one) => one.address === address);
      const waitMs = Math.max(waitFor(own, perAddress, at), waitFor(failed, overall, at));
      if (waitMs > 0) return { ok: false, waitMs };
      const attempt = { address, at };
      failed.push(attempt);
      // Nothing else is forgiven: whoever knows the password of one role could guess at another for ever.
      return { ok: true, succeed: () => (failed = failed.filter((one) => one !== attempt)) };
    },
  };
}

/** Until the oldest of a full window has left it. */
function waitFor(list: { at: number }[], limit: number, at: number): number {
  const oldest = list.at(-limit);
  return oldest === undefined ? 0 : oldest.at + windowMs - at;
}
