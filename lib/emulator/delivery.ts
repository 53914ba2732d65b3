import { ONE_EMPTY, type RunResult, runJob } from "./delivery-run.ts";
import { type Sender, statusOfText } from "./push/upload.ts";
import { type Directory, hasScope } from "./state/directory.ts";
import { type PushTally, type StoredJob, toRfc3339 } from "./state/model.ts";
import { countPush } from "./state/pushes.ts";
import type { Store } from "./state/store.ts";

export type DeliveryOptions = {
  store: Store;
  directory: Directory;
  send: Sender;
  now: () => number;
  signal: AbortSignal;
  tickMs: number;
  disableAfterMs: number;
};

type Finished = NonNullable<RunResult>;
/** `tries` counts the attempts for the current logs; logs before `givenUpToMs` are not retried. */
type Turn = {
  dueAt: number;
  failures: number;
  tries: number;
  givenUpToMs: number;
  settings: StoredJob["settings"];
};

/** A healthy job is due every third tick (6 s by default), a failing one less and less often, down to every 15th. */
const TICKS_BETWEEN_RUNS = 3;
const MAX_BACKOFF = 5;
/** How often the same logs are tried, as Cloudflare's documentation said for a long time; then they are lost. */
const TRIES_PER_BATCH = 5;
const MAX_STARTS_PER_TICK = 50;
/** How long a forced round waits for slow endpoints before it answers; they continue in the background. */
const ROUND_PATIENCE_MS = 2000;
/** Failing seed jobs are never given up, so that a demo of several days still shows them failing. */
const SEED_DESTINATION = /^https:\/\/receiver\.headgate\.test\/seed\//;

/** The loop that pushes the logs of enabled jobs. */
export function createDelivery({ store, directory, send, now, signal, tickMs, disableAfterMs }: DeliveryOptions) {
  const turns = new Map<number, Turn>();
  const running = new Map<number, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  function round(isForced: boolean): Promise<void>[] {
    const isActive = ({ scope, settings }: StoredJob) => settings.enabled && hasScope(directory, scope);
    const enabled = new Map(store.current().jobs.flatMap((job) => (isActive(job) ? [[job.id, job]] : [])));
    for (const id of turns.keys()) if (!enabled.has(id)) turns.delete(id);
    const due = [...enabled.values()]
      .filter((job) => !running.has(job.id) && (isForced || isDue(job)))
      .sort((a, b) => (turns.get(a.id)?.dueAt ?? 0) - (turns.get(b.id)?.dueAt ?? 0));
    return due.slice(0, isForced ? due.length : MAX_STARTS_PER_TICK).map((job) => {
      const run = deliver(job, isForced).finally(() => running.delete(job.id));
      running.set(job.id, run);
      return run;
    });
  }

  /**
   * Changed settings end a pause: whoever repairs a job wants to see it run. So does a clock that was set back, after
   * which the turn would be too far away.
   */
  function isDue(job: StoredJob): boolean {
    const turn = turns.get(job.id);
    if (!turn || turn.settings !== job.settings) return true;
    const wait = turn.dueAt - now();
    return wait <= 0 || wait > TICKS_BETWEEN_RUNS * tickMs * MAX_BACKOFF;
  }

  async function deliver(job: StoredJob, isForced: boolean): Promise<void> {
    const zoneName = directory.zones.find((zone) => zone.id === job.scope.id)?.name ?? "burritobot.example";
    const before = turns.get(job.id);
    const startMs = now();
    const givenUpToMs = before?.givenUpToMs ?? 0;
    const result = await runJob({ job, zoneName, nowMs: startMs, isForced, givenUpToMs, send, signal }).catch(
      (): RunResult => ({ ok: false, message: "error pushing: internal error", volume: ONE_EMPTY, endMs: startMs }),
    );
    const failures = result?.ok === false ? (before?.failures ?? 0) + 1 : 0;
    const tries = result?.ok === false ? (before?.tries ?? 0) + 1 : 0;
    const isLost = result?.ok === false && tries >= TRIES_PER_BATCH;
    turns.set(job.id, {
      dueAt: now() + TICKS_BETWEEN_RUNS * tickMs * Math.min(2 ** failures, MAX_BACKOFF),
      failures,
      tries: isLost ? 0 : tries,
      givenUpToMs: isLost ? result.endMs : givenUpToMs,
      settings: job.settings,
    });
    // A stop aborts uploads in progress, which does not count as their failure; a full disk shows on the next write.
    if (result && !signal.aborted) await recordResult(job, result, isLost).catch(() => undefined);
  }

  function recordResult(job: StoredJob, result: Finished, isLost: boolean): Promise<void> {
    // An earlier upload does not affect a job that was disabled or redirected in the meantime.
    const isUnchanged = (current: StoredJob) =>
      current.id === job.id &&
      current.settings.enabled &&
      current.settings.destination_conf === job.settings.destination_conf;
    const update = (current: StoredJob) =>
      isUnchanged(current) ? withResult(current, result, now(), disableAfterMs) : current;
    const push = { jobId: job.id, tally: tallyOf(result, isLost), nowMs: now() };
    return store.commit((state) => {
      const isThere = state.jobs.some(({ id }) => id === job.id);
      const pushes = isThere ? countPush(state.pushes, push) : state.pushes;
      return { state: { ...state, jobs: state.jobs.map(update), pushes }, value: undefined };
    });
  }

  /** Runs one round immediately, whatever is due; resolves to the number of jobs that were started. */
  async function tick(): Promise<number> {
    const runs = round(true);
    await Promise.race([Promise.allSettled(runs), pauseFor(ROUND_PATIENCE_MS)]);
    return runs.length;
  }

  return {
    tick,
    start() {
      timer ??= setInterval(() => round(false), tickMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

function tallyOf(result: Finished, isLost: boolean): PushTally {
  const { uploads, ...volume } = result.volume;
  const status = result.ok ? 200 : statusOfText(result.message);
  return { status, final: result.ok || isLost ? 1 : 0, count: uploads, ...volume };
}

function withResult(job: StoredJob, result: Finished, nowMs: number, disableAfterMs: number): StoredJob {
  if (result.ok) {
    const lastComplete = toRfc3339(result.completeMs);
    return { ...job, lastComplete, lastError: null, errorMessage: null, failingSince: null };
  }
  const failingSince = job.failingSince ?? nowMs;
  const isGivenUp = nowMs - failingSince > disableAfterMs && !SEED_DESTINATION.test(job.settings.destination_conf);
  const settings = isGivenUp ? { ...job.settings, enabled: false } : job.settings;
  return { ...job, settings, lastError: toRfc3339(nowMs), errorMessage: result.message, failingSince };
}

function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
