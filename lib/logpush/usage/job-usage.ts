import { type Basis, dollarsPerUnit, priceOf, unitsOf } from "./cost.ts";
import type { JobMonth } from "./job-month.ts";

/** What the account of a job delivers in a whole month, as expected, in the units that the basis is billed by. */
export type AccountExpectation = { basis: Basis; expectedUnits: number };

/** Dollars a month for so many more units, or fewer if negative: only what is beyond the included amount counts. */
export function dollarsOfChange({ basis, expectedUnits }: AccountExpectation, change: number): number {
  const { unit, included } = priceOf(basis);
  const free = included * (unit === "GB" ? 1e9 : 1e6);
  const billed = (units: number) => Math.max(0, units - free);
  return (billed(expectedUnits + change) - billed(expectedUnits)) * dollarsPerUnit(basis);
}

/** What a part of the settings keeps from being delivered in a month. */
export type Saving = {
  what: "filter" | "sample";
  keptShare: number;
  bytes: number;
  dollars: number;
  comparedWith: string;
};

type OtherJob = { label: string; isWhole: boolean; month: JobMonth };

type SavingInput = {
  job: { hasFilter: boolean; sampleRate: number; month: JobMonth };
  /** Jobs of the same dataset and zone or account. `isWhole`: without a filter and sampling. */
  others: readonly OtherJob[];
  account: AccountExpectation;
};

/**
 * What the filter and the sampling of a job save. Sampling follows from its rate. The analytics only count what passed the
 * filter, so a filter is measured against a job beside it that sends everything; without one it is not known.
 */
export function listSavings({ job, others, account }: SavingInput): Saving[] {
  const { month, sampleRate, hasFilter } = job;
  const [bytes, lines] = [month.expectedBytes ?? 0, month.expectedLines ?? 0];
  if (bytes === 0 || lines === 0) return [];
  const savings: Saving[] = [];
  const add = (what: Saving["what"], keptShare: number, comparedWith: string) => {
    const change = { basis: account.basis, bytes: bytes / keptShare - bytes, lines: lines / keptShare - lines };
    const dollars = dollarsOfChange(account, unitsOf(change));
    savings.push({ what, keptShare, bytes: change.bytes, dollars, comparedWith });
  };
  const whole = others.find(({ isWhole, month: other }) => isWhole && (other.expectedLines ?? 0) > lines / sampleRate);
  if (hasFilter && whole) add("filter", lines / sampleRate / (whole.month.expectedLines ?? 1), whole.label);
  if (sampleRate > 0 && sampleRate < 1) add("sample", sampleRate, "");
  return savings;
}

/** A job's month for its page. */
export type JobUsage = {
  /** "November 2026" */
  name: string;
  bytes: number | null;
  records: number | null;
  dollars: number;
  isEstimate: boolean;
  /** The whole month. `low` and `high` hold it in eight of ten cases. */
  forecast: { bytes: number; low: number; high: number; dollars: number } | null;
  savings: Saving[];
};

/** What is known to price the fields of a job. */
export type FieldPrices = {
  account: AccountExpectation;
  /** Records expected in a month, and how long one is on average; from the analytics. */
  records: number;
  bytesPerRecord: number;
  /** The fields that were saved, whose records these are. */
  fieldNames: string[];
  /** Bytes of fields, from records that the test receiver got, and from how many; empty without one. */
  measured: Record<string, number>;
  measuredRecords: number;
};

/**
 * Bytes of a field in a record: as measured, else its share of an invented record, so scaled that the saved fields together
 * are as long as the job's records really are. `sizeOf` is the size in an invented record.
 */
export function fieldBytes(prices: FieldPrices, sizeOf: (name: string) => number): (name: string) => number {
  const { measured, fieldNames, bytesPerRecord } = prices;
  const unmeasured = fieldNames.filter((name) => measured[name] === undefined);
  const known = fieldNames.reduce((sum, name) => sum + (measured[name] ?? 0), 0);
  const invented = unmeasured.reduce((sum, name) => sum + sizeOf(name), 0);
  const left = bytesPerRecord - known;
  const scale = invented > 0 && left > 0 ? left / invented : 1;
  return (name) => measured[name] ?? sizeOf(name) * scale;
}

/** What a field adds to a month: its bytes, and dollars if the account is beyond what is included. */
export function fieldCost(prices: FieldPrices, bytes: number, isChosen: boolean): { bytes: number; dollars: number } {
  const monthly = bytes * prices.records;
  const change = prices.account.basis === "requests" ? 0 : monthly;
  const dollars = isChosen ? -dollarsOfChange(prices.account, -change) : dollarsOfChange(prices.account, change);
  return { bytes: monthly, dollars };
}
