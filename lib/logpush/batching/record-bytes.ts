import { byteLength } from "../destination/percent.ts";
import type { JsonObject } from "../job/job.ts";
import { type SampleFields, sampleBatch } from "../output/sample.ts";

const sampleCount = 20;

/**
 * The mean size of a record as a job with these `output_options` writes it, what stands around records included, once
 * for each. From invented records, so an order of magnitude and no measurement.
 */
export function estimateRecordBytes(sample: Omit<SampleFields, "count"> & { options: JsonObject }): number {
  const [batch, envelope] = [sampleCount, 0].map((count) => byteLength(sampleBatch({ ...sample, count })));
  return Math.round(((batch ?? 0) - (envelope ?? 0)) / sampleCount);
}
