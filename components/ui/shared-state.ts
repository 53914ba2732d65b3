import { useSyncExternalStore } from "react";

export type SharedState<T> = { get: () => T; set: (next: T) => void; subscribe: (listener: () => void) => () => void };

/** A value that components far apart share in the browser. It lives as long as the document. */
export function createSharedState<T>(initial: T): SharedState<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value now, and at every change. The server renders `initial`. */
export function useSharedState<T>({ get, subscribe }: SharedState<T>, initial: T): T {
  return useSyncExternalStore(subscribe, get, () => initial);
}
