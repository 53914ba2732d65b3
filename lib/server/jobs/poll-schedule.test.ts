import { expect, test } from "vitest";
import { contextOf } from "../testing/test-context.ts";
import { pollScheduleOf, readPollSchedule } from "./poll-schedule.ts";

const nowMs = Date.parse("2026-11-25T12:00:00Z");
const plan = { calls: 12, budget: undefined, intervalMs: 30_000, nowMs };
const budget = { limit: 1200, windowMs: 300_000, remaining: 1100, resetAtMs: nowMs + 240_000 };

test("few scopes are read at the usual interval", () => {
  expect(pollScheduleOf(plan)).toEqual({ intervalMs: 30_000, pausedUntil: null });
  expect(pollScheduleOf({ ...plan, budget })).toEqual({ intervalMs: 30_000, pausedUntil: null });
});

test("many scopes are read rarely enough to leave half of the limit", () => {
  expect(pollScheduleOf({ ...plan, calls: 500 })).toEqual({ intervalMs: 250_000, pausedUntil: null });
});

test("when little is left, it waits for the reset", () => {
  expect(pollScheduleOf({ ...plan, budget: { ...budget, remaining: 311 } })).toEqual({
    intervalMs: 240_000,
    pausedUntil: "2026-11-25T12:04:00.000Z",
  });
  expect(pollScheduleOf({ ...plan, budget: { ...budget, remaining: 312 } }).pausedUntil).toBeNull();
});

test("a reset that has passed no longer counts", () => {
  expect(pollScheduleOf({ ...plan, budget: { ...budget, remaining: 0, resetAtMs: nowMs } }).pausedUntil).toBeNull();
});

test("the last answer decides, a refusal included", async () => {
  let answer = () => Response.json({ success: true, result: [] }, { headers: { ratelimit: '"default";r=2;t=60' } });
  const { context } = contextOf(async () => answer());
  const read = () => context.upstream.read((client) => client.get("/x")).catch(() => undefined);
  expect(context.upstream.budget()).toBeUndefined();
  await read();
  expect(context.upstream.budget()).toMatchObject({ remaining: 2 });
  expect(readPollSchedule(context, 1).pausedUntil).not.toBeNull();
  answer = () => Response.json({ success: true, result: [] });
  await read();
  expect(context.upstream.budget()).toMatchObject({ remaining: 2 });
  answer = () => Response.json({ success: false, errors: [] }, { status: 429 });
  await read();
  expect(context.upstream.budget()).toMatchObject({ remaining: 0 });
});
