import type { Dataset } from "../datasets.ts";
import { isJsonObject } from "../json.ts";
import { checkFilter } from "../rules/filter.ts";
import { matchesFilter } from "../rules/filter-match.ts";
import { checkLogpullOptions } from "../rules/logpull-options.ts";
import { type OutputPlan, planOutput } from "../rules/output-options.ts";
import type { StoredJob } from "../state/model.ts";
import { generateEvents, type LogEvent, type TimeRange } from "./event.ts";
import { formatBatch, formatRecord } from "./format.ts";
import { drawFrom } from "./random.ts";
import { fieldValue, type LogValue } from "./values.ts";

export type Batch = { text: string; records: number };

const DEFAULT_MAX_RECORDS = 100_000;
const DEFAULT_MAX_BYTES = 1_000_000_000;

/** What a job uploads for a time range: generated, filtered, then sampled, formatted and split into batches. */
export function makeBatches(job: StoredJob, dataset: Dataset, range: TimeRange, zoneName: string): Batch[] {
  const plan = planOf(job, dataset);
  const check = checkFilter(job.settings.filter, dataset);
  const filter = check.ok ? check.filter : undefined;
  const records = generateEvents(job.id, range, zoneName)
    .filter((event) => !filter || matchesFilter(filter, (name) => readField(event, dataset, name) ?? undefined))
    .filter((event) => drawFrom(`${event.seed}:sample`).unit() < plan.sampleRate)
    .map((event) => formatRecord(plan, (name) => readField(event, dataset, name)));
  const limits = {
    records: positiveOr(job.settings.max_upload_records, DEFAULT_MAX_RECORDS),
    bytes: positiveOr(job.settings.max_upload_bytes, DEFAULT_MAX_BYTES),
  };
  return cutToSize(records, limits).map((part) => ({ text: formatBatch(plan, part), records: part.length }));
}

/** Groups records so that no group exceeds a limit; a single record above the limit goes alone. */
export function cutToSize(records: string[], limits: { records: number; bytes: number }): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let groupBytes = 0;
  for (const record of records) {
    const bytes = Buffer.byteLength(record, "utf8");
    if (group.length > 0 && (group.length >= limits.records || groupBytes + bytes > limits.bytes)) {
      groups.push(group);
      group = [];
      groupBytes = 0;
    }
    group.push(record);
    groupBytes += bytes;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

function planOf(job: StoredJob, dataset: Dataset): OutputPlan {
  if (isJsonObject(job.settings.output_options)) return planOutput(job.settings.output_options, dataset);
  const logpull = checkLogpullOptions(job.settings.logpull_options, dataset);
  return planOutput(logpull.ok ? logpull.outputOptions : {}, dataset);
}

function readField(event: LogEvent, dataset: Dataset, name: string): LogValue {
  const field = dataset.byName.get(name);
  return field ? fieldValue(event, field) : null;
}

function positiveOr(value: unknown, fallback: number): number {
  return typeof value === "number" && value > 0 ? value : fallback;
}
