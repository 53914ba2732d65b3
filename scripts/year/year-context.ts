import type { Context } from "#lib/server/context/context.ts";
import { openJobNotes } from "#lib/server/context/job-notes.ts";
import { createSeal } from "#lib/server/env/seal.ts";
import { createDigests } from "#lib/server/env/secret.ts";
import { auditOf } from "#lib/server/testing/test-audit.ts";
import { contextOf } from "#lib/server/testing/test-context.ts";
import type { Store } from "#lib/store/open-store.ts";

export const realm = "live";
const key = "a key for measurements only, nothing depends on it";

/** What the pages read with, as a server that reads in the background has it, at a time. Nothing calls Cloudflare. */
export function yearContext(store: Store, nowMs: number): Context {
  const now = () => nowMs;
  const { context } = contextOf(async () => new Response(null, { status: 404 }));
  return {
    ...{ ...context, store, realm, now, isReadInBackground: true },
    ...{ audit: auditOf(store, { now }), notes: openJobNotes(store.db, now) },
    ...{ seal: createSeal(key), digests: createDigests(key) },
  };
}
