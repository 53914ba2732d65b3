import { expressionBuilder, type Insertable, type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { Store } from "./open-store.ts";
import type { Database, HealthSpanTable, JobTable, JobVersionTable, ScopeTable } from "./schema.ts";
import { transact } from "./transact.ts";

export type ScopeRow = Selectable<ScopeTable>;
export type JobRow = Selectable<JobTable>;
export type VersionRow = Selectable<JobVersionTable>;
export type NewVersion = Omit<Insertable<JobVersionTable>, "job" | "n">;
/** A job's columns as one observation yields them. */
export type ObservedJob = Omit<
  Insertable<JobTable>,
  "id" | "realm" | "scope" | "n" | "first_seen" | "gone_at" | "gone_source" | "gone_actor" | "state_since"
> & {
  match: {
    /** `digest` under the key before the last rotation. */
    oldDigest: string | undefined;
    /** Whether `attrs` of a stored version show the same: all that can be compared without its key. */
    looksLike(attrs: string): boolean;
  };
  version: NewVersion;
};
export type ListedScope = Pick<ScopeRow, "path" | "name" | "account_id" | "account_name" | "sort_name" | "search">;

type Db = Kysely<Database>;

/** Where a reading belongs, and when it began, in milliseconds since 1970. */
export type Reading = { realm: string; path: string; at: number };

export type RecordOptions = Reading & {
  jobs: ObservedJob[];
  /** Whether `jobs` are all of the scope: what is missing is then gone. */
  isWhole: boolean;
  /** Whether this is what Cloudflare confirmed for a change: it counts whatever the clocks of the servers say. */
  isConfirmed?: boolean;
  /** When the scope is read next. Null leaves it. */
  dueAt: number | null;
  /** For a scope that no listing has named so far. */
  scope: ListedScope;
};

export type Recorded = { added: number; changed: number; gone: number };

/**
 * Stores what one reading of a scope saw, in one transaction. The scope's row is the lock. A job that was stored by a
 * later reading, or by the read-back of a write, stays as it is.
 */
export async function recordJobs(db: Db, options: RecordOptions): Promise<Recorded> {
  return transact(db, async (change) => {
    const look = await lockScope(change, options);
    const wasUnwatched = options.isWhole && isGap(look, options.at);
    if (wasUnwatched) await cutSpans(change, options, look.read_at);
    const known = await change
      .selectFrom("job")
      .select([
        "id",
        "job_id",
        "n",
        "digest",
        "state",
        "state_since",
        "seen_at",
        "gone_at",
        "last_complete",
        "last_error",
        "error_text",
        "recheck_at",
        "search",
      ])
      .where("realm", "=", options.realm)
      .where("scope", "=", options.path)
      .execute();
    const byId = new Map(known.map((row) => [row.job_id, row]));
    const recorded: Recorded = { added: 0, changed: 0, gone: 0 };
    for (const job of options.jobs) {
      const before = byId.get(job.job_id);
      byId.delete(job.job_id);
      if (!before) {
        await addJob(change, options, job);
        recorded.added += 1;
      } else if (options.isConfirmed || before.seen_at <= options.at) {
        const seenAt = Math.max(options.at, before.seen_at);
        if (await updateJob(change, options, { job: { ...job, seen_at: seenAt }, before })) recorded.changed += 1;
      }
    }
    if (options.isWhole) {
      for (const row of byId.values()) {
        if (row.gone_at !== null || row.seen_at > options.at) continue;
        await endJob(change, row.id, { at: options.at, source: "outside", actor: null });
        recorded.gone += 1;
      }
      if (wasUnwatched) await reopenSpans(change, options);
      await change
        .updateTable("scope")
        .set({
          read_at: options.at,
          tried_at: options.at,
          failure: null,
          failures: 0,
          jobs: options.jobs.length,
          hidden_at: null,
          known_until: knownUntil(options),
        })
        .where("realm", "=", options.realm)
        .where("path", "=", options.path)
        .execute();
    }
    if (options.dueAt !== null) {
      await change
        .updateTable("scope")
        .set({ due_at: options.dueAt })
        .where("realm", "=", options.realm)
        .where("path", "=", options.path)
        .execute();
    }
    return recorded;
  });
}

/** When a scope was last read whole, and until when that holds. */
export type Look = Pick<ScopeRow, "read_at" | "known_until">;

async function lockScope(db: Transaction<Database>, { realm, scope, at }: RecordOptions): Promise<Look> {
  return db
    .insertInto("scope")
    .values({ ...newScope(realm, scope, at), failures: 0 })
    .onConflict((conflict) => conflict.columns(["realm", "path"]).doUpdateSet({ tried_at: at }))
    .returning(["read_at", "known_until"])
    .executeTakeFirstOrThrow();
}

/** A reading holds until the next one, if that is not later than this many intervals. */
const intervalsKnown = 3;
/** A short interval is not a promise: a server may restart. */
const leastKnownMs = 5 * 60_000;
/** Three of the longest intervals, where the interval is not known. */
const usuallyKnownMs = 45 * 60_000;

function knownUntil({ at, dueAt }: Pick<RecordOptions, "at" | "dueAt">): number {
  return at + (dueAt === null ? usuallyKnownMs : Math.max(leastKnownMs, intervalsKnown * (dueAt - at)));
}

/** Up to when the states of a scope are known, at a time: what nobody has looked at since is not. */
export function seenUntil({ read_at: readAt, known_until: until }: Look, nowMs: number): number {
  if (readAt === null) return 0;
  return nowMs <= (until ?? readAt + usuallyKnownMs) ? nowMs : readAt;
}

/** Whether nobody looked for too long before a reading. */
function isGap(look: Look, at: number): look is Look & { read_at: number } {
  return look.read_at !== null && seenUntil(look, at) < at;
}

const ofScope = (db: Db, { realm, path }: Pick<Reading, "realm" | "path">) =>
  db.selectFrom("job").select("id").where("realm", "=", realm).where("scope", "=", path);

/** Ends all states at the last look: nothing is known of the time since, whatever was concluded meanwhile. */
async function cutSpans(db: Transaction<Database>, reading: RecordOptions, lastLook: number): Promise<void> {
  const jobs = ofScope(db, reading);
  await db
    .deleteFrom("health_span")
    .where("job", "in", jobs)
    .where("since", ">", lastLook)
    .where("since", "<", reading.at)
    .execute();
  await db
    .updateTable("health_span")
    .set({ until: lastLook })
    .where("job", "in", jobs)
    .where("since", "<=", lastLook)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", lastLook)]))
    .execute();
}

/** The states that a reading after such a time has seen. */
async function reopenSpans(db: Transaction<Database>, reading: RecordOptions): Promise<void> {
  await db
    .insertInto("health_span")
    .columns(["job", "since", "state"])
    .expression((eb) =>
      eb
        .selectFrom("job")
        .select(["job.id", sql<number>`cast(${reading.at} as bigint)`.as("since"), "job.state"])
        .where("job.realm", "=", reading.realm)
        .where("job.scope", "=", reading.path)
        .where("job.gone_at", "is", null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("health_span")
                .select("health_span.job")
                .whereRef("health_span.job", "=", "job.id")
                .where("health_span.until", "is", null),
            ),
          ),
        ),
    )
    .onConflict((conflict) =>
      conflict.columns(["job", "since"]).doUpdateSet(({ ref }) => ({ state: ref("excluded.state"), until: null })),
    )
    .execute();
}

function newScope(realm: string, scope: ListedScope, at: number): Insertable<ScopeTable> {
  return {
    ...{ realm, ...scope, listed_at: at, hidden_at: null, due_at: at, read_at: null, tried_at: null, failure: null },
    ...{ failures: 0, jobs: 0, pushes_until: null, pushes_due_at: at },
    ...{ known_until: null, pushes_from: null, pushes_at: null, uptime_at: null },
    ...{ back_from: null, back_until: null, back_due_at: at },
  };
}

async function addJob(
  db: Transaction<Database>,
  { realm, path, at }: Reading,
  { version, match: _, ...job }: ObservedJob,
): Promise<void> {
  const { id } = await db
    .insertInto("job")
    .values({ ...job, ...isThere, realm, scope: path, n: 1, first_seen: at, state_since: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("job_version")
    .values({ ...version, job: id, n: 1 })
    .execute();
  await db
    .insertInto("health_span")
    .values({ job: id, since: at, until: null, state: job.state, cause: null })
    .execute();
}

const isThere = { gone_at: null, gone_source: null, gone_actor: null };

type Known = Pick<
  JobRow,
  | "id"
  | "n"
  | "digest"
  | "state"
  | "state_since"
  | "gone_at"
  | "last_complete"
  | "last_error"
  | "error_text"
  | "recheck_at"
  | "search"
>;

/**
 * Writes only what is new. False if that is nothing or, as for most readings of most jobs, a later delivery alone: open
 * pages need not hear of it.
 */
async function updateJob(
  db: Transaction<Database>,
  { at }: Reading,
  { job: observed, before }: { job: ObservedJob; before: Known },
): Promise<boolean> {
  const { version, match: _, ...job } = observed;
  const isOther = before.gone_at !== null || !(await isSameVersion(db, observed, before));
  const isSame =
    !isOther &&
    before.digest === job.digest &&
    before.state === job.state &&
    before.last_complete === job.last_complete &&
    before.last_error === job.last_error &&
    before.error_text === job.error_text &&
    before.recheck_at === job.recheck_at &&
    before.search === job.search;
  if (isSame) return false;
  const isNews =
    isOther ||
    before.state !== job.state ||
    (before.last_error === null) !== (job.last_error === null) ||
    before.error_text !== job.error_text;
  const n = isOther ? before.n + 1 : before.n;
  if (isOther)
    await db
      .insertInto("job_version")
      // The first reading of a scope may meet a job that was created here.
      .values({ ...version, source: version.source === "first" ? "outside" : version.source, job: before.id, n })
      .execute();
  else if (before.digest !== job.digest) await changeDigests(db, { job: before.id, n }, version);
  if (before.state !== job.state || before.gone_at !== null)
    await changeSpan(db, { id: before.id, at, state: job.state });
  await db
    .updateTable("job")
    .set({ ...job, ...isThere, n, state_since: before.state === job.state ? before.state_since : at })
    .where("id", "=", before.id)
    .execute();
  return isNews;
}

/** Compares under the key of the stored digest if that is known. Another key alone is not another version. */
async function isSameVersion(
  db: Transaction<Database>,
  { digest, match: { oldDigest, looksLike } }: ObservedJob,
  before: Known,
): Promise<boolean> {
  if (before.digest === digest || before.digest === oldDigest) return true;
  const isComparable = [digest, oldDigest].some((one) => one !== undefined && keyOf(one) === keyOf(before.digest));
  if (isComparable) return false;
  const { attrs } = await db
    .selectFrom("job_version")
    .select("attrs")
    .where("job", "=", before.id)
    .where("n", "=", before.n)
    .executeTakeFirstOrThrow();
  return looksLike(attrs);
}

function keyOf(digest: string): string {
  return digest.slice(0, digest.indexOf("."));
}

/** A version without sealed values has the present key's digests from now on; others wait until they are sealed again. */
async function changeDigests(
  db: Transaction<Database>,
  { job, n }: Pick<VersionRow, "job" | "n">,
  { digests, conf_digest, kid }: NewVersion,
): Promise<void> {
  await db
    .updateTable("job_version")
    .set({ digests, conf_digest, kid })
    .where("job", "=", job)
    .where("n", "=", n)
    .where("sealed", "is", null)
    .execute();
}

async function changeSpan(db: Db, { id, at, state }: { id: number; at: number; state: string }): Promise<void> {
  await db.updateTable("health_span").set({ until: at }).where("job", "=", id).where("until", "is", null).execute();
  await db
    .insertInto("health_span")
    .values({ job: id, since: at, until: null, state, cause: null } satisfies HealthSpanTable)
    .onConflict((conflict) => conflict.columns(["job", "since"]).doUpdateSet({ state, until: null }))
    .execute();
}

type End = { at: number; source: "headgate" | "outside"; actor: string | null };

async function endJob(db: Db, id: number, { at, source, actor }: End): Promise<void> {
  const gone = { gone_at: at, gone_source: source, gone_actor: actor };
  await db
    .updateTable("job")
    .set({ ...gone, seen_at: at, recheck_at: null })
    .where("id", "=", id)
    .execute();
  await db.updateTable("health_span").set({ until: at }).where("job", "=", id).where("until", "is", null).execute();
}

/** The newest version of a job is ours after all, if a reading since then stored it as a change from outside. */
export async function claimVersion(
  db: Db,
  {
    realm,
    path,
    jobId,
    since,
    ...claim
  }: Pick<Reading, "realm" | "path"> & {
    jobId: number;
    since: number;
    source: string;
    actor: string;
    intent: string | null;
  },
): Promise<void> {
  await db
    .updateTable("job_version")
    .set(claim)
    .where("source", "=", "outside")
    .where("seen_at", ">=", since)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("job")
          .select("job.id")
          .whereRef("job.id", "=", "job_version.job")
          .whereRef("job.n", "=", "job_version.n")
          .where("job.realm", "=", realm)
          .where("job.scope", "=", path)
          .where("job.job_id", "=", jobId),
      ),
    )
    .execute();
}

/** A job that `actor` deleted here, even if a reading since then has missed it already. */
export async function recordGone(
  db: Db,
  { realm, path, at, jobId, since, actor }: Reading & { jobId: number; since: number; actor: string },
): Promise<void> {
  await db.transaction().execute(async (change) => {
    // The scope's row is the lock, as for readings.
    await change
      .updateTable("scope")
      .set(({ ref }) => ({ jobs: ref("jobs") }))
      .where("realm", "=", realm)
      .where("path", "=", path)
      .execute();
    const row = await change
      .selectFrom("job")
      .select(["id", "gone_at"])
      .where("realm", "=", realm)
      .where("scope", "=", path)
      .where("job_id", "=", jobId)
      .executeTakeFirst();
    const end = { at: row?.gone_at ?? at, source: "headgate", actor } as const;
    if (row && (row.gone_at === null || row.gone_at >= since)) await endJob(change, row.id, end);
  });
}

export type ScopeFailure = Reading & { failure: string; dueAt: number; isHidden: boolean };

/** A reading that failed. What was read before stays, unless the credential may no longer see it. */
export async function recordScopeFailure(
  db: Db,
  { realm, path, at, failure, dueAt, isHidden }: ScopeFailure,
): Promise<void> {
  await db
    .updateTable("scope")
    .set(({ eb }) => ({
      tried_at: at,
      failure,
      failures: eb("failures", "+", 1),
      due_at: dueAt,
      ...(isHidden ? { hidden_at: at } : {}),
    }))
    .where("realm", "=", realm)
    .where("path", "=", path)
    .execute();
}

export type Listing = {
  realm: string;
  kind: "zones" | "accounts";
  scopes: ListedScope[];
  at: number;
  dueAt: number;
  /** Whether the listing ends here. */
  isWhole: boolean;
};

/**
 * Stores one page, or the last page, of a listing. New scopes are due at once, in the order of the listing. `isWhole`
 * ends it: what it did not name is read once more.
 */
export async function recordListing(db: Db, { realm, kind, scopes, at, dueAt, isWhole }: Listing): Promise<void> {
  await transact(db, async (change) => {
    // Whoever locks several scopes locks them in this order.
    for (const scope of scopes.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
      await change
        .insertInto("scope")
        .values(newScope(realm, scope, at))
        .onConflict((conflict) =>
          conflict.columns(["realm", "path"]).doUpdateSet({
            ...{ name: scope.name, account_id: scope.account_id, account_name: scope.account_name },
            ...{ sort_name: scope.sort_name, search: scope.search, listed_at: at },
          }),
        )
        .execute();
    }
    if (!isWhole) return;
    const ofKind = change.updateTable("scope").where("realm", "=", realm).where("path", "like", `${kind}/%`);
    // What is not listed any more is read once more: that decides whether the credential may still see it.
    await ofKind.set({ due_at: at }).where("listed_at", "<", at).where("hidden_at", "is", null).execute();
    // What was refused and is not listed is gone, and is not asked for again.
    await ofKind
      .set({ failure: null, failures: 0 })
      .where("listed_at", "<", at)
      .where("hidden_at", "is not", null)
      .execute();
    // What is listed again is read before it is shown.
    await ofKind.set({ due_at: at }).where("listed_at", "=", at).where("hidden_at", "is not", null).execute();
    await writeListing(change, { realm, kind, due_at: dueAt, read_at: at, failure: null, failures: 0 });
  });
}

/** A listing that failed. `isHidden`: the API says that the credential may see none of it. */
export async function recordListingFailure(
  db: Db,
  { realm, kind, at, failure, dueAt, isHidden }: Omit<ScopeFailure, "path"> & { kind: Listing["kind"] },
): Promise<void> {
  await db.transaction().execute(async (change) => {
    const before = await change
      .selectFrom("listing")
      .select(["read_at", "failures"])
      .where("realm", "=", realm)
      .where("kind", "=", kind)
      .executeTakeFirst();
    await writeListing(change, {
      ...{ realm, kind, due_at: dueAt, read_at: before?.read_at ?? null, failure },
      failures: (before?.failures ?? 0) + 1,
    });
    if (!isHidden) return;
    await change
      .updateTable("scope")
      .set({ hidden_at: at })
      .where("realm", "=", realm)
      .where("path", "like", `${kind}/%`)
      .where("hidden_at", "is", null)
      .execute();
  });
}

async function writeListing(db: Db, row: Database["listing"]): Promise<void> {
  const { realm, kind, ...values } = row;
  await db
    .insertInto("listing")
    .values(row)
    .onConflict((conflict) => conflict.columns(["realm", "kind"]).doUpdateSet(values))
    .execute();
}

export function readListings(db: Db, realm: string): Promise<Database["listing"][]> {
  return db.selectFrom("listing").selectAll().where("realm", "=", realm).execute();
}

export type DueQuery = {
  realm: string;
  now: number;
  limit: number;
  /** What was read once waits so much longer, except what somebody looks at. */
  yielding?: { ms: number; except: readonly string[] };
};

/** The scopes to read next, the most urgent first. */
export function readDueScopes(db: Db, { realm, now, limit, yielding }: DueQuery): Promise<ScopeRow[]> {
  return (
    db
      .selectFrom("scope")
      .selectAll()
      .where("realm", "=", realm)
      .where("due_at", "<=", now)
      .$if(yielding !== undefined, (query) =>
        query.where((eb) =>
          eb.or([
            eb("due_at", "<=", now - (yielding?.ms ?? 0)),
            eb("read_at", "is", null),
            eb("path", "in", ["", ...(yielding?.except ?? [])]),
          ]),
        ),
      )
      // What is hidden is tried again if it was refused, or listed since.
      .where((eb) =>
        eb.or([eb("hidden_at", "is", null), eb("failure", "is not", null), eb("listed_at", ">=", eb.ref("hidden_at"))]),
      )
      .orderBy("due_at")
      .orderBy("sort_name")
      .limit(limit)
      .execute()
  );
}

export function readScopeRows(db: Db, realm: string): Promise<ScopeRow[]> {
  return db
    .selectFrom("scope")
    .selectAll()
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .orderBy("sort_name")
    .orderBy("path")
    .execute();
}

/** How many scopes the credential sees. */
export async function countScopes(db: Db, realm: string): Promise<number> {
  const row = await db
    .selectFrom("scope")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whether the credential sees more scopes than that. */
export async function hasMoreScopes(db: Db, { realm, than }: { realm: string; than: number }): Promise<boolean> {
  const row = await db
    .selectFrom("scope")
    .select("path")
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .limit(1)
    .offset(than)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether any scope that was read has jobs. */
export async function hasJobs(db: Db, realm: string): Promise<boolean> {
  const row = await db
    .selectFrom("scope")
    .select("path")
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("jobs", ">", 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Scopes whose last reading failed, hidden ones too: a refused scope is named, not silently missing. */
export function readFailedScopes(db: Db, realm: string, limit: number): Promise<ScopeRow[]> {
  return db
    .selectFrom("scope")
    .selectAll()
    .where("realm", "=", realm)
    .where("failure", "is not", null)
    .orderBy("sort_name")
    .limit(limit)
    .execute();
}

/** How many scopes could not be read the last time, and how many of them are listed. */
export async function countFailed(db: Db, realm: string): Promise<{ all: number; listed: number }> {
  const row = await db
    .selectFrom("scope")
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.countAll<number>().filterWhere("hidden_at", "is", null).as("listed"),
    ])
    .where("realm", "=", realm)
    .where("failure", "is not", null)
    .executeTakeFirstOrThrow();
  return { all: Number(row.count), listed: Number(row.listed) };
}

/** How far the first inventory is: the scopes that are known, and those never read. */
export async function readProgress(db: Db, realm: string): Promise<{ scopes: number; unread: number }> {
  const row = await db
    .selectFrom("scope")
    .select(({ fn }) => [fn.countAll<number>().as("scopes"), fn.count<number>("tried_at").as("tried")])
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .executeTakeFirstOrThrow();
  const scopes = Number(row.scopes);
  return { scopes, unread: scopes - Number(row.tried) };
}

/** Scopes by words of their name, id or account, in order, and how many match. */
export async function findScopes(
  db: Db,
  { realm, words, limit }: { realm: string; words: string[]; limit: number },
): Promise<{ rows: ScopeRow[]; total: number }> {
  let query = db.selectFrom("scope").where("realm", "=", realm).where("hidden_at", "is", null);
  for (const word of words) {
    query = query.where(contains("scope.search", word));
  }
  const [rows, counted] = await Promise.all([
    query.selectAll().orderBy("sort_name").orderBy("path").limit(limit).execute(),
    query.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(counted.count) };
}

/** Brings forward what somebody looks at: `path`, or every scope, is due this long after its last reading. */
export async function bringForward(
  { db, kind }: Pick<Store, "db" | "kind">,
  { realm, path, withinMs }: { realm: string; path?: string; withinMs: number },
): Promise<void> {
  let later = db
    .selectFrom("scope")
    .select("path")
    .where("realm", "=", realm)
    .where("failure", "is", null)
    .where((eb) => eb("due_at", ">", eb("read_at", "+", withinMs)));
  if (path !== undefined) later = later.where("path", "=", path);
  // Locked in the order of `recordListing`. On SQLite nobody else writes meanwhile.
  if (kind === "postgres") later = later.orderBy(sql`path collate "C"`).forUpdate();
  await db
    .updateTable("scope")
    .set({ due_at: sql<number>`read_at + ${withinMs}` })
    .where("realm", "=", realm)
    .where("path", "in", later)
    .execute();
}

export async function findScopeRow(
  db: Db,
  { realm, path }: Pick<Reading, "realm" | "path">,
): Promise<ScopeRow | undefined> {
  return db.selectFrom("scope").selectAll().where("realm", "=", realm).where("path", "=", path).executeTakeFirst();
}

/** Jobs with one of the values in one of their parts. For `state`, whole values; else a part of the text, lower case. */
export type JobTerm = { of: "host" | "header" | "zone" | "dataset" | "state"; values: readonly string[] };

/** What a list shows. Empty texts and lists select everything. */
export type JobQuery = {
  realm: string;
  words: string[];
  terms: JobTerm[];
  scope: string;
  dataset: string;
  states: readonly string[];
  order: { by: "name" | "health"; isDescending: boolean };
  limit: number;
  offset: number;
};

/** What precedes each name of a header, and each of its parts, in `search`: no text that people type contains it. */
export const headerMark = "\u0001";

export type FoundJob = JobRow & {
  scope_name: string;
  scope_read_at: number | null;
  scope_tried_at: number | null;
  /** From which hour since 1970, and up to when in milliseconds, the analytics of its scope were read. */
  scope_pushes_from: number | null;
  scope_pushes_at: number | null;
  /** Whether another job has the same label. */
  is_ambiguous: number;
};

type Filter = Pick<JobQuery, "realm" | "words" | "terms" | "scope" | "dataset" | "states">;

/**
 * Jobs that are there and whose scope the credential sees. Few scopes are hidden, if any, and a word is looked for once in
 * each scope: joined, both would be done for each job.
 */
function visible(db: Db, { realm, words, terms, scope, dataset, states }: Filter) {
  const scopes = db.selectFrom("scope").select("scope.path").where("scope.realm", "=", realm);
  const inScope = (word: string) =>
    expressionBuilder<Database, "job">()("job.scope", "in", scopes.where(contains("scope.search", word)));
  let query = db
    .selectFrom("job")
    .where("job.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("job.scope", "not in", scopes.where("scope.hidden_at", "is not", null));
  if (scope !== "") query = query.where("job.scope", "=", scope);
  if (dataset !== "") query = query.where("job.dataset", "=", dataset);
  if (states.length > 0) query = query.where("job.state", "in", states);
  for (const { of, values } of terms) {
    query = query.where((eb) => eb.or(values.map((value) => (of === "zone" ? inScope(value) : holds(of, value)))));
  }
  for (const word of words) {
    query = query.where((eb) => eb.or([contains("job.search", word), inScope(word)]));
  }
  return query;
}

/** Whether a column contains the word, whose wildcards of SQL are letters like others. */
function contains(column: "job.search" | "scope.search" | "job.host" | "job.dataset", word: string) {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  const text = column.endsWith("search") ? sql.ref(column) : sql`lower(${sql.ref(column)})`;
  return sql<boolean>`${text} like ${pattern} escape '\\'`;
}

function holds(of: Exclude<JobTerm["of"], "zone">, value: string) {
  if (of === "state") return sql<boolean>`job.state = ${value}`;
  if (of === "header") return contains("job.search", `${headerMark}${value}`);
  return contains(`job.${of}`, value);
}

export function findJobRows(db: Db, query: JobQuery): Promise<FoundJob[]> {
  const order = orderOf(query);
  // The rows of the page are chosen by their keys alone; everything else is read for these few.
  let page = visible(db, query).select("job.id").limit(query.limit).offset(query.offset);
  for (const [column, direction] of order) page = page.orderBy(column, direction);
  let found = db
    .selectFrom("job")
    .innerJoin(page.as("page"), "page.id", "job.id")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .selectAll("job")
    .select([
      "scope.name as scope_name",
      "scope.read_at as scope_read_at",
      "scope.tried_at as scope_tried_at",
      "scope.pushes_from as scope_pushes_from",
      "scope.pushes_at as scope_pushes_at",
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("job as other")
            .select("other.id")
            .whereRef("other.realm", "=", "job.realm")
            .whereRef("other.label", "=", "job.label")
            .whereRef("other.id", "!=", "job.id")
            .where("other.gone_at", "is", null),
        )
        .$castTo<number>()
        .as("is_ambiguous"),
    );
  for (const [column, direction] of order) found = found.orderBy(column, direction);
  return found.execute();
}

/** The places of all jobs of a view, in its order. */
export function findJobPlaces(db: Db, query: Omit<JobQuery, "offset">): Promise<Pick<JobRow, "scope" | "job_id">[]> {
  let found = visible(db, query).select(["job.scope", "job.job_id"]).limit(query.limit);
  for (const [column, direction] of orderOf(query)) found = found.orderBy(column, direction);
  return found.execute();
}

type OrderColumn = `job.${"state_rank" | "urgency" | "sort_name" | "job_id" | "id"}`;

function orderOf({ order: { by, isDescending } }: Pick<JobQuery, "order">): [OrderColumn, "asc" | "desc"][] {
  const direction = isDescending ? "desc" : "asc";
  return by === "health"
    ? [
        ["job.state_rank", direction],
        ["job.urgency", direction],
        ["job.sort_name", "asc"],
        ["job.job_id", "asc"],
        ["job.id", "asc"],
      ]
    : [
        ["job.sort_name", direction],
        ["job.job_id", direction],
        ["job.id", "asc"],
      ];
}

/** How many jobs match, by state, without the filter by state. */
export async function countJobs(db: Db, query: Omit<Filter, "states">): Promise<Map<string, number>> {
  const rows = await visible(db, { ...query, states: [] })
    .select("job.state")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .groupBy("job.state")
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Hidden scopes are rare; without any, no job's scope has to be looked up. */
async function hasHidden(db: Db, realm: string): Promise<boolean> {
  const hidden = await db
    .selectFrom("scope")
    .select("path")
    .where("realm", "=", realm)
    .where("hidden_at", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return hidden !== undefined;
}

const everything = { words: [], terms: [], scope: "", dataset: "", states: [] };

/** All jobs by state, and the datasets that they have, in order. */
export async function countAllJobs(
  db: Db,
  realm: string,
): Promise<{ counts: Map<string, number>; datasets: string[] }> {
  const live = db.selectFrom("job").where("job.realm", "=", realm).where("job.gone_at", "is", null);
  const rows = await ((await hasHidden(db, realm)) ? visible(db, { ...everything, realm }) : live)
    .select(["job.dataset", "job.state"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .groupBy(["job.dataset", "job.state"])
    .execute();
  const counts = new Map<string, number>();
  for (const { state, count } of rows) counts.set(state, (counts.get(state) ?? 0) + Number(count));
  return { counts, datasets: Array.from(new Set(rows.map(({ dataset }) => dataset))).sort() };
}

/** The datasets of all jobs, in order. */
export async function listUsedDatasets(db: Db, realm: string): Promise<string[]> {
  if (await hasHidden(db, realm)) return (await countAllJobs(db, realm)).datasets;
  // One step along the index for each dataset, in place of all jobs.
  const { rows } = await sql<{ dataset: string }>`
    with recursive found (dataset) as (
      select min(dataset) from job where realm = ${realm} and gone_at is null
      union all
      select (
        select min(job.dataset) from job where realm = ${realm} and gone_at is null and job.dataset > found.dataset
      )
      from found where found.dataset is not null
    )
    select dataset from found where dataset is not null`.execute(db);
  return rows.map(({ dataset }) => dataset).sort();
}

export type StoredVersion = FoundJob &
  Pick<VersionRow, "attrs" | "digests" | "sealed" | "kid" | "conf_digest" | "source" | "actor"> & {
    version_seen_at: number;
  };

export type StoredQuery = { realm: string; path?: string; jobId?: number } & Partial<
  Pick<JobQuery, "words" | "terms" | "dataset" | "states" | "order">
> & {
    /** Only these jobs, by the paths of their scopes. */
    among?: ReadonlyMap<string, readonly number[]>;
    /** Only the jobs of these scopes. */
    paths?: readonly string[];
  };

/** Jobs with their newest version, by scope and name unless another order is asked for. */
export function readStoredJobs(
  db: Db,
  { realm, path, jobId, order, among, paths, ...filter }: StoredQuery,
): Promise<StoredVersion[]> {
  let query = visible(db, { ...everything, realm, scope: path ?? "", ...filter })
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .selectAll("job")
    .select([
      "scope.name as scope_name",
      "scope.read_at as scope_read_at",
      "scope.tried_at as scope_tried_at",
      "scope.pushes_from as scope_pushes_from",
      "scope.pushes_at as scope_pushes_at",
    ])
    .select([
      "job_version.attrs",
      "job_version.digests",
      "job_version.sealed",
      "job_version.kid",
      "job_version.conf_digest",
      "job_version.source",
      "job_version.actor",
      "job_version.seen_at as version_seen_at",
    ])
    .select(sql<number>`0`.as("is_ambiguous"));
  if (jobId !== undefined) query = query.where("job.job_id", "=", jobId);
  if (paths) query = query.where("job.scope", "in", [...paths]);
  if (among) {
    query = query.where((eb) =>
      eb.or(
        Array.from(among, ([scope, ids]) => eb.and([eb("job.scope", "=", scope), eb("job.job_id", "in", [...ids])])),
      ),
    );
  }
  const direction = order?.isDescending ? "desc" : "asc";
  if (!order) query = query.orderBy("scope.sort_name");
  if (order?.by === "health") query = query.orderBy("job.state_rank", direction).orderBy("job.urgency", direction);
  return query
    .orderBy("job.sort_name", order?.by === "name" ? direction : "asc")
    .orderBy("job.id")
    .execute();
}

/** The last versions of jobs, newest first. */
export function readFormerVersions(
  db: Db,
  { realm, path, jobIds }: { realm: string; path: string; jobIds: readonly number[] },
): Promise<(Pick<VersionRow, "conf_digest" | "sealed" | "kid" | "attrs"> & { job_id: number })[]> {
  return db
    .selectFrom("job_version")
    .innerJoin("job", "job.id", "job_version.job")
    .where("job.realm", "=", realm)
    .where("job.scope", "=", path)
    .where("job.job_id", "in", jobIds)
    .where(({ eb }) => eb("job_version.n", ">", eb("job.n", "-", formerVersions)))
    .select(["job.job_id", "job_version.conf_digest", "job_version.sealed", "job_version.kid", "job_version.attrs"])
    .orderBy("job_version.n", "desc")
    .execute();
}

/** An error text is at most a day old, because Cloudflare disables a job after that. */
const formerVersions = 10;

/** Jobs whose state may have changed by the passing of time alone. */
export function readRecheckable(
  db: Db,
  { realm, now, limit }: { realm: string; now: number; limit: number },
): Promise<JobRow[]> {
  return db
    .selectFrom("job")
    .selectAll()
    .where("realm", "=", realm)
    .where("recheck_at", "<=", now)
    .where("gone_at", "is", null)
    .orderBy("recheck_at")
    .limit(limit)
    .execute();
}

export type StateChange = Pick<JobRow, "id" | "state" | "state_rank" | "urgency" | "recheck_at"> & {
  at: number;
  /** When the row was seen that the state was worked out from. A later reading counts more. */
  seenAt: number;
};

/** A state that changed without a new reading. */
export async function recordState(db: Db, { id, at, seenAt, ...state }: StateChange): Promise<void> {
  await db.transaction().execute(async (change) => {
    const before = await change.selectFrom("job").select("state").where("id", "=", id).executeTakeFirst();
    if (!before) return;
    const isOther = before.state !== state.state;
    const updated = await change
      .updateTable("job")
      .set({ ...state, ...(isOther ? { state_since: at } : {}) })
      .where("id", "=", id)
      .where("seen_at", "=", seenAt)
      .where("state", "=", before.state)
      .where("gone_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (updated && isOther) await changeSpan(change, { id, at, state: state.state });
  });
}

/** Says that somebody looks at the list, or at a scope, until then. */
export async function recordViewer(db: Db, viewer: Database["viewer"]): Promise<void> {
  await db
    .insertInto("viewer")
    .values(viewer)
    .onConflict((conflict) => conflict.columns(["realm", "target"]).doUpdateSet({ until: viewer.until }))
    .execute();
}

export async function readViewers(db: Db, { realm, now }: { realm: string; now: number }): Promise<Set<string>> {
  const rows = await db
    .selectFrom("viewer")
    .select("target")
    .where("realm", "=", realm)
    .where("until", ">", now)
    .execute();
  return new Set(rows.map(({ target }) => target));
}

/** Removes everything of a realm: a person's own rows, when they have signed out. */
export async function forgetRealm(db: Db, realm: string): Promise<void> {
  // Without its scopes nothing is shown. Jobs take longer, because their versions go with them.
  await db.transaction().execute(async (change) => {
    await change.deleteFrom("scope").where("realm", "=", realm).execute();
    await change.deleteFrom("listing").where("realm", "=", realm).execute();
    await change.deleteFrom("field_list").where("realm", "=", realm).execute();
    await change.deleteFrom("field_seen").where("realm", "=", realm).execute();
    await change.deleteFrom("usage_hour").where("realm", "=", realm).execute();
    await change.deleteFrom("usage_budget").where("realm", "=", realm).execute();
    await change.deleteFrom("viewer").where("realm", "=", realm).execute();
    await change.deleteFrom("test_delivery").where("realm", "=", realm).execute();
    await change.deleteFrom("objective").where("realm", "=", realm).execute();
    await change.deleteFrom("account_log").where("realm", "=", realm).execute();
  });
  const some = db.selectFrom("job").select("id").where("realm", "=", realm).limit(jobsAtOnce);
  for (;;) {
    const { numDeletedRows } = await db.deleteFrom("job").where("id", "in", some).executeTakeFirst();
    if (numDeletedRows < jobsAtOnce) return;
  }
}

const jobsAtOnce = 200;

/** Hides everything until it is read again: another credential may see something else. */
export async function hideRealm(db: Db, realm: string, at: number): Promise<void> {
  await db
    .updateTable("scope")
    .set({ hidden_at: at, failure: null, failures: 0 })
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .execute();
  await db.updateTable("listing").set({ due_at: at, read_at: null }).where("realm", "=", realm).execute();
  // The former credential may have been refused.
  await db.deleteFrom("account_log").where("realm", "=", realm).execute();
}
