import { join } from "node:path";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { type Audit, type AuditOptions, openAudit } from "../audit/audit.ts";
import { createIntentLeases } from "../audit/intent-leases.ts";
import { databaseFile } from "../env/store-options.ts";

/** The key of the audit logs of tests. */
export const testKey = "test key";

/** For tests: the audit log of one process. */
export function auditOf(store: Store, options: Partial<AuditOptions> = {}): Audit {
  const { now = Date.now } = options;
  return openAudit({ store, keys: [testKey], leases: createIntentLeases({ store, now }), now, ...options });
}

/** For tests: an SQLite store in a folder, with its tables. */
export async function openTestStore(dataDir: string): Promise<Store> {
  const store = openStore({ kind: "sqlite", file: join(dataDir, databaseFile) });
  await store.migrate();
  return store;
}
