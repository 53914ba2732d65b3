import { findDataset } from "./datasets.ts";
import { makeBatches } from "./logs/batches.ts";
import type { TimeRange } from "./logs/event.ts";
import { parseHttpsDestination } from "./push/destination.ts";
import { dnsErrorText } from "./push/network.ts";
import { parseOtherDestination, schemeOf } from "./push/schemes.ts";
import { buildUpload, compress, deliveryErrorText, type Sender } from "./push/upload.ts";
import { isReceiverHost, isUnresolvableHost } from "./receiver/hosts.ts";
import type { StoredJob } from "./state/model.ts";

/** What was uploaded, or should have been; `bytes` are uncompressed. */
export type Volume = { uploads: number; records: number; bytes: number; bytesCompressed: number };

/** undefined: there was nothing to push, and the job stays as it is. Both times are the end of the log range. */
export type RunResult =
  | { ok: true; completeMs: number; volume: Volume }
  | { ok: false; message: string; volume: Volume; endMs: number }
  | undefined;

export type Run = {
  job: StoredJob;
  zoneName: string;
  nowMs: number;
  /** Logs before this time were given up. */
  givenUpToMs?: number;
  /** Push at least the last second, even if it was already pushed. */
  isForced: boolean;
  send: Sender;
  signal: AbortSignal;
};

/** While catching up, one upload holds at most about two minutes of logs. */
const MAX_RANGE_MS = 120_000;
const FIRST_RANGE_MS = 10_000;
/** Untransformed records are not sent in place of a transformer's output. */
const NO_TRANSFORMERS =
  "error pushing: the emulator does not run transformers, so it cannot compute what this job sends; nothing was sent";
const MALFORMED = "error pushing: malformed destination";
/** An attempt without details. */
export const ONE_EMPTY: Volume = { uploads: 1, records: 0, bytes: 0, bytesCompressed: 0 };
/** Jobs without logs, so that they stay quiet and waiting forever. */
const SILENT = /^https:\/\/([^/:?]+)(?::\d+)?\/seed\/(?:quiet|pending)\b/;

/** Pushes the logs of one job; rejects only on a bug. */
export async function runJob(run: Run): Promise<RunResult> {
  const { job, zoneName, send, signal } = run;
  const { destination_conf: conf, transformer_id: transformer } = job.settings;
  const range = rangeOf(run);
  if (isReceiverHost(SILENT.exec(conf)?.[1] ?? "") || range.endMs <= range.startMs) return undefined;
  const { endMs } = range;
  if (transformer) return { ok: false, message: NO_TRANSFORMERS, volume: ONE_EMPTY, endMs };
  const dataset = findDataset(job.scope.kind, job.dataset);
  if (!dataset) return { ok: false, message: MALFORMED, volume: ONE_EMPTY, endMs };
  const batches = makeBatches(job, dataset, range, zoneName);
  if (batches.length === 0) return undefined;
  if (schemeOf(conf) !== "https") return pretend(conf, endMs, await volumeOf(batches));
  const destination = parseHttpsDestination(conf);
  if (!destination.ok) return { ok: false, message: MALFORMED, volume: ONE_EMPTY, endMs };
  for (const [index, { text, records }] of batches.entries()) {
    const upload = await buildUpload(destination.value, text, { kind: "batch", records, jobId: job.id });
    const outcome = await send(upload, signal);
    if (!outcome.ok) {
      // The following batches wait for the same endpoint.
      const volume = { ...(await volumeOf(batches.slice(index))), uploads: 1 };
      return { ok: false, message: deliveryErrorText(outcome), volume, endMs };
    }
  }
  return { ok: true, completeMs: endMs, volume: await volumeOf(batches) };
}

async function volumeOf(batches: { text: string; records: number }[]): Promise<Volume> {
  const compressed = await Promise.all(batches.map(({ text }) => compress(text)));
  return {
    uploads: batches.length,
    records: batches.reduce((sum, { records }) => sum + records, 0),
    bytes: batches.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    bytesCompressed: compressed.reduce((sum, body) => sum + body.length, 0),
  };
}

/** Whole seconds since the last upload. */
function rangeOf({ job, nowMs, isForced, givenUpToMs = 0 }: Run): TimeRange {
  const endMs = Math.floor(nowMs / 1000) * 1000;
  const interval = job.settings.max_upload_interval_seconds;
  const longest = typeof interval === "number" && interval > 0 ? Math.min(interval * 1000, MAX_RANGE_MS) : MAX_RANGE_MS;
  const last = job.lastComplete === null ? endMs - FIRST_RANGE_MS : Date.parse(job.lastComplete);
  const startMs = Math.max(last, givenUpToMs, endMs - longest);
  return { startMs: isForced ? Math.min(startMs, endMs - 1000) : startMs, endMs };
}

/** There are no buckets here: other destinations count as written, unless their host can never resolve. */
function pretend(conf: string, endMs: number, volume: Volume): RunResult {
  const parsed = parseOtherDestination(conf);
  const host = parsed.ok ? (parsed.value.container.split("://")[1] ?? "").replace(/:\d+$/, "") : "";
  if (!isUnresolvableHost(host)) return { ok: true, completeMs: endMs, volume };
  const message = `error pushing: error uploading to ${schemeOf(conf)}: ${dnsErrorText(host)}`;
  return { ok: false, message, volume, endMs };
}
