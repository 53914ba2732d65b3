import "server-only";
import type { DeliveryPhase, DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { DeliveryFailure } from "./failure.ts";

type Options = { signal: AbortSignal; totalMs: number; onPhase?: ((phase: DeliveryPhase) => void) | undefined };

export type Stages = ReturnType<typeof createStages>;

/**
 * Times the phases of one delivery and ends it: by the person's signal, by the phase's limit, or by the total limit.
 * `race` settles with whichever comes first.
 */
export function createStages({ signal, totalMs, onPhase }: Options) {
  const timings: DeliveryTrace["timings"] = [];
  const stop = new AbortController();
  let current: { phase: DeliveryPhase; from: number } | undefined;
  let limit: NodeJS.Timeout | undefined;
  let limitMs = 0;
  const whole = setTimeout(
    () => stop.abort(new DeliveryFailure("timeout", `more than ${totalMs} ms in all`, { isOverall: true })),
    totalMs,
  );
  const onCancel = () => stop.abort(new DeliveryFailure("canceled", "canceled"));
  if (signal.aborted) onCancel();
  else signal.addEventListener("abort", onCancel, { once: true });

  function closePhase() {
    if (current) timings.push({ phase: current.phase, ms: performance.now() - current.from });
    current = undefined;
    clearTimeout(limit);
  }

  /** Restarts the limit of the current phase after progress. */
  function progress() {
    const phase = current?.phase;
    clearTimeout(limit);
    limit = setTimeout(() => {
      stop.abort(new DeliveryFailure("timeout", `${phase}: no progress for ${limitMs} ms`));
    }, limitMs);
  }

  return {
    timings,
    signal: stop.signal,
    begin(phase: DeliveryPhase, ms: number) {
      closePhase();
      current = { phase, from: performance.now() };
      limitMs = ms;
      progress();
      onPhase?.(phase);
    },
    progress,
    /** The current phase. */
    phase: (): DeliveryPhase => current?.phase ?? "resolve",
    end() {
      closePhase();
      clearTimeout(whole);
      signal.removeEventListener("abort", onCancel);
    },
    race: <T>(work: Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const onStop = () => reject(stop.signal.reason);
        if (stop.signal.aborted) onStop();
        stop.signal.addEventListener("abort", onStop, { once: true });
        work.then(resolve, reject).finally(() => stop.signal.removeEventListener("abort", onStop));
      }),
  };
}
