import "server-only";
import { searchWords } from "#lib/logpush/list/search-words.ts";
import { costOfAccounts, ratesOf } from "#lib/logpush/usage/cost.ts";
import { monthName, monthOf } from "#lib/logpush/usage/month.ts";
import { describeMonth } from "#lib/logpush/usage/month-view.ts";
import { parseUsageQuery, type UsageQuery } from "#lib/logpush/usage/usage-query.ts";
import type { UsagePage, UsageRow, VolumeView } from "#lib/logpush/usage/usage-view.ts";
import {
  type AccountRow,
  countUsageRows,
  findBudget,
  type RateRow,
  readUsageHours,
  readUsageRows,
  readUsageSpan,
  type UsageRow as StoredRow,
  sumByAccount,
} from "#lib/store/usage.ts";
import type { Context } from "../context/context.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";

const pageRows = 100;
/** Far more than anybody has. */
const mostRows = 100_000;
/** What the forecast looks back on, and the month before this one. */
const hoursBack = 62 * 24;
const hourMs = 3_600_000;

export const readVolume = defineResultReader("operator", "readVolume", (context, query: UsageQuery) =>
  describeVolume(context, query),
);

/** All matching rows, for a file. */
export const readUsageQuery = defineQueryCase(
  { name: "readUsage", role: "operator", parse: (params) => ({ ...parseUsageQuery(params), page: 1 }) },
  async (context, query) => (await describeVolume(context, query, mostRows)).page,
);

/** What was delivered this month, what that costs, and what the whole month is expected to, from the store alone. */
export async function describeVolume(context: Context, query: UsageQuery, limit = pageRows): Promise<VolumeView> {
  await prepareReading(context, "list");
  const { store, realm, now } = context;
  const nowMs = now();
  const month = monthOf(nowMs);
  const last = monthOf(nowMs, 1);
  const [accounts, earlier, hours, known, budget] = await Promise.all([
    sumByAccount(store.db, { realm, month: month.month }),
    sumByAccount(store.db, { realm, month: last.month }),
    readUsageHours(store.db, { realm, fromHour: Math.floor(nowMs / hourMs) - hoursBack }),
    readUsageSpan(store.db, realm),
    findBudget(store.db, realm),
  ]);
  // Of a month that is known in part nobody could compare the sum.
  const isLastKnown = known !== null && known.fromHour <= last.fromHour && (known.hole?.to ?? 0) <= last.fromHour;
  const bytesBefore = isLastKnown ? earlier.reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  return {
    month: {
      ...describeMonth({ accounts, hours, known, month, nowMs }),
      before: bytesBefore > 0 ? { name: monthName(last), bytes: bytesBefore, dollars: costOfAccounts(earlier) } : null,
    },
    page: await readPage(context, { query, accounts, month: month.month, limit }),
    budgetCents: budget?.cents ?? null,
    isCounted: context.isReadInBackground,
  };
}

type PageInput = { query: UsageQuery; accounts: AccountRow[]; month: number; limit: number };

async function readPage({ store, realm }: Context, { query, accounts, month, limit }: PageInput): Promise<UsagePage> {
  const { q, by, dataset, scope, host, sort, isDescending } = query;
  const filter = { realm, month, words: searchWords(q), dataset, scope, host };
  const isAll = filter.words.length === 0 && [dataset, scope, host].every((one) => one === "");
  const matching = isAll ? accounts : await sumByAccount(store.db, filter);
  const jobs = matching.reduce((sum, account) => sum + account.jobs, 0);
  const count = by === "job" ? jobs : await countUsageRows(store.db, { ...filter, by });
  const pages = Math.max(1, Math.ceil(count / limit));
  const number = Math.min(query.page, pages);
  const rates = rateRows(accounts);
  const rows = await readUsageRows(store.db, {
    ...{ ...filter, by, sort, isDescending, rates, limit, offset: (number - 1) * limit },
  });
  return { by, rows: rows.map((row) => viewOf(row, by)), count, number, pages, total: totalOf(matching, rates) };
}

/** How much a byte or line costs each account now, and at the end of the month. */
function rateRows(accounts: readonly AccountRow[]): RateRow[] {
  const now = ratesOf(accounts);
  const expected = ratesOf(
    accounts.map((account) => ({
      ...account,
      bytes: account.expectedBytes,
      lines: account.expectedLines,
      transformed: account.expectedTransformed,
    })),
  );
  return now.map((rate, index) => ({
    ...rate,
    perExpectedUnit: expected[index]?.perUnit ?? 0,
    perExpectedTransformed: expected[index]?.perTransformed ?? 0,
  }));
}

function totalOf(matching: readonly AccountRow[], rates: readonly RateRow[]): UsagePage["total"] {
  const total = { bytes: 0, records: 0, dollars: 0, jobs: 0 };
  for (const { account, basis, bytes, lines, transformed, jobs } of matching) {
    const rate = rates.find((one) => one.account === account && one.basis === basis);
    total.bytes += bytes;
    total.records += lines;
    total.jobs += jobs;
    total.dollars += (basis === "requests" ? lines : bytes) * (rate?.perUnit ?? 0);
    total.dollars += transformed * (rate?.perTransformed ?? 0);
  }
  return total;
}

function viewOf(row: StoredRow, by: UsageQuery["by"]): UsageRow {
  const { key, label, jobId, scope, scopeName, dataset, goneAt, jobs, bytes, lines, isEstimate } = row;
  const names = { job: label, dataset: key, scope: scopeName, host: key };
  return {
    key: by === "job" ? `${scope}/${jobId}` : key,
    label: names[by] ?? key,
    ...{ jobs, bytes, records: lines, dollars: row.dollars, isEstimate },
    expected: { bytes: row.expectedBytes, dollars: row.expectedDollars },
    job:
      by === "job"
        ? { key: `${scope}/${jobId}`, scopeName: scopeName ?? "", dataset: dataset ?? "", isGone: goneAt !== null }
        : null,
  };
}
