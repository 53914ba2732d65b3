import type { Fleet } from "../fleet/fleet.ts";
import { isSameScope, type Scope, type State, type StoredJob } from "./model.ts";

/** Finds jobs, both stored and generated ones. A generated job is stored only after it was changed. */
export type JobLookup = {
  inScope(state: State, scope: Scope): StoredJob[];
  find(state: State, scope: Scope, id: number): StoredJob | undefined;
};

/** A stored job hides the generated one with its ID, and so does a removal. */
export function createJobLookup(fleet: Fleet | undefined, now: () => number): JobLookup {
  const storedIn = (state: State, scope: Scope) => state.jobs.filter((job) => isSameScope(job.scope, scope));
  if (!fleet) {
    return { inScope: storedIn, find: (state, scope, id) => storedIn(state, scope).find((job) => job.id === id) };
  }
  return {
    inScope(state, scope) {
      const stored = storedIn(state, scope);
      const hidden = new Set([...stored.map(({ id }) => id), ...(state.removedJobs ?? [])]);
      const generated = fleet.jobsOf(scope, now()).filter(({ id }) => !hidden.has(id));
      return [...generated, ...stored].toSorted((a, b) => a.id - b.id);
    },
    find(state, scope, id) {
      const stored = state.jobs.find((job) => job.id === id && isSameScope(job.scope, scope));
      if (stored || state.removedJobs?.includes(id)) return stored;
      return fleet.find(scope, id, now());
    },
  };
}
