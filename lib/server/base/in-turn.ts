import "server-only";
import { perProcess } from "./per-process.ts";

/** The last work of each name; one queue per name in the whole process. */
const queue = perProcess("turns", () => new Map<string, Promise<unknown>>());

/** Runs work of one name (a file, a job) one after the other, in the order in which it was asked for. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const done = (queue.get(name) ?? Promise.resolve()).then(work);
  const tail = done
    .catch(() => undefined)
    .then(() => {
      if (queue.get(name) === tail) queue.delete(name);
    });
  queue.set(name, tail);
  return done;
}
