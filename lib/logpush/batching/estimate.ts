import type { LimitSetting } from "../job/units.ts";
import type { UploadLimit } from "../limits.ts";

/** What a job has to carry. Shares and rates are from 0 to 1; bytes are uncompressed. */
export type Traffic = {
  requestsPerSecond: number;
  /** The share of requests that pass the filter. */
  passShare: number;
  /** The share of those that are sampled. */
  sampleRate: number;
  bytesPerRecord: number;
};

export type BatchLimits = Record<UploadLimit, LimitSetting>;

/** The batches that a limit produces. They are the largest possible ones, because a limit is a maximum. */
export type BatchEstimate = {
  closedBy: UploadLimit;
  /** The limit is not set, so Cloudflare's default applies. */
  isDefault: boolean;
  seconds: number;
  records: number;
  bytes: number;
  requestsPerMinute: number;
  requestsPerDay: number;
};

export type Estimate = {
  recordsPerSecond: number;
  bytesPerSecond: number;
  /** Decimal gigabytes, uncompressed, in 30 days. */
  gigabytesPerMonth: number;
  /** Absent if no record is sent, or if no known limit closes a batch. */
  batch?: BatchEstimate;
};

/**
 * Cloudflare's defaults for limits that are not set ("API configuration" page). The third default is the destination's
 * own limit, which is not documented for any HTTP receiver.
 */
const serviceDefaults: Partial<Record<UploadLimit, number>> = {
  max_upload_records: 100_000,
  max_upload_interval_seconds: 30,
};

const secondsPerDay = 86_400;
const daysPerMonth = 30;
/** Far above any real zone. They keep nonsense from becoming infinite. */
const most = { requestsPerSecond: 1e9, bytesPerRecord: 1e9 };
const fewestRecordsPerSecond = 1e-9;

/**
 * Returns which limit closes a batch first, and the resulting requests and volume. A record opens a batch, so with
 * little traffic a batch holds one record. Total: a negative number or NaN counts as 0.
 */
export function estimateBatches(traffic: Traffic, limits: BatchLimits): Estimate {
  const requests = within(traffic.requestsPerSecond, most.requestsPerSecond);
  const bytesPerRecord = within(traffic.bytesPerRecord, most.bytesPerRecord);
  const typedRecords = requests * within(traffic.passShare, 1) * within(traffic.sampleRate, 1);
  const recordsPerSecond = typedRecords < fewestRecordsPerSecond ? 0 : typedRecords;
  const bytesPerSecond = recordsPerSecond * bytesPerRecord;
  const volume = {
    recordsPerSecond,
    bytesPerSecond,
    gigabytesPerMonth: (bytesPerSecond * secondsPerDay * daysPerMonth) / 1e9,
  };
  const first = firstLimit(limits, { recordsPerSecond, bytesPerRecord });
  if (!first || recordsPerSecond === 0) return volume;
  const { limit, records, isDefault } = first;
  const seconds = records / recordsPerSecond;
  return {
    ...volume,
    batch: {
      closedBy: limit,
      isDefault,
      seconds,
      records,
      bytes: records * bytesPerRecord,
      requestsPerMinute: 60 / seconds,
      requestsPerDay: secondsPerDay / seconds,
    },
  };
}

/** Dollars a month. All jobs of the account share the included volume. */
export function monthlyCost(
  gigabytes: number,
  { includedGigabytes, dollarsPerGigabyte }: { includedGigabytes: number; dollarsPerGigabyte: number },
): number {
  return Math.max(0, gigabytes - includedGigabytes) * dollarsPerGigabyte;
}

type Rates = { recordsPerSecond: number; bytesPerRecord: number };

/** The limit that is reached with the fewest records. On a tie, the first in the form's order. */
function firstLimit(limits: BatchLimits, rates: Rates): Reached | undefined {
  const order = ["max_upload_bytes", "max_upload_records", "max_upload_interval_seconds"] as const;
  const reached = order.flatMap((limit): Reached[] => {
    const setting = limits[limit];
    const ceiling = setting.state === "value" ? setting.value : serviceDefaults[limit];
    if (setting.state === "off" || ceiling === undefined) return [];
    const records = recordsUntil(limit, ceiling, rates);
    return Number.isFinite(records) ? [{ limit, isDefault: setting.state === "default", records }] : [];
  });
  return reached.reduce<Reached | undefined>(
    (first, next) => (first && first.records <= next.records ? first : next),
    undefined,
  );
}

type Reached = { limit: UploadLimit; isDefault: boolean; records: number };

/** How many records fill a batch up to the limit. At least one, because a record is never split; infinite if never. */
function recordsUntil(limit: UploadLimit, ceiling: number, { recordsPerSecond, bytesPerRecord }: Rates): number {
  if (limit === "max_upload_bytes") return Math.max(1, Math.floor(ceiling / bytesPerRecord));
  return Math.max(1, limit === "max_upload_records" ? ceiling : recordsPerSecond * ceiling);
}

function within(value: number, highest: number): number {
  return value > 0 ? Math.min(value, highest) : 0;
}
