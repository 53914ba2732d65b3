import type { ExpressionBuilder, Kysely, Selectable, Transaction } from "kysely";
import { rowParts } from "./row-parts.ts";
import type { Database, RunItemTable, RunTable } from "./schema.ts";

type Db = Kysely<Database>;

export type RunRow = Selectable<RunTable>;
export type RunItemRow = Selectable<RunItemTable>;
/** An item as the plan makes it. */
export type NewRunItem = Pick<
  RunItemRow,
  "n" | "step" | "scope" | "job_id" | "name" | "plan" | "changes" | "error" | "host" | "base" | "sealed" | "kid"
>;

/** What a plan does to a job. Everything else is left alone. */
const written = ["create", "change", "delete"];

/** Stores a planned run with its items, all or nothing. */
export async function insertRun(db: Db, run: RunRow, items: readonly NewRunItem[]): Promise<void> {
  const rest = {
    ...{ run: run.id, state: null, before_n: null, after_n: null, made_id: null },
    ...{ claim: null, intent: null, begun_at: null, ended_at: null },
  };
  await db.transaction().execute(async (change) => {
    await change.insertInto("run").values(run).execute();
    for (const part of rowParts(items, 200)) {
      await change
        .insertInto("run_item")
        .values(part.map((item) => ({ ...item, ...rest })))
        .execute();
    }
  });
}

export function findRun(db: Db, { id, realm }: Pick<RunRow, "id" | "realm">): Promise<RunRow | undefined> {
  return db.selectFrom("run").selectAll().where("id", "=", id).where("realm", "=", realm).executeTakeFirst();
}

/** The runs of a realm, newest first. */
export function listRuns(
  db: Db,
  { realm, limit, offset }: { realm: string; limit: number; offset: number },
): Promise<RunRow[]> {
  return db
    .selectFrom("run")
    .selectAll()
    .where("realm", "=", realm)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function countRuns(db: Db, realm: string): Promise<number> {
  const row = await db
    .selectFrom("run")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("realm", "=", realm)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The runs that a worker has something to do for. */
export function listActiveRuns(db: Db, realm: string): Promise<Pick<RunRow, "id" | "state">[]> {
  return db
    .selectFrom("run")
    .select(["id", "state"])
    .where("realm", "=", realm)
    .where("state", "in", ["applying", "stopping"])
    .orderBy("begun_at")
    .execute();
}

/** Whether a run of this realm needs calls now. */
export async function isRunApplied(db: Db, realm: string): Promise<boolean> {
  const row = await db
    .selectFrom("run")
    .select("id")
    .where("realm", "=", realm)
    .where("state", "=", "applying")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Runs of which a write has no outcome yet, whatever their state: it is read back. */
export async function listUnsettledRuns(db: Db, realm: string): Promise<string[]> {
  const rows = await db
    .selectFrom("run_item")
    .innerJoin("run", "run.id", "run_item.run")
    .select("run.id")
    .distinct()
    .where("run.realm", "=", realm)
    .where("run_item.intent", "is not", null)
    .execute();
  return rows.map(({ id }) => id);
}

type RunChange = Partial<
  Pick<RunRow, "state" | "rules" | "error" | "begun_at" | "ended_at" | "rolled_back_by" | "sealed" | "kid">
>;

/**
 * Changes a run that is in one of these states, and puts items into its queue in the same transaction: those that were
 * not begun (`again` is null), or again those in these states. False if the run is in another state: somebody was first.
 */
export async function changeRun(
  db: Db,
  { id, from }: { id: string; from: readonly string[] },
  change: RunChange,
  queue?: { again: readonly string[] | null },
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("run")
      .set(change)
      .where("id", "=", id)
      .where("state", "in", [...from])
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    if (queue) await queueItems(transaction, id, queue);
    return true;
  });
}

async function queueItems(db: Db, run: string, { again }: { again: readonly string[] | null }): Promise<void> {
  if (again === null) {
    const rest = db.updateTable("run_item").where("run", "=", run).where("state", "is", null);
    await rest.set({ state: "done" }).where("plan", "=", "same").execute();
    await rest.set({ state: "not applied" }).where("plan", "=", "blocked").execute();
  }
  await db
    .updateTable("run_item")
    .set({ state: "queued", error: null, ended_at: null, begun_at: null, claim: null })
    .where("run", "=", run)
    .where("plan", "in", written)
    .$if(again === null, (query) => query.where("state", "is", null))
    .$if(again !== null, (query) => query.where("state", "in", [...(again ?? [])]).where("intent", "is", null))
    .execute();
}

/** Stops all runs of a realm, for the same reason. */
export async function stopRunsOf(db: Db, realm: string, { error, at }: { error: string; at: number }): Promise<void> {
  await db
    .updateTable("run")
    .set({ state: "stopped", error, ended_at: at })
    .where("realm", "=", realm)
    .where("state", "in", ["applying", "stopping"])
    .execute();
}

/** What is queued is not to be done any more. */
export async function dropQueue(db: Db, run: string): Promise<void> {
  await db
    .updateTable("run_item")
    .set({ state: "not applied", sealed: null })
    .where("run", "=", run)
    .where("state", "=", "queued")
    .execute();
}

/** What the choice of the next items needs, of all items that are to be written and were queued. */
export function readQueue(
  db: Db,
  run: string,
): Promise<(Pick<RunItemRow, "n" | "step" | "scope" | "job_id" | "host"> & { state: string })[]> {
  return db
    .selectFrom("run_item")
    .select(["n", "step", "scope", "job_id", "host"])
    .select(({ ref }) => ref("state").$notNull().as("state"))
    .where("run", "=", run)
    .where("state", "is not", null)
    .where("plan", "in", written)
    .orderBy("step")
    .orderBy("n")
    .execute();
}

export function findItem(db: Db, { run, n }: Pick<RunItemRow, "run" | "n">): Promise<RunItemRow | undefined> {
  return db.selectFrom("run_item").selectAll().where("run", "=", run).where("n", "=", n).executeTakeFirst();
}

/** Claims a queued item for one worker. False if it is not queued any more, or the run is not being applied. */
export async function claimItem(
  db: Db,
  { run, n }: Pick<RunItemRow, "run" | "n">,
  { claim, at }: { claim: string; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("run_item")
    .set({ state: "running", claim, intent: null, begun_at: at, error: null })
    .where("run", "=", run)
    .where("n", "=", n)
    .where("state", "=", "queued")
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("run").select("run.id").where("run.id", "=", run).where("run.state", "=", "applying")),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * Says that the write of this audit id is about to be sent. In the transaction that stores the audit log's intent: what
 * has no `intent` here was never sent. False if the claim is another one's by now; then nothing may be sent.
 */
export async function markSent(
  change: Transaction<Database>,
  { run, n, claim }: Pick<RunItemRow, "run" | "n"> & { claim: string },
  sent: { intent: string; before_n: number | null },
): Promise<boolean> {
  const { numUpdatedRows } = await change
    .updateTable("run_item")
    .set(sent)
    .where("run", "=", run)
    .where("n", "=", n)
    .where("state", "=", "running")
    .where("claim", "=", claim)
    .where("intent", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

type ItemChange = Partial<
  Pick<RunItemRow, "state" | "error" | "after_n" | "made_id" | "claim" | "intent" | "sealed" | "ended_at" | "name">
>;

/** Changes an item that is still in this state, under this claim. False if another worker was first. */
export async function changeItem(
  db: Db,
  { run, n, state, claim }: Pick<RunItemRow, "run" | "n" | "claim"> & { state: string },
  change: ItemChange,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("run_item")
    .set(change)
    .where("run", "=", run)
    .where("n", "=", n)
    .where("state", "=", state)
    .where("claim", claim === null ? "is" : "=", claim)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Items that somebody works on. */
export function listRunningItems(db: Db, run: string): Promise<Pick<RunItemRow, "n" | "claim" | "intent">[]> {
  return db
    .selectFrom("run_item")
    .select(["n", "claim", "intent"])
    .where("run", "=", run)
    .where("state", "=", "running")
    .execute();
}

/** Items whose write has no outcome here yet. */
export function listUnsettledItems(db: Db, run: string): Promise<RunItemRow[]> {
  return db
    .selectFrom("run_item")
    .selectAll()
    .where("run", "=", run)
    .where("intent", "is not", null)
    .orderBy("n")
    .execute();
}

/** Items of which nobody knows whether they took effect. */
export function listUnknownItems(db: Db, run: string): Promise<RunItemRow[]> {
  return db
    .selectFrom("run_item")
    .selectAll()
    .where("run", "=", run)
    .where(({ or, eb }) => or([eb("state", "=", "unknown"), eb("intent", "is not", null)]))
    .orderBy("n")
    .execute();
}

/** How many items failed since the run was last started. */
export function countFailures(db: Db, given: { run: string; since: number }): Promise<number> {
  return countEnded(db, { ...given, states: ["failed", "unknown"] });
}

/** How many items ended since then, in these states; without them, in any. */
export async function countEnded(
  db: Db,
  { run, since, states }: { run: string; since: number; states?: readonly string[] },
): Promise<number> {
  const row = await db
    .selectFrom("run_item")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("run", "=", run)
    .$if(states !== undefined, (query) => query.where("state", "in", [...(states ?? [])]))
    .where("ended_at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Removes the secrets of a run: all of them, or those of items that will not be sent again. */
export async function wipeRun(db: Db, run: string, states: readonly string[] | null): Promise<void> {
  await db.transaction().execute(async (change) => {
    if (states === null) {
      await change.updateTable("run").set({ sealed: null, kid: null }).where("id", "=", run).execute();
    }
    await change
      .updateTable("run_item")
      .set({ sealed: null })
      .where("run", "=", run)
      .where("sealed", "is not", null)
      .$if(states !== null, (query) => query.where("state", "in", [...(states ?? [])]))
      .execute();
  });
}

/** Of all items, or of those with one outcome. Items in zones and accounts that are hidden now are left out. */
export type ItemFilter = { run: string; realm: string; plan?: string | undefined; state?: string | undefined };

type ItemBuilder = ExpressionBuilder<Database, "run_item">;

function isShown({ realm }: Pick<ItemFilter, "realm">) {
  return ({ not, exists, selectFrom }: ItemBuilder) =>
    not(
      exists(
        selectFrom("scope")
          .select("scope.path")
          .where("scope.realm", "=", realm)
          .whereRef("scope.path", "=", "run_item.scope")
          .where("scope.hidden_at", "is not", null),
      ),
    );
}

export type ShownItem = RunItemRow & { scope_name: string | null };

/** Some items in the order of the plan, with the names of their zones and accounts. */
export function listItems(
  db: Db,
  filter: ItemFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<ShownItem[]> {
  return db
    .selectFrom("run_item")
    .selectAll("run_item")
    .select(({ selectFrom }) =>
      selectFrom("scope")
        .select("scope.name")
        .where("scope.realm", "=", filter.realm)
        .whereRef("scope.path", "=", "run_item.scope")
        .as("scope_name"),
    )
    .where("run_item.run", "=", filter.run)
    .where(isShown(filter))
    .$if(filter.plan !== undefined, (query) => query.where("run_item.plan", "=", filter.plan ?? ""))
    .$if(filter.state !== undefined, (query) => query.where("run_item.state", "=", filter.state ?? ""))
    .orderBy("run_item.step")
    .orderBy("run_item.n")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** How many items there are by plan and state. */
export async function countItems(
  db: Db,
  { run, realm }: Pick<ItemFilter, "run" | "realm">,
): Promise<{ plan: string; state: string | null; count: number }[]> {
  const rows = await db
    .selectFrom("run_item")
    .select(["plan", "state"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("run", "=", run)
    .where(isShown({ realm }))
    .groupBy(["plan", "state"])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The same for several runs of a realm at once. */
export async function countItemsOf(
  db: Db,
  { runs, realm }: { runs: readonly string[]; realm: string },
): Promise<{ run: string; plan: string; state: string | null; count: number }[]> {
  if (runs.length === 0) return [];
  const rows = await db
    .selectFrom("run_item")
    .select(["run", "plan", "state"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("run", "in", [...runs])
    .where(isShown({ realm }))
    .groupBy(["run", "plan", "state"])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Items that changed something: there is a version before it, or after it. */
function doneItems(db: Db, run: string) {
  return db
    .selectFrom("run_item")
    .where("run", "=", run)
    .where("state", "=", "done")
    .where(({ eb, or }) => or([eb("after_n", "is not", null), eb("before_n", "is not", null)]));
}

/** What the items of a run did, for its roll back: those that changed something, the last first. */
export function listDoneItems(
  db: Db,
  run: string,
): Promise<Pick<RunItemRow, "n" | "step" | "scope" | "job_id" | "plan" | "before_n" | "after_n" | "made_id">[]> {
  return doneItems(db, run)
    .select(["n", "step", "scope", "job_id", "plan", "before_n", "after_n", "made_id"])
    .orderBy("step", "desc")
    .orderBy("n", "desc")
    .execute();
}

export async function countDoneItems(db: Db, run: string): Promise<number> {
  const row = await doneItems(db, run)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The items of a run beside their jobs as they were last read. */
export function listItemsWithJobs(db: Db, { run, realm }: Pick<ItemFilter, "run" | "realm">) {
  return db
    .selectFrom("run_item as item")
    .leftJoin("job", (join) =>
      join.onRef("job.scope", "=", "item.scope").onRef("job.job_id", "=", "item.job_id").on("job.realm", "=", realm),
    )
    .leftJoin("job_version as now", (join) => join.onRef("now.job", "=", "job.id").onRef("now.n", "=", "job.n"))
    .leftJoin("job_version as made", (join) =>
      join.onRef("made.job", "=", "job.id").onRef("made.n", "=", "item.after_n"),
    )
    .where("item.run", "=", run)
    .select(["item.plan", "item.state", "item.error", "item.ended_at", "job.enabled", "job.gone_at"])
    .select(["job.last_complete", "now.conf_digest as now_digest", "made.conf_digest as made_digest"])
    .execute();
}

/** The newest version of a job, and whether it is there. */
export async function findJobVersion(
  db: Db,
  { realm, path, jobId }: { realm: string; path: string; jobId: number },
): Promise<number | undefined> {
  const row = await db
    .selectFrom("job")
    .select("n")
    .where("realm", "=", realm)
    .where("scope", "=", path)
    .where("job_id", "=", jobId)
    .executeTakeFirst();
  return row?.n;
}

/** Whether somebody is signed in as this caller. */
export async function hasSession(
  db: Db,
  { actor, startedAfter, usedAfter }: { actor: string; startedAfter: number; usedAfter: number },
): Promise<boolean> {
  const rows = await db
    .selectFrom("session")
    .select("caller")
    .where("started_at", ">", startedAfter)
    .where("used_at", ">", usedAfter)
    .where("caller", "like", `%${JSON.stringify(actor).slice(1, -1)}%`)
    .execute();
  return rows.some(({ caller }) => JSON.parse(caller).id === actor);
}

/** Removes a plan that is not to be applied. False if there is none, or somebody has applied it. */
export async function deletePlan(db: Db, id: string): Promise<boolean> {
  const plan = db.deleteFrom("run").where("id", "=", id).where("state", "=", "planned");
  return (await plan.executeTakeFirstOrThrow()).numDeletedRows > 0n;
}

/** When runs of each sort are old, in milliseconds since 1970. */
export type RunLimits = { plannedBefore: number; endedBefore: number; ofTokensBefore: number };

/** Removes plans that nobody applied, runs that are long over, and those of people's own tokens after a day. */
export async function deleteOldRuns(db: Db, { plannedBefore, endedBefore, ofTokensBefore }: RunLimits): Promise<void> {
  await db
    .deleteFrom("run")
    .where(({ and, or, eb, fn }) =>
      or([
        and([eb("state", "=", "planned"), eb("created_at", "<", plannedBefore)]),
        and([eb("state", "in", over), eb("ended_at", "<", endedBefore)]),
        and([
          eb("realm", "like", "token:%"),
          eb(fn.coalesce("ended_at", "begun_at", "created_at"), "<", ofTokensBefore),
        ]),
      ]),
    )
    .execute();
}

const over = ["finished", "stopped", "rolled back"];

/** The runs that were over by then and still hold secrets. */
export async function listRunsToWipe(db: Db, endedBefore: number): Promise<string[]> {
  const rows = await db
    .selectFrom("run")
    .select("id")
    .where("state", "in", over)
    .where("ended_at", "<", endedBefore)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb("sealed", "is not", null),
        exists(
          selectFrom("run_item").select("n").whereRef("run_item.run", "=", "run.id").where("sealed", "is not", null),
        ),
      ]),
    )
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}
