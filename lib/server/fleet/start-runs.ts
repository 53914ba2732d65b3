import "server-only";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { dropLease, takeLease } from "#lib/store/leases.ts";
import { findRun, hasSession, listActiveRuns, listUnsettledRuns } from "#lib/store/runs.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { absoluteMs, idleMs } from "../auth/session-store.ts";
import { serverCaller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";
import { type Context, getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { processName, runAsLeader } from "../env/leader.ts";
import { driveRun, stopRunWith } from "./drive-run.ts";
import { settleItems } from "./settle-items.ts";

const tickMs = 1000;
const afterFailureMs = 5000;

/** Wakes the worker of this process: somebody pressed a button here. */
const bell = perProcess("runBell", () => new EventEmitter().setMaxListeners(0));

/** Applies runs while this server leads. With people's own tokens, `workOnRun` does. */
export function startRuns(): void {
  const env = readEnv();
  if (env.mode === "live" && !env.credential) return;
  runAsLeader("runs", (signal) => runWorker(getContext(serverCaller), signal));
}

/** Applies all runs of a realm side by side, and finds the outcomes of writes that have none. */
export async function runWorker(context: Context, signal: AbortSignal): Promise<void> {
  const driven = new Map<string, Promise<void>>();
  let isFailing = false;
  while (!signal.aborted) {
    try {
      for (const { id } of await listActiveRuns(context.store.db, context.realm)) {
        if (driven.has(id)) continue;
        driven.set(
          id,
          driveOrLog(context, id, signal).finally(() => driven.delete(id)),
        );
      }
      await settleOthers(context, driven);
      isFailing = false;
    } catch (error) {
      if (!isFailing) log({ level: "error", event: `the runs cannot be read (${nameOf(error)})` });
      isFailing = true;
    }
    await rest(isFailing ? afterFailureMs : tickMs, signal);
  }
  await Promise.allSettled(driven.values());
}

async function settleOthers(context: Context, driven: ReadonlyMap<string, unknown>): Promise<void> {
  const { store, realm } = context;
  for (const id of await listUnsettledRuns(store.db, realm)) {
    if (driven.has(id)) continue;
    const run = await findRun(store.db, { id, realm });
    if (run) await settleItems({ ...context, caller: { ...context.caller, id: run.actor } }, run);
  }
}

async function driveOrLog(context: Context, id: string, signal: AbortSignal): Promise<void> {
  try {
    await driveRun(context, id, signal);
  } catch (error) {
    log({ level: "error", event: `a run was interrupted (${nameOf(error)})` });
    await sleep(afterFailureMs);
  }
}

/** Until the next tick, somebody rings, or the signal aborts. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const either = { signal: AbortSignal.any([signal, over.signal]) };
  await Promise.race([
    sleep(ms, undefined, either).catch(() => undefined),
    once(bell, "ring", either).catch(() => undefined),
  ]);
  over.abort();
}

/** The lease of a run, and how often it is extended and the session is looked for. */
const usualTimes = { leaseMs: 30_000, everyMs: 5000 };
const own = perProcess("ownRuns", () => new Map<string, Promise<void>>());

/**
 * Begins to apply a run now. With people's own tokens that is done by this process, which has the token from its person's
 * request and keeps it in memory alone. After a restart the run goes on when its person opens its page, signed in.
 */
export function workOnRun(context: Context, id: string, times = usualTimes): void {
  if (context.caller.credential === undefined) {
    bell.emit("ring");
    return;
  }
  if (own.has(id)) return;
  const work = runOwn(context, id, times)
    .catch((error: unknown) => log({ level: "error", event: `a run was interrupted (${nameOf(error)})` }))
    .finally(() => own.delete(id));
  own.set(id, work);
}

async function runOwn(context: Context, id: string, { leaseMs, everyMs }: typeof usualTimes): Promise<void> {
  const lease = { name: `run ${id}`, holder: processName() };
  const { db } = context.store;
  const renew = () => takeLease(db, { ...lease, now: context.now(), ttlMs: leaseMs });
  if (!(await renew())) return;
  const over = new AbortController();
  const keep = async () => {
    const at = context.now();
    const signedIn = { actor: context.caller.id, startedAfter: at - absoluteMs, usedAfter: at - idleMs };
    if (!(await hasSession(db, signedIn))) {
      await stopRunWith(context, id, describedError("E_RUN_SIGNED_OUT"));
      over.abort();
    } else if (!(await renew())) over.abort();
  };
  const timer = setInterval(() => void keep().catch(() => over.abort()), everyMs);
  try {
    await driveRun(context, id, over.signal);
  } finally {
    clearInterval(timer);
    await dropLease(db, lease).catch(() => undefined);
  }
}

function nameOf(error: unknown): string {
  if (isStoreError(error)) return `store ${error.trouble}, ${error.detail}`;
  return error instanceof Error ? error.name : "unknown";
}
