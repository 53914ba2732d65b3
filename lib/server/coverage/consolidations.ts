import "server-only";
import * as z from "zod/mini";
import type { Consolidation } from "#lib/logpush/coverage/coverage.ts";
import { type JobRef, parseScopePath } from "#lib/logpush/job/job.ts";
import { sharedDatasets } from "#lib/logpush/plan/dataset-levels.ts";
import { readJobsByAccount, type ZoneJob } from "#lib/store/coverage.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseJson } from "../inventory/sealed-job.ts";

/**
 * Where one job of an account could replace jobs of its zones: the dataset exists for both, at least two enabled jobs
 * differ in no more than their name, and the credential sees the account, which has no such job yet. By the digests of
 * the store; nothing is decrypted.
 */
export async function listConsolidations(context: Context): Promise<Consolidation[]> {
  const found = await groupJobs(context);
  const offers = await Promise.all(
    found.map(async ({ dataset, account, accountName, jobs }): Promise<Consolidation[]> => {
      const row = await findScopeRow(context.store.db, { realm: context.realm, path: account });
      const isSeen = row !== undefined && row.hidden_at === null && row.failure === null;
      return isSeen ? [{ dataset, account, accountName, jobs: jobs.length }] : [];
    }),
  );
  return offers.flat();
}

const inputSchema = z.object({
  dataset: z.string().check(z.maxLength(100)),
  account: z.string().check(z.regex(/^accounts\/[0-9a-f]{32}$/)),
});

/** The jobs that one of the account could replace. */
export async function readConsolidation(
  context: Context,
  { dataset, account }: z.output<typeof inputSchema>,
): Promise<JobRef[]> {
  const found = (await groupJobs(context)).find((one) => one.dataset === dataset && one.account === account);
  return (found?.jobs ?? []).flatMap(({ scope, job_id: jobId }) => {
    const ref = parseScopePath(scope);
    return ref ? [{ ...ref, jobId }] : [];
  });
}

export const readConsolidationCase = defineUseCase(
  { name: "readConsolidation", role: "admin", input: inputSchema },
  readConsolidation,
);

type Found = { dataset: string; account: string; accountName: string; jobs: ZoneJob[] };

/** The largest group of like jobs of each account and dataset, where the account has no like job itself. */
async function groupJobs({ store, realm }: Context): Promise<Found[]> {
  const rows = await readJobsByAccount(store.db, { realm, datasets: sharedDatasets });
  const groups = new Map<string, ZoneJob[]>();
  for (const row of rows) {
    const key = [row.account_id, row.dataset, likenessOf(row)].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const largest = new Map<string, Found>();
  for (const jobs of groups.values()) {
    const [first] = jobs;
    if (!first || jobs.length < 2 || jobs.some(({ scope }) => scope.startsWith("accounts/"))) continue;
    const key = `${first.account_id} ${first.dataset}`;
    if (jobs.length <= (largest.get(key)?.jobs.length ?? 0)) continue;
    const account = `accounts/${first.account_id}`;
    largest.set(key, { dataset: first.dataset, account, accountName: first.account_name, jobs });
  }
  return Array.from(largest.values()).sort((a, b) => b.jobs.length - a.jobs.length);
}

const own = new Set(["id", "name", "enabled", "last_complete", "last_error", "error_message"]);

/** Equal for jobs that differ in nothing else. */
function likenessOf({ digests, kid }: ZoneJob): string {
  const entries = Object.entries(parseJson<Record<string, string>>(digests)).filter(([key]) => !own.has(key));
  return JSON.stringify([kid, entries.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
