import type { PushStatus } from "./push-group.ts";

// Apart from what makes a chart, which needs the tables of causes: browsers load this.

/** What the chart of a job's deliveries shows. */
export const pushRanges = ["1h", "24h", "7d", "30d", "365d", "custom"] as const;
export type PushRange = (typeof pushRanges)[number];

/** One bar. `lost` batches are gone, `retried` attempts were made again. Sizes are uncompressed. */
export type PushBar = {
  /** Milliseconds since 1970; `end` is the first one after it. */
  start: number;
  end: number;
  delivered: number;
  lost: number;
  retried: number;
  bytes: number | null;
  /** How many failed with each status, the most frequent first. */
  statuses: [status: number, count: number][];
  /** False: nobody has read the analytics of this time, or not yet. */
  isKnown: boolean;
  /** The bar has not ended. */
  isPartial: boolean;
};

export type PushChart = {
  range: PushRange;
  stepMs: number;
  bars: PushBar[];
  totals: Pick<PushBar, "delivered" | "lost" | "retried" | "bytes">;
  /** The statuses of failures with their causes, the most frequent first. */
  statuses: PushStatus[];
  /** The start of the first bar that is known, if earlier ones are not. */
  knownSince: number | null;
  /** What begins later is not known yet, in milliseconds since 1970. */
  knownUntil: number;
};

/** The marks of an axis from 0: at least `most`, at most five, at round numbers. */
export function axisTicks(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough && Number.isInteger(one));
  const width = step ?? Math.ceil(rough);
  return Array.from({ length: Math.max(1, Math.ceil(most / width)) + 1 }, (_, index) => index * width);
}
