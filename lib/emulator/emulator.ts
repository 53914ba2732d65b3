import { applyFault, pause } from "./api/apply-fault.ts";
import {
  createRateLimit,
  DEFAULT_RATE_LIMIT,
  GRAPHQL_RATE_LIMIT,
  type RateLimitOptions,
  TEST_RATE_LIMIT,
} from "./api/rate-limit.ts";
import { API_BASE, createRouter } from "./api/router.ts";
import { areTestRoutesOn, TEST_PATH } from "./api/test-routes.ts";
import { createCallLog } from "./call-log.ts";
import { type Clock, createClock } from "./clock.ts";
import { createDelivery } from "./delivery.ts";
import { createFaults, type FaultInjector } from "./faults.ts";
import { createFleet, FIRST_ID_AFTER_FLEET, type FleetSize } from "./fleet/fleet.ts";
import { createDispatcher } from "./push/dispatch.ts";
import { createNetworkSender, DEFAULT_TIMEOUTS, type Timeouts } from "./push/network.ts";
import { createProbe } from "./push/probe.ts";
import { createReceiver, type Inbox } from "./receiver/receiver.ts";
import { accountOf, createDirectory, hasBotManagement } from "./state/directory.ts";
import { createJobLookup } from "./state/job-lookup.ts";
import { createJobs } from "./state/jobs.ts";
import { emptyState, seedState } from "./state/seed.ts";
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
  /** Quota of jobs in one zone or account; 25, or as many as the zones of the fleet have. */
  maxJobsPerScope?: number;
  rateLimit?: RateLimitOptions;
  /** The limit of analytics queries, in addition. */
  graphqlRateLimit?: RateLimitOptions;
  /** Zones with generated jobs, in place of the usual accounts, zones and jobs. */
  fleet?: FleetSize;
  /** How long each answer of the API takes at least. */
  latencyMs?: number;
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
  clock: Clock;
};

const DEFAULT_QUOTA = 25;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Opens the emulator on a data directory; throws if another process has it open. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const clock = createClock(options.now ?? Date.now);
  const { now } = clock;
  const fleet = options.fleet && createFleet(options.fleet);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const store = openStore(options.dataDir, () => (fleet ? emptyState(FIRST_ID_AFTER_FLEET) : seedState(now())));
  const stopping = new AbortController();
  const receiver = createReceiver({ now, hangMs: timeouts.idleMs });
  const send = createDispatcher(
    receiver.send,
    createNetworkSender(timeouts, { refusesLoopback: options.refusesLoopback ?? false }),
  );
  const probe = createProbe(send, stopping.signal);
  const directory = createDirectory(fleet?.places);
  const lookup = createJobLookup(fleet, now);
  const maxJobsPerScope = options.maxJobsPerScope ?? Math.max(DEFAULT_QUOTA, options.fleet?.jobs ?? 0);
  const jobs = createJobs({
    store,
    lookup,
    isGenerated: (id) => fleet?.has(id) === true,
    probe,
    maxJobsPerScope,
    hasBotManagement: (scope) => hasBotManagement(directory, scope),
    accountOf: (scope) => accountOf(directory, scope),
    now,
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
  const calls = createCallLog(now);
  // A fleet is there to show what the limits mean for many zones, so it has them in tests too.
  const isLimited = fleet !== undefined || !areTestRoutesOn();
  const router = createRouter({
    store,
    lookup,
    fleet,
    directory,
    jobs,
    probe,
    rateLimit: createRateLimit(options.rateLimit ?? (isLimited ? DEFAULT_RATE_LIMIT : TEST_RATE_LIMIT), now),
    graphqlRateLimit: createRateLimit(
      options.graphqlRateLimit ?? (isLimited ? GRAPHQL_RATE_LIMIT : TEST_RATE_LIMIT),
      now,
    ),
    faults,
    calls,
    receiver,
    clock,
    now,
    tick: delivery.tick,
  });

  async function fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const isTestRoute = pathname.includes(`${API_BASE.slice(0, -1)}${TEST_PATH}`);
    if (areTestRoutesOn() && !isTestRoute) await calls.record(request);
    const fault = isTestRoute ? undefined : faults.takeFor(request.method, pathname);
    const execute = async () => {
      if (options.latencyMs && !isTestRoute) await pause(options.latencyMs, request.signal);
      return router.fetch(request);
    };
    return fault ? applyFault(fault, execute, request.signal) : execute();
  }

  async function stop(): Promise<void> {
    delivery.stop();
    stopping.abort();
    await delivery.idle();
    await store.close();
  }

  const { send: _, ...inbox } = receiver;
  return { fetch, start: delivery.start, stop, receiver: inbox, faults, clock };
}
