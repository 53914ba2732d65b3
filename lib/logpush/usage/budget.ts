import type { AlertEvent } from "../alerts/alert-message.ts";
import { formatDollars } from "../batching/quantity.ts";
import { type Month, monthName } from "./month.ts";

/** What a month may cost, in cents. */
export type Budget = { cents: number };

/** Shares of a budget that are reported when the month's cost reaches them, in percent. */
const alertShares = [80, 100] as const;

export const mostCents = 1e11;

/** The text of an amount, such as "1,000" or "$99.50", in cents; null for an empty one. Undefined if it is none. */
export function readBudget(text: string): number | null | undefined {
  const amount = text.replace(/[$,\s]/g, "");
  if (amount === "") return null;
  if (!/^\d{1,9}(?:\.\d{1,2})?$/.test(amount)) return undefined;
  const cents = Math.round(Number(amount) * 100);
  return cents >= 1 && cents <= mostCents ? cents : undefined;
}

type BudgetUse = Budget & { dollars: number; expectedDollars: number | null; month: Month; timestamp: string };

/**
 * The alert about the highest share that is reached, if there is one. Its id is that of the month, the share and the
 * budget, so it is sent once; another budget starts again.
 */
export function budgetAlert(use: BudgetUse): AlertEvent | undefined {
  const { cents, dollars, expectedDollars, month, timestamp } = use;
  const percent = (dollars * 100 * 100) / cents;
  const share = alertShares.findLast((one) => percent >= one);
  if (share === undefined) return undefined;
  const expected = expectedDollars === null ? "" : ` Expected for the month: ${formatDollars(expectedDollars)}.`;
  return {
    kind: "budget",
    id: `msg_budget_${month.month}_${share}_${cents}`,
    body: {
      type: "usage.budget_reached",
      timestamp,
      text: `Logpush has cost ${formatDollars(dollars)} in ${monthName(month)}, ${Math.floor(percent)} % of the budget of ${formatDollars(cents / 100)}.${expected}`,
      data: { month: monthName(month), share, budgetDollars: cents / 100, dollars: round(dollars), expectedDollars },
    },
  };
}

function round(dollars: number): number {
  return Number(dollars.toFixed(2));
}
