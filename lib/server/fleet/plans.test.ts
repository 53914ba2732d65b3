import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import { findItem, findRun, listItems } from "#lib/store/runs.ts";
import type { Context } from "../context/context.ts";
import { listConsolidations, readConsolidation } from "../coverage/consolidations.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { createJob } from "../jobs/create-job.ts";
import { findSecrets } from "../rotate/read-secrets.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { requireDelivery } from "./await-delivery.ts";
import { applyRun, rollBackRun } from "./change-run.ts";
import { createRun, placeOfItem } from "./create-run.ts";
import { driveRun } from "./drive-run.ts";
import { planCleanup } from "./plan-cleanup.ts";
import { planCreate } from "./plan-create.ts";
import { planRestore } from "./plan-restore.ts";
import { planRotation } from "./plan-rotation.ts";
import { planSettings } from "./plan-settings.ts";
import { describeRun } from "./read-run.ts";

let emulated: Emulated<Emulator>;
let ref: JobRef;
beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  await listJobs(emulated.context);
  ref = await createJob(emulated.context, newValues({ name: "theburritobot.com-https" }));
});
afterEach(() => emulated.close());

/** The plan, with what would be sent, and without a secret in what people see of it. */
async function planOf({ id }: { id: string }) {
  const { store, realm, seal } = emulated.context;
  const rows = await listItems(store.db, { run: id, realm }, { limit: 1000, offset: 0 });
  expect(JSON.stringify(rows.map(({ sealed: _, ...row }) => row))).not.toContain("canary");
  return rows.map((row) => {
    const text =
      row.sealed && row.kid ? seal.open({ kid: row.kid, bytes: row.sealed }, placeOfItem(id, row.n)) : undefined;
    return {
      scope: row.scope,
      name: row.name,
      plan: row.plan,
      code: row.error === null ? undefined : parseJson<{ code: string }>(row.error).code,
      body: text === undefined ? undefined : parseJson<JsonObject>(text),
    };
  });
}

async function zonesWithout(): Promise<string[]> {
  const rows = await emulated.context.store.db.selectFrom("scope").select(["path", "name", "jobs"]).execute();
  return rows.filter(({ path, jobs }) => path.startsWith("zones/") && jobs === 0).map(({ path }) => path);
}

test("a job is copied with its secret to other zones", async () => {
  const scopes = (await zonesWithout()).slice(0, 2);
  const copy = { kind: "copy", jobs: [{ ref, pattern: null }], scopes, updates: false, triesFull: false } as const;
  const items = await planOf(await createRun(emulated.context, { ...copy, jobs: [...copy.jobs] }));
  expect(items.map(({ scope, plan }) => [scope, plan])).toEqual(scopes.map((scope) => [scope, "create"]));
  expect(items[0]?.body?.destination_conf).toContain("Bearer%20canary-secret-value");
  expect(items[0]?.name).not.toContain("theburritobot");
});

/** One round of deliveries. */
async function deliver(): Promise<void> {
  vi.stubEnv("HEADGATE_EMULATOR_FAULTS", "1");
  const headers = { authorization: "Bearer headgate-test-token-0000000000000000" };
  const tick = new Request("https://api.cloudflare.com/client/v4/__emulator/tick", { method: "POST", headers });
  expect((await emulated.emulator.fetch(tick)).status).toBe(200);
  vi.unstubAllEnvs();
}

const unixTimes = { set: { timestampFormat: "unix" }, addFields: [], removeFields: [] };
const never = new AbortController().signal;

async function apply(run: { id: string }): Promise<void> {
  await applyRun(emulated.context, run);
  await driveRun(emulated.context, run.id, never);
}

const states = async ({ id }: { id: string }) => {
  const { store, realm } = emulated.context;
  return (await listItems(store.db, { run: id, realm }, { limit: 100, offset: 0 })).map(({ plan, state }) => [
    plan,
    state,
  ]);
};

test("copies are made once, are the same when planned again, and go with a roll back", async () => {
  const scopes = (await zonesWithout()).slice(0, 2);
  const intent = () => ({
    ...{ kind: "copy" as const, jobs: [{ ref, pattern: null }], scopes: [...scopes] },
    ...{ updates: false, triesFull: false },
  });
  const run = await createRun(emulated.context, intent());
  emulated.requests.length = 0;
  await apply(run);
  expect(emulated.requests.filter((request) => request.startsWith("POST"))).toHaveLength(2);
  expect(await states(run)).toEqual(scopes.map(() => ["create", "done"]));
  const again = await createRun(emulated.context, intent());
  expect((await states(again)).map(([plan]) => plan)).toEqual(["same", "same"]);
  const back = await rollBackRun(emulated.context, run);
  await driveRun(emulated.context, back.id, never);
  expect(await states(back)).toEqual(scopes.map(() => ["delete", "done"]));
});

test("an account job replaces like zone jobs when it has delivered", async () => {
  const { context } = emulated;
  const rows = await context.store.db.selectFrom("scope").select(["path", "account_id"]).execute();
  const account = rows.find(({ path }) => path === `zones/${zoneId}`)?.account_id;
  const zones = rows.filter((row) => row.account_id === account && row.path.startsWith("zones/")).slice(0, 2);
  expect(zones).toHaveLength(2);
  const old: JobRef[] = [];
  for (const { path } of zones) {
    const values = { scope: path, dataset: "firewall_events", fieldNames: ["Action", "Datetime"], enabled: true };
    old.push(await createJob(context, newValues({ ...values, name: `old-${old.length}` })));
  }
  const offer = { dataset: "firewall_events", account: `accounts/${account}` };
  expect(await listConsolidations(context)).toMatchObject([{ ...offer, jobs: 2 }]);
  const refs = await readConsolidation(context, offer);
  expect(refs).toEqual(expect.arrayContaining(old));
  const run = await createRun(context, {
    ...{ kind: "consolidate", refs, account: offer.account, name: "all-zones", triesFull: false },
  });
  expect((await states(run)).map(([plan]) => plan)).toEqual(["create", "change", "change"]);
  await expect(planCleanup(context, run)).rejects.toMatchObject({ error: { code: "E_CLEANUP_EMPTY" } });

  const stop = new AbortController();
  await applyRun(context, run);
  const driving = driveRun(context, run.id, stop.signal);
  await expect.poll(async () => (await states(run))[0]).toEqual(["create", "done"]);
  const reads = () => emulated.requests.filter((request) => request.startsWith("GET /accounts/")).length;
  await expect.poll(reads).toBeGreaterThan(1);
  stop.abort();
  await driving;
  const enabled = async () => Promise.all(old.map(async (one) => (await emulated.read(one)).job.enabled));
  expect(await enabled()).toEqual([true, true]);
  await deliver();
  await driveRun(context, run.id, never);
  expect((await states(run)).map(([, state]) => state)).toEqual(["done", "done", "done"]);
  expect(await enabled()).toEqual([false, false]);
  expect(await listConsolidations(context)).toEqual([]);
  expect((await states(await planCleanup(context, run))).map(([plan]) => plan)).toEqual(["delete", "delete"]);
  const row = await findRun(context.store.db, { id: run.id, realm: context.realm });
  const item = await findItem(context.store.db, { run: run.id, n: 1 });
  const failing = { last_complete: "2026-11-28T10:00:00Z", last_error: "2026-11-29T10:00:00Z" };
  const upstream = { ...context.upstream, read: async () => ({ job: failing }) } as unknown as Context["upstream"];
  if (!row || !item) throw new Error("no run");
  await expect(requireDelivery({ ...context, upstream }, row, item)).rejects.toMatchObject({
    error: { code: "E_RUN_WAITING" },
  });
  // One that somebody enabled again is in use, and after the roll back all of them are.
  await apply(await createRun(context, { kind: "enable", refs: old.slice(0, 1) }));
  expect((await states(await planCleanup(context, run))).map(([plan]) => plan)).toEqual(["delete"]);
  const back = await rollBackRun(context, run);
  emulated.emulator.faults.add({ at: "before", kind: "status", status: 400, method: "PUT", times: 1 });
  await driveRun(context, back.id, never);
  // Not before the zone jobs deliver again.
  expect((await states(back)).filter(([plan]) => plan !== "blocked")).toEqual([
    ["change", "failed"],
    ["delete", "not applied"],
  ]);
  await expect(planCleanup(context, run)).rejects.toMatchObject({ error: { code: "E_RUN_STATE" } });
});

test("a value is replaced in all jobs that use it, found by its fingerprint", async () => {
  const other = await createJob(
    emulated.context,
    newValues({
      name: "b",
      enabled: false,
      query: [
        { kind: "header", name: "X-Key", value: "canary-secret-value/+=" },
        { kind: "header", name: "Authorization", value: "Bearer canary-theirs" },
      ],
    }),
  );
  const { groups } = await findSecrets(emulated.context, { refs: [ref, other] });
  const [group] = groups;
  expect(group).toMatchObject({
    jobCount: 2,
    places: [
      { kind: "header", name: "Authorization", form: "Bearer", jobs: 1 },
      { kind: "header", name: "X-Key", form: "", jobs: 1 },
    ],
  });
  expect(JSON.stringify(groups)).not.toContain("canary");
  const plan = await planRotation(emulated.context, { fingerprints: [group?.fingerprint ?? ""], value: "canary-new" });
  const confs = (await planOf(plan)).map(({ body }) => String(body?.destination_conf));
  expect(confs).toEqual([
    expect.stringContaining("header_X-Key=canary-new&header_Authorization=Bearer%20canary-theirs"),
    expect.stringContaining("header_Authorization=Bearer%20canary-new&"),
  ]);
  await apply(plan);
  const progress = async () => {
    const query = { show: "results", outcome: undefined, page: 1 } as const;
    return (await describeRun(emulated.context, plan.id, query)).rotation;
  };
  expect(await progress()).toEqual({ holding: 0, waiting: 1, delivered: 0, disabled: 1 });
  // Deliveries say when by the second.
  await vi.waitUntil(
    async () => {
      await deliver();
      await listJobs(emulated.context);
      return (await progress())?.waiting === 0;
    },
    { timeout: 30_000, interval: 500 },
  );
  expect(await progress()).toEqual({ holding: 0, waiting: 0, delivered: 1, disabled: 1 });
  const { lines } = await emulated.context.audit.read();
  expect(lines.filter((line) => line.kind === "intent" && line.action === "rotate")).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain("canary");
  await expect(planRotation(emulated.context, { fingerprints: ["nothing"], value: "x" })).rejects.toMatchObject({
    error: { code: "E_PLAN_OTHER_VALUE" },
  });
});

test("fields are added where Cloudflare lists them", async () => {
  const change = { set: { timestampFormat: "unix" }, addFields: ["ClientIP"], removeFields: [] };
  const [item] = await planOf(await planSettings(emulated.context, { refs: [ref], change }));
  expect(item?.body).toMatchObject({
    output_options: { field_names: ["RayID", "EdgeStartTimestamp", "ClientIP"], timestamp_format: "unix" },
  });
});

test("a field that one zone does not offer is blocked there before anything is sent, and planned elsewhere", async () => {
  const [other = ""] = await zonesWithout();
  const second = await createJob(emulated.context, newValues({ name: "second", scope: other }));
  // As a zone without the product answers; nobody has read its list before.
  const { context } = contextOf(async (input, init) => {
    const answer = await emulated.emulator.fetch(new Request(input, init));
    if (!String(input).endsWith(`${other}/logpush/datasets/http_requests/fields`)) return answer;
    const { result, ...envelope } = await answer.json();
    const { ClientIP: _, ...offered } = result;
    return Response.json({ ...envelope, result: offered });
  });
  const sees = { ...emulated.context, upstream: context.upstream };
  const change = { set: {}, addFields: ["ClientIP"], removeFields: [] };
  const run = await planSettings(sees, { refs: [ref, second], change });
  expect((await planOf(run)).map(({ plan, code }) => [plan, code])).toEqual([
    ["change", undefined],
    ["blocked", "E_FIELDS_UNLISTED"],
  ]);
  emulated.requests.length = 0;
  await apply(run);
  expect(emulated.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  expect(await states(run)).toEqual([
    ["change", "done"],
    ["blocked", "not applied"],
  ]);
});

test("jobs are brought back to how they were at a time, and one that was not known then is left alone", async () => {
  const { context } = emulated;
  const late = { ...context, now: () => Date.now() + 60_000 };
  const before = await emulated.read(ref);
  const at = Date.now() + 30_000;
  await apply(await createRun(context, { kind: "settings", refs: [ref], change: unixTimes, fields: {} }));
  // As if the change, and another job, came a minute later.
  await context.store.db.updateTable("job_version").set({ seen_at: late.now() }).where("n", "=", 2).execute();
  const newer = await createJob(late, newValues({ name: "newer" }));
  const run = await planRestore(context, { refs: [ref, newer], at });
  expect((await planOf(run)).map(({ plan, code }) => [plan, code])).toEqual([
    ["change", undefined],
    ["blocked", "E_VERSION_UNSEEN"],
  ]);
  await apply(run);
  expect((await emulated.read(ref)).raw).toEqual(before.raw);
  expect((await emulated.read(newer)).job.name).toBe("newer");
  expect((await states(await planRestore(context, { refs: [ref], at })))[0]?.[0]).toBe("same");
});

test("jobs that drifted get a file's settings, and applied again it does nothing", async () => {
  const second = await createJob(emulated.context, newValues({ name: "second", enabled: true }));
  const set = { enabled: false, maxUploadRecords: "5000" };
  const plan = () => createRun(emulated.context, { kind: "drift", groups: [{ refs: [ref, second], set }] });
  const confOf = async () => (await emulated.read(second)).raw.destination_conf;
  const conf = await confOf();
  const run = await plan();
  const bodies = (await planOf(run)).map(({ body }) => body);
  expect(bodies).toEqual(Array(2).fill({ enabled: false, max_upload_records: 5000 }));
  await apply(run);
  expect(await states(run)).toEqual(Array(2).fill(["change", "done"]));
  expect(await confOf()).toBe(conf);
  expect((await states(await plan())).map(([outcome]) => outcome)).toEqual(["same", "same"]);
});

test("the form's job is created in several zones, each with its own name", async () => {
  const scopes = [`zones/${zoneId}`, ...(await zonesWithout()).slice(0, 1)];
  const values = newValues({
    name: "to-{zone}",
    endpoint: "https://receiver.headgate.test/{zone}",
    query: [{ kind: "header", name: "Authorization", value: "Bearer canary {zone}" }],
  });
  const items = await planOf(await planCreate(emulated.context, { values, scopes, triesFull: false }));
  expect(items[0]).toMatchObject({
    name: "to-theburritobot.com",
    plan: "create",
    body: {
      destination_conf:
        "https://receiver.headgate.test/theburritobot.com?header_Authorization=Bearer%20canary%20theburritobot.com",
    },
  });
  expect(items[1]?.scope).toBe(scopes[1]);
  const [account] = await planOf(
    await planCreate(emulated.context, { values, scopes: [`accounts/${"0".repeat(32)}`], triesFull: false }),
  );
  expect(account).toMatchObject({ plan: "blocked", code: "E_SCOPE_GONE" });
});
