import * as z from "zod/mini";
import { asJsonObject, type JobRef, type JsonObject, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { type WireJob, wireJobSchema } from "#lib/logpush/job/wire-schema.ts";
import { type CloudflareClient, writeTimeoutMs } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";
import { UpstreamException } from "./failure.ts";

/** A job as read: checked for our use, and `raw` with every key as Cloudflare wrote it. */
export type ReadJob = { job: WireJob; raw: JsonObject };

/** The API's schema allows null items. */
const jobListSchema = z.array(z.nullable(z.looseObject({})));

/** GET `{scope}/logpush/jobs`: one page, all jobs. */
export async function listScopeJobs(client: CloudflareClient, scope: ScopeRef): Promise<ReadJob[]> {
  const { result } = await readEnvelope(client.logpush.jobs.list(scopeParams(scope)));
  return readResult(jobListSchema, result ?? [])
    .filter((item) => item !== null)
    .map(readJobValue);
}

/** GET `{scope}/logpush/jobs/{job_id}`. */
export async function getJob(client: CloudflareClient, ref: JobRef): Promise<ReadJob> {
  const { result } = await readEnvelope(client.logpush.jobs.get(ref.jobId, scopeParams(ref)));
  // One example in the documentation wraps the job in an array.
  const value = Array.isArray(result) ? result[0] : result;
  if (value === null || value === undefined) {
    throw new UpstreamException({ kind: "answer", status: 404, errors: [] });
  }
  return readJobValue(value);
}

/** POST `{scope}/logpush/jobs`. The typed method cannot send nulls or keys that its types lack. */
export async function postJob(client: CloudflareClient, scope: ScopeRef, body: JsonObject): Promise<ReadJob> {
  const request = client.post(jobsPath(scope), { body, timeout: writeTimeoutMs });
  return readJobValue((await readEnvelope(request)).result);
}

/** PUT `{scope}/logpush/jobs/{job_id}` with a partial body; returns the whole job. */
export async function putJob(client: CloudflareClient, ref: JobRef, body: JsonObject): Promise<ReadJob> {
  const request = client.put(`${jobsPath(ref)}/${ref.jobId}`, { body, timeout: writeTimeoutMs });
  return readJobValue((await readEnvelope(request)).result);
}

/** DELETE `{scope}/logpush/jobs/{job_id}`. Sources disagree about the answer's content, and it does not matter. */
export async function removeJob(client: CloudflareClient, ref: JobRef): Promise<void> {
  await readEnvelope(client.logpush.jobs.delete(ref.jobId, scopeParams(ref), { timeout: writeTimeoutMs }));
}

/** The scope in the SDK's format. */
function scopeParams({ scopeKind, scopeId }: ScopeRef): { zone_id: string } | { account_id: string } {
  return scopeKind === "zones" ? { zone_id: scopeId } : { account_id: scopeId };
}

function jobsPath(scope: ScopeRef): string {
  return `/${scopePath(scope)}/logpush/jobs`;
}

/** A job that was read earlier, from its JSON. */
export function asReadJob(raw: JsonObject): ReadJob {
  return readJobValue(raw);
}

function readJobValue(value: unknown): ReadJob {
  const job = readResult(wireJobSchema, value);
  const raw = readResult(z.looseObject({}), value);
  return { job, raw: asJsonObject(raw) };
}
