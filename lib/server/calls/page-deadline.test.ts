import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listJobs } from "../inventory/list-jobs.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { contextOf } from "../testing/test-context.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

const id = (index: number) => String(index).padStart(32, "0");
const ref = { scopeKind: "zones", scopeId: id(1), jobId: 1 } as const;
const envelope = (result: unknown) =>
  Response.json({ success: true, errors: [], messages: [], result, result_info: { total_pages: 1 } });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends one byte a second and never ends. */
function drip(): Response {
  const body = new ReadableStream({
    async pull(controller) {
      await wait(1000);
      controller.enqueue(new TextEncoder().encode(" "));
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
}
const silence = () => new Promise<Response>(() => undefined);

/** The result of a page, and after how many milliseconds. */
async function timed<T>(page: Promise<T>): Promise<{ outcome: PromiseSettledResult<T>; ms: number }> {
  const begun = Date.now();
  let ms = Number.NaN;
  const done = Promise.allSettled([page]).then(([outcome]) => {
    ms = Date.now() - begun;
    return outcome;
  });
  await vi.advanceTimersByTimeAsync(120_000);
  return { outcome: await done, ms };
}

type Answer = (path: string) => Response | Promise<Response>;
const contextFor = (answer: Answer) => contextOf(async (input) => answer(new URL(String(input)).pathname)).context;
/** The list answers immediately; `answer` decides about the jobs. */
const zonesThen =
  (zones: number, answer: Answer): Answer =>
  (path) => {
    if (path.endsWith("/accounts")) return envelope([]);
    if (!path.endsWith("/zones")) return answer(path);
    return envelope(Array.from({ length: zones }, (_, index) => ({ id: id(index), name: `zone ${index}` })));
  };

describe.each([
  ["drips", drip],
  ["never answers", silence],
])("an API that %s", (_name, answer) => {
  test("makes the list give up within 15 seconds", async () => {
    const { outcome, ms } = await timed(listJobs(contextFor(answer)));
    expect(outcome).toMatchObject({ status: "rejected", reason: { error: { code: "E_UPSTREAM_TIMEOUT" } } });
    expect(ms).toBeLessThanOrEqual(15_000);
  });

  test("makes the job's page give up within 15 seconds", async () => {
    const { outcome, ms } = await timed(readJobDetail(contextFor(answer), ref));
    expect(outcome).toMatchObject({ status: "rejected", reason: { error: { code: "E_UPSTREAM_TIMEOUT" } } });
    expect(ms).toBeLessThanOrEqual(15_000);
  });

  test("only for the jobs, after a slow list of zones, still ends the page in about that time", async () => {
    const slow = zonesThen(3, answer);
    const { outcome, ms } = await timed(
      listJobs(
        contextFor(async (path) => {
          if (/\/(?:zones|accounts)$/.test(path)) await wait(9000);
          return slow(path);
        }),
      ),
    );
    expect(outcome).toMatchObject({ value: { failures: [{}, {}, {}] } });
    expect(ms).toBeLessThanOrEqual(17_000);
  });
});

test("a slow API whose answers are all in time is read to the end, however many zones there are", async () => {
  const { outcome, ms } = await timed(
    listJobs(
      contextFor(
        zonesThen(200, async () => {
          await wait(1000);
          return envelope([]);
        }),
      ),
    ),
  );
  expect(outcome).toMatchObject({ value: { failures: [], scopes: { length: 200 } } });
  expect(ms).toBeGreaterThan(20_000);
});
