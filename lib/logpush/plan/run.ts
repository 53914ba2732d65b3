import type { Change } from "../job/diff.ts";
import type { JobRef, JsonObject } from "../job/job.ts";
import type { AppError } from "../result.ts";

/** What the plan says of an item: what is done, that there is nothing to do, or that it cannot be done. */
export const planOutcomes = ["create", "change", "delete", "same", "blocked"] as const;
export type PlanOutcome = (typeof planOutcomes)[number];

/** What happened to an item. `unknown`: it was sent, and nobody knows yet whether it took effect. `not applied`: nothing was changed. */
export const itemStates = ["queued", "running", "done", "failed", "unknown", "not applied"] as const;
export type ItemState = (typeof itemStates)[number];

export const runStates = ["planned", "applying", "stopping", "stopped", "finished", "rolled back"] as const;
export type RunState = (typeof runStates)[number];

/** What is to be done about one job. A body holds secrets and stays on the server. */
export type ItemPlan =
  | { outcome: "create"; body: JsonObject }
  | { outcome: "change"; body: JsonObject }
  | { outcome: "delete" }
  | { outcome: "same" }
  | { outcome: "blocked"; error: AppError };

export type PlannedItem = ItemPlan & {
  /** `zones/{id}` or `accounts/{id}`. */
  scope: string;
  /** Null for a job that is to be created. */
  jobId: number | null;
  /** What people see: the job's name, or its id. */
  name: string;
  /** From 0. The items of a step begin when those of the step before are done. */
  step?: number;
};

/** A job as the planning sees it, from the store. */
export type WorldJob = {
  ref: JobRef;
  name: string;
  scopeName: string;
  /** As Cloudflare returns it. With secrets only if `isWhole`; masked values never belong into a body. */
  raw: JsonObject;
  isWhole: boolean;
  isGone: boolean;
  /** The number of its newest version. */
  n: number;
  /** The earlier versions that the kind of run needs, whole, by their number. Those that cannot be read are missing. */
  versions: ReadonlyMap<number, JsonObject>;
};

/** A zone or account as the planning sees it, with all its jobs. */
export type WorldScope = {
  path: string;
  name: string;
  accountName: string | null;
  jobs: readonly WorldJob[];
  /** Why its jobs could not be read the last time. */
  failure: AppError | null;
};

/** What a plan is made from. Jobs and scopes that the caller may not see are missing. */
export type World = {
  /** By `jobKey`. */
  jobs: ReadonlyMap<string, WorldJob>;
  /** By path. */
  scopes: ReadonlyMap<string, WorldScope>;
};

/** What a kind of run has to know to plan. */
export type Needs = {
  jobs?: readonly JobRef[];
  /** Earlier versions of jobs. */
  versions?: readonly { ref: JobRef; n: number }[];
  /** Zones and accounts with all their jobs. */
  scopes?: readonly string[];
  /** Whether it needs the jobs with their secrets. Where the store keeps none, they are read from the API. */
  isWhole: boolean;
};

export type RunRole = "operator" | "admin";

/** How a run is applied. */
export type RunRules = {
  /** How many items are worked on at the same time. */
  atOnce: number;
  /** The run stops after so many failures since it was started; null: it goes on. */
  stopAfter: number | null;
};

export const usualRules: RunRules = { atOnce: 4, stopAfter: 5 };

/** A field of an item's plan that differs, without a secret: values have fingerprints. */
export type ItemChange = Change;
