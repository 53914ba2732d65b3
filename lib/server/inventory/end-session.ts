import "server-only";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { forgetRealm } from "#lib/store/inventory.ts";
import { stopRunsOf } from "#lib/store/runs.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { answerSignOut } from "../auth/sign-in.ts";
import type { Caller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { getContext } from "../context/context.ts";

/** Signs out. What the store has of a person's own token goes too. */
export function answerEnd(request: Request): Promise<Response> {
  return answerSignOut(request, forgetOwn);
}

/** The session is over in any case: what is left goes a day later. */
async function forgetOwn(caller: Caller): Promise<void> {
  if (!caller.credential) return;
  const { store, realm, now } = getContext(caller);
  try {
    // Their results stay for a day, so that the person can go on with the same token.
    const error = JSON.stringify(describedError("E_RUN_SIGNED_OUT"));
    await stopRunsOf(store.db, realm, { error, at: now() });
    await forgetRealm(store.db, realm);
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log({ level: "warn", event: `what was read with a person's token could not be removed (${error.detail})` });
  }
}
