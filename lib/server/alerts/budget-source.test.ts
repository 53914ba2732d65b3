import { afterEach, beforeEach, expect, test } from "vitest";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { recordJobs } from "#lib/store/inventory.ts";
import { recordPushes } from "#lib/store/pushes.ts";
import { listedScope, observedJob } from "#lib/store/testing/inventory-rows.ts";
import type { Context } from "../context/context.ts";
import { contextOf } from "../testing/test-context.ts";
import { setBudget } from "../usage/set-budget.ts";
import { findBudgetEvents } from "./budget-source.ts";

const nowMs = Date.parse("2026-11-20T12:00:00Z");
const { month, fromHour } = monthOf(nowMs);
let context: Context;
beforeEach(() => {
  context = { ...contextOf(async () => new Response()).context, now: () => nowMs };
});
afterEach(() => context.store.close());

async function deliver(gigabytes: number) {
  const { realm, store } = context;
  const path = "zones/a";
  await recordJobs(store.db, {
    ...{ realm, path, at: 1000, isWhole: true, dueAt: null, scope: listedScope(path, "a.example") },
    jobs: [observedJob(1)],
  });
  const hour = {
    jobId: 1,
    hour: fromHour + 100,
    ok: 1,
    failed: 0,
    retried: 0,
    lines: 1,
    statuses: null,
    lost_lines: 0,
  };
  await recordPushes(store.db, {
    ...{ realm, path, hours: [{ ...hour, bytes: gigabytes * 1e9 }], dueAt: nowMs },
    ...{ until: fromHour + 102, countedUntil: nowMs },
  });
}

const ids = async () => (await findBudgetEvents(context, { nowMs })).map(({ id }) => id);

test("a budget is reported at 80 and 100 percent of what the month costs, and not without one", async () => {
  // 10 dollars beyond what is included.
  await deliver(125);
  expect(await ids()).toEqual([]);
  await setBudget(context, { cents: 1251 });
  expect(await ids()).toEqual([]);
  await setBudget(context, { cents: 1250 });
  expect(await ids()).toEqual([`msg_budget_${month}_80_1250`]);
  await deliver(150);
  expect(await ids()).toEqual([`msg_budget_${month}_100_1250`]);
  await setBudget(context, { cents: null });
  expect(await ids()).toEqual([]);
  const entries = await context.audit.readBefore({ limit: 10 });
  const intents = entries.flatMap(({ line }) => (line?.kind === "intent" ? [line] : [])).reverse();
  expect(intents.map(({ action, before, after }) => [action, before !== undefined, after !== undefined])).toEqual([
    ["budget", false, true],
    ["budget", true, true],
    ["budget", true, false],
  ]);
});
