import "server-only";
import { type Audit, openAudit } from "../audit/audit-file.ts";
import { type Caller, serverCaller } from "../base/caller.ts";
import { getUpstream, type Upstream } from "../calls/upstream.ts";
import { readEnv } from "../env/env.ts";
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
  /** The id of the request, as in the log and in errors. */
  requestId?: string;
};

type Shared = Pick<Context, "digests" | "now" | "notes" | "audit">;

let shared: Shared | undefined;

/** The real effects of this process, for one caller and request. */
export function getContext(caller: Caller, requestId?: string): Context {
  shared ??= {
    digests: createDigests(readKey(readEnv())),
    now: Date.now,
    notes: openJobNotes(readEnv().dataDir),
    audit: openProcessAudit(),
  };
  const upstream = getUpstream(caller.credential);
  return { ...shared, caller, requestId, upstream: caller === serverCaller ? upstream.inBackground() : upstream };
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

/** The audit log of this installation. */
export function openProcessAudit(): Audit {
  const env = readEnv();
  return openAudit({ dataDir: env.dataDir, key: readKey(env), now: Date.now });
}
