import type { Kysely } from "kysely";
import type { AuditTable, Database, OpenIntentTable } from "./schema.ts";

/** The owner of what nobody works on. */
const nobody = "";

/** Notes that the outcome of a change is missing. Without an owner, any server may settle it. */
export async function addOpenIntents(
  db: Kysely<Database>,
  intents: readonly (Pick<OpenIntentTable, "id" | "chain" | "n"> & Partial<OpenIntentTable>)[],
): Promise<void> {
  for (const intent of intents) {
    await db
      .insertInto("open_intent")
      .values({ owner: nobody, until: 0, ...intent })
      .execute();
  }
}

/** The change has its outcome. With an owner, only if it is still his; false if it is not there. */
export async function endOpenIntent(db: Kysely<Database>, id: string, owner?: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("open_intent")
    .where("id", "=", id)
    .$if(owner !== undefined, (query) => query.where("owner", "=", owner ?? nobody))
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Lets any server settle the change. With an owner, only if it is still his. */
export async function releaseOpenIntent(db: Kysely<Database>, id: string, owner?: string): Promise<void> {
  await db
    .updateTable("open_intent")
    .set({ owner: nobody, until: 0 })
    .where("id", "=", id)
    .$if(owner !== undefined, (query) => query.where("owner", "=", owner ?? nobody))
    .execute();
}

/** Lets any server settle what others than this owner work on. */
export async function releaseIntentsOfOthers(db: Kysely<Database>, owner: string): Promise<void> {
  await db.updateTable("open_intent").set({ owner: nobody, until: 0 }).where("owner", "<>", owner).execute();
}

/** Says that the owner still works on these changes. */
export async function extendOpenIntents(
  db: Kysely<Database>,
  { ids, owner, until }: { ids: readonly string[]; owner: string; until: number },
): Promise<void> {
  await db.updateTable("open_intent").set({ until }).where("owner", "=", owner).where("id", "in", ids).execute();
}

/** Takes over all changes that nobody works on any more, each for one server only. */
export async function claimOpenIntents(
  db: Kysely<Database>,
  { owner, now, until }: { owner: string; now: number; until: number },
): Promise<OpenIntentTable[]> {
  const abandoned = await db.selectFrom("open_intent").selectAll().where("until", "<=", now).orderBy("n").execute();
  const claimed: OpenIntentTable[] = [];
  for (const row of abandoned) {
    // Another server that claimed it in between, or its owner, has changed the row.
    const { numUpdatedRows } = await db
      .updateTable("open_intent")
      .set({ owner, until })
      .where("id", "=", row.id)
      .where("owner", "=", row.owner)
      .where("until", "=", row.until)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) claimed.push({ ...row, owner, until });
  }
  return claimed;
}

/** The entries of a chain whose outcome is missing. */
export function readOpenEntries(db: Kysely<Database>, chain: string): Promise<Pick<AuditTable, "entry" | "mac">[]> {
  return db
    .selectFrom("open_intent")
    .innerJoin("audit", (join) =>
      join.onRef("audit.chain", "=", "open_intent.chain").onRef("audit.n", "=", "open_intent.n"),
    )
    .select(["audit.entry", "audit.mac"])
    .where("open_intent.chain", "=", chain)
    .execute();
}
