import "server-only";
import { type Caller, serverCaller } from "./caller.ts";
import { readEnv } from "./env.ts";
import { type JobNotesStore, openJobNotes } from "./job-notes.ts";
import { createDigests, type Digests, readKey } from "./secret.ts";
import { getUpstream, type Upstream } from "./upstream.ts";

/** What a use case works with; tests bring their own. */
export type Context = {
  caller: Caller;
  /** Cloudflare, as the caller sees it. */
  upstream: Upstream;
  digests: Digests;
  now: () => number;
  notes: JobNotesStore;
};

type Shared = Omit<Context, "caller" | "upstream">;

let shared: Shared | undefined;

/** The process's real effects, for one caller. */
export function getContext(caller: Caller): Context {
  shared ??= {
    digests: createDigests(readKey(readEnv())),
    now: Date.now,
    notes: openJobNotes(readEnv().dataDir),
  };
  const upstream = getUpstream(caller.credential);
  return { ...shared, caller, upstream: caller === serverCaller ? upstream.inBackground() : upstream };
}

/** The same for what nobody waits for. */
export function inBackground(context: Context): Context {
  return { ...context, upstream: context.upstream.inBackground() };
}
