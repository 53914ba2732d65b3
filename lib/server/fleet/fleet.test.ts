import { afterEach, beforeEach, expect, test } from "vitest";
import { putJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { RunIntent } from "#lib/logpush/plan/run-kinds.ts";
import { countItems, countItemsOf, findRun, listItems } from "#lib/store/runs.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { findOutcomeAtCloudflare, reconcileAfterMs, reconcileIntents } from "../activity/reconcile-intents.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes } from "../context/job-notes.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { createJob } from "../jobs/create-job.ts";
import { auditOf } from "../testing/test-audit.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { applyRun, discardRun, resumeRun, retryRun, rollBackRun, stopRun } from "./change-run.ts";
import { createRun } from "./create-run.ts";
import { driveRun } from "./drive-run.ts";
import { describeRun } from "./read-run.ts";

describeEachStore("a run", ({ store }) => {
  let emulated: Emulated<Emulator>;
  let context: Context;
  let two: JobRef;
  let three: JobRef;
  const never = new AbortController().signal;

  beforeEach(async () => {
    emulated = openEmulated(createEmulator);
    const one = store();
    context = { ...emulated.context, store: one, audit: auditOf(one), notes: openJobNotes(one.db, Date.now) };
    await listJobs(context);
    two = await createJob(context, newValues({ name: "two", maxUploadRecords: "2000" }));
    three = await createJob(context, newValues({ name: "three", endpoint: "https://other.example/in" }));
    context = { ...context, isReadInBackground: true };
    emulated.requests.length = 0;
  });
  afterEach(() => emulated.close());

  const refOf = (jobId: number): JobRef => ({ scopeKind: "zones", scopeId: zoneId, jobId });
  const rawOf = async (ref: JobRef) => (await emulated.read(ref)).raw;
  const writes = () => emulated.requests.filter((request) => !request.startsWith("GET "));
  const plan = (intent: RunIntent) => createRun(context, intent);
  const apply = async (run: { id: string }, options = {}) => {
    await applyRun(context, { ...run, ...options });
    await driveRun(context, run.id, never);
  };
  const itemsOf = async ({ id }: { id: string }) =>
    (await listItems(context.store.db, { run: id, realm: context.realm }, { limit: 1000, offset: 0 })).map(
      ({ plan: outcome, state, error, name }) => ({
        name,
        plan: outcome,
        state,
        code: error && JSON.parse(error).code,
      }),
    );
  const stateOf = async ({ id }: { id: string }) =>
    (await findRun(context.store.db, { id, realm: context.realm }))?.state;

  test("is planned without a call, applied once, and planned again changes nothing", async () => {
    const refs = [refOf(1001), two, refOf(4)];
    const planned = await plan({ kind: "disable", refs });
    expect(emulated.requests).toEqual([]);
    expect(await itemsOf(planned)).toEqual([
      { name: "burrito-requests", plan: "change", state: null, code: null },
      { name: expect.any(String), plan: "change", state: null, code: null },
      { name: "job 4", plan: "blocked", state: null, code: "E_NOT_FOUND" },
    ]);
    await apply(planned);
    expect(writes()).toHaveLength(2);
    expect(await stateOf(planned)).toBe("finished");
    expect((await itemsOf(planned)).map(({ state }) => state)).toEqual(["done", "done", "not applied"]);
    expect([(await rawOf(refOf(1001))).enabled, (await rawOf(two)).enabled]).toEqual([false, false]);
    await applyRun(context, planned).catch(() => undefined);
    await driveRun(context, planned.id, never);
    const again = await plan({ kind: "disable", refs });
    expect((await itemsOf(again)).map((item) => item.plan)).toEqual(["same", "same", "blocked"]);
    await apply(again);
    expect(writes()).toHaveLength(2);
  });

  test("shows and stores no secret in plain text, and keeps none when it is over", async () => {
    const planned = await plan({ kind: "restore", jobs: [{ ref: two, to: 1 }] });
    expect(await itemsOf(planned)).toMatchObject([{ plan: "same" }]);
    const rotated = "https://receiver.headgate.test/in?header_Authorization=Bearer%20canary-other";
    await emulated.context.upstream.write((client) => putJob(client, two, { destination_conf: rotated }));
    await listJobs({ ...context, isReadInBackground: false });
    const back = await plan({ kind: "restore", jobs: [{ ref: two, to: 1, seen: 2 }] });
    const shown = JSON.stringify(await describeRun(context, back.id, { show: "plan", outcome: undefined, page: 1 }));
    expect(shown).toContain("Header Authorization");
    expect(shown).not.toContain("canary");
    const rows = async () => {
      const [runs, items] = await Promise.all([
        context.store.db.selectFrom("run").selectAll().where("id", "=", back.id).execute(),
        context.store.db.selectFrom("run_item").selectAll().where("run", "=", back.id).execute(),
      ]);
      return { runs, items };
    };
    expect(Buffer.from(JSON.stringify(await rows())).includes("canary")).toBe(false);
    expect((await rows()).items[0]?.sealed).not.toBeNull();
    await apply(back);
    expect(String((await rawOf(two)).destination_conf)).toContain("canary-secret-value");
    expect([(await rows()).runs[0]?.sealed, (await rows()).items[0]?.sealed]).toEqual([null, null]);
  });

  test("is rolled back to exactly what was there, what it deleted too", async () => {
    const [one, other] = [refOf(1001), two];
    const before = await Promise.all([rawOf(one), rawOf(other)]);
    const disabled = await plan({ kind: "disable", refs: [one] });
    await apply(disabled);
    const deleted = await plan({ kind: "delete", refs: [other] });
    await apply(deleted);
    await expect(rawOf(other)).rejects.toMatchObject({ error: { code: "E_NOT_FOUND" } });
    for (const run of [disabled, deleted]) {
      const back = await rollBackRun(context, run);
      await driveRun(context, back.id, never);
      expect(await itemsOf(back)).toMatchObject([{ state: "done" }]);
      expect(await stateOf(run)).toBe("rolled back");
    }
    expect(await rawOf(one)).toEqual(before[0]);
    const jobs = await listJobs(context);
    const made = jobs.jobs.find(({ name }) => name === "two");
    const { id: _, ...settings } = before[1];
    expect(made?.ref.jobId).not.toBe(other.jobId);
    expect(made && (await rawOf(made.ref))).toMatchObject(settings);
  });

  test("needs the role that a single change needs", async () => {
    const as = (role: "viewer" | "operator" | "admin") => ({ ...context, caller: { id: role, name: role, role } });
    const isRefused = { error: { code: "E_ROLE" } };
    await expect(createRun(as("viewer"), { kind: "disable", refs: [two] })).rejects.toMatchObject(isRefused);
    await expect(createRun(as("operator"), { kind: "delete", refs: [two] })).rejects.toMatchObject(isRefused);
    await expect(createRun(as("operator"), { kind: "restore", jobs: [{ ref: two, to: 1 }] })).rejects.toMatchObject(
      isRefused,
    );
    const deletes = await createRun(as("admin"), { kind: "delete", refs: [two] });
    await expect(applyRun(as("operator"), deletes)).rejects.toMatchObject(isRefused);
    const disables = await createRun(as("admin"), { kind: "disable", refs: [two] });
    const query = { show: "plan", outcome: undefined, page: 1 } as const;
    expect((await describeRun(as("viewer"), disables.id, query)).mayApply).toBe(false);
    await expect(applyRun(as("viewer"), disables)).rejects.toMatchObject(isRefused);
    await applyRun(as("operator"), disables);
    await driveRun(context, disables.id, never);
    const back = await rollBackRun(as("operator"), disables);
    await driveRun(context, back.id, never);
    expect((await rawOf(two)).enabled).toBe(true);
  });

  test("leaves a job alone that changed after the plan, or after the run", async () => {
    const change = (ref: JobRef, body: object) =>
      emulated.context.upstream.write((client) => putJob(client, ref, { ...body }));
    const planned = await plan({ kind: "disable", refs: [refOf(1001), two] });
    await change(refOf(1001), { max_upload_records: 5000 });
    await apply(planned);
    expect(await itemsOf(planned)).toMatchObject([{ state: "not applied", code: "E_RUN_CHANGED" }, { state: "done" }]);
    expect((await rawOf(refOf(1001))).enabled).toBe(true);
    await change(two, { max_upload_records: 6000 });
    const back = await rollBackRun(context, planned);
    await driveRun(context, back.id, never);
    expect(await itemsOf(back)).toMatchObject([{ state: "not applied", code: "E_RUN_CHANGED" }]);
    expect((await rawOf(two)).enabled).toBe(false);
  });

  test("stops after failures, and goes on where it was", async () => {
    const planned = await plan({ kind: "disable", refs: [refOf(1001), two, three] });
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 400, method: "PUT", times: 1 });
    await apply(planned, { stopAfter: 1 });
    expect(await stateOf(planned)).toBe("stopped");
    const states = (await itemsOf(planned)).map(({ state }) => state);
    expect(states.filter((state) => state === "failed")).toHaveLength(1);
    await resumeRun(context, planned);
    await driveRun(context, planned.id, never);
    await retryRun(context, planned);
    await driveRun(context, planned.id, never);
    expect(await stateOf(planned)).toMatch(/finished|stopped/);
    expect((await rawOf(refOf(1001))).enabled).toBe(false);
  });

  test("stopped before it begins, it sends nothing until it is resumed", async () => {
    const planned = await plan({ kind: "disable", refs: [refOf(1001)] });
    await applyRun(context, planned);
    await stopRun(context, planned);
    await driveRun(context, planned.id, never);
    expect([await stateOf(planned), writes().length]).toEqual(["stopped", 0]);
    await resumeRun(context, planned);
    await driveRun(context, planned.id, never);
    expect([await stateOf(planned), writes().length]).toEqual(["finished", 1]);
  });

  test("waits for a limit and tries the same item again", async () => {
    const planned = await plan({ kind: "disable", refs: [refOf(1001)] });
    emulated.emulator.faults.add({ at: "before", kind: "rate-limit", retryAfterSeconds: 1, method: "PUT", times: 1 });
    await apply(planned);
    expect(await itemsOf(planned)).toMatchObject([{ state: "done" }]);
    expect(await countItems(context.store.db, { run: planned.id, realm: context.realm })).toEqual([
      { plan: "change", state: "done", count: 1 },
    ]);
  });

  test("counts no items in zones that the credential does not see any more", async () => {
    const { id } = await plan({ kind: "disable", refs: [two, three] });
    const { db } = context.store;
    const counts = () => countItemsOf(db, { runs: [id], realm: context.realm });
    expect(await counts()).toEqual([{ run: id, plan: "change", state: null, count: 2 }]);
    await db.updateTable("scope").set({ hidden_at: 1 }).where("path", "=", `zones/${zoneId}`).execute();
    expect(await counts()).toEqual([]);
  });

  test("says how long it will take from what ended since it was resumed", async () => {
    const { id } = await plan({ kind: "disable", refs: [two, three] });
    const { db } = context.store;
    const [row] = await db.selectFrom("run_item").selectAll().where("run", "=", id).execute();
    if (!row) throw new Error("no item");
    const at = Date.now();
    const more = (from: number, count: number, rest: Partial<typeof row>) =>
      Array.from({ length: count }, (_, index) => ({ ...row, n: from + index, ...rest }));
    await db.updateTable("run_item").set({ state: "queued" }).where("run", "=", id).execute();
    const before = more(10, 50, { state: "done", ended_at: at - 60_000 });
    await db
      .insertInto("run_item")
      .values([...before, ...more(100, 8, { state: "queued" })])
      .execute();
    await db
      .updateTable("run")
      .set({ state: "applying", begun_at: at - 10_000 })
      .where("id", "=", id)
      .execute();
    const left = async () => {
      const query = { show: "results", outcome: undefined, page: 1 } as const;
      return (await describeRun({ ...context, now: () => at }, id, query)).secondsLeft;
    };
    expect(await left()).toBeNull();
    await db
      .insertInto("run_item")
      .values(more(200, 5, { state: "done", ended_at: at - 1000 }))
      .execute();
    expect(await left()).toBe(20);
  });

  test("is discarded while it is a plan, and not afterwards", async () => {
    const as = (role: "viewer" | "operator") => ({ ...context, caller: { id: role, name: role, role } });
    const planned = await plan({ kind: "delete", refs: [two] });
    await expect(discardRun(as("operator"), planned)).rejects.toMatchObject({ error: { code: "E_ROLE" } });
    await discardRun(context, planned);
    expect([await stateOf(planned), await itemsOf(planned)]).toEqual([undefined, []]);
    const isGone = { error: { code: "E_RUN_GONE" } };
    await expect(discardRun(context, planned)).rejects.toMatchObject(isGone);
    await expect(applyRun(context, planned)).rejects.toMatchObject(isGone);
    const applied = await plan({ kind: "disable", refs: [two] });
    await apply(applied);
    await expect(discardRun(context, applied)).rejects.toMatchObject({ error: { code: "E_RUN_STATE" } });
    expect(await itemsOf(applied)).toMatchObject([{ state: "done" }]);
  });

  /** The next PUT reaches the API, or not, and gets no answer; after that nothing can be read until `faults.clear`. */
  function loseAnswer(isApplied: boolean): Context {
    const { upstream } = context;
    const { faults } = emulated.emulator;
    const lose: Context["upstream"]["write"] = async (call) => {
      faults.add({ at: isApplied ? "after" : "before", kind: "drop", method: "PUT", times: 1 });
      faults.add({ at: "before", kind: "status", status: 503, pathIncludes: "/logpush/" });
      return upstream.write(call);
    };
    return { ...context, upstream: { ...upstream, forRun: () => ({ ...upstream.forRun(), write: lose }) } };
  }

  /** As it is when nothing can be in progress any more. */
  async function readBack({ id }: { id: string }, isGivenUp: boolean): Promise<void> {
    const later = { ...context, now: () => Date.now() + 2 * reconcileAfterMs };
    const find = findOutcomeAtCloudflare(later);
    await reconcileIntents(later, isGivenUp ? async () => ({ outcome: "unknown" }) : find);
    if (isGivenUp) await context.store.db.updateTable("run_item").set({ intent: null }).where("run", "=", id).execute();
  }

  test.each([
    { isApplied: true, isGivenUp: false },
    { isApplied: true, isGivenUp: true },
    { isApplied: false, isGivenUp: false },
    { isApplied: false, isGivenUp: true },
  ])("takes back what took effect although nobody knew of it %j", async ({ isApplied, isGivenUp }) => {
    const before = (await rawOf(two)).enabled;
    const planned = await plan({ kind: before ? "disable" : "enable", refs: [two] });
    await applyRun(context, planned);
    await driveRun(loseAnswer(isApplied), planned.id, never);
    expect(await itemsOf(planned)).toMatchObject([{ state: "unknown" }]);
    const isUnsettled = { error: { code: "E_RUN_UNSETTLED" } };
    await expect(rollBackRun(context, planned)).rejects.toMatchObject(isUnsettled);
    emulated.emulator.faults.clear();
    // The write may still be in progress.
    await expect(rollBackRun(context, planned)).rejects.toMatchObject(isUnsettled);
    expect([await stateOf(planned), (await rawOf(two)).enabled]).toEqual(["finished", isApplied ? !before : before]);
    await readBack(planned, isGivenUp);
    if (isApplied) {
      const back = await rollBackRun(context, planned);
      await driveRun(context, back.id, never);
      expect(await itemsOf(back)).toMatchObject([{ plan: "change", state: "done" }]);
    } else {
      await expect(rollBackRun(context, planned)).rejects.toMatchObject({ error: { code: "E_RUN_NOTHING" } });
      expect(await itemsOf(planned)).toMatchObject([{ state: "not applied" }]);
    }
    expect((await rawOf(two)).enabled).toBe(before);
  });

  test("is rolled back once by two presses, which leave one run", async () => {
    const planned = await plan({ kind: "disable", refs: [two] });
    await apply(planned);
    const pressed = await Promise.allSettled([rollBackRun(context, planned), rollBackRun(context, planned)]);
    expect(pressed.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const runs = await context.store.db.selectFrom("run").select("rolls_back").execute();
    expect(runs.filter(({ rolls_back: of }) => of === planned.id)).toHaveLength(1);
  });
});
