import "server-only";
import * as z from "zod/mini";
import type { CellJob } from "#lib/logpush/coverage/coverage.ts";
import { parseHealthState } from "#lib/logpush/job/health-states.ts";
import { readCellJobs } from "#lib/store/coverage.ts";
import type { Context } from "../context/context.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

const inputSchema = z.object({
  cells: z
    .array(z.object({ path: scopePathSchema, dataset: z.string().check(z.maxLength(100)) }))
    .check(z.maxLength(20_000)),
});

/** The jobs in some cells of the table, those that need attention first. */
export async function listCellJobs(
  { store, realm }: Context,
  { cells }: z.output<typeof inputSchema>,
): Promise<CellJob[]> {
  const wanted = new Set(cells.map(({ path, dataset }) => `${path} ${dataset}`));
  const paths = Array.from(new Set(cells.map(({ path }) => path)));
  const datasets = Array.from(new Set(cells.map(({ dataset }) => dataset)));
  const rows = await readCellJobs(store.db, { realm, paths, datasets });
  return rows.flatMap(({ scope, job_id: id, label, dataset, state, scope_name: scopeName }) => {
    const known = parseHealthState(state);
    return known && wanted.has(`${scope} ${dataset}`)
      ? [{ key: `${scope}/${id}`, label, dataset, state: known, scopeName }]
      : [];
  });
}

export const listCellJobsCase = defineUseCase(
  { name: "listCellJobs", role: "viewer", input: inputSchema },
  listCellJobs,
);
