import "server-only";
import type { AlertEvent } from "#lib/logpush/alerts/alert-message.ts";
import type { Context } from "../context/context.ts";
import { findBudgetEvents } from "./budget-source.ts";
import { findOutsideChanges } from "./outside-changes.ts";

/** What happened between these times, in milliseconds. Windows overlap: an event with a known id is not repeated. */
export type EventWindow = { sinceMs: number; nowMs: number };

/** Finds what is reported beside the states of jobs. It reads the store only, once a round of the watcher. */
export type AlertSource = (context: Context, window: EventWindow) => Promise<AlertEvent[]>;

/** A kind that is not about states has its source here. */
const sources: readonly AlertSource[] = [findBudgetEvents, findOutsideChanges];

export async function findEvents(context: Context, window: EventWindow): Promise<AlertEvent[]> {
  const found = await Promise.all(sources.map((source) => source(context, window)));
  return found.flat();
}
