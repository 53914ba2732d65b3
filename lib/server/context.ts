import "server-only";
import { readEnv } from "./env.ts";
import { type JobNotesStore, openJobNotes } from "./job-notes.ts";
import { createDigests, type Digests, readKey } from "./secret.ts";
import { getUpstream, type Upstream } from "./upstream.ts";

/** What a use case works with; tests bring their own. */
export type Context = { upstream: Upstream; digests: Digests; now: () => number; notes: JobNotesStore };

let current: Context | undefined;

/** The process's real effects. */
export function getContext(): Context {
  current ??= {
    upstream: getUpstream(),
    digests: createDigests(readKey(readEnv())),
    now: Date.now,
    notes: openJobNotes(readEnv().dataDir),
  };
  return current;
}
