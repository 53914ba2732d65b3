import { findDataset } from "./datasets.ts";
import { makeBatches } from "./logs/batches.ts";
import type { TimeRange } from "./logs/event.ts";
import { parseHttpsDestination } from "./push/destination.ts";
import { dnsErrorText } from "./push/network.ts";
import { parseOtherDestination, schemeOf } from "./push/schemes.ts";
import { buildUpload, deliveryErrorText, type Sender } from "./push/upload.ts";
import { isUnresolvableHost } from "./receiver/hosts.ts";
import type { StoredJob } from "./state/model.ts";

/** undefined: there was nothing to push, the job stays as it is. */
export type RunResult = { ok: true; completeMs: number } | { ok: false; message: string } | undefined;

export type Run = {
  job: StoredJob;
  zoneName: string;
  nowMs: number;
  /** Push at least the last second, although it may have been pushed before. */
  isForced: boolean;
  send: Sender;
  signal: AbortSignal;
};

/** While catching up, one upload holds at most about two minutes of logs. */
const MAX_RANGE_MS = 120_000;
const FIRST_RANGE_MS = 10_000;
/** Records that a transformer would have changed are not sent as if they were its output. */
const NO_TRANSFORMERS =
  "error pushing: the emulator does not run transformers, so it cannot compute what this job sends; nothing was sent";
/** Seed jobs that have no logs, so that they stay stale and pending for ever. */
const SILENT_SEED = /^https:\/\/receiver\.headgate\.test\/seed\/(quiet|pending)\b/;

/** Pushes what one job has to push; rejects only on a bug. */
export async function runJob({ job, zoneName, nowMs, isForced, send, signal }: Run): Promise<RunResult> {
  const { destination_conf: conf } = job.settings;
  const range = rangeOf(job, nowMs, isForced);
  if (SILENT_SEED.test(conf) || range.endMs <= range.startMs) return undefined;
  if (job.settings.transformer_id) return { ok: false, message: NO_TRANSFORMERS };
  if (schemeOf(conf) !== "https") return pretend(conf, range);
  const destination = parseHttpsDestination(conf);
  const dataset = findDataset(job.scope.kind, job.dataset);
  if (!destination.ok || !dataset) return { ok: false, message: "error pushing: malformed destination" };
  const batches = makeBatches(job, dataset, range, zoneName);
  for (const { text, records } of batches) {
    const upload = await buildUpload(destination.value, text, { kind: "batch", records, jobId: job.id });
    const outcome = await send(upload, signal);
    if (!outcome.ok) return { ok: false, message: deliveryErrorText(outcome) };
  }
  return batches.length > 0 ? { ok: true, completeMs: range.endMs } : undefined;
}

/** Whole seconds since the last upload. */
function rangeOf(job: StoredJob, nowMs: number, isForced: boolean): TimeRange {
  const endMs = Math.floor(nowMs / 1000) * 1000;
  const interval = job.settings.max_upload_interval_seconds;
  const longest = typeof interval === "number" && interval > 0 ? Math.min(interval * 1000, MAX_RANGE_MS) : MAX_RANGE_MS;
  const last = job.lastComplete === null ? endMs - FIRST_RANGE_MS : Date.parse(job.lastComplete);
  const startMs = Math.max(last, endMs - longest);
  return { startMs: isForced ? Math.min(startMs, endMs - 1000) : startMs, endMs };
}

/** There are no buckets here: other destinations count as written, unless their host can never resolve. */
function pretend(conf: string, range: TimeRange): RunResult {
  const parsed = parseOtherDestination(conf);
  const host = parsed.ok ? (parsed.value.container.split("://")[1] ?? "").replace(/:\d+$/, "") : "";
  if (!isUnresolvableHost(host)) return { ok: true, completeMs: range.endMs };
  return { ok: false, message: `error pushing: error uploading to ${schemeOf(conf)}: ${dnsErrorText(host)}` };
}
