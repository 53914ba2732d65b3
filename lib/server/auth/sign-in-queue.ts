import "server-only";

export type SignInQueue = {
  /** Waits for a turn. False if the queue is full of people with fewer attempts, or if the signal fires first. */
  wait(tries: number, signal: AbortSignal): Promise<boolean>;
};

type Waiting = { tries: number; admit: (isIn: boolean) => void };

/** One attempt a second, and thirty that wait: nobody waits longer than half a minute for an answer. */
const everyMs = 1000;
const maxWaiting = 30;

/**
 * The queue for sign-ins of strangers while many fail. The stranger with the fewest attempts is next, so a person's
 * first attempt overtakes a program's fifth. From a full queue, the one with the most attempts is sent away. `now` is
 * in milliseconds.
 */
export function createSignInQueue(now: () => number): SignInQueue {
  let waiting: Waiting[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let isScheduled = false;

  function turn(): void {
    isScheduled = false;
    const [next] = waiting.toSorted((a, b) => a.tries - b.tries);
    if (!next) return;
    lastAt = now();
    next.admit(true);
    schedule();
  }

  function schedule(): void {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setTimeout(turn, Math.min(everyMs, Math.max(0, lastAt + everyMs - now())));
  }

  return {
    wait: (tries, signal) =>
      new Promise((resolve) => {
        const leave = () => one.admit(false);
        const one: Waiting = {
          tries,
          admit: (isIn) => {
            waiting = waiting.filter((other) => other !== one);
            signal.removeEventListener("abort", leave);
            resolve(isIn);
          },
        };
        waiting.push(one);
        signal.addEventListener("abort", leave, { once: true });
        if (signal.aborted) leave();
        const most = Math.max(...waiting.map((each) => each.tries));
        if (waiting.length > maxWaiting) waiting.findLast((each) => each.tries === most)?.admit(false);
        schedule();
      }),
  };
}
