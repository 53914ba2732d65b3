import "server-only";
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { releaseLease, takeLease } from "#lib/store/leases.ts";
import type { Database } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { atStop } from "../base/at-stop.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";
import { getStore } from "./process-store.ts";

/**
 * What only the leader does. It starts when this process becomes the leader and should return soon after the signal; it
 * starts again if it ends earlier.
 */
export type LeaderWork = (signal: AbortSignal) => Promise<void>;

export type Leadership = {
  /** Whether this process leads now. False when in doubt. */
  isLeader(): boolean;
  /** Ends the work, waits for it, and lets another process lead. */
  stop(): Promise<void>;
};

export type LeaderOptions = {
  db: Kysely<Database>;
  /** The lease. */
  name: string;
  holder: string;
  work: LeaderWork;
  ttlMs?: number;
  renewMs?: number;
};

/** The name of this process in the store. */
export const processName = (): string => perProcess("processName", randomUUID);

/** Runs the work in one of the processes that share the store; in another one when that stops or is lost. */
export function runAsLeader(name: string, work: LeaderWork): Leadership {
  const leadership = lead({ db: getStore().db, name, holder: processName(), work });
  atStop(leadership.stop);
  return leadership;
}

/** The same with everything passed in. A process that cannot reach the store does not lead. */
export function lead({ db, name, holder, work, ttlMs = 15_000, renewMs = 5000 }: LeaderOptions): Leadership {
  const term = createTerm({ name, holder, work });
  let isStopped = false;
  let isLoggedFailure = false;
  let timer: NodeJS.Timeout | undefined;

  async function renew(): Promise<void> {
    const asked = { monotonic: performance.now(), wall: Date.now() };
    try {
      const lease = await within(ttlMs, takeLease(db, { name, holder, now: asked.wall, ttlMs }));
      isLoggedFailure = false;
      if (lease && !isStopped) term.extend({ monotonic: asked.monotonic + ttlMs, wall: asked.wall + ttlMs });
      else term.end();
    } catch (error) {
      term.end();
      if (!isLoggedFailure) log({ level: "warn", event: `the lease ${name} cannot be renewed (${detailOf(error)})` });
      isLoggedFailure = true;
    }
  }

  let renewing: Promise<void> = Promise.resolve();
  const next = () => {
    renewing = renew().then(() => {
      if (!isStopped) timer = setTimeout(next, renewMs).unref();
    });
  };
  next();

  return {
    isLeader: term.isOpen,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      term.end();
      await renewing;
      await term.ended();
      // Nobody else can lead before the lease is over then, which is all that is lost.
      await releaseLease(db, { name, holder }).catch(() => undefined);
    },
  };
}

/** Both clocks: the first stands still while the machine sleeps, the second may be set. */
type Moment = { monotonic: number; wall: number };

/** The time in which this process leads, from the first extension to the end, and the work in it. */
function createTerm({ name, holder, work }: Pick<LeaderOptions, "name" | "holder" | "work">) {
  let until: Moment | undefined;
  let open: AbortController | undefined;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const isOpen = () => until !== undefined && performance.now() < until.monotonic && Date.now() < until.wall;

  function end(): void {
    clearTimeout(timer);
    until = undefined;
    open?.abort();
    open = undefined;
  }

  async function run(signal: AbortSignal): Promise<void> {
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) log({ level: "error", event: `the work of the leader ${name} failed (${detailOf(error)})` });
    }
  }

  return {
    isOpen,
    end,
    /** Starts the work if it does not run. What an earlier term left running ends first. */
    extend(next: Moment): void {
      if (open && !isOpen()) end();
      until = next;
      clearTimeout(timer);
      timer = setTimeout(end, Math.max(0, next.monotonic - performance.now())).unref();
      if (!open) log({ level: "info", event: `leads ${name} as ${holder}` });
      open ??= new AbortController();
      running ??= run(open.signal).finally(() => {
        running = undefined;
      });
    },
    ended: async () => {
      await running;
    },
  };
}

/** The result, unless it comes too late to be of use: then an error. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("The store did not answer.", "TimeoutError")), ms).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function detailOf(error: unknown): string {
  if (isStoreError(error)) return error.detail;
  return error instanceof Error ? error.name : "unknown";
}
