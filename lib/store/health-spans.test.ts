import { expect, test } from "vitest";
import {
  findScopeRow,
  hideRealm,
  recordGone,
  recordJobs,
  recordScopeFailure,
  recordState,
  seenUntil,
} from "./inventory.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";

const minute = 60_000;
const realm = "live";
const path = "zones/a";

describeEachStore("the states of a job over time", ({ store, openAnother }) => {
  /** One reading at a minute, with the states of jobs; the next one is due a minute later. */
  const look = (at: number, states: Record<number, string>, db = store().db) =>
    recordJobs(db, {
      ...{ realm, path, at: at * minute, isWhole: true, dueAt: (at + 1) * minute, scope: listedScope(path, "a") },
      jobs: Object.entries(states).map(([id, state]) =>
        observedJob(Number(id), {
          state,
          seen_at: at * minute,
          match: { oldDigest: undefined, looksLike: () => true },
        }),
      ),
    });
  const spansOf = async (jobId: number) =>
    (
      await store()
        .db.selectFrom("health_span")
        .innerJoin("job", "job.id", "health_span.job")
        .where("job_id", "=", jobId)
        .select(["since", "until", "health_span.state"])
        .orderBy("since")
        .execute()
    ).map(({ since, until, state }) => `${state} ${since / minute}-${until === null ? "" : until / minute}`);
  const scope = async () => {
    const row = await findScopeRow(store().db, { realm, path });
    if (!row) throw new Error("no scope");
    return row;
  };

  test("last as long as readings follow each other", async () => {
    for (const at of [1, 2, 3, 7]) await look(at, { 1: "healthy" });
    await look(8, { 1: "failing" });
    expect(await spansOf(1)).toEqual(["healthy 1-8", "failing 8-"]);
  });

  test("end at the last look when nobody looked for too long, and begin again with the next", async () => {
    await look(1, { 1: "healthy", 2: "failing", 3: "healthy" });
    await look(2, { 1: "healthy", 2: "failing", 3: "healthy" });
    await look(60, { 1: "healthy", 2: "healthy", 4: "healthy" });
    expect(await spansOf(1)).toEqual(["healthy 1-2", "healthy 60-"]);
    expect(await spansOf(2)).toEqual(["failing 1-2", "healthy 60-"]);
    // Gone at some time that nobody saw, and new.
    expect(await spansOf(3)).toEqual(["healthy 1-2"]);
    expect(await spansOf(4)).toEqual(["healthy 60-"]);
    await look(61, { 1: "stale" });
    expect(await spansOf(1)).toEqual(["healthy 1-2", "healthy 60-61", "stale 61-"]);
  });

  test("do not count what was concluded while the API could not be read", async () => {
    await look(1, { 1: "healthy" });
    const row = await store().db.selectFrom("job").select(["id", "seen_at"]).executeTakeFirstOrThrow();
    const failure = { realm, path, at: 2 * minute, failure: "{}", dueAt: 3 * minute, isHidden: false };
    await recordScopeFailure(store().db, failure);
    await recordState(store().db, {
      ...{ id: row.id, at: 20 * minute, seenAt: row.seen_at, state: "stale", state_rank: 0, urgency: 0 },
      recheck_at: null,
    });
    expect(seenUntil(await scope(), 30 * minute)).toBe(minute);
    await look(30, { 1: "stale" });
    expect(await spansOf(1)).toEqual(["healthy 1-1", "stale 30-"]);
    expect(seenUntil(await scope(), 31 * minute)).toBe(31 * minute);
  });

  test("are not known while the credential has no access", async () => {
    await look(1, { 1: "healthy" });
    await hideRealm(store().db, realm, 2 * minute);
    expect(seenUntil(await scope(), 90 * minute)).toBe(minute);
    await look(90, { 1: "healthy" });
    expect(await spansOf(1)).toEqual(["healthy 1-1", "healthy 90-"]);
  });

  test("end with the job, and begin again when it comes back", async () => {
    await look(1, { 1: "healthy" });
    await recordGone(store().db, { realm, path, at: 3 * minute, jobId: 1, since: 2 * minute, actor: "local" });
    await look(4, {});
    await look(5, { 1: "disabled" });
    expect(await spansOf(1)).toEqual(["healthy 1-3", "disabled 5-"]);
  });

  test("stay whole if two servers read at the same time", async () => {
    await look(1, { 1: "healthy" });
    const other = openAnother();
    await Promise.all([look(60, { 1: "failing" }), look(60, { 1: "failing" }, other.db), look(61, { 1: "failing" })]);
    const spans = await spansOf(1);
    expect(spans.filter((span) => span.endsWith("-"))).toHaveLength(1);
    expect(spans[0]).toBe("healthy 1-1");
    expect(spans.at(-1)).toMatch(/^failing 6[01]-$/);
  });

  test("before the first reading, or after a version that did not note it, the last reading tells", () => {
    expect(seenUntil({ read_at: null, known_until: null }, 9)).toBe(0);
    expect(seenUntil({ read_at: 0, known_until: null }, 45 * minute)).toBe(45 * minute);
    expect(seenUntil({ read_at: 0, known_until: null }, 46 * minute)).toBe(0);
  });
});
