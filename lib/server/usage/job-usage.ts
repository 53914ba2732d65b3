import "server-only";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { formValuesOf } from "#lib/logpush/job/from-wire.ts";
import { type JobRef, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import { readSampleRate } from "#lib/logpush/job/units.ts";
import { readBody } from "#lib/logpush/receiver/read-body.ts";
import { ratesOf, unitsOf } from "#lib/logpush/usage/cost.ts";
import { forecastRange } from "#lib/logpush/usage/forecast.ts";
import { type JobMonth, type KnownHours, toSeries } from "#lib/logpush/usage/job-month.ts";
import { type AccountExpectation, type FieldPrices, type JobUsage, listSavings } from "#lib/logpush/usage/job-usage.ts";
import { monthName, monthOf } from "#lib/logpush/usage/month.ts";
import {
  type AccountRow,
  type JobMonthRow,
  readHourVolumes,
  readJobMonths,
  readKnownHours,
  sumByAccount,
} from "#lib/store/usage.ts";
import { findEmulator } from "../calls/upstream.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseJson } from "../inventory/sealed-job.ts";

const hourMs = 3_600_000;
const hoursBack = 35 * 24;

type JobPlace = { id: number; dataset: string };

/** What a job delivered this month, what it costs, and what the whole month is expected to be. Null before any number. */
export async function describeJobUsage(context: Context, ref: JobRef, job: JobPlace): Promise<JobUsage | null> {
  const { store, realm, now } = context;
  const month = monthOf(now());
  const found = await findMonth(context, ref, job);
  if (!found) return null;
  const { row, others, accounts, account } = found;
  const units = (bytes: number | null, lines: number | null) =>
    unitsOf({ basis: account.basis, bytes: bytes ?? 0, lines: lines ?? 0 });
  const rateOf = (sums: AccountRow[]) => ratesOf(sums).find(({ basis }) => basis === account.basis);
  const costOf = (rate: ReturnType<typeof rateOf>, bytes: number | null, lines: number | null) =>
    units(bytes, lines) * (rate?.perUnit ?? 0) + (row.transformed ? (bytes ?? 0) * (rate?.perTransformed ?? 0) : 0);
  const expected = rateOf(accounts.map(toExpected));
  const fromHour = Math.floor(now() / hourMs) - hoursBack;
  const [hours, known] = await Promise.all([
    readHourVolumes(store.db, [job.id], { fromHour }),
    readKnownHours(store.db, { realm, path: scopePath(ref) }),
  ]);
  return {
    name: monthName(month),
    ...{ bytes: row.bytes, records: row.lines, isEstimate: row.is_estimate === 1 },
    dollars: costOf(rateOf(accounts), row.bytes, row.lines),
    forecast:
      row.expected_bytes === null || row.bytes === null
        ? null
        : {
            ...rangeOf({
              ...{ hours, month, soFar: row.bytes, expected: row.expected_bytes },
              known: { ...known, fromHour: Math.max(known.fromHour, fromHour) },
            }),
            dollars: costOf(expected, row.expected_bytes, row.expected_lines),
          },
    savings: listSavings({
      job: { ...settingsOf(row), month: monthOfRow(row) },
      others: others.map((other) => {
        const { hasFilter, sampleRate } = settingsOf(other);
        return { label: other.label, isWhole: !hasFilter && sampleRate === 1, month: monthOfRow(other) };
      }),
      account,
    }),
  };
}

async function findMonth({ store, realm, now }: Context, ref: JobRef, { id, dataset }: JobPlace) {
  const { month } = monthOf(now());
  const rows = await readJobMonths(store.db, { realm, month, scope: scopePath(ref), dataset });
  const row = rows.find(({ job }) => job === id);
  if (!row) return undefined;
  const accounts = await sumByAccount(store.db, { realm, month, account: row.account });
  const own = accounts.find(({ basis }) => basis === row.basis);
  if (!own) return undefined;
  const account: AccountExpectation = { basis: own.basis, expectedUnits: unitsOf(toExpected(own)) };
  return { row, others: rows.filter(({ job }) => job !== id), accounts, account };
}

function toExpected(account: AccountRow): AccountRow {
  const { expectedBytes: bytes, expectedLines: lines, expectedTransformed: transformed } = account;
  return { ...account, bytes, lines, transformed };
}

type RangeInput = {
  hours: { hour: number; bytes: number | null }[];
  month: ReturnType<typeof monthOf>;
  soFar: number;
  expected: number;
  known: KnownHours;
};

/** The range around what is expected, as wide as the job's own past makes it. */
function rangeOf({ hours, month, soFar, expected, known }: RangeInput) {
  const values = hours.map(({ hour, bytes }) => ({ hour, value: bytes ?? 0 }));
  const range = forecastRange({ ...toSeries(values, known), month });
  const rest = (range.expected ?? 0) - range.soFar;
  const shareOf = (end: number | null) => (rest > 0 && end !== null ? (end - range.soFar) / rest : 1);
  const end = (share: number) => Math.round(soFar + (expected - soFar) * share);
  return { bytes: expected, low: end(shareOf(range.low)), high: end(shareOf(range.high)) };
}

function settingsOf({ attrs }: Pick<JobMonthRow, "attrs">): { hasFilter: boolean; sampleRate: number } {
  const { filter, sampleRate } = formValuesOf(asReadJob(parseJson<JsonObject>(attrs)).job);
  return { hasFilter: filter.trim() !== "", sampleRate: readSampleRate(sampleRate) ?? 1 };
}

function monthOfRow(row: JobMonthRow): JobMonth {
  return {
    ...{ bytes: row.bytes, lines: row.lines, isEstimate: row.is_estimate === 1 },
    ...{ expectedBytes: row.expected_bytes, expectedLines: row.expected_lines },
  };
}

/** What is known to price the fields of a saved job; null before it has delivered anything whose size is known. */
export async function readFieldPrices(context: Context, ref: JobRef): Promise<FieldPrices | null> {
  const { store, realm } = context;
  const job = await store.db
    .selectFrom("job")
    .select(["id", "dataset"])
    .where("realm", "=", realm)
    .where("scope", "=", scopePath(ref))
    .where("job_id", "=", ref.jobId)
    .executeTakeFirst();
  const found = job && (await findMonth(context, ref, job));
  const { bytes, lines, expected_lines: records, attrs } = found?.row ?? {};
  if (!found || !attrs || !bytes || !lines || !records) return null;
  const { fieldNames } = formValuesOf(asReadJob(parseJson<JsonObject>(attrs)).job);
  return {
    account: found.account,
    records,
    bytesPerRecord: bytes / lines,
    fieldNames,
    ...measureFields(ref, fieldNames),
  };
}

/** Enough to see every value, and quickly read. */
const mostRequests = 10;
const mostRecords = 500;

/** The bytes of each field in what the test receiver got from the job, with its name and what is between fields. */
function measureFields({ jobId }: JobRef, names: string[]): Pick<FieldPrices, "measured" | "measuredRecords"> {
  const requests = findEmulator()?.receiver.list() ?? [];
  const bodies = requests
    .filter((request) => request.jobId === jobId && request.records > 0)
    .slice(0, mostRequests)
    .map(({ body, bodyTruncated }) => readBody(body, { isCut: bodyTruncated }));
  const records = bodies
    .filter(({ isNamed, format }) => isNamed && format === "ndjson")
    .flatMap(({ records: found }) => found)
    .slice(0, mostRecords);
  if (records.length === 0) return { measured: {}, measuredRecords: 0 };
  const measured = Object.fromEntries(
    names.flatMap((name) => {
      const bytes = records.reduce((sum, { text }) => sum + bytesOfField(text, name), 0);
      return bytes === 0 ? [] : [[name, bytes / records.length]];
    }),
  );
  return { measured, measuredRecords: records.length };
}

/** The length of `"name":value,` in a record. */
function bytesOfField(text: string, name: string): number {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null || !(name in parsed)) return 0;
  return Buffer.byteLength(JSON.stringify({ [name]: Reflect.get(parsed, name) })) - 1;
}

export const readFieldPricesCase = defineUseCase(
  { name: "readFieldPrices", role: "operator", input: jobRefSchema },
  readFieldPrices,
);
