import "server-only";
import { randomUUID } from "node:crypto";
import { extendOpenIntents } from "#lib/store/open-intents.ts";
import type { Store } from "#lib/store/open-store.ts";

/** A server that has said nothing about a change for so long has stopped, and another one may settle it. */
const leaseMs = 30_000;
const extendEveryMs = 10_000;

/** The changes that this process works on. While it lives, no other server settles them. */
export type IntentLeases = {
  /** Names this process. */
  owner: string;
  /** Until when a change that is begun or extended now is this process's own. */
  until(): number;
  hold(id: string): void;
  drop(id: string): void;
};

/** One timer extends all changes in progress. */
export function createIntentLeases({ store, now }: { store: Store; now: () => number }): IntentLeases {
  const owner = randomUUID();
  const held = new Set<string>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const until = () => now() + leaseMs;
  const extend = async () => {
    try {
      await extendOpenIntents(store.db, { ids: [...held], owner, until: until() });
    } catch {
      // The next round tries again. If the store stays away, the outcome cannot be written either, which is logged.
    }
  };
  return {
    owner,
    until,
    hold: (id) => {
      held.add(id);
      timer ??= setInterval(extend, extendEveryMs).unref();
    },
    drop: (id) => {
      held.delete(id);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
