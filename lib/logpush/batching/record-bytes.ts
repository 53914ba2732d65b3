import { byteLength } from "../destination/percent.ts";
import type { JsonObject } from "../job/job.ts";
import { type SampleFields, sampleBatch } from "../output/sample.ts";

const sampleCount = 20;

/**
 * The mean size of a record as a job with these `output_options` writes it, with prefix, suffix and delimiter. It is
 * calculated from invented records, so only the order of magnitude is right.
 */
export function estimateRecordBytes(sample: Omit<SampleFields, "count"> & { options: JsonObject }): number {
  const [batch, envelope] = [sampleCount, 0].map((count) => byteLength(sampleBatch({ ...sample, count })));
  return Math.round(((batch ?? 0) - (envelope ?? 0)) / sampleCount);
}
