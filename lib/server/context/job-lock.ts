import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "#lib/cloudflare/errors.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { dropLease, takeLease } from "#lib/store/leases.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { withMutex } from "../base/mutex.ts";
import type { Context } from "./context.ts";

type Times = { ttlMs: number; renewMs: number; longestWaitMs: number };

/** Longer than a change takes, so that a server that was killed does not block a job for long. */
const usual: Times = { ttlMs: 60_000, renewMs: 20_000, longestWaitMs: 30_000 };

/**
 * Runs changes of one job one after the other, on all servers that share the store: what one compares with stays as it
 * is until it has written. In this process they run in the order of the calls. Throws `AppException` (E_JOB_BUSY) if
 * another server's change takes too long, and `StoreError` if the store does not answer; nothing is sent then.
 */
export function withJobLock<T>(
  { store, now }: Pick<Context, "store" | "now">,
  ref: JobRef,
  work: () => Promise<T>,
  { ttlMs, renewMs, longestWaitMs }: Times = usual,
): Promise<T> {
  const name = `job ${jobKey(ref)}`;
  return withMutex(name, async () => {
    const holder = randomUUID();
    const take = () => takeLease(store.db, { name, holder, now: now(), ttlMs });
    for (const beganAt = performance.now(); !(await take()); ) {
      if (performance.now() - beganAt > longestWaitMs) fail("E_JOB_BUSY");
      await sleep(50 + Math.random() * 100);
    }
    const renewal = setInterval(() => void take().catch(() => undefined), renewMs);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      // The lease runs out if the store does not answer now; the change is made anyway.
      await dropLease(store.db, { name, holder }).catch((error: unknown) => {
        if (!isStoreError(error)) throw error;
        log({ level: "warn", event: `the lock of a job could not be released (${error.detail})` });
      });
    }
  });
}
