import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import {
  countUnreadable,
  listStaleScopes,
  type ResealedVersion,
  resealBatch,
  type SealedVersion,
  type VersionPlace,
} from "#lib/store/reseal.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { keyedDigestsOf } from "./observed-job.ts";
import { openVersion } from "./sealed-job.ts";
import { refOf } from "./stored-jobs.ts";

type Keyed = Pick<Context, "store" | "seal" | "digests">;

export type ResealOptions = { signal: AbortSignal; versionsAtOnce?: number; pauseMs?: number };

/**
 * Seals every version that the key before the last rotation sealed with the present one, and replaces the digests and
 * fingerprints with it. Resolves to how many versions no key opens; they stay as they are.
 */
export async function resealVersions(context: Keyed, options: ResealOptions): Promise<number> {
  const { store, seal } = context;
  const kids = seal.kids.filter((kid) => kid !== seal.kid);
  const scopes = await listStaleScopes(store.db, kids);
  const stale = scopes.reduce((sum, { versions }) => sum + versions, 0);
  const unknown = await countUnreadable(store.db, seal.kids);
  if (stale === 0) return unknown;
  const startedAt = performance.now();
  log({ level: "info", event: `sealing ${versionsText(stale)} with the new key` });
  let resealed = 0;
  for (const scope of scopes) resealed += await resealScope(context, { ...scope, kids }, options);
  if (options.signal.aborted) return unknown;
  const durationMs = Math.round(performance.now() - startedAt);
  log({ level: "info", event: `sealed ${versionsText(resealed)} with the new key`, durationMs });
  return unknown + Math.max(0, stale - resealed);
}

/** The line for the log. */
export function unreadableText(count: number): string {
  return `${versionsText(count)} cannot be read: their key is neither HEADGATE_SECRET nor HEADGATE_SECRET_OLD.`;
}

function versionsText(count: number): string {
  return count === 1 ? "1 version" : `${count} versions`;
}

async function resealScope(
  context: Keyed,
  scope: { realm: string; path: string; kids: readonly string[] },
  { signal, versionsAtOnce = 300, pauseMs = 20 }: ResealOptions,
): Promise<number> {
  let resealed = 0;
  let after: VersionPlace | undefined;
  do {
    if (signal.aborted) break;
    const batch = await resealBatch(context.store.db, {
      ...{ ...scope, after, limit: versionsAtOnce },
      reseal: (version) => resealVersion(context, version),
    });
    resealed += batch.resealed;
    after = batch.next;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  } while (after);
  return resealed;
}

function resealVersion({ seal, digests }: Keyed, version: SealedVersion): ResealedVersion | undefined {
  const place = jobKey(refOf(version));
  const opened = openVersion(seal, version, place);
  if (!opened) return undefined;
  const { raw, hidden } = opened;
  const conf = typeof raw.destination_conf === "string" ? raw.destination_conf : "";
  const { digest, ...keyed } = keyedDigestsOf(digests, raw);
  const { kid, bytes } = seal.seal(hidden, place);
  return {
    version: { ...keyed, sealed: bytes, kid },
    job: { digest, destination: JSON.stringify(redactDestination(conf, digests.fingerprint)) },
  };
}
