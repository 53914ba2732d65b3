import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import {
  bringForward,
  hasJobs,
  hasMoreScopes,
  readDueScopes,
  readListings,
  readProgress,
  recordViewer,
} from "#lib/store/inventory.ts";
import { shareNext } from "../base/share-next.ts";
import { type Context, forOnePage } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { readListing, readScope } from "./read-api.ts";
import { beginRound, recheckStates } from "./reader.ts";
import { fewScopes, type Pace, paceOf } from "./schedule.ts";
import { scopeKinds } from "./scope-pages.ts";

/** How long a page counts as open after its last sign of life. */
const viewerMs = 45_000;
/** How long the first page of an empty store waits for its first rows. */
const firstRowsMs = 1200;

/**
 * Call before a page reads the store. With the background reader it says that a page is open, and waits only for the
 * first rows of an empty store. Without one (each person's own token, or HEADGATE_READER=off) it reads what is due.
 */
export async function prepareReading(context: Context, target: Target): Promise<void> {
  if (!context.isReadInBackground) return readDue(context, target === "scopes" ? "scopes" : "jobs");
  await noteViewer(context, target);
  await waitForFirstRows(context);
}

/**
 * Call before the store is read for alerts, metrics and other work behind the pages: nobody is watching, so nothing is
 * read more often. Without the background reader it reads what is due.
 */
export async function readUnattended(context: Context): Promise<void> {
  if (!context.isReadInBackground) await readDue(context, "jobs");
}

/** What a page shows: the list, the zones and accounts alone, or one of them by its path. */
export type Target = "list" | "scopes" | `zones/${string}` | `accounts/${string}`;

/** Says that a page shows the list, or a job of this scope, so that it is read more often for a while. */
export async function noteViewer(context: Context, target: Target): Promise<void> {
  if (!context.isReadInBackground || target === "scopes") return;
  const { store, realm, now } = context;
  const pace = paceOf[readEnv().mode];
  await recordViewer(store.db, { realm, target, until: now() + viewerMs });
  if (target !== "list") await bringForward(store, { realm, path: target, withinMs: pace.watchedMs });
  else if (!(await hasManyScopes(context))) await bringForward(store, { realm, withinMs: pace.watchedMs });
}

function hasManyScopes({ store, realm }: Context): Promise<boolean> {
  return hasMoreScopes(store.db, { realm, than: fewScopes });
}

async function waitForFirstRows(context: Context): Promise<void> {
  for (let waited = 0; waited < firstRowsMs; waited += 50) {
    if (await hasFirstRows(context)) return;
    await sleep(50);
  }
}

/** The few scopes of a small installation are worth waiting for; of many, the first jobs are. */
async function hasFirstRows(context: Context): Promise<boolean> {
  const { store, realm } = context;
  if ((await hasManyScopes(context)) && (await hasJobs(store.db, realm))) return true;
  const { unread } = await readProgress(store.db, realm);
  return unread === 0 && areAllListed(await readListings(store.db, realm));
}

/** Whether the API has answered, or failed, when asked for the zones and for the accounts. */
export function areAllListed(listings: Awaited<ReturnType<typeof readListings>>): boolean {
  const asked = listings.filter(({ read_at: readAt, failure }) => readAt !== null || failure !== null);
  return scopeKinds.every((kind) => asked.some((one) => one.kind === kind));
}

type Extent = "scopes" | "jobs";

/**
 * Reads everything that is due now, in this request. Who comes while a reading is under way waits for the next one,
 * because the present one may have begun before what they have just changed.
 */
function readDue(context: Context, extent: Extent): Promise<void> {
  return shareNext(`${context.realm} ${extent}`, () => startReading(context, extent));
}

async function startReading(given: Context, extent: Extent): Promise<void> {
  const context = forOnePage(given);
  const { store, realm, now } = context;
  const round = await beginRound(context, onDemandPace());
  const listings = await readListings(store.db, realm);
  const isDue = (kind: string) => (listings.find((one) => one.kind === kind)?.due_at ?? 0) <= now();
  await Promise.all(scopeKinds.filter(isDue).map((kind) => readListing(context, kind, round)));
  if (extent === "scopes") return;
  const due = await readDueScopes(store.db, { realm, now: now(), limit: mostDue });
  await Promise.all(due.map((row) => readScope(context, row, round)));
  await recheckStates(context);
}

/** Far more than anybody has. */
const mostDue = 100_000;

/** On the emulator a call costs nothing, so everything is read for each page. */
function onDemandPace(): Pace {
  if (readEnv().mode === "live") return paceOf.live;
  return { watchedMs: 0, idleMs: 0, longestMs: 0, emptyMs: 0, failingMs: 0, yieldMs: 0 };
}
