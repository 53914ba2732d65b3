import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";
import { personOf } from "#lib/logpush/activity/activity-words.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { rotationProgress } from "#lib/logpush/plan/rotation-progress.ts";
import {
  type ItemChange,
  type ItemState,
  itemStates,
  type PlanOutcome,
  planOutcomes,
  type RunRules,
} from "#lib/logpush/plan/run.ts";
import {
  finishedOf,
  type RunItemView,
  type RunList,
  type RunQuery,
  type RunSummary,
  type RunView,
} from "#lib/logpush/plan/run-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import {
  countDoneItems,
  countEnded,
  countItems,
  countItemsOf,
  countRuns,
  findRun,
  listItems,
  listItemsWithJobs,
  listRuns,
  type RunRow,
  type ShownItem,
} from "#lib/store/runs.ts";
import { mayAct } from "../base/caller.ts";
import { pacedMs } from "../calls/call-budget.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { readEnv } from "../env/env.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { roleOf, stateOf } from "./change-run.ts";
import { workOnRun } from "./start-runs.ts";

const rowsAtOnce = 100;
const runsAtOnce = 50;

/** A run with one page of its items. Throws `AppException` (E_RUN_GONE). */
export async function describeRun(context: Context, id: string, query: RunQuery): Promise<RunView> {
  const { store, realm, caller, now } = context;
  const run = await findRun(store.db, { id, realm });
  if (!run) fail("E_RUN_GONE");
  // With people's own tokens no other process can go on with it.
  if (caller.credential && (run.state === "applying" || run.state === "stopping")) workOnRun(context, id);
  const summary = summaryOf(run, await countItems(store.db, { run: id, realm }));
  const shown = summary.state === "planned" || query.show === "plan" ? "plan" : "results";
  const filter = filterOf(shown, query);
  const total = countOf(summary, shown, filter);
  const pages = Math.max(1, Math.ceil(total / rowsAtOnce));
  const number = Math.min(query.page, pages);
  const range = { limit: rowsAtOnce, offset: (number - 1) * rowsAtOnce };
  const items = await listItems(store.db, { run: id, realm, ...filter }, range);
  return {
    ...summary,
    kind: run.kind,
    error: run.error === null ? null : parseJson<AppError>(run.error),
    mayApply: mayAct(caller, roleOf(run)),
    reversible: await countDoneItems(store.db, id),
    ...{ rollsBack: run.rolls_back, rolledBackBy: run.rolled_back_by },
    stopAfter: parseJson<RunRules>(run.rules).stopAfter,
    rotation: await readRotation(context, run),
    secondsLeft: secondsLeftOf(summary, await countEnded(store.db, { run: id, since: run.begun_at ?? 0 }), now()),
    ...{ shown, rows: items.map(itemOf), total, number, pages },
  };
}

export const readRun = defineResultReader("viewer", "readRun", describeRun);

/** The runs that the caller may see, newest first. */
export async function describeRuns({ store, realm }: Pick<Context, "store" | "realm">, page: number): Promise<RunList> {
  const total = await countRuns(store.db, realm);
  const pages = Math.max(1, Math.ceil(total / runsAtOnce));
  const number = Math.min(Math.max(1, page), pages);
  const runs = await listRuns(store.db, { realm, limit: runsAtOnce, offset: (number - 1) * runsAtOnce });
  const counts = await countItemsOf(store.db, { runs: runs.map(({ id }) => id), realm });
  const summaries = runs.map((run) =>
    summaryOf(
      run,
      counts.filter((count) => count.run === run.id),
    ),
  );
  return { runs: summaries, number, pages, total };
}

export const readRuns = defineResultReader("viewer", "readRuns", describeRuns);

async function readRotation({ store }: Context, run: RunRow): Promise<RunView["rotation"]> {
  if (run.kind !== "rotate" || run.state === "planned" || run.state === "rolled back") return null;
  const rows = await listItemsWithJobs(store.db, { run: run.id, realm: run.realm });
  const jobs = rows.map((row) => ({
    ...{ plan: planOf(row.plan), state: itemStateOf(row.state) ?? null },
    code: row.error === null ? null : parseJson<AppError>(row.error).code,
    ...{ isGone: row.gone_at !== null, isEnabled: Number(row.enabled) === 1 },
    isChangedSince: row.made_digest !== null && row.made_digest !== row.now_digest,
    ...{ changedAt: row.ended_at, lastComplete: row.last_complete },
  }));
  return rotationProgress(jobs);
}

type Counted = Awaited<ReturnType<typeof countItems>>;

function summaryOf(run: RunRow, counts: Counted): RunSummary {
  const plan: RunSummary["plan"] = { create: 0, change: 0, delete: 0, same: 0, blocked: 0 };
  const results: RunSummary["results"] = { queued: 0, running: 0, done: 0, failed: 0, unknown: 0, "not applied": 0 };
  for (const { plan: outcome, state, count } of counts) {
    plan[planOf(outcome)] += count;
    const known = itemStateOf(state);
    if (known) results[known] += count;
  }
  return {
    ...{ id: run.id, title: run.title, state: stateOf(run), person: personOf(run.actor).name },
    createdAt: new Date(run.created_at).toISOString(),
    begunAt: timeOf(run.begun_at),
    endedAt: timeOf(run.ended_at),
    ...{ plan, results },
  };
}

function filterOf(shown: RunView["shown"], { outcome }: RunQuery): { plan?: PlanOutcome; state?: ItemState } {
  if (shown === "plan") {
    const plan = planOutcomes.find((one) => one === outcome);
    return plan ? { plan } : {};
  }
  const state = itemStates.find((one) => one === outcome);
  return state ? { state } : {};
}

function countOf({ plan, results }: RunSummary, shown: RunView["shown"], filter: ReturnType<typeof filterOf>): number {
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
  if (shown === "plan") return filter.plan ? plan[filter.plan] : sum(plan);
  return filter.state ? results[filter.state] : sum(plan);
}

/** Each item is read and written. */
const callsOfItem = 2;

/**
 * From how long those took that ended since the run was begun or resumed, and from the calls that a run may make. Null at
 * the beginning: too few say nothing.
 */
function secondsLeftOf(summary: RunSummary, ended: number, nowMs: number): number | null {
  const { finished, all } = finishedOf(summary);
  if (summary.state !== "applying" || summary.begunAt === null || ended < 5) return null;
  const left = all - finished;
  const asBeforeMs = ((nowMs - Date.parse(summary.begunAt)) / ended) * left;
  const calls = readEnv().mode === "live" ? left * callsOfItem : 0;
  return Math.ceil(Math.max(asBeforeMs, pacedMs("run", calls)) / 1000);
}

function itemOf(row: ShownItem): RunItemView {
  const scope = parseScopePath(row.scope);
  const jobId = row.made_id ?? row.job_id;
  const plan = planOf(row.plan);
  const state = itemStateOf(row.state) ?? null;
  const isDeleted = plan === "delete" && state === "done";
  return {
    n: row.n,
    ref: scope && jobId !== null ? { ...scope, jobId } : null,
    isThere: jobId !== null && !isDeleted && plan !== "blocked",
    name: row.name,
    scopeName: row.scope_name ?? row.scope,
    ...{ plan, state },
    changes: parseJson<ItemChange[]>(row.changes),
    error: row.error === null ? null : parseJson<AppError>(row.error),
  };
}

function planOf(text: string): PlanOutcome {
  return planOutcomes.find((one) => one === text) ?? "blocked";
}

function itemStateOf(text: string | null): ItemState | undefined {
  return itemStates.find((one) => one === text);
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
