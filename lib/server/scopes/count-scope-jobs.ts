import "server-only";
import * as z from "zod/mini";
import { countJobs } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

const countScopeJobsSchema = z.object({ scope: scopePathSchema });

/** How many jobs a zone or account has, as the store knows them: the form says how many more Cloudflare would take. */
export async function countScopeJobs(
  { store, realm }: Context,
  { scope }: z.output<typeof countScopeJobsSchema>,
): Promise<number> {
  const byState = await countJobs(store.db, { realm, words: [], terms: [], scope, dataset: "" });
  return Array.from(byState.values()).reduce((sum, count) => sum + count, 0);
}

export const countScopeJobsCase = defineUseCase(
  { name: "countScopeJobs", role: "viewer", input: countScopeJobsSchema },
  countScopeJobs,
);

/** The same, for pages. */
export const readScopeJobCount = defineResultReader("viewer", "countScopeJobs", countScopeJobs);
