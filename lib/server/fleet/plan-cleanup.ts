import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { jobKey, parseScopePath } from "#lib/logpush/job/job.ts";
import { findRun, listDoneItems } from "#lib/store/runs.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { createRun } from "./create-run.ts";
import { readWorld } from "./world.ts";

const inputSchema = z.object({ id: z.string().check(z.regex(/^[\w-]{1,40}$/)) });

/**
 * Plans the deletion of the zone jobs that a consolidation disabled and that still are. Throws `AppException`
 * (E_RUN_GONE, E_RUN_STATE, E_CLEANUP_EMPTY).
 */
export async function planCleanup(context: Context, { id }: z.output<typeof inputSchema>): Promise<{ id: string }> {
  const { store, realm } = context;
  const run = await findRun(store.db, { id, realm });
  if (run?.kind !== "consolidate") fail("E_RUN_GONE");
  if (run.state === "rolled back") fail("E_RUN_STATE", { params: { state: run.state } });
  const disabled = (await listDoneItems(store.db, id)).flatMap(({ scope: path, job_id: jobId, plan }) => {
    const scope = parseScopePath(path);
    return plan === "change" && scope && jobId !== null ? [{ ...scope, jobId: Number(jobId) }] : [];
  });
  // What somebody enabled again is in use.
  const { jobs } = await readWorld(context, { jobs: disabled, isWhole: false });
  const refs = disabled.filter((ref) => jobs.get(jobKey(ref))?.raw.enabled === false);
  if (refs.length === 0) fail("E_CLEANUP_EMPTY");
  return createRun(context, { kind: "delete", refs });
}

export const planCleanupCase = defineUseCase({ name: "planCleanup", role: "admin", input: inputSchema }, planCleanup);
