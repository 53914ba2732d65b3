import { type Kysely, sql, type Transaction } from "kysely";
import { rowParts } from "./row-parts.ts";
import type { AuditTable, Database } from "./schema.ts";

/** An entry before it has its place in the chain. */
export type AddedEntry = Pick<AuditTable, "chain" | "at" | "entry">;

/** What the mac of an entry covers: its place, its text and, by `before`, every earlier entry of the chain. */
export type SealedEntry = Pick<AuditTable, "chain" | "n" | "entry"> & { before: string };

/** Returns the mac of an entry. */
export type Seal = (entry: SealedEntry) => string;

/** An entry with what it is checked against. */
export type ReadEntry = AuditTable & {
  /** The mac of the entry before it. Null if there is none. */
  before: string | null;
  /** The number of the last entry of its chain. Null if the chain has no head. */
  head: number | null;
};

/**
 * Adds an entry to the end of its chain and returns its number. The head's row is the lock: entries of one chain wait
 * for each other, those of different chains do not.
 */
export async function appendEntry(
  db: Transaction<Database>,
  { chain, at, entry }: AddedEntry,
  seal: Seal,
): Promise<number> {
  await db
    .insertInto("chain_head")
    .values({ chain, n: 0, mac: "" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { n, mac: before } = await db
    .updateTable("chain_head")
    .set(({ eb }) => ({ n: eb("n", "+", 1) }))
    .where("chain", "=", chain)
    .returning(["n", "mac"])
    .executeTakeFirstOrThrow();
  const mac = seal({ chain, n, entry, before });
  await db.insertInto("audit").values({ chain, n, at, entry, mac }).execute();
  await db.updateTable("chain_head").set({ mac }).where("chain", "=", chain).execute();
  return n;
}

/** Stores a whole chain, whose entries are sealed already. */
export async function insertChain(db: Kysely<Database>, chain: string, entries: readonly AuditTable[]): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  for (const part of rowParts(entries)) {
    await db.insertInto("audit").values(part).execute();
  }
  await db.insertInto("chain_head").values({ chain, n: last.n, mac: last.mac }).execute();
}

/** Each entry with its neighbours, in one statement, so that entries that are added meanwhile do not disturb. */
function selectEntries(db: Kysely<Database>) {
  return db
    .selectFrom("audit as a")
    .leftJoin("audit as p", (join) => join.onRef("p.chain", "=", "a.chain").on("p.n", "=", sql<number>`a.n - 1`))
    .leftJoin("chain_head as h", "h.chain", "a.chain")
    .select(["a.chain", "a.n", "a.at", "a.entry", "a.mac", "p.mac as before", "h.n as head"]);
}

/** Where an entry stands among those of all chains, by time. */
export type EntryPlace = Pick<AuditTable, "at" | "chain" | "n">;

/** The entries before a place, or the newest ones, newest first: of all chains, or of some. */
export function readEntriesBefore(
  db: Kysely<Database>,
  { before, chains, limit }: { before?: EntryPlace; chains?: readonly string[]; limit: number },
): Promise<ReadEntry[]> {
  return selectEntries(db)
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(a.at, a.chain, a.n) < (${before?.at}, ${before?.chain}, ${before?.n})`),
    )
    .$if(chains !== undefined, (query) => query.where("a.chain", "in", chains ?? []))
    .orderBy("a.at", "desc")
    .orderBy("a.chain", "desc")
    .orderBy("a.n", "desc")
    .limit(limit)
    .execute();
}

/** The newest entry of a chain after `n` whose JSON contains the text. */
export function findLaterEntry(
  db: Kysely<Database>,
  { chain, n, text }: { chain: string; n: number; text: string },
): Promise<AuditTable | undefined> {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("chain", "=", chain)
    .where("n", ">", n)
    .where(sql<boolean>`entry like ${`%${text.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`)
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** All entries of all chains by time, in batches. */
export async function* streamEntries(db: Kysely<Database>, batch = 1000): AsyncGenerator<ReadEntry[]> {
  let last: ReadEntry | undefined;
  do {
    const after = last;
    const entries = await selectEntries(db)
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(a.at, a.chain, a.n) > (${after?.at}, ${after?.chain}, ${after?.n})`),
      )
      .orderBy("a.at")
      .orderBy("a.chain")
      .orderBy("a.n")
      .limit(batch)
      .execute();
    if (entries.length > 0) yield entries;
    last = entries.length < batch ? undefined : entries.at(-1);
  } while (last);
}

/** The entries of one chain in order, in batches. */
export async function* streamChain(db: Kysely<Database>, chain: string, batch = 1000): AsyncGenerator<AuditTable[]> {
  let entries: AuditTable[] = [];
  do {
    entries = await db
      .selectFrom("audit")
      .selectAll()
      .where("chain", "=", chain)
      .where("n", ">", entries.at(-1)?.n ?? 0)
      .orderBy("n")
      .limit(batch)
      .execute();
    if (entries.length > 0) yield entries;
  } while (entries.length === batch);
}

/** One entry. Undefined if it is not there. */
export function findEntry(db: Kysely<Database>, chain: string, n: number): Promise<AuditTable | undefined> {
  return db.selectFrom("audit").selectAll().where("chain", "=", chain).where("n", "=", n).executeTakeFirst();
}

/** Chains whose last entry is not the one that their head names, with its number: their end was cut off or replaced. */
export function listCutChains(db: Kysely<Database>): Promise<{ chain: string; n: number }[]> {
  return db
    .selectFrom("chain_head as h")
    .leftJoin("audit as a", (join) => join.onRef("a.chain", "=", "h.chain").onRef("a.n", "=", "h.n"))
    .select(["h.chain", "h.n"])
    .where(({ eb, or }) => or([eb("a.mac", "is", null), eb("a.mac", "<>", eb.ref("h.mac"))]))
    .orderBy("h.chain")
    .execute();
}
