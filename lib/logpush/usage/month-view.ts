import { type AccountUsage, costOfAccounts, priceOf, unitsOf } from "./cost.ts";
import { forecastDays, forecastRange } from "./forecast.ts";
import { type KnownHours, toSeries, unfinishedHours } from "./job-month.ts";
import { type Month, monthName } from "./month.ts";
import type { Expected, UsageMonth } from "./usage-view.ts";

/** What an account delivered on one basis, and what it is expected to in the whole month. */
export type AccountMonth = AccountUsage & {
  jobs: number;
  expectedBytes: number;
  expectedLines: number;
  expectedTransformed: number;
  /** Jobs of which nothing is known, whose volume is an estimate, and that have no forecast. */
  unknown: number;
  estimates: number;
  unforecast: number;
};

type MonthInput = {
  accounts: readonly AccountMonth[];
  hours: readonly { hour: number; bytes: number }[];
  /** Of all jobs; null before the first reading. */
  known: KnownHours | null;
  month: Month;
  nowMs: number;
};

const hourMs = 3_600_000;
const dayHours = 24;
const units = { bytes: 1, lines: 1 };

/**
 * The month of all jobs. What is expected is the sum of what is expected of each job; how far off that may be follows
 * from all jobs together.
 */
export function describeMonth({ accounts, hours, known, month, nowMs }: MonthInput): Omit<UsageMonth, "before"> {
  const sum = (key: keyof typeof units | "jobs" | "unknown" | "estimates" | "unforecast") =>
    accounts.reduce((total, account) => total + account[key], 0);
  const jobs = sum("jobs");
  const all = toSeries(
    hours.map(({ hour, bytes }) => ({ hour, value: bytes })),
    known ?? { fromHour: month.fromHour, endHour: month.fromHour },
  );
  const range = forecastRange({ ...all, month });
  const days = forecastDays({ ...all, month });
  const isForecast = range.expected !== null && sum("unforecast") < jobs;
  const scaled = (factor: number) => expectedOf(accounts, factor);
  const shareOf = (bytes: number | null) =>
    range.expected && bytes !== null && range.expected > range.soFar
      ? (bytes - range.soFar) / (range.expected - range.soFar)
      : 1;
  return {
    name: monthName(month),
    ...{ bytes: sum("bytes"), records: sum("lines"), dollars: costOfAccounts(accounts), jobs },
    days: days.map(({ day, soFar, rest }) => ({ day, bytes: soFar, rest })),
    today: Math.floor((nowMs / hourMs - month.fromHour) / dayHours) + 1,
    forecast: isForecast
      ? { expected: scaled(1), low: scaled(shareOf(range.low)), high: scaled(shareOf(range.high)) }
      : null,
    bases: basesOf(accounts),
    knownSince: known && known.fromHour > month.fromHour ? timeOf(known.fromHour) : null,
    gap:
      known?.hole && known.hole.to > month.fromHour
        ? { from: timeOf(known.hole.from), to: timeOf(known.hole.to) }
        : null,
    readUntil: known && new Date(Math.min(nowMs, (known.endHour + unfinishedHours) * hourMs)).toISOString(),
    ...{ estimates: sum("estimates"), unknown: sum("unknown") },
  };
}

function timeOf(hour: number): string {
  return new Date(hour * hourMs).toISOString();
}

/** The whole month, with so much of what is expected beyond what is known. */
function expectedOf(accounts: readonly AccountMonth[], factor: number): Expected {
  const end = (soFar: number, expected: number) => soFar + Math.max(0, expected - soFar) * factor;
  const usages = accounts.map((account) => ({
    ...account,
    bytes: end(account.bytes, account.expectedBytes),
    lines: end(account.lines, account.expectedLines),
    transformed: end(account.transformed, account.expectedTransformed),
  }));
  return {
    bytes: usages.reduce((total, { bytes }) => total + bytes, 0),
    records: usages.reduce((total, { lines }) => total + lines, 0),
    dollars: costOfAccounts(usages),
  };
}

function basesOf(accounts: readonly AccountMonth[]): UsageMonth["bases"] {
  return (["external", "internal", "requests"] as const).flatMap((basis) => {
    const own = accounts.filter((account) => account.basis === basis);
    if (own.length === 0) return [];
    const { unit, included } = priceOf(basis);
    return {
      basis,
      units: own.reduce((total, account) => total + unitsOf(account), 0),
      dollars: costOfAccounts(own.map((account) => ({ ...account, transformed: 0 }))),
      includedUnits: included * (unit === "GB" ? 1e9 : 1e6) * own.length,
      accounts: own.length,
    };
  });
}
