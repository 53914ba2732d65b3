export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Continues from another time. */
  set(ms: number): void;
  /** Jumps forward, or back with a negative number. */
  advance(ms: number): void;
  /** Follows the real time again. */
  reset(): void;
};

/** A clock that can be moved. It keeps running at the speed of `real`. */
export function createClock(real: () => number): Clock {
  let offset = 0;
  return {
    now: () => real() + offset,
    set: (ms) => {
      offset = ms - real();
    },
    advance: (ms) => {
      offset += ms;
    },
    reset: () => {
      offset = 0;
    },
  };
}
