import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { type Context, getEffects } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { runAsLeader } from "../env/leader.ts";
import { resealVersions, unreadableText } from "./reseal.ts";
import { tidyStore } from "./tidy.ts";

const everyMs = 3_600_000;

/** Seals what is not a version with the present key. */
type Reseal = (effects: Pick<Context, "store" | "seal">) => Promise<number>;

/**
 * Now, and once an hour, one of the servers seals versions with the present key that another one sealed, and removes
 * what is too old.
 */
export function startUpkeep(reseals: readonly Reseal[] = []): void {
  const { days } = readEnv().history;
  const effects = getEffects();
  let reported = 0;
  runAsLeader("upkeep", async (signal) => {
    while (!signal.aborted) {
      try {
        const unreadable = await resealVersions(effects, { signal });
        if (unreadable > 0 && unreadable !== reported) log({ level: "warn", event: unreadableText(unreadable) });
        reported = unreadable;
        for (const reseal of reseals) await reseal(effects);
        await tidyStore(effects, { days, signal });
      } catch (error) {
        if (!isStoreError(error)) throw error;
        log({ level: "warn", event: `store maintenance is postponed (${error.detail})` });
      }
      await sleep(everyMs, undefined, { ref: false, signal }).catch(() => undefined);
    }
  });
}
