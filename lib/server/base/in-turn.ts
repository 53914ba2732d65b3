import "server-only";

const registryKey = Symbol.for("headgate.turns");

/** Next bundles pages, actions and routes apart; the global object they share, so that a name has one queue. */
function tails(): Map<string, Promise<unknown>> {
  const registry: { [registryKey]?: Map<string, Promise<unknown>> } & object = globalThis;
  registry[registryKey] ??= new Map();
  return registry[registryKey];
}

/** Runs work of one name (a file, a job) one after the other, in the order in which it was asked for. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const queue = tails();
  const done = (queue.get(name) ?? Promise.resolve()).then(work);
  const tail = done
    .catch(() => undefined)
    .then(() => {
      if (queue.get(name) === tail) queue.delete(name);
    });
  queue.set(name, tail);
  return done;
}
