import { expect, test } from "vitest";
import { type ListedScope, type ObservedJob, recordJobs } from "#lib/store/inventory.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { absoluteMs, idleMs } from "../auth/session-store.ts";
import { tidyStore } from "./tidy.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const hoursMs = 3_600_000;
/** Noon of a day. */
const now = 20_000.5 * dayMs;
const path = "zones/1";

const tidy = (store: Store, at = now) =>
  tidyStore({ store, now: () => at }, { days: 400, signal: new AbortController().signal, pauseMs: 0 });

const named = (name: string): ListedScope => ({
  ...{ path: name, name, account_id: null, account_name: null, sort_name: name, search: name },
});

function observed(id: number, at: number, name: string): ObservedJob {
  return {
    ...{ job_id: id, name, label: name, sort_name: name, dataset: "http_requests", host: null, search: name },
    ...{ enabled: 1, is_legacy: 0, destination: "{}", last_complete: null, last_error: null, error_text: null },
    ...{ cause: null, state: "healthy", state_rank: 0, urgency: 0, recheck_at: null, digest: `k.${name}`, seen_at: at },
    match: { oldDigest: undefined, looksLike: () => false },
    version: {
      ...{ seen_at: at, source: "outside", actor: null, intent: null, attrs: "{}", digests: "{}", conf_digest: "" },
      ...{ sealed: null, kid: "k" },
    },
  };
}

/** Stores the jobs of a scope as of `daysAgo`. */
async function observe({ db }: Store, daysAgo: number, jobs: Record<number, string>, realm = "live"): Promise<void> {
  const at = now - daysAgo * dayMs;
  await recordJobs(db, {
    ...{ realm, path, at, isWhole: true, dueAt: null, scope: named(path) },
    jobs: Object.entries(jobs).map(([id, name]) => observed(Number(id), at, name)),
  });
}

const namesOf = async ({ db }: Store) =>
  (await db.selectFrom("job").select(["job_id", "name"]).orderBy("job_id").execute()).map(({ name }) => name);

async function firstJobId({ db }: Store): Promise<number> {
  return (await db.selectFrom("job").select("id").executeTakeFirstOrThrow()).id;
}

describeEachStore("what is too old", ({ store }) => {
  test("of a job's versions are those that were replaced before, never the newest", async () => {
    for (const [daysAgo, name] of [
      [900, "a"],
      [500, "b"],
      [401, "c"],
      [10, "d"],
    ] as const)
      await observe(store(), daysAgo, { 1: name, 2: "same" });
    await tidy(store());
    const versions = await store()
      .db.selectFrom("job_version")
      .innerJoin("job", "job.id", "job_version.job")
      .select(["job_id", "job_version.n"])
      .orderBy("job_id")
      .orderBy("job_version.n")
      .execute();
    // The third was there 400 days ago, so it can be restored.
    expect(versions.map(({ job_id, n }) => `${job_id}.${n}`)).toEqual(["1.3", "1.4", "2.1"]);
    await tidy(store(), now + 391 * dayMs);
    expect((await store().db.selectFrom("job_version").select("n").orderBy("n").execute()).map(({ n }) => n)).toEqual([
      1, 4,
    ]);
  });

  test("goes with a job that has been gone for as long", async () => {
    await observe(store(), 900, { 1: "long gone", 2: "just gone", 3: "there" });
    await observe(store(), 401, { 2: "just gone", 3: "there" });
    await observe(store(), 399, { 3: "there" });
    await tidy(store());
    expect(await namesOf(store())).toEqual(["just gone", "there"]);
    const spans = await store().db.selectFrom("health_span").select(["since", "until"]).orderBy("until").execute();
    // The job that is just gone was seen last 401 days ago: nothing is known of its state since.
    expect(spans.map(({ until }) => until)).toEqual([null]);
  });

  test("of deliveries is added up by day, once", async () => {
    await observe(store(), 100, { 1: "a" });
    const job = await firstJobId(store());
    const { db } = store();
    const firstDay = 20_000 - 39;
    const hour = (day: number, at: number, bytes: number | null) => ({
      ...{ job, hour: day * 24 + at, ok: 10, failed: 1, retried: 2, lines: null, lost_lines: 2, bytes },
    });
    await db
      .insertInto("push_hour")
      .values([
        ...[hour(firstDay, 0, 5), hour(firstDay, 23, null), hour(firstDay + 1, 0, null)],
        // The last 38 days, and the whole day in which they begin.
        ...[hour(20_000 - 38 + 1, 0, 1), hour(20_000, 3, 1)],
      ])
      .execute();
    const days = () => db.selectFrom("push_day").selectAll().orderBy("day").execute();
    await tidy(store());
    const known = { job, day: firstDay, lines: null, lost_lines: 4 };
    const expected = [
      { ...known, ok: 20, failed: 2, bytes: 5, retried: 4, ok_hours: 1 | (1 << 23), failed_hours: 1 | (1 << 23) },
    ];
    expect(await days()).toEqual(expected);
    await Promise.all([tidy(store()), tidy(store())]);
    expect(await days()).toEqual(expected);
    expect(await db.selectFrom("push_hour").select("hour").orderBy("hour").execute()).toEqual([
      { hour: (firstDay + 1) * 24 },
      { hour: (20_000 - 37) * 24 },
      { hour: 20_000 * 24 + 3 },
    ]);
    // A late hour is added to its day.
    await db
      .insertInto("push_hour")
      .values(hour(firstDay, 5, 7))
      .execute();
    await tidy(store());
    expect(await days()).toEqual([
      {
        ...{ ...known, lost_lines: 6, ok: 30, failed: 3, bytes: 12, retried: 6 },
        ...{ ok_hours: 1 | (1 << 5) | (1 << 23), failed_hours: 1 | (1 << 5) | (1 << 23) },
      },
    ]);
  });

  test("of many jobs goes too", async () => {
    const jobs = (name: string) => Object.fromEntries(Array.from({ length: 230 }, (_, id) => [id + 1, name]));
    await observe(store(), 900, jobs("a"));
    await observe(store(), 500, jobs("b"));
    await tidy(store());
    expect(await store().db.selectFrom("job_version").select("n").distinct().execute()).toEqual([{ n: 2 }]);
    await observe(store(), 450, {});
    await tidy(store());
    expect(await namesOf(store())).toEqual([]);
  });

  test("of sessions, attempts, viewers and slots goes, and what counts stays", async () => {
    const { db } = store();
    const session = (id: string, startedMs: number, usedMs: number) => ({
      ...{ id, realm: id, caller: "{}", started_at: now - startedMs, used_at: now - usedMs },
    });
    await db
      .insertInto("session")
      .values([session("over", absoluteMs, 0), session("idle", idleMs, idleMs), session("used", idleMs, 0)])
      .execute();
    await db
      .insertInto("sign_in_attempt")
      .values([
        { bucket: "old", at: now - 5 * minuteMs },
        { bucket: "new", at: now - 4 * minuteMs },
      ])
      .execute();
    await db
      .insertInto("viewer")
      .values([
        { realm: "live", target: "old", until: now - 2 * minuteMs },
        { realm: "live", target: "new", until: now },
      ])
      .execute();
    const credential = (name: string, touched: number) => ({
      ...{ credential: name, kind: "rest", pause: null, paused_until: 0, probe_until: 0, pauses: 0, touched },
    });
    await db
      .insertInto("credential")
      .values([credential("idle", now - hoursMs), credential("busy", now)])
      .execute();
    const slot = (name: string, ms: number) => ({
      credential: name,
      kind: "rest",
      slot: Math.floor(ms / 30_000),
      used: 1,
    });
    await db
      .insertInto("call_slot")
      .values([
        ...[slot("idle", now - 11 * minuteMs), slot("idle", now - 9 * minuteMs)],
        ...[slot("busy", now - 11 * minuteMs), slot("forgotten", now - 11 * minuteMs)],
      ])
      .execute();
    await tidy(store());
    expect(await db.selectFrom("session").select("id").execute()).toEqual([{ id: "used" }]);
    expect(await db.selectFrom("sign_in_attempt").select("bucket").execute()).toEqual([{ bucket: "new" }]);
    expect(await db.selectFrom("viewer").select("target").execute()).toEqual([{ target: "new" }]);
    const slots = await db.selectFrom("call_slot").select(["credential", "slot"]).orderBy("credential").execute();
    expect(slots.map((one) => `${one.credential} ${now / 30_000 - one.slot}`)).toEqual(["busy 22", "idle 18"]);
  });

  test("of alerts are messages that the page no longer shows", async () => {
    const { db } = store();
    const message = (at: number, outcome: "waiting" | "sent") => ({
      ...{
        realm: "live",
        id: `${outcome} ${at}`,
        ...{ channel: "environment", channel_name: "Webhook", kind: "failing", tried_at: null },
        job_key: "zones/1/1",
        body: "{}",
        tries: 1,
        next_try_at: null,
        outcome,
        result: "",
      },
      created_at: at,
    });
    await db
      .insertInto("alert_outbox")
      .values([message(1, "waiting"), ...Array.from({ length: 1010 }, (_, at) => message(at + 2, "sent"))])
      .execute();
    await tidy(store());
    const left = await db.selectFrom("alert_outbox").select("created_at").orderBy("created_at").execute();
    expect(left.map(({ created_at }) => created_at)).toEqual([1, ...Array.from({ length: 1000 }, (_, at) => at + 12)]);
  });

  test("of persons' own tokens is what was not read for a day", async () => {
    await observe(store(), 2, { 1: "idle" }, "token:idle");
    await observe(store(), 2, { 2: "server's" }, "live");
    await observe(store(), 2, { 3: "used" }, "token:used");
    await observe(store(), 0.9, { 3: "used" }, "token:used");
    const { db } = store();
    await db
      .insertInto("listing")
      .values({ realm: "token:listed", kind: "zones", due_at: 0, read_at: now - 2 * dayMs, failure: null, failures: 0 })
      .execute();
    // What a removal that was interrupted leaves.
    await observe(store(), 2, { 4: "half" }, "token:half");
    await db.deleteFrom("scope").where("realm", "=", "token:half").execute();
    await tidy(store());
    expect(await namesOf(store())).toEqual(["server's", "used"]);
    const scopes = await db.selectFrom("scope").select("realm").orderBy("realm").execute();
    expect(scopes).toEqual([{ realm: "live" }, { realm: "token:used" }]);
    expect(await db.selectFrom("listing").selectAll().execute()).toEqual([]);
  });

  test("stays when the server is about to stop", async () => {
    await observe(store(), 900, { 1: "a" });
    await observe(store(), 500, {});
    await tidyStore({ store: store(), now: () => now }, { days: 400, signal: AbortSignal.abort() });
    expect(await namesOf(store())).toEqual(["a"]);
  });
});
