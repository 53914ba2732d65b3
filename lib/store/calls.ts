import { type Kysely, sql, type Transaction } from "kysely";
import type { Store } from "./open-store.ts";
import type { Database } from "./schema.ts";
import { StoreError } from "./store-error.ts";

/** `credential` is a keyed digest. The API counts each kind of call separately. */
export type CallKey = { credential: string; kind: string };

/** The length of a slot; its number is the time divided by it. */
export const slotMs = 30_000;

export type CallSlot = { slot: number; used: number };

/** `reason` is null while there is no pause. See `CredentialTable`. */
export type StoredPause = { reason: string | null; until: number; probeUntil: number; count: number };

/** What all servers know about a credential's calls of one kind. `at` is the time that all of them go by. */
export type CallAccount = { at: number; pause: StoredPause; slots: CallSlot[] };

export type CallChange = {
  /** How many calls each slot gains, or loses if the number is negative. */
  added: CallSlot[];
  /** Unchanged if absent. */
  pause?: StoredPause;
  /** The slots that still count. Others are deleted. */
  kept: { first: number; last: number };
};

/** Judges an account and says what changes. */
export type Decide<T> = (account: CallAccount) => { change: CallChange; result: T };

/** Where calls are counted. One change at a time, each on what the one before left. */
export type CallLedger = { change<T>(decide: Decide<T>): Promise<T> };

export const noPause: StoredPause = { reason: null, until: 0, probeUntil: 0, count: 0 };

const longestWaitMs = 6000;

/**
 * The ledger of all servers on this store. Its clock is the database's, or for SQLite the machine's, because servers on
 * different machines may disagree about the time; tests pass their own.
 */
export function openCallLedger(store: Store, key: CallKey, now?: () => number): CallLedger {
  const clock = () =>
    now === undefined && store.kind === "postgres"
      ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
      : sql<number>`cast(${(now ?? Date.now)()} as bigint)`;
  return {
    change: (decide) =>
      untilDeadline(
        store.db.transaction().execute(async (db) => {
          const account = await lock(db, key, clock);
          const { change, result } = decide(account);
          await write(db, key, account, change);
          return { at: account.at, result };
        }),
      ).then(({ at, result }) => {
        forgetIdleNowAndThen(store, at);
        return result;
      }),
  };
}

/** Touching the row locks it. The clock is read behind the lock, so that times grow in the order of the changes. */
async function lock(
  db: Transaction<Database>,
  key: CallKey,
  clock: () => ReturnType<typeof sql<number>>,
): Promise<CallAccount> {
  const touched = clock();
  const row = await db
    .insertInto("credential")
    .values({ ...key, pause: null, paused_until: 0, probe_until: 0, pauses: 0, touched })
    .onConflict((conflict) => conflict.columns(["credential", "kind"]).doUpdateSet({ touched }))
    .returning(["pause", "paused_until", "probe_until", "pauses", "touched"])
    .executeTakeFirstOrThrow();
  const slots = await db
    .selectFrom("call_slot")
    .select(["slot", "used"])
    .where("credential", "=", key.credential)
    .where("kind", "=", key.kind)
    .execute();
  const pause = { reason: row.pause, until: row.paused_until, probeUntil: row.probe_until, count: row.pauses };
  return { at: row.touched, pause, slots };
}

async function write(
  db: Transaction<Database>,
  key: CallKey,
  { slots }: CallAccount,
  { added, pause, kept }: CallChange,
): Promise<void> {
  for (const { slot, used } of added) {
    await db
      .insertInto("call_slot")
      .values({ ...key, slot, used })
      .onConflict((conflict) =>
        conflict.columns(["credential", "kind", "slot"]).doUpdateSet({ used: sql`call_slot.used + ${used}` }),
      )
      .execute();
  }
  if (slots.some(({ slot }) => slot < kept.first || slot > kept.last)) {
    await db
      .deleteFrom("call_slot")
      .where("credential", "=", key.credential)
      .where("kind", "=", key.kind)
      .where((is) => is.or([is("slot", "<", kept.first), is("slot", ">", kept.last)]))
      .execute();
  }
  if (pause) {
    await db
      .updateTable("credential")
      .set({ pause: pause.reason, paused_until: pause.until, probe_until: pause.probeUntil, pauses: pause.count })
      .where("credential", "=", key.credential)
      .where("kind", "=", key.kind)
      .execute();
  }
}

/** A database that hangs counts as one that does not answer. What it grants later is not used. */
async function untilDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreError("unavailable", "no answer in time", undefined)), longestWaitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const tidyEveryMs = 3_600_000;
const idleMs = 86_400_000;
const tidiedAt = new WeakMap<Store, number>();

function forgetIdleNowAndThen(store: Store, at: number): void {
  const last = tidiedAt.get(store);
  if (last !== undefined && Math.abs(at - last) < tidyEveryMs) return;
  tidiedAt.set(store, at);
  // The next hour tries again.
  if (last !== undefined) void forgetIdleCredentials(store.db, at - idleMs).catch(() => undefined);
}

/** Deletes what is known of credentials that nobody has used since then. Each statement locks for itself. */
export async function forgetIdleCredentials(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom("credential").where("touched", "<", before).execute();
  await db
    .deleteFrom("call_slot")
    .where("slot", "<", Math.floor(before / slotMs))
    .execute();
}
