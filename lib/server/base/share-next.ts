import "server-only";
import { perProcess } from "./per-process.ts";

type UnderWay = { current: Promise<void>; next?: Promise<void> };

const underWay = perProcess("sharedWork", () => new Map<string, UnderWay>());

/**
 * Runs work that many ask for at the same time. Who comes while it runs waits for the next run, which all of them
 * share: the present one may have begun before what they have just changed.
 */
export function shareNext(key: string, work: () => Promise<void>): Promise<void> {
  const running = underWay.get(key);
  if (!running) return begin(key, work);
  running.next ??= running.current.catch(() => undefined).then(() => begin(key, work));
  return running.next;
}

function begin(key: string, work: () => Promise<void>): Promise<void> {
  const run: UnderWay = { current: work() };
  underWay.set(key, run);
  const end = () => {
    // A next run replaces this one.
    if (underWay.get(key) === run && run.next === undefined) underWay.delete(key);
  };
  run.current.then(end, end);
  return run.current;
}
