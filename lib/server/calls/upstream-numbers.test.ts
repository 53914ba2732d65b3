import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readBudget } from "#lib/cloudflare/budget.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { pollScheduleOf } from "../jobs/poll-schedule.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { contextOf } from "../testing/test-context.ts";
import { createUpstream } from "./upstream.ts";

const scope = { scopeKind: "zones", scopeId: "0".repeat(32) } as const;
const longestPauseMs = 300_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What proxies, bugs and attackers send in place of a number of seconds or calls. */
const nonsense = fc.oneof(
  fc.constantFrom(
    ...["", " ", "0", "-0", "-5", "1e12", "1E400", "NaN", "Infinity", "-Infinity", "0x7f", "0.5", ".5", "5.", "1,5"],
    ...["999999999999999", "9".repeat(40), "86400", "soon", "Fri, 31 Dec 2099 23:59:59 GMT", "2099-12-31T23:59:59Z"],
    ...["Friday, 31-Dec-99 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 99 Foo 2026 25:61:61 GMT", "null"],
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
);

const headers = fc
  .record(
    {
      "retry-after": nonsense,
      ratelimit: fc.tuple(nonsense, nonsense).map(([r, t]) => `"default";r=${r};t=${t}`),
      "ratelimit-policy": fc.tuple(nonsense, nonsense).map(([q, w]) => `"default";q=${q};w=${w}`),
      "x-ratelimit-limit": nonsense,
      "x-ratelimit-remaining": nonsense,
    },
    { requiredKeys: [] },
  )
  // `Headers` takes undefined for the text "undefined".
  .map((record) => new Headers(Object.entries(record).map(([name, value]): [string, string] => [name, value ?? ""])));

test.each([
  ["-5", undefined],
  ["1e12", undefined],
  ["2099-12-31T23:59:59Z", undefined],
  ["999999999999", 300_000],
  ["86400", 300_000],
  ["Fri, 31 Dec 2099 23:59:59 GMT", 300_000],
  ["0.25", 250],
  [" 7 ", 7000],
])("Retry-After: %j is %s ms", (text, ms) => {
  expect(readRetryAfterMs(text, Date.now())).toBe(ms);
});

test("any headers give values that the API can mean", () => {
  fc.assert(
    fc.property(headers, fc.constantFrom(200, 403, 429, 503), (given, status) => {
      const budget = readBudget({ status, headers: given }, 1000);
      if (!budget) return;
      expect(budget.limit).toBeGreaterThanOrEqual(1);
      expect(budget.limit).toBeLessThanOrEqual(100_000);
      expect(budget.remaining).toBeGreaterThanOrEqual(0);
      expect(budget.remaining).toBeLessThanOrEqual(budget.limit);
      expect(budget.windowMs).toBeGreaterThanOrEqual(1000);
      expect(budget.windowMs).toBeLessThanOrEqual(longestPauseMs);
      expect(budget.resetAtMs).toBeGreaterThanOrEqual(1000);
      expect(budget.resetAtMs).toBeLessThanOrEqual(1000 + longestPauseMs);
      for (const calls of [1, 1002]) {
        const { intervalMs } = pollScheduleOf({ calls, budget, intervalMs: 30_000, nowMs: 1000 });
        expect(intervalMs).toBeLessThanOrEqual(3600_000);
        expect(intervalMs).toBeGreaterThanOrEqual(30_000);
      }
    }),
  );
});

describe("for any headers of an answer", () => {
  const good = () => Response.json({ success: true, errors: [], messages: [], result: [] });

  function upstreamOf(answer: () => Response) {
    const state = { answer, sent: 0 };
    const upstream = createUpstream({
      credential: { kind: "token", token: "token" },
      baseUrl: "https://api.cloudflare.com/client/v4",
      fetch: async () => {
        state.sent += 1;
        return state.answer();
      },
      now: Date.now,
      sleep: async () => undefined,
      random: () => 0,
    });
    return { state, upstream };
  }

  test.each(["person", "background"])(
    "a call goes out again within five minutes, and then all do (%s)",
    async (who) => {
      await fc.assert(
        fc.asyncProperty(headers, fc.constantFrom(200, 429), async (given, status) => {
          vi.setSystemTime(Date.UTC(2026, 0, 1));
          const body = JSON.stringify({ success: status === 200, errors: [], messages: [], result: [] });
          const { state, upstream } = upstreamOf(() => new Response(body, { status, headers: given }));
          const from = who === "person" ? upstream : upstream.inBackground();
          const ask = () => from.write((client) => listScopeJobs(client, scope));
          await ask();
          state.answer = good;
          vi.setSystemTime(Date.now() + longestPauseMs);
          const { sent } = state;
          expect((await ask()).ok).toBe(true);
          expect((await ask()).ok).toBe(true);
          expect(state.sent).toBe(sent + 2);
        }),
        { numRuns: 100 },
      );
    },
  );

  test("the analytics recover as well", async () => {
    const { state, upstream } = upstreamOf(
      () => new Response("{}", { status: 429, headers: { "retry-after": "1e12" } }),
    );
    const query = () => upstream.state.analytics.run("write", async () => state.answer());
    await query();
    state.answer = good;
    await expect(query()).rejects.toThrow();
    vi.setSystemTime(Date.now() + longestPauseMs);
    expect((await query()).status).toBe(200);
  });

  test.each(["0", "0.001", "Thu, 01 Jan 1970 00:00:00 GMT"])(
    "429s with %j for five minutes cost twelve calls",
    async (ms) => {
      const { state, upstream } = upstreamOf(() => new Response("{}", { status: 429, headers: { "retry-after": ms } }));
      for (let second = 0; second < 300; second += 1) {
        vi.setSystemTime(Date.UTC(2026, 0, 1) + second * 1000);
        await upstream.write((client) => listScopeJobs(client, scope));
      }
      expect(state.sent).toBeLessThanOrEqual(12);
      expect(state.sent).toBeGreaterThan(4);
    },
  );
});

describe("a count of pages", () => {
  const zones = (count: number, page: number) =>
    Array.from({ length: count }, (_, index) => ({ id: String(page * 100 + index).padStart(32, "0"), name: "zone" }));

  function scopesOf(pages: number, totalPages: unknown) {
    return contextOf(async (input) => {
      const { pathname, searchParams } = new URL(String(input));
      const page = Number(searchParams.get("page"));
      const result = pathname.endsWith("/zones") && page <= pages ? zones(50, page) : [];
      const body = { success: true, errors: [], messages: [], result, result_info: { total_pages: totalPages } };
      return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
    });
  }

  test.each([
    [3, 3, 3],
    [20, 20, 20],
    [3, 1e9, 9],
    [1, 999_999, 9],
    [2, -1, 1],
    [2, 0, 1],
    [2, 1.5, 2],
    [2, null, 3],
    [2, "7", 3],
  ])("%i full pages that say %j cost at most %i calls", async (pages, stated, zoneCalls) => {
    const { context, requests } = scopesOf(pages, stated);
    const { scopes } = await readScopes(context);
    expect(requests.filter((line) => line === "GET /zones").length).toBeLessThanOrEqual(zoneCalls);
    expect(scopes.length).toBeGreaterThan(0);
    // A list of accounts whose first page is empty is not read further.
    expect(requests.filter((line) => line === "GET /accounts")).toHaveLength(1);
    if (stated === pages) expect(scopes).toHaveLength(pages * 50);
  });
});
