import "server-only";

const key = Symbol.for("headgate.openWork");

/** Next bundles pages, actions and routes apart; scripts/http-server.mjs waits for what is in the global set. */
function openWork(): Set<object> {
  const registry: { [key]?: Set<object> } & object = globalThis;
  registry[key] ??= new Set();
  return registry[key];
}

/** Runs a change that a stopping process waits for, whether or not its browser still does. */
export async function trackWork<T>(work: () => Promise<T>): Promise<T> {
  const mark = {};
  openWork().add(mark);
  try {
    return await work();
  } finally {
    openWork().delete(mark);
  }
}
