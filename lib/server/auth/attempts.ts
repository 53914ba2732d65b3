import "server-only";
import { createHash } from "node:crypto";
import { bulkhead } from "cockatiel";
import type { Kysely } from "kysely";
import { lockRow } from "#lib/store/lock-row.ts";
import type { Database } from "#lib/store/schema.ts";
import {
  countAttempts,
  deleteAttempt,
  deleteOldAttempts,
  insertAttempt,
  listAttempts,
} from "#lib/store/sign-in-attempts.ts";

/** One attempt that may be checked. */
type Attempt = {
  ok: true;
  /** Failed attempts with this key in the last five minutes, without this one. */
  tries: number;
  /** So many attempts fail overall that strangers have to queue. */
  isCrowded: boolean;
  succeed(): Promise<void>;
};

export type Attempts = {
  /**
   * Counts an attempt as failed before it is checked, so that parallel attempts do not slip through, on whichever
   * server. Or returns how long to wait.
   */
  begin(key: string): Promise<Attempt | { ok: false; waitMs: number }>;
  /** Removes attempts that no longer count. Resolves to whether there may be more. */
  removeOver(): Promise<boolean>;
};

const attemptsLock = "sign-in-attempt";
const windowMs = 5 * 60_000;
const perKey = 5;
const crowd = 50;
/** Far more than the queue lets through in the window. Without it, invented addresses could fill the disk. */
const maxKept = 10_000;
/** The most old rows that one attempt removes. */
const maxRemoved = 500;

/**
 * Allows at most 5 failed attempts in five minutes for one key, which is a network or a known device. Failures of other
 * keys slow a key down but never refuse it: strangers must not lock people out. All servers count together. `now` is in
 * milliseconds.
 */
export function createAttempts(db: Kysely<Database>, now: () => number): Attempts {
  // However many attempts arrive, those of this server wait for the lock on one connection.
  const oneAtATime = bulkhead(1, Number.POSITIVE_INFINITY);

  async function begin(bucket: string): ReturnType<Attempts["begin"]> {
    return db.transaction().execute(async (change) => {
      await lockRow(change, attemptsLock);
      const at = now();
      const own = await listOwn(change, bucket, at);
      if (own.waitMs !== undefined) return { ok: false, waitMs: own.waitMs };
      await deleteOldAttempts(change, { until: at - windowMs, limit: maxRemoved });
      const failed = await countAttempts(change, windowAt(at));
      if (failed >= maxKept) await deleteOldAttempts(change, { until: at, limit: failed - maxKept + 1 });
      const id = await insertAttempt(change, { bucket, at });
      return {
        ok: true,
        tries: own.tries,
        isCrowded: failed >= crowd,
        // Other failures stay counted: a person who knows the password of one role could otherwise guess another
        // without limit.
        succeed: () => deleteAttempt(db, id),
      };
    });
  }

  return {
    removeOver: () =>
      db.transaction().execute(async (change) => {
        await lockRow(change, attemptsLock);
        return (await deleteOldAttempts(change, { until: now() - windowMs, limit: maxRemoved })) >= maxRemoved;
      }),
    async begin(key) {
      const bucket = createHash("sha256").update(key).digest("base64url");
      // Most attempts of an attack are refused here, without a lock and without a write.
      const { waitMs } = await listOwn(db, bucket, now());
      return waitMs === undefined ? oneAtATime.execute(() => begin(bucket)) : { ok: false, waitMs };
    },
  };
}

async function listOwn(db: Kysely<Database>, bucket: string, at: number): Promise<{ tries: number; waitMs?: number }> {
  const times = await listAttempts(db, { bucket, ...windowAt(at), limit: perKey });
  const oldest = times[perKey - 1];
  return { tries: times.length, ...(oldest === undefined ? {} : { waitMs: oldest + windowMs - at }) };
}

/** A time far ahead is of a clock that was set back since, and must not lock anybody out until then. */
function windowAt(at: number): { after: number; before: number } {
  return { after: at - windowMs, before: at + windowMs };
}
