import type { Transaction } from "kysely";
import type { Database } from "./schema.ts";

/**
 * Lets one transaction with this name run at a time, on all servers. Ends with the transaction. Read the clock and the
 * rows after it.
 */
export async function lockRow(transaction: Transaction<Database>, name: string): Promise<void> {
  await transaction
    .insertInto("meta")
    .values({ name: `lock:${name}`, value: "" })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: "" }))
    .execute();
}
