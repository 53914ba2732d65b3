import type { Basis } from "./cost.ts";
import type { UsageGroup } from "./usage-query.ts";

/** Uncompressed bytes and records that were delivered; null where the analytics do not say. */
export type Volume = { bytes: number | null; records: number | null; dollars: number };

/** What a whole month is expected to be. */
export type Expected = { bytes: number; records: number; dollars: number };

export type UsageRow = Volume & {
  key: string;
  /** What people read: the job's name, the dataset, the name of the zone or account, or the host. */
  label: string;
  jobs: number;
  isEstimate: boolean;
  /** Null while too little is known. */
  expected: { bytes: number | null; dollars: number };
  /** Of a job alone. */
  job: { key: string; scopeName: string; dataset: string; isGone: boolean } | null;
};

/** One page of the table. */
export type UsagePage = {
  by: UsageGroup;
  rows: UsageRow[];
  /** How many rows match, and how many jobs in them. */
  count: number;
  number: number;
  pages: number;
  total: Volume & { jobs: number };
};

/** A day of the month: bytes that are known, and what is expected in addition. */
export type UsageDay = { day: number; bytes: number; rest: number };

/** The month of all jobs. */
export type UsageMonth = Volume & {
  /** "November 2026" */
  name: string;
  jobs: number;
  days: UsageDay[];
  /** The day of the month that it is now. */
  today: number;
  /** Null while too little is known. `low` and `high` hold the end of the month in eight of ten cases. */
  forecast: { expected: Expected; low: Expected; high: Expected } | null;
  /** The month before, if it is known. */
  before: { name: string; bytes: number; dollars: number } | null;
  /** By what is billed, over all accounts. */
  bases: { basis: Basis; units: number; dollars: number; includedUnits: number; accounts: number }[];
  /** When the first known hour begins, RFC 3339, if that is after the beginning of the month. */
  knownSince: string | null;
  /** What nobody knows after that, RFC 3339. */
  gap: { from: string; to: string } | null;
  /** Up to when all analytics were read, RFC 3339; null before that. */
  readUntil: string | null;
  /** Jobs whose volume is an estimate, and jobs of which nothing is known. */
  estimates: number;
  unknown: number;
};

/**
 * `budgetCents`: what a month may cost; null without a budget. `isCounted`: the analytics are read in the background, which
 * they are not for persons' own tokens.
 */
export type VolumeView = { month: UsageMonth; page: UsagePage; budgetCents: number | null; isCounted: boolean };
