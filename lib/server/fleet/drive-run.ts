import "server-only";
import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type ItemState, itemStates, type RunRules } from "#lib/logpush/plan/run.ts";
import {
  type Choice,
  chooseItems,
  hostPauseMs,
  isStepBlocked,
  nextItemState,
  type QueueItem,
} from "#lib/logpush/plan/run-state.ts";
import type { AppError } from "#lib/logpush/result.ts";
import {
  changeItem,
  changeRun,
  claimItem,
  countFailures,
  findItem,
  findRun,
  listRunningItems,
  type RunRow,
  readQueue,
  wipeRun,
} from "#lib/store/runs.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { trackWork } from "../base/open-work.ts";
import { describeStoreError } from "../base/to-result.ts";
import type { Context } from "../context/context.ts";
import { publishChange } from "../inventory/changes-stream.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { applyItem, eventOf } from "./apply-item.ts";
import { requireDelivery } from "./await-delivery.ts";
import { flightOf, inFlight, settleItems } from "./settle-items.ts";

/** How often the rows are read again, for what others did to them: Stop, Resume, another server. */
const rereadMs = 1000;
/** How long without an answer from Cloudflare until the run stops and says so. */
const longestOutageMs = 5 * 60_000;
/** After a failure of the store. */
const storePauseMs = 5000;

/** What a run in progress knows beside its rows. */
type Drive = {
  context: Context;
  run: RunRow;
  items: Map<number, QueueItem>;
  failures: number;
  hostFreeAt: Map<string, number>;
  heldUntil: number;
  itemHeldUntil: Map<number, number>;
  /** Since when Cloudflare has not answered. */
  outageSince: number | undefined;
  /** The work in progress. */
  working: Map<number, Promise<void>>;
  wake: () => void;
};

/**
 * Applies a run until it is over, stopped, or `signal` aborts; whoever comes next goes on from the rows. Several servers
 * may try: each item is claimed by one.
 */
export async function driveRun(given: Context, id: string, signal: AbortSignal): Promise<void> {
  const run = await findRun(given.store.db, { id, realm: given.realm });
  if (!run) return;
  const context = contextOfRun(given, run);
  const drive: Drive = {
    ...{ context, run, items: new Map(), failures: 0, hostFreeAt: new Map(), itemHeldUntil: new Map() },
    ...{ heldUntil: 0, outageSince: undefined, working: new Map(), wake: () => undefined },
  };
  let readAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    if (performance.now() - readAt >= rereadMs) {
      readAt = performance.now();
      if (!(await reread(drive))) break;
    }
    const choice = choose(drive);
    for (const item of choice.begin) begin(drive, item);
    if (choice.end !== null && (await end(drive, choice.end))) break;
    await rest(drive, choice, signal);
  }
  await Promise.allSettled(drive.working.values());
}

/** The run's changes are its person's, and its calls leave a share of the limit to people. */
function contextOfRun(context: Context, run: RunRow): Context {
  return {
    ...context,
    caller: { ...context.caller, id: run.actor },
    upstream: context.upstream.forRun(),
    requestId: `run ${run.id}`,
  };
}

/**
 * What another worker claimed and never sent is free again: without an intent nothing was sent, and with this the other
 * one's claim is over. What it sent is read back.
 */
async function takeBack({ context, run }: Drive): Promise<void> {
  const { db } = context.store;
  for (const { n, intent, claim } of await listRunningItems(db, run.id)) {
    if (intent !== null || inFlight.has(flightOf(run.id, n))) continue;
    await changeItem(db, { run: run.id, n, state: "running", claim }, { state: "queued", claim: null });
  }
}

/** Reads what others did. False if the run is not to be applied any more. */
async function reread(drive: Drive): Promise<boolean> {
  const { context, run } = drive;
  const { db } = context.store;
  await takeBack(drive);
  await settleItems(context, run);
  const row = await findRun(db, run);
  if (!row) return false;
  drive.run = row;
  const rows = await readQueue(db, run.id);
  for (const { n, step, scope, job_id: jobId, host, state } of rows) {
    // What runs here is known better here.
    if (drive.working.has(n)) continue;
    drive.items.set(n, { n, step, host, key: jobId === null ? scope : `${scope}/${jobId}`, state: stateOf(state) });
  }
  drive.failures = await countFailures(db, { run: run.id, since: row.begun_at ?? 0 });
  if (row.state === "stopping" && drive.working.size === 0) {
    if (!rows.some(({ state }) => state === "queued" || state === "running")) return !(await end(drive, "over"));
    await changeRun(db, { id: run.id, from: ["stopping"] }, { state: "stopped", ended_at: context.now() });
    publishRun(context, run.id);
    return false;
  }
  return row.state === "applying" || row.state === "stopping";
}

function choose(drive: Drive): Choice {
  const { run, items, failures, hostFreeAt, heldUntil, itemHeldUntil, context } = drive;
  if (run.state !== "applying") return { begin: [], lookAt: null, end: null };
  const rules = parseJson<RunRules>(run.rules);
  const all = [...items.values()];
  return chooseItems({ items: all, rules, failures, hostFreeAt, heldUntil, itemHeldUntil, now: context.now() });
}

function begin(drive: Drive, item: QueueItem): void {
  const { run, items, working } = drive;
  const flight = flightOf(run.id, item.n);
  inFlight.add(flight);
  items.set(item.n, { ...item, state: "running" });
  const work = trackWork(() => workOn(drive, item))
    .catch((error: unknown) => {
      log({ level: "error", event: `an item of a run could not be stored (${nameOf(error)})` });
      drive.heldUntil = drive.context.now() + storePauseMs;
    })
    .finally(() => {
      inFlight.delete(flight);
      working.delete(item.n);
      drive.wake();
    });
  working.set(item.n, work);
}

/** Claims an item, sends its write, and stores what happened. */
async function workOn(drive: Drive, { n, host }: QueueItem): Promise<void> {
  const { context, run, items, itemHeldUntil } = drive;
  const { db } = context.store;
  const claim = randomUUID();
  if (!(await claimItem(db, { run: run.id, n }, { claim, at: context.now() }))) return forget(drive, n);
  publishRun(context, run.id);
  const item = await findItem(db, { run: run.id, n });
  if (!item) return forget(drive, n);
  const started = { run: run.id, n, claim, state: "running" };
  try {
    if (isStepBlocked([...items.values()], item)) throw new AppException(describedError("E_RUN_STEP"));
    await requireDelivery(context, run, item);
    const applied = await applyItem(context, run, item, claim);
    await changeItem(db, started, {
      ...{ state: "done", error: null, intent: null, sealed: null, ended_at: context.now() },
      ...applied,
    });
    drive.outageSince = undefined;
    note(drive, n, "done");
  } catch (thrown) {
    const error = errorOf(thrown);
    // Another worker has the item now, and stores its result.
    if (error.code === "E_RUN_TAKEN") return forget(drive, n);
    const state = await storeFailure(drive, { n, claim, error, isExpected: thrown instanceof AppException });
    note(drive, n, state);
    if (state === "queued") itemHeldUntil.set(n, context.now() + (error.retryAfterMs ?? storePauseMs));
  } finally {
    if (host !== null) drive.hostFreeAt.set(host, context.now() + hostPauseMs);
    publishRun(context, run.id);
  }
}

type Failure = { n: number; claim: string; error: AppError; isExpected: boolean };

/** What failed before it was sent can be tried again; what was sent and has no answer is unknown until it is read back. */
async function storeFailure(drive: Drive, { n, claim, error, isExpected }: Failure): Promise<ItemState> {
  const { context, run } = drive;
  const { db } = context.store;
  const intent = (await findItem(db, { run: run.id, n }))?.intent ?? null;
  const event = isExpected || intent === null ? eventOf(error) : "lost";
  const isSent = intent !== null && event === "lost";
  const state = nextItemState("running", event === "lost" && intent === null ? "failed" : event) ?? "failed";
  if (state === "queued") hold(drive, error);
  await changeItem(
    db,
    { run: run.id, n, claim, state: "running" },
    {
      ...{ state, error: state === "queued" ? null : JSON.stringify(error) },
      ...{ intent: isSent ? intent : null, claim: state === "queued" ? null : claim },
      ...(state === "queued" ? {} : { ended_at: context.now() }),
    },
  );
  if (state === "failed" || state === "unknown") drive.failures += 1;
  return state;
}

/** A limit, or an API or store that does not answer, concerns all items. One job that is busy does not. */
function hold(drive: Drive, { code, retryAfterMs }: AppError): void {
  if (code === "E_JOB_BUSY" || code === "E_RUN_OPEN") return;
  const { context } = drive;
  drive.heldUntil = Math.max(drive.heldUntil, context.now() + Math.max(200, retryAfterMs ?? storePauseMs));
  if (code === "E_UPSTREAM_PAUSED") drive.outageSince ??= context.now();
}

function note({ items }: Drive, n: number, state: ItemState): void {
  const item = items.get(n);
  if (item) items.set(n, { ...item, state });
}

/** Its row says how it is; it is read again. */
function forget({ items }: Drive, n: number): void {
  items.delete(n);
}

/** Stops a run that failed too often, or closes one that is over. True if it is not to be driven any more. */
async function end(drive: Drive, how: "over" | "failures"): Promise<boolean> {
  const { context, run } = drive;
  const { db } = context.store;
  if (how === "failures") {
    const count = drive.failures === 1 ? "1 failure" : `${drive.failures} failures`;
    await stopRunWith(context, run.id, describedError("E_RUN_FAILURES", { params: { count } }));
    return true;
  }
  // The rows decide: somebody may have put more into the queue.
  const rows = await readQueue(db, run.id);
  if (rows.some(({ state }) => state === "queued" || state === "running")) {
    return !(await reread(drive));
  }
  await changeRun(
    db,
    { id: run.id, from: ["applying", "stopping"] },
    { state: "finished", ended_at: context.now(), error: null },
  );
  if (rows.every(({ state }) => state === "done")) await wipeRun(db, run.id, null);
  publishRun(context, run.id);
  return true;
}

/** Stops a run, and says why. */
export async function stopRunWith(context: Context, id: string, error: AppError): Promise<void> {
  const { store, now } = context;
  const change = { state: "stopped", error: JSON.stringify(error), ended_at: now() };
  await changeRun(store.db, { id, from: ["applying", "stopping"] }, change);
  publishRun(context, id);
}

/** Until something ends, is due, or may have changed. */
async function rest(drive: Drive, { lookAt }: Choice, signal: AbortSignal): Promise<void> {
  const { context } = drive;
  if (drive.outageSince !== undefined && context.now() - drive.outageSince > longestOutageMs) {
    const minutes = Math.round(longestOutageMs / 60_000);
    await stopRunWith(context, drive.run.id, describedError("E_RUN_OUTAGE", { params: { minutes } }));
    drive.outageSince = undefined;
    return;
  }
  const dueMs = lookAt === null ? rereadMs : Math.max(0, lookAt - context.now());
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(rereadMs, dueMs));
    drive.wake = wake;
    signal.addEventListener("abort", wake, { once: true });
  });
}

/** Tells the pages that show this run. */
export function publishRun(context: Pick<Context, "store" | "realm">, id: string): void {
  publishChange(context, runScope(id));
}

/** How a run is named where zones and accounts are. */
export const runScope = (id: string): string => `runs/${id}`;

function errorOf(thrown: unknown): AppError {
  if (thrown instanceof AppException) return thrown.error;
  return isStoreError(thrown) ? describeStoreError(thrown) : describedError("E_INTERNAL");
}

function nameOf(error: unknown): string {
  if (isStoreError(error)) return `store ${error.trouble}, ${error.detail}`;
  return error instanceof Error ? error.name : "unknown";
}

function stateOf(text: string): ItemState {
  return itemStates.find((state) => state === text) ?? "unknown";
}
