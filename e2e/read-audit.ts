import { existsSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "#lib/store/open-store.ts";

export type AuditEntry = { kind: string; id: string; outcome?: string; by?: string };

/** The entries of the audit log in a data folder, by time, while its server runs or after it has stopped. */
export async function readAudit(dataDir: string): Promise<AuditEntry[]> {
  const file = join(dataDir, "headgate.db");
  if (!existsSync(file)) return [];
  const store = openStore({ kind: "sqlite", file, readOnly: true });
  try {
    const rows = await store.db
      .selectFrom("audit")
      .select("entry")
      .orderBy("at")
      .orderBy("chain")
      .orderBy("n")
      .execute();
    return rows.map(({ entry }) => JSON.parse(entry));
  } finally {
    await store.close();
  }
}
