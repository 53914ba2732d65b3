import "server-only";
import * as z from "zod/mini";
import { scopePath } from "#lib/logpush/job/job.ts";
import { runJobsSchema } from "#lib/logpush/plan/kinds/job-refs.ts";
import { findVersionAt } from "#lib/store/versions.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { createRun } from "./create-run.ts";

const inputSchema = z.object({
  refs: runJobsSchema,
  /** In milliseconds since 1970. */
  at: z.int().check(z.gte(0), z.lte(8_640_000_000_000_000)),
});

/** Plans a run that brings jobs back to how Headgate knew them at a time, their secrets too. */
export async function planRestore(
  context: Context,
  { refs, at }: z.output<typeof inputSchema>,
): Promise<{ id: string }> {
  const { store, realm } = context;
  const jobs = [];
  for (const ref of refs) {
    const n = await findVersionAt(store.db, { realm, path: scopePath(ref), jobId: ref.jobId, at });
    jobs.push(n === undefined ? { ref, to: null, isUnseen: true } : { ref, to: n });
  }
  return createRun(context, { kind: "restore", jobs, at });
}

export const planRestoreCase = defineUseCase({ name: "planRestore", role: "admin", input: inputSchema }, planRestore);
