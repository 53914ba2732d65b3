import "server-only";
import { Gauge, Registry } from "prom-client";
import { AppException } from "#lib/cloudflare/errors.ts";
import { healthStates } from "#lib/logpush/job/health-states.ts";
import { scopePath } from "#lib/logpush/job/job.ts";
import type { JobList, JobSummary } from "#lib/logpush/views.ts";
import { serverCaller } from "./base/caller.ts";
import { isSameSecret } from "./base/same-secret.ts";
import { type Context, getContext } from "./context/context.ts";
import type { MetricsAccess } from "./env/alerts.ts";
import { readEnv } from "./env/env.ts";
import { refuse, refuseForeign } from "./http/refuse-foreign.ts";
import { listJobs } from "./inventory/list-jobs.ts";
import { failuresOfKinds } from "./inventory/stored-jobs.ts";

const jobLabels = ["scope", "job", "name", "dataset"] as const;

/** Answers a scrape, if metrics are on and the scraper may read them. */
export async function answerMetrics(request: Request): Promise<Response> {
  const { metrics } = readEnv();
  if (metrics.kind === "off") return refuse(404, "Not found");
  const refusal = refuseForeign(request);
  if (refusal) return refusal;
  if (!isAdmitted(metrics, request.headers.get("authorization"))) {
    return new Response("Unauthorized", { status: 401, headers: { "www-authenticate": "Bearer" } });
  }
  const { text, contentType } = await writeMetrics(await readForScrape(getContext(serverCaller)));
  return new Response(text, { headers: { "content-type": contentType } });
}

/** What the store has, and whether the last reading of the zones and accounts succeeded. */
export type JobReading = { list: JobList | undefined; isUp: boolean };

/** A scrape reads the store. Without the background reader, what is due is read from Cloudflare before. */
export async function readForScrape(context: Context): Promise<JobReading> {
  try {
    const list = await listJobs(context);
    return { list, isUp: failuresOfKinds(list.failures).length < 2 };
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    return { list: undefined, isUp: false };
  }
}

function isAdmitted(metrics: MetricsAccess, authorization: string | null): boolean {
  if (metrics.kind !== "token") return metrics.kind === "open";
  const given = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return isSameSecret(given, metrics.token);
}

/**
 * The text of one scrape (Prometheus exposition format 0.0.4). It contains names and times, and nothing of a
 * destination.
 */
export async function writeMetrics({ list, isUp }: JobReading): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `headgate_${name}`, help, labelNames, registers: [registry] });
  gauge("upstream_up", "Whether the last read of the jobs from the Cloudflare API succeeded.", []).set(isUp ? 1 : 0);
  if (list) {
    gauge("last_read_timestamp_seconds", "Time of the last read of the jobs.", []).set(secondsOf(list.asOf));
    gauge("scopes_unread", "Zones and accounts whose jobs could not be read.", []).set(list.failures.length);
    const state = gauge("job_state", "1 for the current state of the job.", [...jobLabels, "state"]);
    const enabled = gauge("job_enabled", "Whether the job is enabled.", jobLabels);
    const times = {
      lastComplete: gauge("job_last_delivery_timestamp_seconds", "End of the last delivered log range.", jobLabels),
      lastError: gauge(
        "job_last_error_timestamp_seconds",
        "Time of the last failure, absent after a success.",
        jobLabels,
      ),
      switchOffAt: gauge(
        "job_switch_off_timestamp_seconds",
        "Estimate of when Cloudflare disables the job.",
        jobLabels,
      ),
    };
    for (const job of list.jobs) {
      const labels = labelsOf(job);
      for (const each of healthStates) state.set({ ...labels, state: each }, each === job.health.state ? 1 : 0);
      enabled.set(labels, job.enabled ? 1 : 0);
      // An unknown time has no sample, because 0 would be 1970.
      if (job.lastComplete) times.lastComplete.set(labels, secondsOf(job.lastComplete));
      if (job.lastError) times.lastError.set(labels, secondsOf(job.lastError));
      if (job.health.switchOffAt) times.switchOffAt.set(labels, secondsOf(job.health.switchOffAt));
    }
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function labelsOf({ ref, name, dataset }: JobSummary): Record<(typeof jobLabels)[number], string> {
  return { scope: scopePath(ref), job: String(ref.jobId), name: plain(name), dataset: plain(dataset) };
}

/** The format escapes only quotes, backslashes and line feeds. Other control characters do not belong in a label. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}

function secondsOf(iso: string): number {
  return Date.parse(iso) / 1000;
}
