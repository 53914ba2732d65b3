import type { JobRef } from "../job/job.ts";
import type { AppError } from "../result.ts";
import type { RotationProgress } from "./rotation-progress.ts";
import { type ItemChange, type ItemState, itemStates, type PlanOutcome, planOutcomes, type RunState } from "./run.ts";

/** What of a run is shown. It lives in the URL, so that a view can be reloaded and shared. */
export type RunQuery = {
  /** The plan, or the results. Before the run is applied there is only the plan. */
  show: "plan" | "results";
  /** Only items with this outcome. */
  outcome: PlanOutcome | ItemState | undefined;
  /** From 1. */
  page: number;
};

/** Reads a query from the URL. What it does not understand is left at its default. */
export function parseRunQuery(params: Pick<URLSearchParams, "get">): RunQuery {
  const outcome = params.get("outcome");
  const page = Number(params.get("page"));
  return {
    show: params.get("show") === "plan" ? "plan" : "results",
    outcome: [...planOutcomes, ...itemStates].find((one) => one === outcome),
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
  };
}

/** The query string without defaults: empty, or with its `?`. */
export function runQueryText({ show, outcome, page }: RunQuery): string {
  const params = new URLSearchParams();
  if (show === "plan") params.set("show", show);
  if (outcome !== undefined) params.set("outcome", outcome);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** A run in the list of runs. */
export type RunSummary = {
  id: string;
  title: string;
  state: RunState;
  /** The name of whose run it is. */
  person: string;
  /** RFC 3339. */
  createdAt: string;
  begunAt: string | null;
  endedAt: string | null;
  plan: Record<PlanOutcome, number>;
  results: Record<ItemState, number>;
};

export type RunList = { runs: RunSummary[]; number: number; pages: number; total: number };

/** A run with some of its items, as its page shows it. Without a secret. */
export type RunView = RunSummary & {
  /** What kind of work it is, as in its intent. */
  kind: string;
  /** Why it stopped. */
  error: AppError | null;
  /** Whether the role of the reader permits to apply it. */
  mayApply: boolean;
  /** How many jobs have what the run gave them, so that it can be rolled back. */
  reversible: number;
  /** The run that this one takes back, and the one that takes this one back. */
  rollsBack: string | null;
  rolledBackBy: string | null;
  /** The run stops after so many failures; null: it does not. */
  stopAfter: number | null;
  /** Of a rotation that was begun and not rolled back. */
  rotation: RotationProgress | null;
  /** Roughly how long it will still take, in seconds, while it is applied. */
  secondsLeft: number | null;
  shown: "plan" | "results";
  rows: RunItemView[];
  /** How many items match. From 1; `pages` is how many there are. */
  total: number;
  number: number;
  pages: number;
};

export type RunItemView = {
  n: number;
  /** The job, or the new one that was made. Null for a job that is still to be created. */
  ref: JobRef | null;
  /** Whether the job has a page: not before it is made, nor after it is deleted. */
  isThere: boolean;
  name: string;
  scopeName: string;
  plan: PlanOutcome;
  state: ItemState | null;
  changes: ItemChange[];
  error: AppError | null;
};

/** How many items have a result, and how many will have one. */
export function finishedOf({ results }: Pick<RunSummary, "results">): { finished: number; all: number } {
  const all = itemStates.reduce((sum, state) => sum + results[state], 0);
  return { finished: all - results.queued - results.running, all };
}

/** How many items the run writes. */
export function writesOf({ plan }: Pick<RunSummary, "plan">): number {
  return plan.create + plan.change + plan.delete;
}
