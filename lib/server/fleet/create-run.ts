import "server-only";
import { randomBytes } from "node:crypto";
import { fail } from "#lib/cloudflare/errors.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { jobKey, parseScopePath } from "#lib/logpush/job/job.ts";
import { type PlannedItem, type RunRole, usualRules } from "#lib/logpush/plan/run.ts";
import {
  needsOfRun,
  planItems,
  type RunIntent,
  roleOfRun,
  runIntentSchema,
  titleOfRun,
} from "#lib/logpush/plan/run-kinds.ts";
import { insertRun, type NewRunItem } from "#lib/store/runs.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readUnattended } from "../inventory/freshness.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { describeChanges } from "./describe-changes.ts";
import { type KnownJob, type KnownWorld, readWorld } from "./world.ts";

/** What a run would do, as the store knows the jobs now. Changes nothing and stores nothing. */
export async function planRun(
  context: Context,
  intent: RunIntent,
): Promise<{ items: PlannedItem[]; world: KnownWorld }> {
  await readUnattended(context);
  const world = await readWorld(context, needsOfRun(intent));
  return { items: planItems(intent, world), world };
}

type CreateOptions = {
  /** Who may do it. The kind of the run decides, unless it takes back one that needs less. */
  role?: RunRole;
  rollsBack?: string;
};

/**
 * Plans a run from the store and stores the plan, its bodies sealed. Nothing is sent before somebody applies it. Throws
 * `AppException`: E_ROLE, or E_RUN_EMPTY if there is nothing to plan.
 */
export async function createRun(
  context: Context,
  intent: RunIntent,
  { role = roleOfRun(intent), rollsBack }: CreateOptions = {},
): Promise<{ id: string }> {
  if (!mayAct(context.caller, role)) fail("E_ROLE");
  const { items, world } = await planRun(context, intent);
  if (items.length === 0) fail("E_RUN_EMPTY");
  const { store, seal, realm, caller, now } = context;
  const id = randomBytes(9).toString("base64url");
  const sealed = seal.seal(JSON.stringify(intent), placeOfRun(id));
  const run = {
    ...{ id, realm, kind: intent.kind, role, title: titleOfRun(intent), state: "planned", actor: caller.id },
    ...{ rules: JSON.stringify(usualRules), sealed: sealed.bytes, kid: sealed.kid, error: null },
    ...{ rolls_back: rollsBack ?? null, rolled_back_by: null },
    ...{ created_at: now(), begun_at: null, ended_at: null },
  };
  const rows = items.map((item, n) => rowOf(context, item, { n, id, world }));
  await insertRun(store.db, run, rows);
  return { id };
}

/** Plans what was asked for; the page of the run shows it. */
export const createRunCase = defineUseCase({ name: "createRun", role: "operator", input: runIntentSchema }, createRun);

type RowPlace = { n: number; id: string; world: KnownWorld };

function rowOf(context: Context, item: PlannedItem, { n, id, world }: RowPlace): NewRunItem {
  const { digests, seal } = context;
  const scope = parseScopePath(item.scope);
  const job = scope && item.jobId !== null ? world.jobs.get(jobKey({ ...scope, jobId: item.jobId })) : undefined;
  const body = "body" in item ? item.body : undefined;
  const sealed = body && seal.seal(JSON.stringify(body), placeOfItem(id, n));
  const conf = body?.destination_conf;
  const host =
    typeof conf === "string" ? redactDestination(conf, digests.fingerprint).host || null : (job?.host ?? null);
  return {
    ...{ n, step: item.step ?? 0, scope: item.scope, job_id: item.jobId, name: item.name, plan: item.outcome },
    changes: JSON.stringify(describeChanges(context, item, job)),
    error: item.outcome === "blocked" ? JSON.stringify(item.error) : null,
    // Cloudflare tests the destination of what is created or changed, and of nothing else.
    host: body ? host : null,
    base: job ? writeBase(job) : null,
    sealed: sealed?.bytes ?? null,
    kid: sealed?.kid ?? null,
  };
}

/** The digests of the job that was planned for, with the id of their key. */
function writeBase({ digests, kid }: KnownJob): string {
  return JSON.stringify({ kid, digests: parseJson<Record<string, string>>(digests) } satisfies PlannedBase);
}

export type PlannedBase = { kid: string | null; digests: Record<string, string> };

/** What is sealed for one run or item opens for no other. */
export const placeOfRun = (id: string): string => `run ${id}`;
export const placeOfItem = (id: string, n: number): string => `run ${id} ${n}`;
