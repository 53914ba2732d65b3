import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { type RunRole, type RunRules, type RunState, runStates } from "#lib/logpush/plan/run.ts";
import type { RunIntent } from "#lib/logpush/plan/run-kinds.ts";
import { nextRunState, type RunEvent, statesBefore } from "#lib/logpush/plan/run-state.ts";
import {
  changeRun,
  deletePlan,
  dropQueue,
  findRun,
  listDoneItems,
  type RunItemRow,
  type RunRow,
  wipeRun,
} from "#lib/store/runs.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { createRun } from "./create-run.ts";
import { publishRun } from "./drive-run.ts";
import { readBackUnknown } from "./settle-items.ts";
import { workOnRun } from "./start-runs.ts";

const runSchema = z.object({ id: z.string().check(z.regex(/^[\w-]{1,40}$/)) });

const applySchema = z.object({
  ...runSchema.shape,
  /** The run stops after so many failures; null: it does not. */
  stopAfter: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1000)))),
});

type RunInput = z.output<typeof runSchema>;

/** What a press on a button of a run answers: its state now. */
export type RunChanged = { state: RunState };

/** Starts a planned run. A second press changes nothing. */
export async function applyRun(context: Context, { id, stopAfter }: z.output<typeof applySchema>): Promise<RunChanged> {
  const run = await openRun(context, id);
  const rules = { ...parseJson<RunRules>(run.rules), ...(stopAfter === undefined ? {} : { stopAfter }) };
  return change(context, run, { event: "apply", rules: JSON.stringify(rules), queue: { again: null } });
}

export const applyRunCase = defineUseCase(
  { name: "applyRun", role: "operator", input: applySchema, isWrite: true },
  applyRun,
);

/** Removes a plan that nobody applied: nothing was sent, so nothing is recorded either. */
export async function discardRun(context: Context, { id }: RunInput): Promise<{ id: string }> {
  const run = await openRun(context, id);
  if (!(await deletePlan(context.store.db, id))) refuse(await openRun(context, run.id));
  publishRun(context, id);
  return { id };
}

export const discardRunCase = defineUseCase(
  { name: "discardRun", role: "operator", input: runSchema, isWrite: true },
  discardRun,
);

/** Ends what is in progress and begins nothing else. */
export async function stopRun(context: Context, { id }: RunInput): Promise<RunChanged> {
  return change(context, await openRun(context, id), { event: "stop" });
}

export const stopRunCase = defineUseCase(
  { name: "stopRun", role: "operator", input: runSchema, isWrite: true },
  stopRun,
);

/** Goes on with what is queued. */
export async function resumeRun(context: Context, { id }: RunInput): Promise<RunChanged> {
  return change(context, await openRun(context, id), { event: "resume" });
}

export const resumeRunCase = defineUseCase(
  { name: "resumeRun", role: "operator", input: runSchema, isWrite: true },
  resumeRun,
);

/** Queues again what failed or was not applied, and what is unknown for good: the job is read first, as always. */
export async function retryRun(context: Context, { id }: RunInput): Promise<RunChanged> {
  const run = await openRun(context, id);
  return change(context, run, { event: "retry", queue: { again: ["failed", "not applied", "unknown"] } });
}

export const retryRunCase = defineUseCase(
  { name: "retryRun", role: "operator", input: runSchema, isWrite: true },
  retryRun,
);

/**
 * Takes back what a run did, by a run of its own that begins at once: what it made is deleted, what it changed gets the
 * version before, what it deleted is created again. A job that changed since is left alone. Jobs whose outcome is unknown are
 * read first, and while that cannot be found out, nothing is rolled back. Answers the new run.
 */
export async function rollBackRun(context: Context, { id }: RunInput): Promise<{ id: string }> {
  const run = await openRun(context, id);
  if (nextRunState(stateOf(run), "roll back") === undefined) refuse(run);
  const { db } = context.store;
  const unknown = await readBackUnknown({ ...context, caller: { ...context.caller, id: run.actor } }, run);
  if (unknown > 0) fail("E_RUN_UNSETTLED", { params: { count: unknown === 1 ? "1 change" : `${unknown} changes` } });
  const done = await listDoneItems(db, id);
  // Step by step back: an account job goes when the zone jobs that it replaced are enabled again.
  const last = Math.max(0, ...done.map(({ step }) => step));
  const jobs = done.flatMap((item) => restoredOf(item).map((job) => ({ ...job, step: last - item.step })));
  if (jobs.length === 0) fail("E_RUN_NOTHING");
  const made = await createRun(context, { kind: "restore", jobs, of: id }, { role: roleOf(run), rollsBack: id });
  const isFirst = await changeRun(
    db,
    { id, from: statesBefore("roll back") },
    { state: "rolled back", rolled_back_by: made.id },
  );
  if (!isFirst) {
    await deletePlan(db, made.id);
    refuse(await openRun(context, id));
  }
  await dropQueue(db, id);
  await wipeRun(db, id, null);
  await applyRun(context, made);
  publishRun(context, id);
  return made;
}

export const rollBackRunCase = defineUseCase(
  { name: "rollBackRun", role: "operator", input: runSchema, isWrite: true },
  rollBackRun,
);

type RestoredJob = Extract<RunIntent, { kind: "restore" }>["jobs"][number];

/** What brings one job back to how it was before the run. */
function restoredOf(
  item: Pick<RunItemRow, "scope" | "job_id" | "plan" | "before_n" | "after_n" | "made_id">,
): RestoredJob[] {
  const scope = parseScopePath(item.scope);
  const jobId = item.made_id ?? item.job_id;
  if (!scope || jobId === null) return [];
  const ref = { ...scope, jobId };
  if (item.plan === "create") return item.after_n === null ? [] : [{ ref, to: null, seen: item.after_n }];
  if (item.before_n === null) return [];
  const seen = item.plan === "delete" ? item.before_n : item.after_n;
  return seen === null ? [] : [{ ref, to: item.before_n, seen }];
}

/** A run that the caller may apply. */
async function openRun({ store, realm, caller }: Context, id: string): Promise<RunRow> {
  const run = await findRun(store.db, { id, realm });
  if (!run) fail("E_RUN_GONE");
  if (!mayAct(caller, roleOf(run))) fail("E_ROLE");
  return run;
}

type Change = { event: RunEvent; rules?: string; queue?: Parameters<typeof changeRun>[3] };

async function change(context: Context, run: RunRow, { event, rules, queue }: Change): Promise<RunChanged> {
  const { db } = context.store;
  const from = statesBefore(event);
  const next = nextRunState(stateOf(run), event);
  if (next === undefined) return alreadyOr(run, event);
  const begins = next === "applying";
  const isChanged = await changeRun(
    db,
    { id: run.id, from: from.filter((state) => nextRunState(state, event) === next) },
    {
      state: next,
      ...(rules === undefined ? {} : { rules }),
      ...(begins ? { begun_at: context.now(), ended_at: null, error: null } : {}),
    },
    queue,
  );
  if (!isChanged) return alreadyOr(await openRun(context, run.id), event);
  publishRun(context, run.id);
  if (begins) workOnRun(context, run.id);
  return { state: next };
}

/** A second press finds what the first one did; anything else is refused. */
function alreadyOr(run: RunRow, event: RunEvent): RunChanged {
  const state = stateOf(run);
  const isThere = statesBefore(event).some((before) => nextRunState(before, event) === state);
  if (isThere || (event === "stop" && state === "stopped")) return { state };
  refuse(run);
}

function refuse({ state }: RunRow): never {
  fail("E_RUN_STATE", { params: { state } });
}

/** The least role that may apply it. */
export function roleOf({ role }: Pick<RunRow, "role">): RunRole {
  return role === "operator" ? "operator" : "admin";
}

export function stateOf({ state }: Pick<RunRow, "state">): RunState {
  return runStates.find((known) => known === state) ?? "finished";
}
