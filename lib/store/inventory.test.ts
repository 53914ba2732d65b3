import { type CompiledQuery, sql } from "kysely";
import { expect, test, vi } from "vitest";
import {
  bringForward,
  claimVersion,
  countAllJobs,
  countJobs,
  findJobPlaces,
  findJobRows,
  findScopeRow,
  findScopes,
  forgetRealm,
  headerMark,
  hideRealm,
  type JobQuery,
  type JobTerm,
  listUsedDatasets,
  type RecordOptions,
  readDueScopes,
  readFailedScopes,
  readListings,
  readStoredJobs,
  readViewers,
  recordGone,
  recordJobs,
  recordListing,
  recordListingFailure,
  recordScopeFailure,
  recordState,
  recordViewer,
} from "./inventory.ts";
import { openStore, type Store } from "./open-store.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";
import { transact } from "./transact.ts";

const path = "zones/a";
const scope = listedScope(path, "shop.example");
const all: JobQuery = {
  ...{ realm: "live", words: [], terms: [], scope: "", dataset: "", states: [], limit: 100, offset: 0 },
  order: { by: "name", isDescending: false },
};

describeEachStore("the inventory", ({ store, openAnother, options }) => {
  const record = (changes: Partial<RecordOptions>) =>
    recordJobs(store().db, { realm: "live", path, at: 1000, jobs: [], isWhole: true, dueAt: null, scope, ...changes });
  const labels = async (query: Partial<JobQuery> = {}) =>
    (await findJobRows(store().db, { ...all, ...query })).map(({ label }) => label);
  const versionsOf = (job: string) =>
    store()
      .db.selectFrom("job_version")
      .innerJoin("job", "job.id", "job_version.job")
      .where("job.label", "=", job)
      .select(["job_version.n", "job_version.seen_at", "job_version.source"])
      .orderBy("job_version.n")
      .execute();

  test("a first reading adds jobs, and the same reading again changes nothing", async () => {
    const jobs = [observedJob(1), observedJob(2)];
    expect(await record({ jobs })).toEqual({ added: 2, changed: 0, gone: 0 });
    expect(await record({ jobs, at: 2000 })).toEqual({ added: 0, changed: 0, gone: 0 });
    expect(await labels()).toEqual(["job-1", "job-2"]);
    expect(await versionsOf("job-1")).toEqual([{ n: 1, seen_at: 1000, source: "outside" }]);
    expect(await findScopeRow(store().db, { realm: "live", path })).toMatchObject({
      read_at: 2000,
      jobs: 2,
      failure: null,
    });
  });

  test("other attributes are another version; a later delivery is not", async () => {
    await record({ jobs: [observedJob(1)] });
    await record({ at: 2000, jobs: [observedJob(1, { last_complete: "2026-01-01T00:00:00Z", seen_at: 2000 })] });
    expect(await versionsOf("job-1")).toHaveLength(1);
    await record({ at: 3000, jobs: [observedJob(1, { digest: "d2", seen_at: 3000 })] });
    expect((await versionsOf("job-1")).map(({ n, seen_at }) => [n, seen_at])).toEqual([
      [1, 1000],
      [2, 3000],
    ]);
  });

  test("a reading that began before a write was confirmed does not undo it", async () => {
    await record({ jobs: [observedJob(1)] });
    const saved = observedJob(1, { digest: "saved", name: "saved", label: "saved", seen_at: 5000 });
    await record({ at: 5000, isWhole: false, jobs: [saved] });
    expect(await record({ at: 4000, jobs: [observedJob(1, { seen_at: 4000 })] })).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
    expect(await record({ at: 4000, jobs: [] })).toEqual({ added: 0, changed: 0, gone: 0 });
    expect(await labels()).toEqual(["saved"]);
  });

  test("a change of ours that a reading stored first is ours all the same; older ones stay from outside", async () => {
    await record({ jobs: [observedJob(1)] });
    await record({ at: 5000, jobs: [observedJob(1, { digest: "d2", seen_at: 5000 })] });
    const claim = { realm: "live", path, jobId: 1, source: "headgate", actor: "me", intent: "i1" };
    await claimVersion(store().db, { ...claim, since: 6000 });
    expect((await versionsOf("job-1")).map(({ source }) => source)).toEqual(["outside", "outside"]);
    await claimVersion(store().db, { ...claim, since: 1000 });
    expect((await versionsOf("job-1")).map(({ source }) => source)).toEqual(["outside", "headgate"]);
  });

  test("what Cloudflare confirmed counts, although another server's clock is ahead", async () => {
    await record({ at: 9000, jobs: [observedJob(1, { seen_at: 9000 })] });
    const saved = observedJob(1, { digest: "saved", label: "saved", seen_at: 8000 });
    await record({ at: 8000, isWhole: false, isConfirmed: true, jobs: [saved] });
    expect(await labels()).toEqual(["saved"]);
  });

  test("a state that was worked out from an older reading changes nothing", async () => {
    await record({ jobs: [observedJob(1)] });
    const [row] = await findJobRows(store().db, all);
    await record({ at: 3000, jobs: [observedJob(1, { last_complete: "2026-01-01T00:00:00Z", seen_at: 3000 })] });
    const stale = { id: row?.id ?? 0, at: 3100, state: "stale", state_rank: 2, urgency: 0, recheck_at: null };
    await recordState(store().db, { ...stale, seenAt: 1000 });
    expect((await findJobRows(store().db, all))[0]?.state).toBe("healthy");
    await recordState(store().db, { ...stale, seenAt: 3000 });
    expect((await findJobRows(store().db, all))[0]?.state).toBe("stale");
  });

  test("a later delivery alone is no news for open pages", async () => {
    await record({ jobs: [observedJob(1)] });
    const delivered = observedJob(1, { last_complete: "2026-01-01T00:00:00Z", seen_at: 2000 });
    expect(await record({ at: 2000, jobs: [delivered] })).toEqual({ added: 0, changed: 0, gone: 0 });
    expect((await findJobRows(store().db, all))[0]?.last_complete).toBe("2026-01-01T00:00:00Z");
  });

  test("a job that is missing from a whole reading is gone, and back with the same number of versions and one", async () => {
    await record({ jobs: [observedJob(1), observedJob(2)] });
    expect(await record({ at: 2000, jobs: [observedJob(2)] })).toMatchObject({ gone: 1 });
    expect(await labels()).toEqual(["job-2"]);
    await record({ at: 3000, jobs: [observedJob(1, { seen_at: 3000 }), observedJob(2)] });
    expect(await labels()).toEqual(["job-1", "job-2"]);
    expect(await versionsOf("job-1")).toHaveLength(2);
  });

  test("a part of a scope leaves the others; a deleted job goes at once", async () => {
    await record({ jobs: [observedJob(1), observedJob(2)] });
    await record({ at: 2000, isWhole: false, jobs: [observedJob(2)] });
    expect(await labels()).toEqual(["job-1", "job-2"]);
    await recordGone(store().db, { realm: "live", path, at: 3000, jobId: 1, since: 0, actor: "ana" });
    expect(await labels()).toEqual(["job-2"]);
  });

  test("a deletion here is ours, also if a reading missed the job first; any other is from outside", async () => {
    const ends = () => store().db.selectFrom("job").select(["gone_at", "gone_source", "gone_actor"]).execute();
    await record({ jobs: [observedJob(1)] });
    await record({ at: 2000, jobs: [] });
    expect(await ends()).toEqual([{ gone_at: 2000, gone_source: "outside", gone_actor: null }]);
    const gone = { realm: "live", path, at: 2500, jobId: 1, actor: "ana" };
    await recordGone(store().db, { ...gone, since: 2200 });
    expect(await ends()).toMatchObject([{ gone_source: "outside" }]);
    await recordGone(store().db, { ...gone, since: 1900 });
    expect(await ends()).toEqual([{ gone_at: 2000, gone_source: "headgate", gone_actor: "ana" }]);
    await record({ at: 3000, jobs: [observedJob(1, { seen_at: 3000 })] });
    expect(await ends()).toEqual([{ gone_at: null, gone_source: null, gone_actor: null }]);
  });

  test("two servers that record the same scope at once add each job and version once", async () => {
    const other = openAnother();
    const jobs = Array.from({ length: 20 }, (_, index) => observedJob(index + 1));
    const options: RecordOptions = { realm: "live", path, at: 1000, jobs, isWhole: true, dueAt: null, scope };
    await Promise.all([store(), other, store(), other].map(({ db }) => recordJobs(db, options)));
    expect(await labels()).toHaveLength(20);
    expect(await versionsOf("job-7")).toHaveLength(1);
  });

  test("a host and a header are found by their own terms, whatever their case", async () => {
    await record({
      jobs: [
        observedJob(1, { host: "Logs.Example.com", search: `job-1\n${headerMark}x-api-key\n${headerMark}api-key` }),
        observedJob(2, { host: null, search: "job-2\napi-key" }),
      ],
    });
    expect(await labels({ terms: [{ of: "host", values: ["logs.ex"] }] })).toEqual(["job-1"]);
    expect(await labels({ terms: [{ of: "header", values: ["api"] }] })).toEqual(["job-1"]);
    expect(await labels({ terms: [{ of: "header", values: ["key"] }] })).toEqual([]);
    expect(await labels({ words: ["api-key"] })).toEqual(["job-1", "job-2"]);
  });

  test("some jobs are read by their ids", async () => {
    await record({ jobs: [observedJob(1), observedJob(2), observedJob(3)] });
    const among = new Map([
      [path, [1, 3]],
      ["zones/other", [2]],
    ]);
    const found = await readStoredJobs(store().db, { realm: "live", among });
    expect(found.map(({ job_id }) => Number(job_id))).toEqual([1, 3]);
  });

  test("searching, filtering, sorting and paging", async () => {
    await recordJobs(store().db, {
      ...{ realm: "live", path: "accounts/b", at: 1000, isWhole: true, dueAt: null },
      scope: listedScope("accounts/b", "Acme 100%"),
      jobs: [
        observedJob(9, { name: "zeta", label: "zeta", sort_name: "zeta", dataset: "dns_logs", search: "zeta_dns" }),
      ],
    });
    await record({
      jobs: [
        observedJob(1, { state: "failing", state_rank: 0, urgency: 20 }),
        observedJob(2, { state: "failing", state_rank: 0, urgency: 10 }),
        observedJob(3),
      ],
    });
    expect(await labels({ order: { by: "name", isDescending: true } })).toEqual(["zeta", "job-3", "job-2", "job-1"]);
    expect(await labels({ order: { by: "health", isDescending: false } })).toEqual(["job-2", "job-1", "job-3", "zeta"]);
    expect(await labels({ words: ["logs.example", "job-3"] })).toEqual(["job-3"]);
    expect(await labels({ words: ["acme"] })).toEqual(["zeta"]);
    expect(await labels({ words: ["100%"] })).toEqual(["zeta"]);
    expect(await labels({ words: ["zeta_"] })).toEqual(["zeta"]);
    // Wildcards of SQL are letters like others.
    expect(await labels({ words: ["%"] })).toEqual(["zeta"]);
    expect(await labels({ words: ["job_1"] })).toEqual([]);
    expect(await labels({ words: ["\\"] })).toEqual([]);
    expect(await labels({ scope: path, states: ["healthy"] })).toEqual(["job-3"]);
    expect(await labels({ dataset: "dns_logs" })).toEqual(["zeta"]);
    expect(await labels({ limit: 2, offset: 1 })).toEqual(["job-2", "job-3"]);
    expect(await labels({ terms: [{ of: "zone", values: ["acme", "nobody"] }] })).toEqual(["zeta"]);
    expect(await labels({ terms: [{ of: "state", values: [] }] })).toEqual([]);
    const both: JobTerm[] = [
      { of: "dataset", values: ["http"] },
      { of: "state", values: ["healthy", "stale"] },
    ];
    expect(await labels({ terms: both })).toEqual(["job-3"]);
    expect(await countJobs(store().db, all)).toEqual(
      new Map([
        ["failing", 2],
        ["healthy", 2],
      ]),
    );
    for (const datasets of [
      (await countAllJobs(store().db, "live")).datasets,
      await listUsedDatasets(store().db, "live"),
    ])
      expect(datasets).toEqual(["dns_logs", "http_requests"]);
  });

  test("jobs that share a label are marked, whatever their scopes", async () => {
    await record({ jobs: [observedJob(1, { label: "same" }), observedJob(2, { label: "other" })] });
    const second = listedScope("zones/b", "b");
    await recordJobs(store().db, {
      ...{ realm: "live", path: "zones/b", at: 1000, isWhole: true, dueAt: null, scope: second },
      jobs: [observedJob(7, { label: "same" })],
    });
    const rows = await findJobRows(store().db, all);
    expect(
      rows
        .filter(({ is_ambiguous: isAmbiguous }) => isAmbiguous)
        .map(({ job_id: jobId }) => jobId)
        .sort(),
    ).toEqual([1, 7]);
  });

  test("what the credential may no longer see is hidden and comes back with access", async () => {
    await record({ jobs: [observedJob(1)] });
    const failure = { realm: "live", path, at: 2000, failure: '{"code":"E_PERMISSION"}', dueAt: 9000 };
    await recordScopeFailure(store().db, { ...failure, isHidden: false });
    expect(await labels()).toEqual(["job-1"]);
    await recordScopeFailure(store().db, { ...failure, isHidden: true });
    expect(await labels()).toEqual([]);
    expect(await readStoredJobs(store().db, { realm: "live" })).toEqual([]);
    expect(await readFailedScopes(store().db, "live", 10)).toMatchObject([{ path, failures: 2 }]);
    // It is still tried, although it is hidden.
    expect(await readDueScopes(store().db, { realm: "live", now: 9000, limit: 5 })).toMatchObject([{ path }]);
    await record({ at: 9500, jobs: [observedJob(1)] });
    expect(await labels()).toEqual(["job-1"]);
  });

  test("jobs of hidden scopes, and those that are gone, are not counted", async () => {
    const counts = async () => Object.fromEntries((await countAllJobs(store().db, "live")).counts);
    const other = { path: "zones/b", scope: listedScope("zones/b", "b") };
    await record({ jobs: [observedJob(1), observedJob(2, { state: "failing" })] });
    await record({ ...other, jobs: [observedJob(1), observedJob(2, { dataset: "dns_logs" }), observedJob(3)] });
    expect(await counts()).toEqual({ healthy: 4, failing: 1 });
    await record({ ...other, at: 2000, jobs: [observedJob(1), observedJob(2, { dataset: "dns_logs" })] });
    expect(await counts()).toEqual({ healthy: 3, failing: 1 });
    const failure = { realm: "live", at: 3000, failure: '{"code":"E_PERMISSION"}', dueAt: 9000, isHidden: true };
    await recordScopeFailure(store().db, { ...failure, path: "zones/b" });
    expect(await counts()).toEqual({ healthy: 1, failing: 1 });
    expect((await countAllJobs(store().db, "live")).datasets).toEqual(["http_requests"]);
    expect(await listUsedDatasets(store().db, "live")).toEqual(["http_requests"]);
    await recordScopeFailure(store().db, { ...failure, path });
    expect(await countAllJobs(store().db, "live")).toEqual({ counts: new Map(), datasets: [] });
    expect(await listUsedDatasets(store().db, "live")).toEqual([]);
  });

  test("the jobs of a scope are found by their key, not among all jobs", async ({ skip }) => {
    if (store().kind !== "sqlite") skip("PostgreSQL chooses by what the table holds.");
    const plan = await sql<{ detail: string }>`
      explain query plan select id, gone_at from job where realm = 'live' and scope = ${path}`.execute(store().db);
    expect(plan.rows.map(({ detail }) => detail).join()).toMatch(/\(realm=\? AND scope=\?\)/);
  });

  test.each([
    ["job_by_name", "name"],
    ["job_by_state", "health"],
  ] as const)("a page is read along %s, without sorting all jobs", async (index, by) => {
    const isSqlite = store().kind === "sqlite";
    const queries: CompiledQuery[] = [];
    const watched = openStore(options(), { log: ({ query }) => void queries.push(query) });
    await findJobRows(watched.db, { ...all, order: { by, isDescending: false } });
    await watched.close();
    const [query] = queries;
    const plan = await store()
      .db.transaction()
      .execute(async (db) => {
        // A table with no rows is read whole and sorted unless that is forbidden.
        for (const way of isSqlite ? [] : ["enable_seqscan", "enable_sort"])
          await sql`set local ${sql.raw(way)} = off`.execute(db);
        const explain = isSqlite ? "explain query plan" : "explain";
        return query && db.executeQuery<object>({ ...query, sql: `${explain} ${query.sql}` });
      });
    const lines = plan?.rows.map((row) => Object.values(row).join(" ")) ?? [];
    // The rows that were chosen are put in order once more, which is not meant here.
    const [from, to] = isSqlite ? ["CO-ROUTINE page", "SCAN page"] : ["Limit", index];
    const page = lines.slice(
      lines.findIndex((line) => line.includes(from)),
      lines.findIndex((line) => line.includes(to)) + 1,
    );
    expect(page.join("\n")).toContain(index);
    expect(page.join("\n")).not.toMatch(/(?<!Incremental )Sort {2}|TEMP B-TREE FOR ORDER BY/);
  });

  test("all jobs of a view are named in its order, up to a limit", async () => {
    await record({ jobs: [observedJob(3), observedJob(1), observedJob(2)] });
    const places = async (limit: number) =>
      (await findJobPlaces(store().db, { ...all, limit })).map(({ scope: at, job_id: id }) => `${at}/${id}`);
    expect(await places(9)).toEqual(["zones/a/1", "zones/a/2", "zones/a/3"]);
    expect(await places(2)).toEqual(["zones/a/1", "zones/a/2"]);
  });

  test("while a run needs the calls, only what is unread, watched or long overdue is read", async () => {
    const due = async (yielding?: { ms: number; except: string[] }) => {
      const query = { realm: "live", now: 50_000, limit: 9, ...(yielding ? { yielding } : {}) };
      return (await readDueScopes(store().db, query)).map((row) => row.path).sort();
    };
    const at = { realm: "live", at: 1000, jobs: [], isWhole: true };
    for (const [name, dueAt] of [
      ["late", 10_000],
      ["due", 49_000],
      ["open", 49_000],
    ] as const) {
      await recordJobs(store().db, { ...at, path: name, dueAt, scope: listedScope(name, name) });
    }
    const scopes = [listedScope("new", "new")];
    await recordListing(store().db, { realm: "live", kind: "zones", at: 1000, dueAt: 0, isWhole: false, scopes });
    expect(await due()).toEqual(["due", "late", "new", "open"]);
    expect(await due({ ms: 30_000, except: ["open"] })).toEqual(["late", "new", "open"]);
  });

  test("what a whole listing does not name is read once more, and goes if it is refused or stays if it is not", async () => {
    const listing = { realm: "live", kind: "zones" as const, dueAt: 0, isWhole: true };
    const due = async () =>
      (await readDueScopes(store().db, { realm: "live", now: 50_000, limit: 5 })).map((row) => row.path);
    await recordListing(store().db, { ...listing, at: 1000, scopes: [scope, listedScope("zones/b", "b")] });
    await record({ jobs: [observedJob(1)], dueAt: 90_000 });
    await recordJobs(store().db, {
      ...{ realm: "live", path: "zones/b", at: 1000, jobs: [], isWhole: true, dueAt: 90_000 },
      scope: listedScope("zones/b", "b"),
    });
    await recordListing(store().db, { ...listing, at: 2000, scopes: [listedScope("zones/b", "b")] });
    expect(await labels()).toEqual(["job-1"]);
    expect(await due()).toEqual([path]);
    const failure = { realm: "live", path, at: 2500, failure: '{"code":"E_SCOPE_GONE"}', dueAt: 2600, isHidden: true };
    await recordScopeFailure(store().db, failure);
    expect(await labels()).toEqual([]);
    expect(await due()).toEqual([path]);
    // Another listing without it: it is gone, and nobody asks for it any more.
    await recordListing(store().db, { ...listing, at: 3000, scopes: [listedScope("zones/b", "b")] });
    expect(await due()).toEqual([]);
    expect(await readFailedScopes(store().db, "live", 5)).toEqual([]);
    // Listed again, it is read before it is shown.
    await recordListing(store().db, { ...listing, at: 4000, scopes: [scope, listedScope("zones/b", "b")] });
    expect(await labels()).toEqual([]);
    expect(await due()).toEqual([path]);
    await record({ at: 4500, jobs: [observedJob(1)] });
    expect(await labels()).toEqual(["job-1"]);
  });

  test("a refused listing hides its kind until each scope was read", async () => {
    const listing = { realm: "live", kind: "zones" as const, dueAt: 0, isWhole: true };
    await recordListing(store().db, { ...listing, at: 1000, scopes: [scope] });
    await record({ jobs: [observedJob(1)], dueAt: 90_000 });
    const failure = { realm: "live", kind: "zones" as const, at: 4000, failure: "{}", dueAt: 0 };
    await recordListingFailure(store().db, { ...failure, isHidden: false });
    expect(await labels()).toEqual(["job-1"]);
    await recordListingFailure(store().db, { ...failure, isHidden: true });
    expect(await labels()).toEqual([]);
    expect(await readListings(store().db, "live")).toMatchObject([{ kind: "zones", failures: 2, read_at: 1000 }]);
    await recordListing(store().db, { ...listing, at: 5000, scopes: [scope] });
    expect(await labels()).toEqual([]);
    await record({ at: 5500, jobs: [observedJob(1)] });
    expect(await labels()).toEqual(["job-1"]);
  });

  test("pages of a listing show their scopes before the last page has come", async () => {
    const listing = { realm: "live", kind: "zones" as const, at: 1000, dueAt: 0 };
    await recordListing(store().db, { ...listing, isWhole: false, scopes: [listedScope("zones/b", "b")] });
    expect((await findScopes(store().db, { realm: "live", words: [], limit: 9 })).total).toBe(1);
    expect(await readListings(store().db, "live")).toEqual([]);
    await recordListing(store().db, { ...listing, isWhole: true, scopes: [scope] });
    const { rows, total } = await findScopes(store().db, { realm: "live", words: ["shop"], limit: 9 });
    expect([rows.map(({ name }) => name), total]).toEqual([["shop.example"], 1]);
  });

  test("another credential sees nothing that it has not read itself", async () => {
    await recordListing(store().db, {
      realm: "live",
      kind: "zones",
      dueAt: 9,
      isWhole: true,
      at: 1000,
      scopes: [scope],
    });
    await record({ jobs: [observedJob(1)] });
    await hideRealm(store().db, "live", 2000);
    expect(await labels()).toEqual([]);
    expect(await readDueScopes(store().db, { realm: "live", now: 9999, limit: 5 })).toEqual([]);
    await recordListing(store().db, {
      realm: "live",
      kind: "zones",
      dueAt: 9,
      isWhole: true,
      at: 3000,
      scopes: [scope],
    });
    expect(await labels()).toEqual([]);
    expect(await readDueScopes(store().db, { realm: "live", now: 9999, limit: 5 })).toHaveLength(1);
    await record({ at: 3500, jobs: [observedJob(1)] });
    expect(await labels()).toEqual(["job-1"]);
  });

  test("realms are apart", async () => {
    await record({ jobs: [observedJob(1)] });
    await record({ realm: "token:x", jobs: [observedJob(2)] });
    expect(await labels()).toEqual(["job-1"]);
    expect(await labels({ realm: "token:x" })).toEqual(["job-2"]);
    await forgetRealm(store().db, "token:x");
    expect(await labels({ realm: "token:x" })).toEqual([]);
    expect(await labels()).toEqual(["job-1"]);
  });

  test("a state that time changes is a span of its own", async () => {
    await record({ jobs: [observedJob(1)] });
    const [row] = await findJobRows(store().db, all);
    const id = row?.id ?? 0;
    await recordState(store().db, {
      id,
      at: 2000,
      seenAt: 1000,
      state: "stale",
      state_rank: 2,
      urgency: 0,
      recheck_at: null,
    });
    await recordState(store().db, {
      id,
      at: 2500,
      seenAt: 1000,
      state: "stale",
      state_rank: 2,
      urgency: 0,
      recheck_at: null,
    });
    const spans = await store()
      .db.selectFrom("health_span")
      .select(["since", "until", "state"])
      .orderBy("since")
      .execute();
    expect(spans).toEqual([
      { since: 1000, until: 2000, state: "healthy" },
      { since: 2000, until: null, state: "stale" },
    ]);
    expect((await findJobRows(store().db, all))[0]).toMatchObject({ state: "stale", state_since: 2000 });
  });

  test("what is watched becomes due sooner, never later", async () => {
    await record({ jobs: [], at: 1000, dueAt: 60_000 });
    await bringForward(store(), { realm: "live", path, withinMs: 15_000 });
    expect(await findScopeRow(store().db, { realm: "live", path })).toMatchObject({ due_at: 16_000 });
    await bringForward(store(), { realm: "live", withinMs: 30_000 });
    expect(await findScopeRow(store().db, { realm: "live", path })).toMatchObject({ due_at: 16_000 });
  });

  test("viewers count until their time is over", async () => {
    await recordViewer(store().db, { realm: "live", target: "list", until: 100 });
    await recordViewer(store().db, { realm: "live", target: "list", until: 200 });
    expect(await readViewers(store().db, { realm: "live", now: 150 })).toEqual(new Set(["list"]));
    expect(await readViewers(store().db, { realm: "live", now: 200 })).toEqual(new Set());
  });

  test("a listing in any order and what brings scopes forward do not get into each other's way", async () => {
    const other = openAnother();
    const scopes = Array.from({ length: 60 }, (_, index) => listedScope(`zones/${(index * 37) % 60}`, `z${index}`));
    const listing = { realm: "live", kind: "zones" as const, scopes, dueAt: 9000, isWhole: true };
    await recordListing(store().db, { ...listing, at: 1000 });
    await store().db.updateTable("scope").set({ read_at: 1000, due_at: 900_000 }).execute();
    const endsAt = performance.now() + 2000;
    let listed = 0;
    let brought = 0;
    await Promise.all([
      (async () => {
        for (; performance.now() < endsAt; listed += 1) {
          await recordListing(other.db, { ...listing, at: 2000 + listed, scopes: scopes.toReversed() });
        }
      })(),
      (async () => {
        for (; performance.now() < endsAt; brought += 1) {
          await bringForward(store(), { realm: "live", withinMs: 800_000 - brought });
        }
      })(),
    ]);
    expect(listed).toBeGreaterThan(2);
    expect(brought).toBeGreaterThan(2);
  });
});

describeEachStore("a transaction", ({ store, openAnother }) => {
  test("that met another one in a deadlock runs again", async () => {
    // SQLite lets one write at a time.
    if (store().kind === "sqlite") return expect(store().address).toBeUndefined();
    await store()
      .db.insertInto("meta")
      .values(["a", "b"].map((name) => ({ name, value: "0" })))
      .execute();
    const meeting = { runs: 0, waiting: 0 };
    const crossing = (db: Store["db"], names: [string, string]) =>
      transact(db, async (change) => {
        meeting.runs += 1;
        const add = (name: string) =>
          change
            .updateTable("meta")
            .set({ value: sql<string>`cast(cast(value as integer) + 1 as text)` })
            .where("name", "=", name)
            .execute();
        await add(names[0]);
        meeting.waiting += 1;
        if (meeting.runs <= 2) await vi.waitFor(() => expect(meeting.waiting).toBeGreaterThanOrEqual(2), 5000);
        await add(names[1]);
      });
    await Promise.all([crossing(store().db, ["a", "b"]), crossing(openAnother().db, ["b", "a"])]);
    expect(meeting.runs).toBe(3);
    const rows = await store().db.selectFrom("meta").selectAll().where("name", "in", ["a", "b"]).execute();
    expect(rows.map(({ value }) => value)).toEqual(["2", "2"]);
  });
});
