import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import type { ListView } from "#lib/logpush/list/list-view.ts";
import { StoreError } from "#lib/store/store-error.ts";
import type { Context } from "../context/context.ts";
import { createSeal } from "../env/seal.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { watchJob } from "../jobs/watch-job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { onStoredChange, type StoredChange } from "./changes-stream.ts";
import { findJobs } from "./find-jobs.ts";
import { runReader } from "./reader.ts";
import { paceOf } from "./schedule.ts";
import { listStoredJobs, readMaskedJobs, readWholeJobs } from "./stored-jobs.ts";

const plain: ListView = { q: "", scope: "", dataset: "", health: undefined, sort: "attention", page: 1 };
const burrito: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
const fastPace = { watchedMs: 200, idleMs: 200, longestMs: 200, emptyMs: 200, failingMs: 200, yieldMs: 0 };
let emulated: Emulated<Emulator>;
let context: Context;
let stop: (() => Promise<void>) | undefined;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
  context = { ...emulated.context, isReadInBackground: true };
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await emulated.close();
});

/** Starts the background reader, and waits until it has read everything once. */
async function startReader(pace = fastPace): Promise<void> {
  const over = new AbortController();
  const running = runReader(context, pace, over.signal);
  stop = async () => {
    over.abort();
    await running;
  };
  await vi.waitFor(async () => expect((await findJobs(context, plain)).unreadScopes).toBe(0), 10_000);
  await vi.waitFor(async () => expect((await findJobs(context, plain)).scopeCount).toBe(10), 10_000);
}

/** Changes the job as somebody else would, through the API. */
async function changeElsewhere(method: "PUT" | "DELETE", body?: object): Promise<void> {
  await emulated.emulator.fetch(
    new Request(`https://api.cloudflare.com/client/v4/zones/${zoneId}/logpush/jobs/1001`, {
      method,
      headers: { authorization: "Bearer headgate-demo-token-0000000000000000", "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
}

const versionsOf = ({ jobId }: JobRef) =>
  context.store.db
    .selectFrom("job_version")
    .innerJoin("job", "job.id", "job_version.job")
    .where("job.job_id", "=", jobId)
    .select(["job_version.n", "job_version.source", "job_version.actor"])
    .orderBy("job_version.n")
    .execute();

describe("the background reader", () => {
  test("reads every job of every scope, and pages cost no call", async () => {
    await startReader(paceOf.live);
    const calls = emulated.requests.length;
    const page = await findJobs(context, plain);
    expect(page.rows.length).toBeGreaterThanOrEqual(16);
    const names = page.rows.slice(page.urgent?.rows).map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(page.rows.slice(0, page.urgent?.rows).every(({ trouble }) => trouble)).toBe(true);
    expect(page.counts).toMatchObject({ failing: expect.any(Number), healthy: expect.any(Number) });
    expect(
      (await findJobs(context, { ...plain, health: "failing" })).rows.every(({ state }) => state === "failing"),
    ).toBe(true);
    expect((await watchJob(context, burrito)).summary.name).toBe("burrito-requests");
    await Promise.all(Array.from({ length: 64 }, () => findJobs(context, plain)));
    expect(emulated.requests.length).toBe(calls);
  });

  test("the first page of many zones has the first jobs while zones are still listed", async () => {
    await emulated.close();
    emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir, fleet: { zones: 60, jobs: 2 } }));
    context = { ...emulated.context, isReadInBackground: true };
    const { emulator } = emulated;
    const answer = emulator.fetch.bind(emulator);
    let release: () => void = () => undefined;
    const rest = new Promise<void>((resolve) => (release = resolve));
    emulator.fetch = async (request) => {
      if (request.url.includes("/zones?page=2")) await rest;
      return answer(request);
    };
    const over = new AbortController();
    const running = runReader(context, paceOf.live, over.signal);
    stop = async () => {
      over.abort();
      await running;
    };
    const page = await findJobs(context, plain);
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page).toMatchObject({ isListed: false, scopeCount: expect.any(Number) });
    release();
    await vi.waitFor(async () => expect((await findJobs(context, plain)).isListed).toBe(true), 10_000);
  });

  test("waits while Headgate's share of calls is used, and then reads on, because no scope has failed", async () => {
    const { upstream } = context;
    let tries = 0;
    let isUsed = true;
    const read: typeof upstream.read = (...call) => {
      tries += 1;
      // The two listings and three scopes are read before.
      if (tries <= 5 || !isUsed) return upstream.read(...call);
      throw new AppException(describedError("E_CALL_SHARE_USED", { retryAfterMs: 1500, params: { wait: "1 second" } }));
    };
    context = { ...context, upstream: { ...upstream, read } };
    const over = new AbortController();
    const running = runReader(context, paceOf.live, over.signal);
    stop = async () => {
      over.abort();
      await running;
    };
    await vi.waitFor(() => expect(tries).toBeGreaterThan(5), 10_000);
    await sleep(1200);
    // Those that ran when it was used up. Each tick would have tried eight more.
    expect(tries).toBeLessThanOrEqual(5 + 8);
    expect((await findJobs(context, plain)).failures).toEqual([]);
    isUsed = false;
    await vi.waitFor(async () => expect((await findJobs(context, plain)).unreadScopes).toBe(0), 10_000);
    const scopes = await context.store.db.selectFrom("scope").select(["failures", "failure"]).execute();
    expect(new Set(scopes.map(({ failures, failure }) => `${failures} ${failure}`))).toEqual(new Set(["0 null"]));
  });

  test("does not read a scope again at once when its reading fails unexpectedly, and reads the others", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { upstream } = context;
    let tries = 0;
    const read: typeof upstream.read = (...call) => {
      tries += 1;
      // The two listings are read before.
      if (tries === 3) throw new TypeError("secret");
      return upstream.read(...call);
    };
    context = { ...context, upstream: { ...upstream, read } };
    const over = new AbortController();
    const running = runReader(context, paceOf.live, over.signal);
    stop = async () => {
      over.abort();
      await running;
    };
    const failed = () => write.mock.calls.filter(([line]) => String(line).includes("a background reading failed"));
    await vi.waitFor(async () => expect((await findJobs(context, plain)).unreadScopes).toBe(1), 10_000);
    await sleep(1200);
    expect((await findJobs(context, plain)).unreadScopes).toBe(1);
    expect(failed()).toHaveLength(1);
    vi.restoreAllMocks();
  });

  test("pauses when the store has trouble, and then reads on", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { upstream } = context;
    let tries = 0;
    let isBroken = true;
    const read: typeof upstream.read = (...call) => {
      tries += 1;
      if (tries > 2 && isBroken) throw new StoreError("unavailable", "08006", undefined);
      return upstream.read(...call);
    };
    let ahead = 0;
    context = { ...context, now: () => Date.now() + ahead, upstream: { ...upstream, read } };
    const over = new AbortController();
    const running = runReader(context, paceOf.live, over.signal);
    stop = async () => {
      over.abort();
      await running;
    };
    await vi.waitFor(() => expect(tries).toBeGreaterThan(2), 10_000);
    await sleep(1200);
    expect(tries).toBeLessThanOrEqual(2 + 8);
    isBroken = false;
    ahead = 6000;
    await vi.waitFor(async () => expect((await findJobs(context, plain)).unreadScopes).toBe(0), 10_000);
    expect(write.mock.calls.join("")).toContain("a background reading failed (store unavailable, 08006)");
    vi.restoreAllMocks();
  });

  test("nothing in the store shows a saved value", async () => {
    await startReader(paceOf.live);
    const { db } = context.store;
    const tables = ["scope", "listing", "job", "job_version", "health_span", "meta"] as const;
    const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    const text = rows
      .flat()
      .map((row) =>
        Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value)))
          .join("\n"),
      )
      .join("\n");
    expect(text).toContain("burrito-requests");
    expect(text).not.toContain("FAKE-SEED");
    expect(text).not.toContain("00000000-0000-4000-8000-000000001014");
  });

  test("a job comes back whole with the key, and not without it", async () => {
    await startReader(paceOf.live);
    const { read } = (await readWholeJobs(context)).find(({ ref }) => ref.jobId === 1001) ?? {};
    expect(read).toEqual(await emulated.read(burrito));
    const [masked] = (await readMaskedJobs(context)).filter(({ ref }) => ref.jobId === 1001);
    expect(masked?.attrs).toEqual(
      JSON.parse(JSON.stringify(redactJob(read?.raw ?? {}, masked?.destination ?? fail()))),
    );
    const other = { ...context, seal: createSeal("another key of 32 characters or so") };
    expect((await readWholeJobs(other)).every((job) => job.read === undefined)).toBe(true);
  });

  test("without secrets kept, nothing is sealed", async () => {
    context = { ...context, keepsSecrets: false };
    await startReader(paceOf.live);
    const versions = await context.store.db.selectFrom("job_version").select("sealed").execute();
    expect(versions.length).toBeGreaterThan(10);
    expect(versions.every(({ sealed }) => sealed === null)).toBe(true);
    expect((await readMaskedJobs(context)).length).toBeGreaterThan(10);
  });

  test("a change from outside is a version of its own, and pages hear of it", async () => {
    await startReader();
    const heard: (StoredChange | undefined)[] = [];
    const end = onStoredChange((change) => heard.push(change));
    await changeElsewhere("PUT", { filter: '{"where":{"key":"ClientCountry","operator":"eq","value":"us"}}' });
    await vi.waitFor(
      async () => expect((await versionsOf(burrito)).map(({ source }) => source)).toEqual(["first", "outside"]),
      10_000,
    );
    end();
    expect(heard.filter((change) => change?.scope === `zones/${zoneId}`).length).toBeGreaterThan(0);
  });

  test("a refused scope loses its jobs at once, and gets them back", async () => {
    await startReader();
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, pathIncludes: zoneId, times: 1000 });
    await vi.waitFor(
      async () => expect((await findJobs(context, { ...plain, scope: `zones/${zoneId}` })).total).toBe(0),
      10_000,
    );
    expect((await findJobs(context, plain)).failures).toMatchObject([
      { scope: { name: "theburritobot.com" }, error: { code: "E_PERMISSION" } },
    ]);
    emulated.emulator.faults.clear();
    await vi.waitFor(
      async () => expect((await findJobs(context, { ...plain, scope: `zones/${zoneId}` })).total).toBeGreaterThan(0),
      10_000,
    );
  });

  test("an API in trouble leaves what was read, and says why nothing is newer", async () => {
    await startReader();
    const before = (await findJobs(context, plain)).total;
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 500, times: 10_000 });
    await vi.waitFor(
      async () =>
        expect((await findJobs(context, plain)).outdated).toMatchObject({ code: expect.stringMatching(/^E_UPSTREAM/) }),
      60_000,
    );
    expect((await findJobs(context, plain)).total).toBe(before);
  });

  test("two scopes that are read among refused ones are current, so nothing is said to be old", async () => {
    await startReader(paceOf.live);
    const { db } = context.store;
    const failure = JSON.stringify(describedError("E_PERMISSION"));
    const paths = (await db.selectFrom("scope").select("path").orderBy("path").execute()).map(({ path }) => path);
    const readable = paths.slice(0, 2);
    const refuse = db.updateTable("scope").set({ failure, failures: 1, hidden_at: 1, due_at: Number.MAX_SAFE_INTEGER });
    await refuse.where("path", "not in", readable).execute();
    const page = await findJobs(context, plain);
    expect(page.outdated).toBeUndefined();
    expect(page).toMatchObject({ scopeCount: 2, failureCount: 8, isListed: true });
    expect(page.failures).toHaveLength(8);
    expect(Object.keys(page.failures[0] ?? {}).sort()).toEqual(["error", "scope"]);

    const silent = JSON.stringify(describedError("E_UPSTREAM_NETWORK"));
    await db.updateTable("scope").set({ failure: silent, failures: 1 }).where("path", "in", readable).execute();
    const later = await findJobs(context, plain);
    expect(later.outdated?.code).toBe("E_UPSTREAM_NETWORK");
    // The refused ones are named all the same.
    expect(later.failureCount).toBe(8);
    expect(later.failures.every(({ error }) => error.code === "E_PERMISSION")).toBe(true);
  });

  test("a page says which view it answers, the server's time, and how many failures there are beyond those named", async () => {
    await startReader(paceOf.live);
    const { db } = context.store;
    const failure = JSON.stringify(describedError("E_PERMISSION"));
    const [row] = await db.selectFrom("scope").selectAll().limit(1).execute();
    const more = Array.from({ length: 25 }, (_, n) => ({
      ...(row ?? fail()),
      ...{ path: `zones/${String(n).padStart(32, "0")}`, failure, failures: 1, hidden_at: 1 },
      due_at: Number.MAX_SAFE_INTEGER,
    }));
    await db.insertInto("scope").values(more).execute();
    const nowMs = context.now();
    const page = await findJobs(context, { ...plain, q: "burrito", sort: "-name" });
    expect(page.query).toBe("?q=burrito&sort=-name");
    expect(page.nowMs).toBeGreaterThanOrEqual(nowMs);
    expect(page.failureCount).toBe(25);
    expect(page.failures).toHaveLength(20);
  });

  test("before the first listing nothing is said about what the credential sees", async () => {
    expect(await findJobs(context, plain)).toMatchObject({ isListed: false, scopeCount: 0, failureCount: 0 });
    const listing = { realm: context.realm, due_at: 0, failures: 0, read_at: null, failure: null };
    const { db } = context.store;
    await db
      .insertInto("listing")
      .values([
        { ...listing, kind: "zones" },
        { ...listing, kind: "accounts" },
      ])
      .execute();
    expect((await findJobs(context, plain)).isListed).toBe(false);
    await db.updateTable("listing").set({ read_at: 1 }).where("kind", "=", "zones").execute();
    await db
      .updateTable("listing")
      .set({ failure: JSON.stringify(describedError("E_PERMISSION")) })
      .where("kind", "=", "accounts")
      .execute();
    expect((await findJobs(context, plain)).isListed).toBe(true);
  });

  test("a refused credential sees nothing more", async () => {
    await startReader();
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, times: 10_000 });
    await vi.waitFor(
      async () => await expect(findJobs(context, plain)).rejects.toMatchObject({ error: { code: "E_PERMISSION" } }),
      20_000,
    );
    expect((await listStoredJobs(context)).jobs).toEqual([]);
  });
});

describe("an error text that quotes the destination before", () => {
  const old = "FAKE-OLD-TOKEN-0123456789abcdef";

  async function failWith(text: string): Promise<void> {
    await changeElsewhere("PUT", {
      destination_conf: `https://receiver.headgate.test/in?header_Authorization=${text}`,
    });
  }

  test("shows nothing of it, in any row or view", async () => {
    context = { ...context, isReadInBackground: false };
    await failWith(old);
    await findJobs(context, plain);
    await failWith("FAKE-NEW-TOKEN-0123456789abcdef");
    const { upstream } = contextOf(async (input, init) =>
      quote(await emulated.emulator.fetch(new Request(input, init))),
    ).context;
    const quoting: Context = { ...context, upstream };
    const page = await findJobs(quoting, { ...plain, q: "1001" });
    expect(page.rows[0]?.trouble?.cause).toContain("the endpoint said");
    const rows = await context.store.db.selectFrom("job").selectAll().execute();
    const versions = await context.store.db.selectFrom("job_version").select(["attrs", "digests"]).execute();
    expect(JSON.stringify([page, rows, versions])).not.toContain(old);
    const sealedElsewhere = { ...quoting, seal: createSeal("another key of 32 characters or so") };
    const hidden = await findJobs(sealedElsewhere, { ...plain, q: "1001" });
    expect(JSON.stringify(hidden)).not.toContain(old);
  });

  /** As if Cloudflare still reported the failure from before the change. */
  async function quote(response: Response): Promise<Response> {
    const failure = { last_error: "2026-11-01T00:00:00Z", error_message: `the endpoint said: ${old} is not valid` };
    const body = await response.json();
    const result = Array.isArray(body.result)
      ? body.result.map((job: { id: number }) => (job.id === 1001 ? { ...job, ...failure } : job))
      : body.result;
    return Response.json({ ...body, result }, { status: response.status });
  }
});

describe("after a write", () => {
  test("the store has the read-back at once, as a version of the person", async () => {
    await startReader(paceOf.live);
    const calls = emulated.requests.length;
    await setJobEnabled(context, { ref: burrito, enabled: false });
    expect(emulated.requests.slice(calls)).toEqual([
      `GET /zones/${zoneId}/logpush/jobs/1001`,
      `PUT /zones/${zoneId}/logpush/jobs/1001`,
    ]);
    expect((await watchJob(context, burrito)).summary).toMatchObject({ enabled: false, health: { state: "disabled" } });
    expect(await versionsOf(burrito)).toEqual([
      { n: 1, source: "first", actor: null },
      { n: 2, source: "headgate", actor: "local" },
    ]);
  });

  test("a new job is in the list, and a deleted one is not", async () => {
    await startReader(paceOf.live);
    const ref = await createJob(context, newValues({ name: "fresh-job" }));
    const found = await findJobs(context, { ...plain, q: "fresh-job" });
    expect(found.rows.map(({ key }) => key)).toEqual([jobKey(ref)]);
    expect(found.rows[0]?.state).toBe("pending");
    expect(await versionsOf(ref)).toEqual([{ n: 1, source: "headgate", actor: "local" }]);
    await deleteJob(context, { ref, confirmName: "fresh-job" });
    expect((await findJobs(context, { ...plain, q: "fresh-job" })).total).toBe(0);
  });
});

describe("without a background reader", () => {
  beforeEach(() => {
    context = { ...context, isReadInBackground: false };
  });

  test("each page reads what is due, and sees what was just changed elsewhere", async () => {
    expect((await findJobs(context, plain)).total).toBeGreaterThanOrEqual(16);
    await changeElsewhere("DELETE");
    expect((await findJobs(context, { ...plain, q: "1001" })).total).toBe(0);
  });

  test("people with other tokens never read each other's rows", async () => {
    await findJobs({ ...context, realm: "token:one" }, plain);
    const two: Context = { ...context, realm: "token:two", isReadInBackground: true };
    expect((await listStoredJobs(two)).jobs).toEqual([]);
  });

  test("opening a job's page stores what it saw", async () => {
    await readJobDetail(context, burrito);
    expect(await versionsOf(burrito)).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error("There is no such job.");
}
