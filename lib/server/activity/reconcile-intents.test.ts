import { beforeEach, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { Intent, Line, NewEntry } from "../audit/entry.ts";
import { listOpenIntents } from "../audit/open-changes.ts";
import type { Context } from "../context/context.ts";
import { contextOf, zoneId } from "../testing/test-context.ts";
import { findOutcomeAtCloudflare, type OpenIntent, reconcileAfterMs, reconcileIntents } from "./reconcile-intents.ts";

// The jobs at Cloudflare are given here; audit.test.ts and kill-points.test.ts read them from the emulator.

const jobs = vi.hoisted(() => ({
  list: [] as { id: number }[],
  failure: undefined as Error | undefined,
  reads: [] as string[],
}));
vi.mock("#lib/cloudflare/jobs.ts", async () => {
  const { AppException: Failure } = await import("#lib/cloudflare/errors.ts");
  const { describedError: described } = await import("#lib/logpush/errors/errors.ts");
  const readOf = (raw: { id: number }) => ({ job: raw, raw });
  return {
    getJob: async (_client: unknown, ref: { scopeKind: string; jobId: number }) => {
      jobs.reads.push(`${ref.scopeKind} ${ref.jobId}`);
      if (jobs.failure) throw jobs.failure;
      const found = jobs.list.find(({ id }) => id === ref.jobId);
      if (!found) throw new Failure(described("E_NOT_FOUND"));
      return readOf(found);
    },
    listScopeJobs: async (_client: unknown, scope: { scopeKind: string }) => {
      jobs.reads.push(scope.scopeKind);
      if (jobs.failure) throw jobs.failure;
      return jobs.list.map(readOf);
    },
  };
});

const begunMs = Date.parse("2026-01-01T00:00:00Z");
const scope = `zones/${zoneId}`;
const logged: string[] = [];
let context: Context;
let digest: (job: JsonObject) => Record<string, string>;

beforeEach(() => {
  Object.assign(jobs, { list: [], failure: undefined, reads: [] });
  logged.length = 0;
  const base = contextOf(async () => new Response("", { status: 500 })).context;
  const read = ((call: (client: never) => Promise<unknown>) => call(undefined as never)) as Context["upstream"]["read"];
  context = { ...base, now: () => begunMs + reconcileAfterMs, upstream: { ...base.upstream, read } };
  digest = context.digests.versionsOf;
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    logged.push(JSON.parse(String(line)).event);
    return true;
  });
});

const intent = (rest: Partial<OpenIntent>): OpenIntent => ({
  ...{ kind: "intent", id: "1", actor: "local", action: "update", scope, jobId: 7 },
  ...{ ts: "2026-01-01T00:00:00Z", madeByOthers: [], isFollowed: false },
  ...rest,
});
const find = (rest: Partial<OpenIntent>, nowMs = begunMs + reconcileAfterMs) =>
  findOutcomeAtCloudflare({ ...context, now: () => nowMs })(intent(rest));

test("a changed job has what was sent, what it had, or something else", async () => {
  const change = { before: digest({ name: "old", filter: "x" }), after: digest({ name: "new", filter: "y" }) };
  jobs.list = [{ id: 7, name: "new", filter: "y", other: 1 } as { id: number }];
  expect(await find(change)).toEqual({ outcome: "done" });
  jobs.list = [{ id: 7, name: "old", filter: "x" } as { id: number }];
  expect(await find(change)).toEqual({ outcome: "not done" });
  jobs.list = [{ id: 7, name: "new", filter: "x" } as { id: number }];
  expect(await find(change)).toEqual({ outcome: "unknown" });
  jobs.list = [{ id: 7, name: "another", filter: "another" } as { id: number }];
  expect(await find(change)).toEqual({ outcome: "unknown" });
  expect(await find({ after: change.after })).toEqual({ outcome: "not done" });
  expect(jobs.reads).toEqual(Array.from({ length: 5 }, () => "zones 7"));
});

test.each([
  ["missing", {}],
  ["null", { filter: null }],
  ["empty", { filter: "" }],
  ["0", { filter: 0 }],
])("an attribute that was removed may be %s", async (_title, now) => {
  jobs.list = [{ id: 7, ...now } as { id: number }];
  for (const sent of [null, "", 0]) {
    expect(await find({ before: digest({ filter: "x" }), after: digest({ filter: sent }) })).toEqual({
      outcome: "done",
    });
  }
  expect(await find({ before: digest({ filter: "x" }), after: digest({ filter: "y" }) })).toEqual({
    outcome: "unknown",
  });
});

test("an attribute that is still there was not removed", async () => {
  jobs.list = [{ id: 7, filter: "x" } as { id: number }];
  const removed = { before: digest({ filter: "x" }), after: digest({ filter: null }) };
  expect(await find(removed)).toEqual({ outcome: "not done" });
});

test("a job that is gone was deleted, and of an update nothing is known", async () => {
  expect(await find({ action: "delete" })).toEqual({ outcome: "done" });
  expect(await find({ after: digest({ name: "new" }) })).toEqual({ outcome: "unknown" });
  jobs.list = [{ id: 7 }];
  expect(await find({ action: "delete" })).toEqual({ outcome: "not done" });
});

test.each<[string, Partial<OpenIntent>]>([
  ["a test delivery", { action: "test" }],
  ["a change that another one followed", { isFollowed: true }],
  ["a change without a job", { jobId: undefined }],
  ["a change of no scope", { scope: "" }],
  ["a new job of no scope", { action: "create", scope: "" }],
])("%s is not read: unknown", async (_title, rest) => {
  jobs.list = [{ id: 7 }];
  expect(await find({ after: digest({}), ...rest })).toEqual({ outcome: "unknown" });
  expect(jobs.reads).toEqual([]);
});

test("a new job is the only one of its name, dataset and destination that nothing else made", async () => {
  const sent = { name: "n", dataset: "http_requests", destination_conf: "https://h.example" };
  const create = { action: "create", jobId: undefined, after: digest(sent) } as const;
  jobs.list = [{ id: 1, ...sent, destination_conf: "https://other.example" }, { id: 2, ...sent }, { id: 3 }] as never;
  expect(await find(create)).toEqual({ outcome: "done", jobId: 2 });
  expect(await find({ ...create, namesakes: [2] })).toEqual({ outcome: "unknown" });
  expect(await find({ ...create, namesakes: [1, 2] })).toEqual({ outcome: "not done" });
  expect(await find({ ...create, madeByOthers: [1, 2] })).toEqual({ outcome: "not done" });
  jobs.list = [
    { id: 2, ...sent },
    { id: 4, ...sent },
  ] as never;
  expect(await find(create)).toEqual({ outcome: "unknown" });
  jobs.list = [
    { id: 2, ...sent, name: "m" },
    { id: 4, ...sent, dataset: "dns_logs" },
  ] as never;
  expect(await find(create)).toEqual({ outcome: "not done" });
  expect(new Set(jobs.reads)).toEqual(new Set(["zones"]));
});

test("until a request can no longer be in progress, only what is done is certain", async () => {
  const young = begunMs + reconcileAfterMs - 1;
  expect(await find({ action: "delete" }, young)).toEqual({ outcome: "done" });
  jobs.list = [{ id: 7 }];
  expect(await find({ action: "delete" }, young)).toBeUndefined();
  expect(await find({ action: "delete" }, young + 1)).toEqual({ outcome: "not done" });
});

test("while Cloudflare cannot be read nothing is certain, and a fault is not hidden", async () => {
  jobs.failure = new AppException(describedError("E_PERMISSION"));
  expect(await find({ action: "delete" })).toBeUndefined();
  expect(await find({ action: "create" })).toBeUndefined();
  jobs.failure = new TypeError("a fault");
  await expect(find({ action: "delete" })).rejects.toThrow("a fault");
});

/** Reconciles a log; `asked` are the intents for which an outcome was sought. */
async function reconcile(
  lines: Line[],
  answer: { outcome: "done" | "unknown" } | undefined | Error,
  ids = listOpenIntents(lines).map(({ id }) => id),
) {
  const added: NewEntry[] = [];
  const asked: OpenIntent[] = [];
  const released: string[] = [];
  const forgotten: string[] = [];
  const audit: Context["audit"] = {
    ...context.audit,
    claimOpen: async () => [{ ids: new Set(ids), lines }],
    append: async (entry) => void added.push(entry),
    release: async (id) => void released.push(id),
    forget: async (id) => void forgotten.push(id),
  };
  const work = reconcileIntents({ audit }, async (open) => {
    asked.push(open);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const left = await work.catch((error: unknown) => error);
  return { left, added, asked, released, forgotten };
}

const sealed = { ts: "2026-01-01T00:00:00Z", mac: "0" };
const line = (id: string, rest: Partial<Intent> = {}): Line => ({
  ...{ kind: "intent", id, actor: "local", action: "update", scope, jobId: 7 },
  ...sealed,
  ...rest,
});
const end = (id: string, rest: object): Line => ({
  kind: "outcome",
  id,
  outcome: "done",
  by: "answer",
  ...sealed,
  ...rest,
});

test("each change without an outcome gets one, and a line in the server's log", async () => {
  const { left, added, asked } = await reconcile(
    [line("1"), line("2"), end("2", {}), line("3", { action: "delete" })],
    { outcome: "done" },
  );
  expect(left).toBe(0);
  expect(asked.map(({ id }) => id)).toEqual(["1", "3"]);
  expect(added).toEqual(
    ["1", "3"].map((id) => ({ kind: "outcome", id, by: "start-up", scope, jobId: 7, outcome: "done" })),
  );
  expect(logged).toEqual(["an interrupted update was reconciled: done", "an interrupted delete was reconciled: done"]);
});

test("what could not be found out stays open and is counted", async () => {
  expect(await reconcile([line("1"), line("2")], undefined)).toMatchObject({
    ...{ left: 2, added: [] },
    released: ["1", "2"],
  });
  expect(logged).toEqual([]);
});

test("an unknown outcome is reconciled once", async () => {
  const unknown = end("1", { outcome: "unknown" });
  expect((await reconcile([line("1"), unknown], { outcome: "done" })).asked).toHaveLength(1);
  expect(
    (await reconcile([line("1"), unknown, end("1", { outcome: "unknown", by: "start-up" })], { outcome: "done" }))
      .asked,
  ).toEqual([]);
  expect((await reconcile([line("1"), end("1", { outcome: "refused" })], { outcome: "done" })).asked).toEqual([]);
});

test("an intent knows the jobs that others made, and whether its own was changed afterwards", async () => {
  const lines = [
    line("0"),
    line("1", { jobId: 7 }),
    line("2", { jobId: 8 }),
    line("3", { jobId: 9 }),
    line("4", { jobId: 10 }),
    line("5", { jobId: 8, scope: "zones/other" }),
    line("6", { jobId: 9, action: "test" }),
    line("7", { jobId: undefined }),
    line("8", { jobId: undefined }),
    end("9", { jobId: 20 }),
    end("10", { jobId: 21, outcome: "refused" }),
    end("11", {}),
  ];
  const { asked } = await reconcile(lines, undefined);
  expect(asked.map(({ id, isFollowed }) => [id, isFollowed])).toEqual([
    ["0", true],
    ...["1", "2", "3", "4", "5", "6", "7", "8"].map((id) => [id, false]),
  ]);
  expect(asked[0]?.madeByOthers).toEqual([20]);
});

test("a fault is not hidden, and leaves what was claimed to the next round", async () => {
  const fault = new TypeError("a fault");
  expect(await reconcile([line("1"), line("2")], fault)).toMatchObject({ left: fault, released: ["1", "2"] });
});

test("what was claimed but is not open in the log is forgotten, and reported", async () => {
  const lines = [line("1"), line("2"), end("2", {})];
  const { left, forgotten, released } = await reconcile(lines, { outcome: "done" }, ["1", "2", "3"]);
  expect({ left, forgotten, released }).toEqual({ left: 0, forgotten: ["2", "3"], released: [] });
  expect(logged.filter((event) => event === "a change without an outcome is not in the audit log")).toHaveLength(2);
});
