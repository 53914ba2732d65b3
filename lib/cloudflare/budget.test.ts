import { expect, test } from "vitest";
import { type Budget, readBudget } from "./budget.ts";

const nowMs = 1_000_000;

test.each<[title: string, status: number, headers: Record<string, string>, budget: Budget | undefined]>([
  ["none", 200, {}, undefined],
  [
    "the documented headers",
    200,
    { ratelimit: '"default";r=50;t=30', "ratelimit-policy": '"default";q=100;w=60' },
    { limit: 100, windowMs: 60_000, remaining: 50, resetAtMs: nowMs + 30_000 },
  ],
  [
    "several limits, of which the tightest counts",
    200,
    { ratelimit: '"default";r=50;t=30, "burst"; r=3; t=10' },
    { limit: 1200, windowMs: 300_000, remaining: 3, resetAtMs: nowMs + 10_000 },
  ],
  [
    "the older headers",
    200,
    { "x-ratelimit-limit": "400", "x-ratelimit-remaining": "7" },
    { limit: 400, windowMs: 300_000, remaining: 7, resetAtMs: nowMs + 300_000 },
  ],
  ["nonsense", 200, { ratelimit: "r=many", "x-ratelimit-remaining": "-1" }, undefined],
  [
    "429 with a wait",
    429,
    { "retry-after": "42", ratelimit: '"default";r=9;t=1' },
    { limit: 1200, windowMs: 300_000, remaining: 0, resetAtMs: nowMs + 42_000 },
  ],
  ["429 without a wait", 429, {}, { limit: 1200, windowMs: 300_000, remaining: 0, resetAtMs: nowMs + 300_000 }],
])("headers: %s", (_title, status, headers, budget) => {
  expect(readBudget(new Response(null, { status, headers }), nowMs)).toEqual(budget);
});
