import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, listScopeJobs, postJob, putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

const ref = { scopeKind: "zones", scopeId: "0".repeat(32), jobId: 1 } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** An upstream with the given answers in order; the last one repeats. `sentAt` is when, in milliseconds. */
function upstreamOf(answers: (() => Response)[]) {
  const sent: string[] = [];
  const sentAt: number[] = [];
  const upstream = createUpstream({
    credential: { kind: "token", token: "token" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async (_input, init) => {
      sent.push(init?.method ?? "GET");
      sentAt.push(Date.now());
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (!answer) throw new Error("no response");
      return answer();
    },
    now: Date.now,
    sleep: async () => undefined,
    random: () => 0.5,
  });
  return { upstream, sent, sentAt };
}

/** The result of a promise while the clock runs on. */
async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.all([Promise.allSettled([work]), vi.advanceTimersByTimeAsync(60_000)]);
  return result[0];
}

const refusedWith = (code: string) => ({ status: "rejected", reason: { error: { code } } });

const good = () => Response.json({ success: true, errors: [], messages: [], result: [{ id: 1 }] });
const status = (code: number, headers?: Record<string, string>) => () =>
  Response.json({ success: false, errors: [], result: null }, { status: code, headers });
const drop = () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
};
const html = () => new Response("<html>", { status: 200, headers: { "content-type": "text/html" } });

describe("a read", () => {
  test.each([500, 502, 503, 504, 520, 522, 524, 527])("is attempted three times on %i", async (code) => {
    const { upstream, sent } = upstreamOf([status(code)]);
    const result = await settled(upstream.read((client) => listScopeJobs(client, ref)));
    expect(result).toMatchObject({ status: "rejected", reason: expect.any(AppException) });
    expect(sent).toEqual(["GET", "GET", "GET"]);
  });

  test.each([400, 401, 403, 404, 501, 530])("is attempted once on %i", async (code) => {
    const { upstream, sent } = upstreamOf([status(code)]);
    const result = await settled(upstream.read((client) => getJob(client, ref)));
    expect(result).toMatchObject({ status: "rejected", reason: expect.any(AppException) });
    expect(sent).toHaveLength(1);
  });

  test("recovers after two failures, with a pause of up to half a second and of up to a second", async () => {
    const { upstream, sentAt } = upstreamOf([status(500), drop, good]);
    expect(await settled(upstream.read((client) => listScopeJobs(client, ref)))).toMatchObject({ status: "fulfilled" });
    expect(sentAt).toEqual([0, 250, 750]);
  });

  test("waits as long as Retry-After says", async () => {
    const { upstream, sentAt } = upstreamOf([status(429, { "retry-after": "7" }), good]);
    expect(await settled(upstream.read((client) => listScopeJobs(client, ref)))).toMatchObject({ status: "fulfilled" });
    expect(sentAt).toEqual([0, 7000]);
  });

  test("gives up immediately if Retry-After is beyond the deadline", async () => {
    const { upstream, sent } = upstreamOf([status(429, { "retry-after": "300" })]);
    expect(await settled(upstream.read((client) => listScopeJobs(client, ref)))).toMatchObject({
      reason: { error: { code: "E_RATE_LIMIT", nextStep: expect.stringContaining("5 minutes") } },
    });
    expect(sent).toHaveLength(1);
  });

  test("does not repeat an answer that is not Cloudflare's", async () => {
    const { upstream, sent } = upstreamOf([html]);
    expect(await settled(upstream.read((client) => listScopeJobs(client, ref)))).toMatchObject(
      refusedWith("E_UPSTREAM_SHAPE"),
    );
    expect(sent).toHaveLength(1);
  });
});

describe("while Cloudflare's API fails", () => {
  const read = (upstream: Upstream) => settled(upstream.read((client) => listScopeJobs(client, ref)));

  test("five failures in a row pause calls; a write is then not sent, and its error says so", async () => {
    const { upstream, sent } = upstreamOf([status(500)]);
    for (let tries = 0; tries < 5; tries += 1) await upstream.write((client) => postJob(client, ref, {}));
    expect(sent).toHaveLength(5);
    const sixth = await upstream.write((client) => postJob(client, ref, {}));
    expect(sixth).toMatchObject({
      ok: false,
      failure: { kind: "paused", reason: "outage", untilMs: 1000, last: { status: 500 } },
    });
    expect(sent).toHaveLength(5);
  });

  test("a call after the pause checks whether the outage is over, and all calls go on", async () => {
    const { upstream, sent } = upstreamOf([...Array(5).fill(status(500)), good]);
    for (let tries = 0; tries < 5; tries += 1) await upstream.write((client) => postJob(client, ref, {}));
    vi.setSystemTime(1000);
    expect(await read(upstream)).toMatchObject({ status: "fulfilled" });
    expect((await upstream.write((client) => putJob(client, ref, {}))).ok).toBe(false);
    expect(sent).toHaveLength(7);
  });

  test("pauses grow to fifteen seconds, so that a lasting outage costs few calls", async () => {
    const { upstream, sentAt } = upstreamOf([status(500)]);
    for (let second = 0; second < 300; second += 1) {
      vi.setSystemTime(second * 1000);
      await upstream.write((client) => postJob(client, ref, {}));
    }
    expect(sentAt.slice(0, 10).map((ms) => ms / 1000)).toEqual([0, 1, 2, 3, 4, 5, 7, 11, 19, 34]);
    expect(sentAt.length).toBeLessThan(30);
  });

  test("refusals of single calls are not an outage", async () => {
    const { upstream, sent } = upstreamOf([status(404)]);
    for (let tries = 0; tries < 20; tries += 1) await read(upstream);
    expect(sent).toHaveLength(20);
  });
});

describe("the API's limit on calls", () => {
  test("a 429 without a time costs at most twelve calls in five minutes", async () => {
    const { upstream, sent } = upstreamOf([status(429)]);
    for (let second = 0; second < 300; second += 5) {
      vi.setSystemTime(second * 1000);
      await Promise.all([1, 2, 3, 4].map(() => upstream.write((client) => putJob(client, ref, {}))));
    }
    expect(sent.length).toBeLessThanOrEqual(12);
    expect(sent.length).toBeGreaterThan(1);
  });

  test("after a 429 no call is sent before Retry-After, for any caller", async () => {
    const { upstream, sent } = upstreamOf([status(429, { "retry-after": "90" }), good]);
    await upstream.write((client) => putJob(client, ref, {}));
    vi.setSystemTime(89_000);
    expect(await upstream.write((client) => putJob(client, ref, {}))).toMatchObject({
      failure: { kind: "paused", reason: "rate", untilMs: 90_000 },
    });
    expect(sent).toHaveLength(1);
    vi.setSystemTime(90_000);
    await upstream.write((client) => putJob(client, ref, {}));
    expect(sent).toHaveLength(2);
  });

  test("at most a thousand calls are sent in five minutes; the last part is kept for people", async () => {
    const { upstream, sent } = upstreamOf([good]);
    const background = upstream.inBackground();
    const ask = (from: Upstream) => from.write((client) => listScopeJobs(client, ref));
    for (let calls = 0; calls < 650; calls += 1) await ask(background);
    expect(sent).toHaveLength(600);
    for (let calls = 0; calls < 500; calls += 1) await ask(upstream);
    expect(sent).toHaveLength(1000);
    // A call counts until its half minute is five minutes old, and the five seconds in which its lease could be used.
    vi.setSystemTime(334_999);
    await ask(upstream);
    expect(sent).toHaveLength(1000);
    vi.setSystemTime(335_000);
    await ask(upstream);
    expect(sent).toHaveLength(1001);
  });

  test("a call over Headgate's own share is not reported as a 429", async () => {
    const { upstream } = upstreamOf([good]);
    for (let calls = 0; calls < 1000; calls += 1) await upstream.write((client) => putJob(client, ref, {}));
    vi.setSystemTime(275_000);
    const write = await upstream.write((client) => putJob(client, ref, {}));
    expect(write).toMatchObject({ ok: false, failure: { kind: "paused", reason: "share", untilMs: 335_000 } });
    const refusal = await settled(upstream.read((client) => listScopeJobs(client, ref)));
    expect(refusal).toMatchObject({
      reason: {
        error: {
          code: "E_CALL_SHARE_USED",
          message: expect.stringContaining("Headgate has used its share"),
          nextStep: expect.stringContaining("Try again in 60 seconds"),
          retryAfterMs: 60_000,
        },
      },
    });
    expect(refusal).not.toHaveProperty("reason.error.upstream");
  });

  test("calls that Cloudflare reports as almost used up are not reported as a 429", async () => {
    const low = { ratelimit: '"default";r=0;t=60', "ratelimit-policy": '"default";q=1200;w=300' };
    const { upstream, sent } = upstreamOf([() => new Response(good().body, { headers: low })]);
    await upstream.write((client) => listScopeJobs(client, ref));
    const refusal = await settled(upstream.read((client) => listScopeJobs(client, ref)));
    expect(refusal).toMatchObject({
      reason: { error: { code: "E_CALLS_SCARCE", nextStep: expect.stringContaining("Try again in 60 seconds") } },
    });
    expect(sent).toHaveLength(1);
  });

  test("Cloudflare's own count applies too", async () => {
    const low = { ratelimit: '"default";r=100;t=60', "ratelimit-policy": '"default";q=1200;w=300' };
    const { upstream, sent } = upstreamOf([() => new Response(good().body, { headers: low })]);
    const ask = (from: Upstream) => from.write((client) => listScopeJobs(client, ref));
    await ask(upstream);
    await ask(upstream.inBackground());
    expect(sent).toHaveLength(1);
    await ask(upstream);
    expect(sent).toHaveLength(2);
    vi.setSystemTime(60_001);
    await ask(upstream.inBackground());
    expect(sent).toHaveLength(3);
  });
});

describe("parallel reads of the same URL", () => {
  const ask = (from: Upstream) => from.read((client) => listScopeJobs(client, ref));

  test("share one request, and each gets the whole answer", async () => {
    const { upstream, sent } = upstreamOf([good]);
    const lists = await Promise.all(Array.from({ length: 64 }, () => ask(upstream)));
    // Eight at a time may be sent; the following ones are sent again.
    expect(sent).toHaveLength(8);
    for (const list of lists) expect(list).toHaveLength(1);
  });

  test("do not share with another credential", async () => {
    const [one, other] = [upstreamOf([good]), upstreamOf([good])];
    await Promise.all([ask(one.upstream), ask(other.upstream)]);
    expect([one.sent.length, other.sent.length]).toEqual([1, 1]);
  });

  test("one that starts after a write began is sent again", async () => {
    const { upstream, sent } = upstreamOf([good]);
    const before = ask(upstream);
    const write = upstream.write((client) => putJob(client, ref, {}));
    while (!sent.includes("PUT")) await Promise.resolve();
    const meanwhile = ask(upstream);
    await write;
    const after = ask(upstream);
    await Promise.all([before, meanwhile, after]);
    expect(sent.filter((method) => method === "GET")).toHaveLength(3);
  });
});

describe("answers for display", () => {
  const ask = (from: Upstream) => from.read((client) => listScopeJobs(client, ref));
  const use = async ({ state }: Upstream, calls: number) => {
    for (let call = 0; call < calls; call += 1) await state.guard.run("write", async () => good());
  };

  test("are new while calls are plentiful", async () => {
    const { upstream, sent } = upstreamOf([good]);
    await use(upstream, 390);
    await ask(upstream.forShowing());
    await ask(upstream.forShowing());
    expect(sent).toHaveLength(2);
    expect(upstream.shownAgeMs()).toBe(0);
  });

  test.each([
    [400, 5000],
    [500, 10_000],
    [700, 40_000, 30_000],
    [800, 80_000, 30_000],
  ])("after %i calls may be %i ms old, and a shared answer %i ms", async (calls, listMs, ageMs = listMs) => {
    const { upstream, sent } = upstreamOf([good]);
    await use(upstream, calls - 1);
    await ask(upstream);
    expect(upstream.shownAgeMs()).toBeCloseTo(listMs);
    vi.setSystemTime(ageMs - 1);
    await ask(upstream.forShowing());
    expect(sent).toHaveLength(1);
    vi.setSystemTime(ageMs + 1);
    await ask(upstream.forShowing());
    expect(sent).toHaveLength(2);
  });

  test("are never older than a write, never failures, and never used for writes", async () => {
    const { upstream, sent } = upstreamOf([good, good, good, status(404), good]);
    await use(upstream, 449);
    await ask(upstream);
    await ask(upstream.forShowing());
    expect(sent).toHaveLength(1);
    await ask(upstream);
    expect(sent).toHaveLength(2);
    await upstream.write((client) => putJob(client, ref, {}));
    await ask(upstream.forShowing()).catch(() => undefined);
    expect(sent).toHaveLength(4);
    await ask(upstream.forShowing());
    await ask(upstream.forShowing());
    expect(sent).toHaveLength(5);
  });

  test("allow many people to read twenty scopes all day", async () => {
    const { upstream, sentAt } = upstreamOf([good]);
    const scopes = Array.from({ length: 20 }, (_, index) => ({ ...ref, scopeId: String(index).padStart(32, "0") }));
    for (let second = 0; second < 900; second += 5) {
      vi.setSystemTime(second * 1000);
      await Promise.all(scopes.map((scope) => upstream.forShowing().read((client) => listScopeJobs(client, scope))));
    }
    const most = Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 300_000).length));
    expect(most).toBeLessThan(800);
    expect(sentAt.at(-1)).toBeGreaterThan(850_000);
  });
});

describe("a write is sent exactly once", () => {
  const writes = [
    ["POST", (upstream: ReturnType<typeof createUpstream>) => upstream.write((client) => postJob(client, ref, {}))],
    ["PUT", (upstream: ReturnType<typeof createUpstream>) => upstream.write((client) => putJob(client, ref, {}))],
    ["DELETE", (upstream: ReturnType<typeof createUpstream>) => upstream.write((client) => removeJob(client, ref))],
  ] as const;
  const answers: [string, () => Response][] = [
    ["500", status(500)],
    ["503 with Retry-After", status(503, { "retry-after": "1" })],
    ["429", status(429, { "retry-after": "1" })],
    ["409", status(409)],
    ["408", status(408)],
    ["520", status(520)],
    ["a dropped connection", drop],
    ["x-should-retry", status(500, { "x-should-retry": "true" })],
  ];
  const cases = writes.flatMap(([method, write]) => answers.map(([name, answer]) => ({ method, write, name, answer })));

  test.each(cases)("$method on $name", async ({ method, write, answer }) => {
    const { upstream, sent } = upstreamOf([answer]);
    await expect(write(upstream)).resolves.toMatchObject({ ok: false });
    expect(sent).toEqual([method]);
  });
});

/** An upstream whose answers come when `release` is called, and how many of its requests wait for theirs. */
function held() {
  const waiting: (() => void)[] = [];
  const upstream = createUpstream({
    credential: { kind: "token", token: "token" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return good();
    },
    now: Date.now,
    sleep: async () => undefined,
    random: Math.random,
  });
  const zone = (index: number) => ({ ...ref, scopeId: String(index).padStart(32, "0") });
  const ask = (from: Upstream, count: number, first = 0) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => from.read((client) => listScopeJobs(client, zone(first + index)))),
    );
  const release = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { upstream, ask, waiting, release, settle: () => vi.advanceTimersByTimeAsync(5) };
}

test("at most eight requests run at a time", async () => {
  const { upstream, ask, waiting, release, settle } = held();
  const all = ask(upstream, 40);
  for (let round = 0; round < 5; round += 1) {
    await settle();
    expect(waiting).toHaveLength(8);
    release();
  }
  await all;
});

test("reads in the background queue among themselves, and nobody who waits queues behind them", async () => {
  const { upstream, ask, waiting, release, settle } = held();
  const background = ask(upstream.inBackground(), 12);
  const run = ask(upstream.forRun(), 12, 100);
  await settle();
  expect(waiting).toHaveLength(8);
  const page = ask(upstream.forOnePage(), 8, 200);
  await settle();
  expect(waiting).toHaveLength(16);
  const form = ask(upstream, 1, 300);
  await settle();
  expect(waiting).toHaveLength(17);
  release();
  await Promise.all([page, form]);
  for (let round = 0; round < 3; round += 1) {
    release();
    await settle();
  }
  await Promise.all([background, run]);
});
