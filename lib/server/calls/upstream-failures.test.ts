import { expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown, mayStillRun } from "#lib/cloudflare/failure.ts";
import { listScopeJobs, postJob } from "#lib/cloudflare/jobs.ts";
import { readPushGroups } from "#lib/cloudflare/push-groups.ts";
import type { CallLedger } from "#lib/store/calls.ts";
import { StoreError } from "#lib/store/store-error.ts";
import { createCallState } from "./call-state.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

const span = { from: "2026-03-09T13:00:00Z", to: "2026-03-10T13:00:00Z" };

const token = "token-0123456789abcdef";
const scope = { scopeKind: "zones", scopeId: "0".repeat(32) } as const;

function upstreamOf(answer: (url: string) => Response) {
  const sent: string[] = [];
  const upstream = createUpstream({
    credential: { kind: "token", token },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async (input) => {
      sent.push(String(input));
      return answer(String(input));
    },
    now: Date.now,
    sleep: async () => undefined,
    random: () => 0,
  });
  const list = (from = upstream) => from.read((client) => listScopeJobs(client, scope));
  return { upstream, list, sent };
}

const good = () => Response.json({ success: true, errors: [], messages: [], result: [] });
const errorOf = (error: unknown) => (error instanceof AppException ? error.error : error);

test("a refusal repeats no credential: not in its message, not in its ray", async () => {
  const errors = [{ code: 10000, message: `Invalid ${token}` }];
  const { upstream, list } = upstreamOf(() =>
    Response.json({ success: false, errors, result: null }, { status: 403, headers: { "cf-ray": `ray-${token}` } }),
  );
  const read = errorOf(await list().catch((error: unknown) => error));
  expect(read).toMatchObject({ code: "E_PERMISSION", cfRay: expect.stringMatching(/^ray-•+$/) });
  expect(JSON.stringify(read)).not.toContain(token);
  const write = await upstream.write((client) => postJob(client, scope, {}));
  expect(write).toMatchObject({ ok: false, failure: { kind: "answer", status: 403, errors: [{ code: 10000 }] } });
  expect(JSON.stringify(write)).not.toContain(token);
});

test("a refusal without a ray has none", async () => {
  const { upstream } = upstreamOf(() => Response.json({ success: false, errors: [], result: null }, { status: 403 }));
  const write = await upstream.write((client) => postJob(client, scope, {}));
  expect(write).toEqual({ ok: false, failure: { kind: "answer", status: 403, errors: [] } });
});

test("an answer of another program repeats no credential in its ray", async () => {
  const { upstream } = upstreamOf(
    () => new Response("<html>", { status: 404, headers: { "content-type": "text/html", "cf-ray": token } }),
  );
  const write = await upstream.write((client) => postJob(client, scope, {}));
  expect(write).toMatchObject({
    ok: false,
    failure: { kind: "shape", status: 404, cfRay: expect.stringMatching(/^•+$/) },
  });
});

test("a lost connection is a failure of its own kind", async () => {
  const { upstream } = upstreamOf(() => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  });
  const write = await upstream.write((client) => postJob(client, scope, {}));
  expect(write).toEqual({ ok: false, failure: { kind: "network", cause: "reset", isSent: true } });
});

test("a fault of Headgate's own is thrown as it is", async () => {
  const { upstream } = upstreamOf(good);
  const fault = new TypeError("a fault");
  await expect(upstream.read(() => Promise.reject(fault))).rejects.toBe(fault);
  await expect(upstream.write(() => Promise.reject(fault))).rejects.toBe(fault);
  const described = new AppException({ code: "E_QUOTA", message: "m", nextStep: "n" });
  await expect(upstream.read(() => Promise.reject(described))).rejects.toBe(described);
});

test("failing analytics do not pause the API, and are not paused by it", async () => {
  const isAnalytics = (url: string) => url.endsWith("/graphql");
  const ref = { ...scope, jobId: 1 };
  const down = upstreamOf((url) => (isAnalytics(url) ? new Response("", { status: 500 }) : good()));
  const query = (from: typeof down) => from.upstream.write((client) => readPushGroups(client, ref, span));
  for (let count = 0; count < 7; count += 1) expect((await query(down)).ok).toBe(false);
  expect(down.sent).toHaveLength(5);
  expect(await down.list()).toEqual([]);
});

test("a change may use all of the limit, a page less, a run less, and the background least, also for one page", async () => {
  const { upstream, list } = upstreamOf(good);
  const refused = (from: typeof upstream) =>
    list(from).then(
      () => false,
      () => true,
    );
  const background = upstream.inBackground();
  for (let count = 0; count < 600; count += 1) await list();
  expect([await refused(background), await refused(background.forOnePage())]).toEqual([true, true]);
  for (let count = 0; count < 199; count += 1) await list();
  expect([await refused(upstream.forRun()), await refused(upstream.forRun())]).toEqual([false, true]);
  for (let count = 0; count < 48; count += 1) await list();
  expect([await refused(upstream.forOnePage()), await refused(upstream.forOnePage())]).toEqual([false, false]);
  expect([await refused(upstream.forOnePage()), await refused(upstream)]).toEqual([true, false]);
}, 120_000);

test.each([
  ["page", 849, (upstream: Upstream) => upstream.forShowing()],
  ["background", 599, (upstream: Upstream) => upstream.inBackground().forShowing()],
])("what is shown is a %s", async (_name, calls, from) => {
  const { upstream, list } = upstreamOf(good);
  for (let count = 0; count < calls; count += 1) await upstream.state.guard.run("write", async () => good());
  const first = await list(from(upstream)).then(() => "sent");
  upstream.state.sharing.forget();
  const second = await list(from(upstream)).catch((error: unknown) => errorOf(error));
  expect([first, second]).toMatchObject(["sent", { code: "E_CALL_SHARE_USED" }]);
});

test("queries of the analytics have a limit of their own", async () => {
  const { upstream, list, sent } = upstreamOf(() => Response.json({ data: { viewer: { zones: [] } } }));
  const query = (from: typeof upstream) => from.write((client) => readPushGroups(client, { ...scope, jobId: 1 }, span));
  for (let count = 0; count < 250; count += 1) await query(upstream.inBackground());
  expect(sent).toHaveLength(240);
  for (let count = 0; count < 90; count += 1) await query(upstream);
  expect(sent).toHaveLength(320);
  await list().catch(() => undefined);
  expect(sent).toHaveLength(321);
}, 120_000);

test("a store that does not answer stops every call, and the error says that it was the store", async () => {
  const broken: CallLedger = { change: () => Promise.reject(new StoreError("unavailable", "ECONNREFUSED", undefined)) };
  const sent: string[] = [];
  const upstream = createUpstream({
    credential: { kind: "token", token },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async (input) => {
      sent.push(String(input));
      return good();
    },
    now: Date.now,
    sleep: async () => undefined,
    random: () => 0,
    state: createCallState(Date.now, () => broken),
  });
  const page = upstream.forOnePage().read((client) => listScopeJobs(client, scope));
  expect(errorOf(await page.catch((error: unknown) => error))).toMatchObject({ code: "E_STORE_DOWN" });
  const write = await upstream.write((client) => postJob(client, scope, {}));
  expect(write).toMatchObject({ ok: false, failure: { kind: "unsent", error: { code: "E_STORE_DOWN" } } });
  expect(write.ok || isOutcomeUnknown(write.failure) || mayStillRun(write.failure)).toBe(false);
  expect(sent).toEqual([]);
});
