import { applyFault } from "./api/apply-fault.ts";
import { createRateLimit, DEFAULT_RATE_LIMIT, type RateLimitOptions, TEST_RATE_LIMIT } from "./api/rate-limit.ts";
import { API_BASE, createRouter } from "./api/router.ts";
import { areTestRoutesOn, TEST_PATH } from "./api/test-routes.ts";
import { createDelivery } from "./delivery.ts";
import { createFaults, type FaultInjector } from "./faults.ts";
import { createDispatcher } from "./push/dispatch.ts";
import { createNetworkSender, DEFAULT_TIMEOUTS, type Timeouts } from "./push/network.ts";
import { createProbe } from "./push/probe.ts";
import { createReceiver, type Inbox } from "./receiver/receiver.ts";
import { accountOf, createDirectory, hasBotManagement } from "./state/directory.ts";
import { createJobs } from "./state/jobs.ts";
import { seedState } from "./state/seed.ts";
import { openStore } from "./state/store.ts";

export type EmulatorOptions = {
  /** Contains the state file and its lock. */
  dataDir: string;
  /** Clock in milliseconds. */
  now?: () => number;
  /** Tick of the delivery loop. */
  deliveryIntervalMs?: number;
  /** How long a job may fail before it is disabled. */
  disableAfterMs?: number;
  /** Quota of jobs in one zone or account. */
  maxJobsPerScope?: number;
  rateLimit?: RateLimitOptions;
  timeouts?: Partial<Timeouts>;
  /** Whether it may not call other programs of this machine, because other people send jobs too. */
  refusesLoopback?: boolean;
};

export type Emulator = {
  fetch(request: Request): Promise<Response>;
  start(): void;
  stop(): Promise<void>;
  receiver: Inbox;
  faults: FaultInjector;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Opens the emulator on a data directory; throws if another process has it open. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const now = options.now ?? Date.now;
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const store = openStore(options.dataDir, () => seedState(now()));
  const stopping = new AbortController();
  const receiver = createReceiver({ now, hangMs: timeouts.idleMs });
  const send = createDispatcher(
    receiver.send,
    createNetworkSender(timeouts, { refusesLoopback: options.refusesLoopback ?? false }),
  );
  const probe = createProbe(send, stopping.signal);
  const directory = createDirectory();
  const maxJobsPerScope = options.maxJobsPerScope ?? 25;
  const jobs = createJobs({
    store,
    probe,
    maxJobsPerScope,
    hasBotManagement: (scope) => hasBotManagement(directory, scope),
    accountOf: (scope) => accountOf(directory, scope),
  });
  const delivery = createDelivery({
    store,
    directory,
    send,
    now,
    signal: stopping.signal,
    tickMs: options.deliveryIntervalMs ?? 2000,
    disableAfterMs: options.disableAfterMs ?? DAY_MS,
  });
  const faults = createFaults();
  const rateLimit = createRateLimit(
    options.rateLimit ?? (areTestRoutesOn() ? TEST_RATE_LIMIT : DEFAULT_RATE_LIMIT),
    now,
  );
  const router = createRouter({ store, directory, jobs, probe, rateLimit, faults, receiver, tick: delivery.tick });

  async function fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const isTestRoute = pathname.includes(`${API_BASE.slice(0, -1)}${TEST_PATH}`);
    const fault = isTestRoute ? undefined : faults.takeFor(request.method, pathname);
    const execute = async () => router.fetch(request);
    return fault ? applyFault(fault, execute, request.signal) : execute();
  }

  async function stop(): Promise<void> {
    delivery.stop();
    stopping.abort();
    await delivery.idle();
    await store.close();
  }

  const { send: _, ...inbox } = receiver;
  return { fetch, start: delivery.start, stop, receiver: inbox, faults };
}

const INSTANCE_KEY = Symbol.for("headgate.emulator");

/**
 * The one emulator of this process: Next bundles pages, actions and routes separately, but they share the global
 * object.
 */
export function getEmulator(options: () => EmulatorOptions): Emulator {
  const registry: { [INSTANCE_KEY]?: Emulator } & object = globalThis;
  registry[INSTANCE_KEY] ??= createEmulator(options());
  return registry[INSTANCE_KEY];
}
