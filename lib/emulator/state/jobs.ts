import { invalidRequest, jobNotFound, notAllowed } from "../api/failure.ts";
import { type Dataset, findDataset } from "../datasets.ts";
import type { JsonObject } from "../json.ts";
import type { Probe } from "../push/probe.ts";
import { requireDataset, requireName, requireOwnership, requirePlan, requireSettings } from "../rules/job-settings.ts";
import { type NewEntry, withEntry } from "./audit-log.ts";
import type { JobLookup } from "./job-lookup.ts";
import type { Scope, State, StoredJob } from "./model.ts";
import type { Store } from "./store.ts";

export type JobsOptions = {
  store: Store;
  lookup: JobLookup;
  /** Whether a job was generated: a removed one must be remembered. */
  isGenerated: (id: number) => boolean;
  probe: Probe;
  maxJobsPerScope: number;
  hasBotManagement: (scope: Scope) => boolean;
  accountOf: (scope: Scope) => string | undefined;
  now: () => number;
};

/** Keys that only the service writes; if a client sends them, they are dropped, not refused. */
const SERVICE_KEYS = ["id", "last_complete", "last_error", "error_message", "ownership_challenge", "dataset"];

/** The verbs behind the job routes. */
export function createJobs(options: JobsOptions) {
  const { store, lookup, isGenerated, probe, maxJobsPerScope, hasBotManagement, accountOf, now } = options;

  function noted(state: State, entry: NewEntry): State {
    return withEntry(state, entry, now());
  }

  function list(scope: Scope): StoredJob[] {
    return lookup.inScope(store.current(), scope);
  }

  function get(scope: Scope, id: number): StoredJob {
    return requireJob(store.current(), scope, id);
  }

  function requireJob(state: State, scope: Scope, id: number): StoredJob {
    const job = lookup.find(state, scope, id);
    if (!job) throw jobNotFound();
    return job;
  }

  /** The jobs, of any scope, that send their records through a transformer. */
  function usersOf(transformerId: number): StoredJob[] {
    return store.current().jobs.filter((job) => job.settings.transformer_id === transformerId);
  }

  function requireQuota(state: State, scope: Scope, dataset: Dataset): void {
    if (lookup.inScope(state, scope).length < maxJobsPerScope) return;
    throw notAllowed(`creating a new job (for ${dataset.id} dataset) is not allowed: exceeded max jobs allowed`);
  }

  async function create(scope: Scope, body: JsonObject, by: string): Promise<StoredJob> {
    const dataset = requireDataset(body.dataset, scope);
    const settings = readSettings({ enabled: false, ...body });
    requireSettings(settings, { dataset, scopeKind: scope.kind, accountId: accountOf(scope) });
    requireName(settings.name);
    requireQuota(store.current(), scope, dataset);
    requirePlan(settings, dataset, hasBotManagement(scope));
    requireOwnership(settings.destination_conf, body.ownership_challenge, list(scope));
    await requireUpload(probe, settings.destination_conf);
    return store.commit((state) => {
      requireQuota(state, scope, dataset);
      const job: StoredJob = { id: state.nextJobId, scope, dataset: dataset.id, settings, ...NEVER_RUN };
      const after = { ...state, nextJobId: state.nextJobId + 1, jobs: [...state.jobs, job] };
      return { state: noted(after, { action: "create", jobId: job.id, scope, by }), value: job };
    });
  }

  async function update(scope: Scope, id: number, body: JsonObject, by: string): Promise<StoredJob> {
    const before = get(scope, id);
    const dataset = findDataset(scope.kind, before.dataset);
    if (!dataset) throw jobNotFound();
    // Clients that send the whole job include its dataset; null means the same as absent.
    if ((body.dataset ?? before.dataset) !== before.dataset) throw invalidRequest("dataset cannot be changed");
    if ("kind" in body && (body.kind ?? "") !== (before.settings.kind ?? "")) {
      throw invalidRequest("kind cannot be changed");
    }
    const settings = readSettings({ ...before.settings, ...body });
    requireSettings(settings, { dataset, scopeKind: scope.kind, accountId: accountOf(scope) });
    if (settings.name !== before.settings.name) requireName(settings.name);
    requirePlan(settings, dataset, hasBotManagement(scope));
    if (settings.destination_conf !== before.settings.destination_conf) {
      requireOwnership(settings.destination_conf, body.ownership_challenge, list(scope));
    }
    await requireUpload(probe, settings.destination_conf, id);
    return store.commit((state) => {
      const current = requireJob(state, scope, id);
      const merged = readSettings({ ...current.settings, ...body });
      const isSwitchedOn = merged.enabled && !current.settings.enabled;
      const job = { ...current, settings: merged, failingSince: isSwitchedOn ? null : current.failingSince };
      const after = { ...state, jobs: withJob(state.jobs, job) };
      return { state: noted(after, { action: "update", jobId: id, scope, by }), value: job };
    });
  }

  function remove(scope: Scope, id: number, by: string): Promise<void> {
    return store.commit((state) => {
      requireJob(state, scope, id);
      const { [id]: _gone, ...pushes } = state.pushes ?? {};
      const jobs = state.jobs.filter((job) => job.id !== id);
      const removed = isGenerated(id) ? { removedJobs: [...(state.removedJobs ?? []), id] } : {};
      const after = { ...state, jobs, pushes, ...removed };
      return { state: noted(after, { action: "delete", jobId: id, scope, by }), value: undefined };
    });
  }

  return { list, get, usersOf, create, update, remove };
}

export type Jobs = ReturnType<typeof createJobs>;

const NEVER_RUN = { lastComplete: null, lastError: null, errorMessage: null, failingSince: null };

/** With the job in place of its older version; a generated job has none. */
function withJob(jobs: StoredJob[], job: StoredJob): StoredJob[] {
  const isStored = jobs.some(({ id }) => id === job.id);
  return isStored ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job];
}

async function requireUpload(probe: Probe, conf: string, jobId?: number): Promise<void> {
  const refusal = await probe(conf, jobId);
  if (refusal !== undefined) throw invalidRequest(refusal);
}

function readSettings(body: JsonObject): StoredJob["settings"] {
  const { destination_conf, enabled, ...rest } = body;
  for (const key of SERVICE_KEYS) delete rest[key];
  if (typeof destination_conf !== "string") throw invalidRequest("destination_conf is required");
  if (typeof enabled !== "boolean") throw invalidRequest("enabled must be a boolean");
  return { ...rest, destination_conf, enabled };
}
