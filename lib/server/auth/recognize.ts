import "server-only";
import type { storeErrors } from "#lib/logpush/errors/store-errors.ts";
import { isStoreError, type StoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { getGate, type Recognized } from "./gate.ts";

/** Why nobody can be recognized, signed in or not. */
export type StoreCode = keyof typeof storeErrors;

/** The caller of a request. While the database does not answer, the code says so: nobody may seem signed out then. */
export async function recognize(headers: Pick<Headers, "get">): Promise<Recognized | { ok: false; code: StoreCode }> {
  try {
    return await getGate().recognize(headers);
  } catch (thrown) {
    if (!isStoreError(thrown)) throw thrown;
    return { ok: false, code: logStoreError(thrown) };
  }
}

/** Logs why the store failed, and returns the code for the person who waits. */
export function logStoreError({ trouble, detail }: StoreError): StoreCode {
  log({ level: "error", event: `the store is ${trouble} (${detail})` });
  return trouble === "damaged" ? "E_STORE_DAMAGED" : "E_STORE_DOWN";
}

/** Whether the database is to blame, and not the caller. */
export function isStoreCode(code: string): code is StoreCode {
  return code === "E_STORE_DOWN" || code === "E_STORE_DAMAGED";
}
