import "server-only";
import { perProcess } from "./per-process.ts";

/** The last work of each key. The whole process shares one queue per key. */
const tails = perProcess("mutexes", () => new Map<string, Promise<unknown>>());

/** Runs work with the same key (a file, a job) one at a time, in the order of the calls. */
export function withMutex<T>(key: string, work: () => Promise<T>): Promise<T> {
  const done = (tails.get(key) ?? Promise.resolve()).then(work);
  const tail = done
    .catch(() => undefined)
    .then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
  tails.set(key, tail);
  return done;
}
