import type { DirectorySeed } from "../state/directory.ts";
import type { PushTally, Scope, StoredJob } from "../state/model.ts";
import { generatePlaces, MAX_ZONES } from "./places.ts";
import { indexesOf, jobIdOf, MAX_JOBS_PER_ZONE, planJob } from "./plan.ts";
import { serviceKeysAt, talliesIn } from "./simulate.ts";

/** How many zones, and how many jobs each of them has. */
export type FleetSize = { zones: number; jobs: number };

export type Fleet = {
  places: DirectorySeed;
  /** The generated jobs of a scope at a time, as if nobody had changed any. */
  jobsOf(scope: Scope, ms: number): StoredJob[];
  /** One of them, by its ID. */
  find(scope: Scope, id: number, ms: number): StoredJob | undefined;
  /** Whether the ID belongs to a generated job. */
  has(id: number): boolean;
  /** The deliveries of a generated job in a span of time; they are computed, not stored. */
  tallies(id: number, span: { fromMs: number; toMs: number; nowMs: number }): Iterable<[ms: number, PushTally[]]>;
};

/** The first ID after those of the largest fleet. */
export const FIRST_ID_AFTER_FLEET = jobIdOf(MAX_ZONES, 0);

/** Zones with jobs that follow from their numbers; only the zones are in memory. Throws for an impossible size. */
export function createFleet({ zones, jobs }: FleetSize): Fleet {
  requireSize("zones", zones, 1, MAX_ZONES);
  requireSize("jobs", jobs, 0, MAX_JOBS_PER_ZONE);
  const places = generatePlaces(zones);
  const indexById = new Map(places.zones.map(({ id }, index) => [id, index]));

  function jobAt(scope: Scope, jobIndex: number, ms: number): StoredJob | undefined {
    const zoneIndex = scope.kind === "zones" ? indexById.get(scope.id) : undefined;
    if (zoneIndex === undefined || jobIndex >= jobs) return undefined;
    const plan = planJob(zoneIndex, jobIndex);
    const { id, dataset, settings } = plan;
    return { id, scope, dataset, settings, ...serviceKeysAt(plan, ms), simulatedUntil: ms };
  }

  function has(id: number): boolean {
    const { zoneIndex, jobIndex } = indexesOf(id);
    return zoneIndex >= 0 && zoneIndex < zones && jobIndex < jobs;
  }

  return {
    places,
    has,
    jobsOf: (scope, ms) => Array.from({ length: jobs }, (_, index) => jobAt(scope, index, ms) ?? []).flat(),
    find(scope, id, ms) {
      const { zoneIndex, jobIndex } = indexesOf(id);
      return indexById.get(scope.id) === zoneIndex ? jobAt(scope, jobIndex, ms) : undefined;
    },
    tallies(id, span) {
      const { zoneIndex, jobIndex } = indexesOf(id);
      return talliesIn(planJob(zoneIndex, jobIndex), span);
    },
  };
}

function requireSize(what: string, size: number, least: number, most: number): void {
  if (Number.isInteger(size) && size >= least && size <= most) return;
  throw new Error(`A fleet has ${least} to ${most} ${what}.`);
}
