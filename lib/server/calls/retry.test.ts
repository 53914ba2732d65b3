import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UpstreamException, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { retryRead } from "./retry.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Reads with the given failures in order, then succeeds. `at` is when each attempt began, and `timeouts` what it got. */
async function attempts(
  failures: UpstreamFailure[],
  { begunAtMs, tryMs = 0 }: { begunAtMs?: number; tryMs?: number } = {},
) {
  const at: number[] = [];
  const timeouts: number[] = [];
  const read = async (timeoutMs: number) => {
    const failure = failures[at.length];
    at.push(Date.now());
    timeouts.push(timeoutMs);
    vi.setSystemTime(Date.now() + tryMs);
    if (failure) throw new UpstreamException(failure);
    return "done";
  };
  const options = { now: Date.now, random: () => 0.5, ...(begunAtMs === undefined ? {} : { begunAtMs }) };
  const [result] = await Promise.all([
    Promise.allSettled([retryRead(read, options)]),
    vi.advanceTimersByTimeAsync(60_000),
  ]);
  return { at, timeouts, isDone: result[0].status === "fulfilled" };
}

const answer = (status: number, retryAfter?: string): UpstreamFailure => ({
  ...{ kind: "answer", status, errors: [] },
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
const paused = (reason: "rate" | "outage" | "share", untilMs: number): UpstreamFailure => ({
  kind: "paused",
  reason,
  untilMs,
});

test.each<[string, UpstreamFailure, number[]]>([
  ["a server error, after half of half a second", answer(503), [0, 250]],
  ["a 429 with a time", answer(429, "3"), [0, 3000]],
  ["a 429 that does not state one", answer(429), [0, 250]],
  ["a 429 that asks for nothing", answer(429, "0"), [0, 0]],
  ["an answer that did not come", { kind: "timeout" }, [0, 250]],
  ["a connection that broke off", { kind: "network", cause: "reset", isSent: true }, [0, 250]],
  ["the end of a pause", paused("rate", 3000), [0, 3000]],
  ["the end of the own share", paused("share", 12_000), [0, 12_000]],
  ["a pause that is over", paused("rate", -5000), [0, 0]],
  ["a short outage", paused("outage", 4000), [0, 4000]],
  ["a pause that ends two seconds before the deadline", paused("rate", 13_000), [0, 13_000]],
])("waits for %s", async (_title, failure, at) => {
  expect(await attempts([failure])).toMatchObject({ at, isDone: true });
});

test.each<[string, UpstreamFailure]>([
  ["a refusal", answer(403)],
  ["a server error that is not passing", answer(501)],
  ["an answer that is not the API's", { kind: "shape" }],
  ["such an answer with a status", { kind: "shape", status: 404 }],
  ["a store that does not answer", { kind: "unsent", error: { code: "E_STORE_DOWN", message: "", nextStep: "" } }],
  ["a longer outage", paused("outage", 4001)],
  ["a pause that ends too late", paused("rate", 13_001)],
  ["a 429 that asks for too long", answer(429, "14")],
])("gives up after %s", async (_title, failure) => {
  expect(await attempts([failure])).toMatchObject({ at: [0], isDone: false });
});

test("three attempts are all, each pause up to twice as long", async () => {
  expect(await attempts([answer(500), answer(500), answer(500)])).toMatchObject({ at: [0, 250, 750], isDone: false });
});

test("all attempts share fifteen seconds", async () => {
  const slow = await attempts([{ kind: "timeout" }, { kind: "timeout" }], { tryMs: 7000 });
  expect(slow).toEqual({ at: [0, 7250], timeouts: [10_000, 7750], isDone: false });
});

test("a read that starts late still gets two seconds, once", async () => {
  expect(await attempts([answer(503)], { begunAtMs: -20_000 })).toEqual({ at: [0], timeouts: [2000], isDone: false });
  expect(await attempts([], { begunAtMs: Date.now() - 20_000 })).toMatchObject({ timeouts: [2000], isDone: true });
});
