import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { timeOrNull } from "#lib/logpush/job/health.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { listItems, type RunItemRow, type RunRow } from "#lib/store/runs.ts";
import type { Context } from "../context/context.ts";

/** How often the new job is read until it has delivered. */
const pollMs = 10_000;

/**
 * The zone jobs of a consolidation are disabled only when the account's job has delivered: until then the item stays in
 * the queue (E_RUN_WAITING). Other runs and first steps do not wait.
 */
export async function requireDelivery(context: Context, run: RunRow, { step }: RunItemRow): Promise<void> {
  if (run.kind !== "consolidate" || step === 0) return;
  const [first] = await listItems(context.store.db, { run: run.id, realm: run.realm }, { limit: 1, offset: 0 });
  const scope = first && parseScopePath(first.scope);
  const jobId = first?.made_id ?? first?.job_id;
  if (!first || !scope || !jobId) fail("E_RUN_STEP");
  const { job } = await context.upstream.read((client) => getJob(client, { ...scope, jobId: Number(jobId) }));
  const [delivered, failed] = [timeOrNull(job.last_complete), timeOrNull(job.last_error)];
  // A job that was there before may have delivered once and fail now.
  const delivers = delivered !== null && (failed === null || Date.parse(delivered) > Date.parse(failed));
  if (!delivers) fail("E_RUN_WAITING", { retryAfterMs: pollMs });
}
