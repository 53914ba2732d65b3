import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { SPECIAL_TOKENS } from "#lib/emulator/api/credentials.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { contextOf, type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { readPushes } from "./read-pushes.ts";

const seeded: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1002 };

describe("the deliveries of a job", () => {
  let emulated: Emulated<Emulator>;
  beforeEach(() => {
    emulated = openEmulated(createEmulator);
  });
  afterEach(() => emulated.close());

  test("of the last hour are counted by five minutes and status, with the cause of those that failed", async () => {
    const { bars, statuses, totals } = await readPushes(emulated.context, seeded);
    expect(emulated.requests).toEqual(["POST /graphql"]);
    expect(bars).toHaveLength(12);
    expect(totals.delivered).toBe(0);
    expect(totals.lost + totals.retried).toBeGreaterThan(0);
    expect(statuses).toMatchObject([{ status: 401, cause: { code: "E_DESTINATION_401" } }]);
  });

  test("are empty if a job never pushed, and never those of another job", async () => {
    const { statuses, totals } = await readPushes(emulated.context, { ...seeded, jobId: 1 });
    expect(statuses).toEqual([]);
    expect(totals).toEqual({ delivered: 0, lost: 0, retried: 0, bytes: null });
  });

  test("of an account are read from that account", async () => {
    const account = { scopeKind: "accounts", scopeId: "9495f78c4f619da2c1ea2fb6b11d8eae", jobId: 1014 } as const;
    const { statuses } = await readPushes(emulated.context, account);
    expect(statuses).toMatchObject([{ status: 1105, cause: { code: "E_DESTINATION_DNS" } }]);
  });

  test("need a separate permission, and the error says so", async () => {
    const [token] = Object.entries(SPECIAL_TOKENS).find(([, access]) => access === "read-only") ?? [];
    const { context } = contextOf((input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${token}`);
      return emulated.emulator.fetch(new Request(input, { ...init, headers }));
    });
    expect(await errorOf(() => readPushes(context, seeded))).toMatchObject({
      code: "E_ANALYTICS",
      certainty: "observed",
      upstream: { errors: [{ message: expect.stringContaining("does not have access to the path") }] },
    });
  });
});

describe("an answer without data", () => {
  test.each([
    ["a page", () => new Response("<html>", { headers: { "content-type": "text/html" } }), "E_UPSTREAM_SHAPE"],
    ["no data", () => Response.json({ data: null, errors: null }), "E_UPSTREAM_SHAPE"],
    ["data of another shape", () => Response.json({ data: { viewer: {} }, errors: null }), "E_UPSTREAM_SHAPE"],
    [
      "an unknown field",
      () => Response.json({ data: null, errors: [{ message: "unknown field" }] }),
      "E_UPSTREAM_REFUSED",
    ],
    [
      "a refusal",
      () => Response.json({ success: false, errors: [{ code: 10000, message: "x" }] }, { status: 403 }),
      "E_ANALYTICS",
    ],
    ["a refusal in words", () => errorsOf("zones [abc] are not authorized"), "E_ANALYTICS"],
    ["a limit in words", () => errorsOf("rate limiter budget depleted"), "E_RATE_LIMIT"],
  ])("gives an error: %s", async (_title, answer, code) => {
    const { context, requests } = contextOf(async () => answer());
    expect(await errorOf(() => readPushes(context, seeded))).toMatchObject({ code });
    expect(requests).toHaveLength(1);
  });
});

async function errorOf(work: () => Promise<unknown>) {
  const thrown = await work().catch((error: unknown) => error);
  if (thrown instanceof AppException) return thrown.error;
  throw new Error("It did not fail.");
}

function errorsOf(message: string): Response {
  return Response.json({ data: null, errors: [{ message }] });
}

test("the analytics have a separate limit", async () => {
  const { context } = contextOf(async (input) =>
    String(input).endsWith("/graphql")
      ? Response.json({ success: false, errors: [] }, { status: 429, headers: { "retry-after": "60" } })
      : Response.json({ success: true, errors: [], messages: [], result: [] }),
  );
  const writes = context.upstream.writes();
  expect(await errorOf(() => readPushes(context, seeded))).toMatchObject({ code: "E_RATE_LIMIT" });
  expect(await context.upstream.read((client) => listScopeJobs(client, seeded))).toEqual([]);
  expect(context.upstream.writes()).toBe(writes);
});

test("an API without `final` and sums gets the older query, and later immediately", async () => {
  const asked: string[] = [];
  const answer = async (_input: unknown, init?: RequestInit) => {
    const query = String(init?.body);
    asked.push(query);
    if (query.includes("final")) return errorsOf('Cannot query field "final" on type "HealthDimensions".');
    const group = { count: 2, dimensions: { datetimeFiveMinutes: new Date().toISOString(), status: 500 } };
    return Response.json({ data: { viewer: { zones: [{ logpushHealthAdaptiveGroups: [group] }] } }, errors: null });
  };
  const { context } = contextOf(answer);
  expect((await readPushes(context, seeded)).totals).toMatchObject({ lost: 2, retried: 0 });
  expect((await readPushes(context, seeded)).totals).toMatchObject({ lost: 2, retried: 0 });
  expect(asked.map((query) => query.includes("final"))).toEqual([true, false, false]);
});
