import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import {
  readListings,
  readViewers,
  recordListing,
  recordListingFailure,
  recordScopeFailure,
  type ScopeRow,
} from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { publishChange } from "./changes-stream.ts";
import { listedScopeOf } from "./observed-job.ts";
import { recordScope } from "./record.ts";
import { intervalOf, listingIntervalOf, type Pace, withJitter } from "./schedule.ts";
import { readScopePages, type ScopeKind } from "./scope-pages.ts";

/** What one round of readings knows about the realm. */
export type Round = {
  pace: Pace;
  scopes: number;
  viewers: ReadonlySet<string>;
  random: () => number;
  /** Hears for how long no reading makes sense. */
  onWait?: (ms: number) => void;
};

/** What open pages show, for the paces. */
export function readAudience(context: Context): Promise<Set<string>> {
  return readViewers(context.store.db, { realm: context.realm, now: context.now() });
}

/**
 * Reads all zones or accounts, and stores each page as it comes, so that the jobs of the first can be read meanwhile.
 * A failure is stored; it hides what the API says the credential may not see.
 */
export async function readListing(context: Context, kind: ScopeKind, round: Round): Promise<void> {
  const { realm, now, store } = context;
  const at = now();
  const failures = (await readListings(store.db, realm)).find((one) => one.kind === kind)?.failures ?? 0;
  const isListWatched = round.viewers.has("list");
  const dueIn = (count: number, failed: number) =>
    withJitter(listingIntervalOf({ scopes: count, isListWatched, failures: failed }, round.pace), round.random());
  try {
    let count = 0;
    await readScopePages(context, kind, async (scopes, isWhole) => {
      count += scopes.length;
      await recordListing(store.db, {
        ...{ realm, kind, at, isWhole, dueAt: now() + dueIn(count, 0) },
        scopes: scopes.map(listedScopeOf),
      });
    });
    publishChange(context, kind);
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    if (mustOnlyWait(error.error, round)) return;
    await recordListingFailure(store.db, {
      ...{ realm, kind, at, failure: JSON.stringify(error.error) },
      ...afterFailure(context, error.error, { failures, usualMs: dueIn(round.scopes, failures + 1), round }),
    });
    publishChange(context, kind);
  }
}

/** Reads the jobs of one scope and stores them, or why they could not be read. */
export async function readScope(context: Context, row: ScopeRow, round: Round): Promise<void> {
  const scope = parseScopePath(row.path);
  if (!scope) return;
  const at = context.now();
  const facts = {
    scopes: round.scopes,
    isListWatched: round.viewers.has("list"),
    isJobWatched: round.viewers.has(row.path),
  };
  const dueIn = (rest: { jobs: number; needsAttention: boolean; failures: number }) =>
    withJitter(intervalOf({ ...facts, ...rest }, round.pace), round.random());
  try {
    const reads = await context.upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
    const needsAttention = reads.some(({ job }) => job.enabled && (job.last_error || !job.last_complete));
    const dueAt = context.now() + dueIn({ jobs: reads.length, needsAttention, failures: 0 });
    await recordScope(context, scope, { reads, at, dueAt });
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    if (mustOnlyWait(error.error, round)) return;
    await recordScopeFailure(context.store.db, {
      ...{ realm: context.realm, path: row.path, at, failure: JSON.stringify(error.error) },
      ...afterFailure(context, error.error, {
        failures: row.failures,
        usualMs: dueIn({ jobs: row.jobs, needsAttention: false, failures: row.failures + 1 }),
        round,
      }),
    });
    publishChange(context, row.path);
  }
}

type Failed = { failures: number; usualMs: number; round: Round };

/**
 * When to read again after a failure, and whether to hide what was read before. In the background a single refusal may
 * be an accident: it is tried again soon, and hides with the second. Nobody comes back to a page that reads for itself.
 */
function afterFailure({ isReadInBackground, now }: Context, error: AppError, { failures, usualMs, round }: Failed) {
  const isRefused = isRefusal(error);
  const isFirst = isReadInBackground && failures === 0;
  return {
    isHidden: isRefused && !isFirst,
    dueAt: now() + (isRefused && isFirst ? Math.min(usualMs, round.pace.watchedMs) : usualMs),
  };
}

/**
 * Whether the reading has to be made later and nothing else is wrong: Headgate's own share of calls is used. It stays due,
 * because a failure would be tried again less and less often, for a scope that nobody has asked about. A page that waits
 * for the reading gets the error.
 */
function mustOnlyWait({ code, retryAfterMs }: AppError, { onWait }: Round): boolean {
  if (!onWait || retryAfterMs === undefined || !limitCodes.has(code)) return false;
  onWait(retryAfterMs);
  return code === "E_CALL_SHARE_USED";
}

/** The API, or Headgate's share of it, asks for a pause. */
const limitCodes: ReadonlySet<string> = new Set(["E_CALL_SHARE_USED", "E_CALLS_SCARCE", "E_RATE_LIMIT"]);

/** Whether the API says that the credential may not see this. Trouble of the API says nothing about that. */
function isRefusal({ code, upstream }: AppError): boolean {
  return (
    /^E_(?:CREDENTIAL|PERMISSION|SCOPE_GONE|NOT_FOUND)/.test(code) || [401, 403, 404].includes(upstream?.status ?? 0)
  );
}
