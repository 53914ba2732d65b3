import { byteLength } from "../destination/percent.ts";
import { type SampleOptions, sampleRecords } from "../output/sample.ts";

const sampleCount = 20;

/** The mean size of a record with its line break, from invented ones: an order of magnitude, not a measurement. */
export function estimateRecordBytes(options: Omit<SampleOptions, "count">): number {
  const lines = sampleRecords({ ...options, count: sampleCount });
  return Math.round(byteLength(lines.map((line) => `${line}\n`).join("")) / sampleCount);
}
