import "server-only";

export type DeliveryLimiter = {
  /** Reserves a slot for one delivery, which `end` releases; or says how long to wait for one. */
  start(caller: string): { ok: true; end(): void } | { ok: false; waitMs: number };
};

const windowMs = 60_000;
const perCaller = 6;
const overall = 30;

/** At most one delivery at a time and 6 a minute per caller, and 30 a minute in total. `now` is in milliseconds. */
export function createDeliveryLimiter(now: () => number): DeliveryLimiter {
  let started: { caller: string; at: number }[] = [];
  const running = new Set<string>();
  return {
    start(caller) {
      const at = now();
      started = started.filter((one) => one.at > at - windowMs);
      if (running.has(caller)) return { ok: false, waitMs: 1000 };
      const wait = Math.max(
        waitFor(
          started.filter((one) => one.caller === caller),
          perCaller,
          at,
        ),
        waitFor(started, overall, at),
      );
      if (wait > 0) return { ok: false, waitMs: wait };
      started.push({ caller, at });
      running.add(caller);
      return { ok: true, end: () => void running.delete(caller) };
    },
  };
}

/** How long until the oldest entry of a full window expires. */
function waitFor(list: { at: number }[], limit: number, at: number): number {
  const oldest = list.at(-limit);
  return oldest === undefined ? 0 : oldest.at + windowMs - at;
}
