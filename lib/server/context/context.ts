import "server-only";
import type { Transaction } from "kysely";
import type { Store } from "#lib/store/open-store.ts";
import type { Database } from "#lib/store/schema.ts";
import type { Audit } from "../audit/audit.ts";
import { openProcessAudit } from "../audit/process-audit.ts";
import { type Caller, serverCaller } from "../base/caller.ts";
import { getUpstream, type Upstream } from "../calls/upstream.ts";
import { type Env, readEnv } from "../env/env.ts";
import { getStore } from "../env/process-store.ts";
import { createSeal, type Seal } from "../env/seal.ts";
import { createDigests, type Digests, readKey } from "../env/secret.ts";
import { type JobNotesStore, openJobNotes } from "./job-notes.ts";

/** What a use case works with. Tests pass their own. */
export type Context = {
  caller: Caller;
  /** Cloudflare, as the caller sees it. */
  upstream: Upstream;
  digests: Digests;
  now: () => number;
  notes: JobNotesStore;
  audit: Audit;
  store: Store;
  /** Encrypts what the store keeps of destinations; `keepsSecrets` says whether it keeps them. */
  seal: Seal;
  keepsSecrets: boolean;
  /**
   * Whose rows of the store these are: `emulator`, `live`, or `token:` and a digest, so that nobody reads what
   * another person's token sees.
   */
  realm: string;
  /** Whether a server reads in the background for this realm. Otherwise each page reads what is due. */
  isReadInBackground: boolean;
  /** The id of the request, as in the log and in errors. */
  requestId?: string;
  /** For one item of a run: the id of its write in the audit log, and what is stored in one transaction with that. */
  write?: { id: string; store(change: Transaction<Database>): Promise<void> };
};

type Shared = Pick<Context, "digests" | "now" | "notes" | "audit" | "store" | "seal" | "keepsSecrets">;

let shared: Shared | undefined;

/** The real effects of this process, which are the same for every caller. */
export function getEffects(): Shared {
  const env = readEnv();
  shared ??= {
    digests: createDigests(readKey(env), env.secretOld),
    store: getStore(),
    seal: createSeal(readKey(env), env.secretOld),
    keepsSecrets: env.history.withSecrets,
    now: Date.now,
    notes: openJobNotes(getStore().db, Date.now),
    audit: openProcessAudit(),
  };
  return shared;
}

/** The real effects of this process, for one caller and request. */
export function getContext(caller: Caller, requestId?: string): Context {
  const env = readEnv();
  const effects = getEffects();
  const upstream = getUpstream(caller.credential);
  const realm = realmOf(env.mode, caller, effects.digests);
  return {
    ...effects,
    caller,
    requestId,
    realm,
    isReadInBackground: env.reader === "on" && caller.credential === undefined,
    upstream: caller === serverCaller ? upstream.inBackground() : upstream,
  };
}

function realmOf(mode: Env["mode"], { credential }: Caller, digests: Digests): string {
  return credential ? `token:${digests.digestOf(JSON.stringify(credential))}` : mode;
}

/** The same for work that nobody waits for. */
export function inBackground(context: Context): Context {
  return { ...context, upstream: context.upstream.inBackground() };
}

/** The same for display only. */
export function forShowing(context: Context): Context {
  return { ...context, upstream: context.upstream.forShowing() };
}

/** The same for the reads of one page, which share a deadline. */
export function forOnePage<C extends Pick<Context, "upstream">>(context: C): C {
  return { ...context, upstream: context.upstream.forOnePage() };
}
