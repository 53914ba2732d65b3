import "server-only";
import { perProcess } from "../base/per-process.ts";
import { type Env, readEnv } from "../env/env.ts";
import { getStore } from "../env/process-store.ts";
import { readKey } from "../env/secret.ts";
import { type Audit, openAudit } from "./audit.ts";
import { createIntentLeases } from "./intent-leases.ts";
import type { AuditKeys } from "./sealed-entry.ts";

/** The key that seals, and the one before the last rotation. */
export function auditKeysOf(env: Pick<Env, "secret" | "secretOld" | "dataDir">): AuditKeys {
  return env.secretOld === undefined ? [readKey(env)] : [readKey(env), env.secretOld];
}

/** The audit log of this installation. */
export function openProcessAudit(): Audit {
  return perProcess("audit", () => {
    const store = getStore();
    const now = Date.now;
    return openAudit({ store, keys: auditKeysOf(readEnv()), leases: createIntentLeases({ store, now }), now });
  });
}
