import { describe, expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, listScopeJobs, postJob, putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createUpstream } from "./upstream.ts";

const ref = { scopeKind: "zones", scopeId: "0".repeat(32), jobId: 1 } as const;

/** An upstream whose answers are given in order; the last one repeats. */
function upstreamOf(answers: (() => Response)[]) {
  const sent: string[] = [];
  const waits: number[] = [];
  let nowMs = 0;
  const upstream = createUpstream({
    credential: { kind: "token", token: "token" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async (_input, init) => {
      sent.push(init?.method ?? "GET");
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (!answer) throw new Error("no answer");
      return answer();
    },
    now: () => nowMs,
    sleep: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    random: () => 0.5,
  });
  return { upstream, sent, waits };
}

const good = () => Response.json({ success: true, errors: [], messages: [], result: [{ id: 1 }] });
const status = (code: number, headers?: Record<string, string>) => () =>
  Response.json({ success: false, errors: [], result: null }, { status: code, headers });
const drop = () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
};
const html = () => new Response("<html>", { status: 200, headers: { "content-type": "text/html" } });

describe("a read", () => {
  test.each([500, 502, 503, 504, 520, 522, 524, 527, 429])("is tried three times on %i", async (code) => {
    const { upstream, sent } = upstreamOf([status(code)]);
    await expect(upstream.read((client) => listScopeJobs(client, ref))).rejects.toBeInstanceOf(AppException);
    expect(sent).toEqual(["GET", "GET", "GET"]);
  });

  test.each([400, 401, 403, 404, 501, 530])("is tried once on %i", async (code) => {
    const { upstream, sent } = upstreamOf([status(code)]);
    await expect(upstream.read((client) => getJob(client, ref))).rejects.toBeInstanceOf(AppException);
    expect(sent).toHaveLength(1);
  });

  test("recovers after two failures", async () => {
    const { upstream, sent, waits } = upstreamOf([status(500), drop, good]);
    await expect(upstream.read((client) => listScopeJobs(client, ref))).resolves.toHaveLength(1);
    expect(sent).toHaveLength(3);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(250);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(4000);
  });

  test("waits as long as Retry-After says", async () => {
    const { upstream, waits } = upstreamOf([status(429, { "retry-after": "7" }), good]);
    await upstream.read((client) => listScopeJobs(client, ref));
    expect(waits).toEqual([7000]);
  });

  test("gives up at once when Retry-After is beyond the deadline", async () => {
    const { upstream, sent, waits } = upstreamOf([status(429, { "retry-after": "300" })]);
    const failed = upstream.read((client) => listScopeJobs(client, ref));
    await expect(failed).rejects.toMatchObject({
      error: { code: "E_RATE_LIMIT", nextStep: expect.stringContaining("5 minutes") },
    });
    expect(sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test("does not repeat an answer that is none of Cloudflare's", async () => {
    const { upstream, sent } = upstreamOf([html]);
    const failed = upstream.read((client) => listScopeJobs(client, ref));
    await expect(failed).rejects.toMatchObject({ error: { code: "E_UPSTREAM_SHAPE" } });
    expect(sent).toHaveLength(1);
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

test("at most eight requests run at a time", async () => {
  let running = 0;
  let most = 0;
  const upstream = createUpstream({
    credential: { kind: "token", token: "token" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return good();
    },
    now: Date.now,
    sleep: async () => undefined,
    random: Math.random,
  });
  await Promise.all(Array.from({ length: 40 }, () => upstream.read((client) => listScopeJobs(client, ref))));
  expect(most).toBe(8);
});
