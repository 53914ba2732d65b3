import "server-only";
import type { AlertEvent } from "#lib/logpush/alerts/alert-message.ts";
import { budgetAlert } from "#lib/logpush/usage/budget.ts";
import { costOfAccounts } from "#lib/logpush/usage/cost.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { findBudget, sumByAccount } from "#lib/store/usage.ts";
import type { Context } from "../context/context.ts";

/** Whether the month's cost has reached a share of the budget. */
export async function findBudgetEvents({ store, realm }: Context, { nowMs }: { nowMs: number }): Promise<AlertEvent[]> {
  const budget = await findBudget(store.db, realm);
  if (!budget) return [];
  const month = monthOf(nowMs);
  const accounts = await sumByAccount(store.db, { realm, month: month.month });
  const isForecast = accounts.some(({ jobs, unforecast }) => unforecast < jobs);
  const expected = accounts.map((account) => ({
    ...account,
    bytes: account.expectedBytes,
    lines: account.expectedLines,
    transformed: account.expectedTransformed,
  }));
  const event = budgetAlert({
    ...{ cents: budget.cents, dollars: costOfAccounts(accounts), month },
    expectedDollars: isForecast ? costOfAccounts(expected) : null,
    timestamp: new Date(nowMs).toISOString(),
  });
  return event ? [event] : [];
}
