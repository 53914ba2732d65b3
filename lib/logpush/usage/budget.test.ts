import { describe, expect, test } from "vitest";
import { budgetAlert, readBudget } from "./budget.ts";
import { monthOf } from "./month.ts";

test.each([
  ["100", 10_000],
  ["$1,234.50", 123_450],
  [" 0.01 ", 1],
  ["", null],
  ["0", undefined],
  ["-5", undefined],
  ["1.234", undefined],
  ["ten", undefined],
  ["9".repeat(12), undefined],
])("the budget %j is %s", (text, cents) => expect(readBudget(text)).toBe(cents));

describe("the alert of a budget", () => {
  const month = monthOf(Date.parse("2026-11-20T00:00:00Z"));
  const alertAt = (dollars: number, cents = 10_000, ms = month) =>
    budgetAlert({ cents, dollars, expectedDollars: 123.456, month: ms, timestamp: "2026-11-20T00:00:00Z" });

  test.each([
    [0, undefined],
    [79.99, undefined],
    [80, "80"],
    [99.99, "80"],
    [100, "100"],
    [250, "100"],
  ])("$%d of $100 reach %s percent", (dollars, share) => expect(alertAt(dollars)?.id.split("_")[3]).toBe(share));

  test("has one id for each month, share and budget", () => {
    expect(alertAt(80)?.id).toBe(alertAt(95)?.id);
    const ids = [
      alertAt(80),
      alertAt(100),
      alertAt(100, 9999),
      alertAt(100, 10_000, monthOf(Date.parse("2026-12-02"))),
    ];
    expect(new Set(ids.map((event) => event?.id)).size).toBe(4);
  });

  test("says how much, and what is expected", () => {
    expect(alertAt(80.5)?.body.text).toBe(
      "Logpush has cost $80.50 in November 2026, 80 % of the budget of $100.00. Expected for the month: $123.46.",
    );
  });
});
