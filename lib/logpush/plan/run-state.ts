import type { ItemState, RunRules, RunState } from "./run.ts";

/** What people and the worker do to a run. `drained`: nothing is in progress; `isOver`: nothing is left to do either. */
export type RunEvent = "apply" | "stop" | "resume" | "retry" | "roll back" | "drained" | "over";

const runTransitions: Record<RunState, Partial<Record<RunEvent, RunState>>> = {
  planned: { apply: "applying" },
  applying: { stop: "stopping", over: "finished" },
  // What is in progress ends first. Who resumes before that loses nothing.
  stopping: { drained: "stopped", over: "finished", resume: "applying" },
  stopped: { resume: "applying", retry: "applying", "roll back": "rolled back" },
  finished: { retry: "applying", "roll back": "rolled back" },
  "rolled back": {},
};

/** The state after an event; undefined where it does not apply, so that a second press changes nothing. */
export function nextRunState(state: RunState, event: RunEvent): RunState | undefined {
  return runTransitions[state][event];
}

/** The states in which an event applies. */
export function statesBefore(event: RunEvent): RunState[] {
  return (Object.keys(runTransitions) as RunState[]).filter((state) => nextRunState(state, event) !== undefined);
}

/**
 * What happens to an item. `unsent`: nothing was sent and it can be tried again, for example because a limit was reached.
 * `lost`: it was sent, and the outcome is not known. `skipped`: it was not sent, and will not be as it was planned.
 */
export type ItemEvent = "begin" | "unsent" | "done" | "failed" | "lost" | "skipped" | "retry";

const itemTransitions: Record<ItemState, Partial<Record<ItemEvent, ItemState>>> = {
  queued: { begin: "running" },
  running: { unsent: "queued", done: "done", failed: "failed", lost: "unknown", skipped: "not applied" },
  // Reading back decides. Nothing is sent again before that.
  unknown: { done: "done", failed: "failed", skipped: "not applied" },
  failed: { retry: "queued" },
  "not applied": { retry: "queued" },
  done: {},
};

export function nextItemState(state: ItemState, event: ItemEvent): ItemState | undefined {
  return itemTransitions[state][event];
}

/** An item as the worker's choice needs it. */
export type QueueItem = {
  n: number;
  step: number;
  state: ItemState;
  /** The job, or the zone or account of a new one: one write at a time. */
  key: string;
  /** The host that Cloudflare sends a test request to on this write. Null if it sends none. */
  host: string | null;
};

export type Queue = {
  items: readonly QueueItem[];
  rules: RunRules;
  /** Failures since the run was started or resumed. */
  failures: number;
  /** When a test of a host may follow the last one, by host; when anything may be sent again, and when an item may. */
  hostFreeAt: ReadonlyMap<string, number>;
  heldUntil: number;
  itemHeldUntil: ReadonlyMap<number, number>;
  now: number;
};

export type Choice = {
  /** The items to begin now, in order. */
  begin: QueueItem[];
  /** When to look again, at the latest, if nothing else happens; null: nothing waits for the clock. */
  lookAt: number | null;
  /** What the run has come to. `failures`: it has to stop. */
  end: "over" | "failures" | null;
};

/** Chooses what a run begins next. Pure: the same queue, the same choice. */
export function chooseItems({ items, rules, failures, hostFreeAt, heldUntil, itemHeldUntil, now }: Queue): Choice {
  const running = items.filter(({ state }) => state === "running");
  const queued = items.filter(({ state }) => state === "queued");
  const isTooMany = rules.stopAfter !== null && failures >= rules.stopAfter;
  if (isTooMany && queued.length > 0) return { begin: [], lookAt: null, end: running.length > 0 ? null : "failures" };
  // What is unknown may still be read back, and is over all the same: the run does not wait for it.
  if (queued.length === 0) return { begin: [], lookAt: null, end: running.length > 0 ? null : "over" };
  if (now < heldUntil) return { begin: [], lookAt: heldUntil, end: null };
  const step = stepOf(items);
  const busy = new Set(items.filter(({ state }) => state === "running" || state === "unknown").map(({ key }) => key));
  const tested = new Set(running.flatMap(({ host }) => host ?? []));
  const begin: QueueItem[] = [];
  let lookAt: number | null = null;
  for (const item of queued) {
    if (running.length + begin.length >= rules.atOnce) break;
    if (item.step !== step || busy.has(item.key)) continue;
    if (item.host !== null && tested.has(item.host)) continue;
    const freeAt = Math.max(itemHeldUntil.get(item.n) ?? 0, item.host === null ? 0 : (hostFreeAt.get(item.host) ?? 0));
    if (freeAt > now) {
      lookAt = Math.min(lookAt ?? freeAt, freeAt);
      continue;
    }
    begin.push(item);
    busy.add(item.key);
    if (item.host !== null) tested.add(item.host);
  }
  return { begin, lookAt, end: null };
}

/** The first step that has something left to do. */
function stepOf(items: readonly QueueItem[]): number {
  const open = items.filter(({ state }) => state === "queued" || state === "running");
  return open.reduce((least, { step }) => Math.min(least, step), Number.POSITIVE_INFINITY);
}

/** Whether the items after a failed one of an earlier step may begin: they build on it. */
export function isStepBlocked(items: readonly QueueItem[], { step }: Pick<QueueItem, "step">): boolean {
  return items.some((item) => item.step < step && item.state !== "done");
}

/** The pause between two tests of the same host: no endpoint gets more than a few test requests a second. */
export const hostPauseMs = 250;
