import "server-only";
import { type CallAccount, type CallLedger, noPause } from "#lib/store/calls.ts";

/** Counts in this process only: for the command line, and for credentials that are not verified yet. */
export function createMemoryLedger(now: () => number): CallLedger {
  let account: Omit<CallAccount, "at"> = { pause: noPause, slots: [] };
  return {
    async change(decide) {
      const { change, result } = decide({ at: now(), ...account });
      const slots = new Map(account.slots.map(({ slot, used }) => [slot, used]));
      for (const { slot, used } of change.added) slots.set(slot, (slots.get(slot) ?? 0) + used);
      const { first, last } = change.kept;
      account = {
        pause: change.pause ?? account.pause,
        slots: Array.from(slots, ([slot, used]) => ({ slot, used })).filter(
          ({ slot }) => slot >= first && slot <= last,
        ),
      };
      return result;
    },
  };
}
