import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { type ActivityQuery, parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { localCaller } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { undoChange } from "../history/restore-version.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { updateJob } from "../jobs/update-job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { describeActivity } from "./read-activity.ts";

const ownToken = { ...localCaller, credential: { kind: "token" as const, token: "own-token-000000000000000000" } };
const scope = `zones/${zoneId}`;
const all = parseActivityQuery(new URLSearchParams());

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

/** Without the emulator's own jobs, which are found first. */
async function readAs(context: Context, query: Partial<ActivityQuery> = {}, before = "") {
  const page = await describeActivity(context, { query: { ...all, ...query }, before });
  return { ...page, rows: page.rows.filter(({ source }) => source !== "first" || query.source === "first") };
}

const read = (query: Partial<ActivityQuery> = {}, before = "") => readAs(emulated.context, query, before);

test("entries are newest first, in words, with the names of job and zone, and without values", async () => {
  const { context } = emulated;
  const ref = await createJob(context, newValues({ name: "noted" }));
  await prepareReading(context, "list");
  await setJobEnabled(context, { ref, enabled: false });
  await deleteJob(context, { ref, confirmName: "noted" });
  const page = await read();
  const common = { person: { id: "local", name: "This machine" }, zoneName: "theburritobot.com" };
  expect(page).toMatchObject({
    rows: [
      { ...common, verb: "deleted", job: { name: "noted", isThere: false }, result: { is: "done", words: "Done" } },
      { ...common, verb: "disabled", job: { name: "noted" }, attributes: [] },
      { ...common, verb: "created", job: { name: "noted" }, attributes: [] },
    ],
    next: null,
    broken: 0,
    hasHidden: false,
    people: [common.person],
  });
  expect(JSON.stringify(page)).not.toContain("canary");
});

test("a change that Cloudflare refused keeps its reason, code and ray", async () => {
  const refused = newValues({ endpoint: "https://receiver.headgate.test/status/401" });
  await expect(createJob(emulated.context, refused)).rejects.toThrow();
  const [row] = (await read()).rows;
  expect(row).toMatchObject({
    job: null,
    result: { is: "failed", words: "Failed" },
    failure: { message: expect.stringContaining("401"), ids: ["E_DESTINATION_401", expect.stringMatching(/-EMU$/)] },
  });
});

test("filters leave what matches", async () => {
  const { context } = emulated;
  const one = await createJob(context, newValues({ name: "first-job" }));
  await createJob(context, newValues({ name: "second-job" }));
  await setJobEnabled(context, { ref: one, enabled: false });
  await prepareReading(context, "list");
  const found = async (query: Partial<ActivityQuery>) =>
    (await read(query)).rows.map(({ verb, job }) => `${verb} ${job?.name}`);
  expect(await found({ kind: "switch" })).toEqual(["disabled first-job"]);
  expect(await found({ q: "SECOND created" })).toEqual(["created second-job"]);
  expect(await found({ job: `${scope}/jobs/${one.jobId}` })).toEqual(["disabled first-job", "created first-job"]);
  expect(await found({ zone: scope, who: "local", result: "done" })).toHaveLength(3);
  for (const query of [
    { who: "password:admin" },
    { result: "failed" },
    { source: "outside" },
    { q: "nothing" },
  ] as const)
    expect(await found(query)).toEqual([]);
  expect(await found({ zone: "zones/0123456789abcdef0123456789abcdef" })).toEqual([]);
});

test("a test is judged by the endpoint's answer", async () => {
  const end = { kind: "outcome", by: "answer", scope, outcome: "done", jobId: 7 } as const;
  const results = { ok: { status: 204 }, bad: { status: 500 }, none: { failure: "timeout" }, old: {} };
  for (const [id, rest] of Object.entries(results)) {
    await emulated.context.audit.append({ kind: "intent", id, actor: "x", action: "test", scope, jobId: 7 });
    await emulated.context.audit.append({ ...end, id, ...rest });
  }
  expect((await read()).rows.map(({ id, result }) => [id, result?.is, result?.words]).toReversed()).toEqual([
    ["ok", "done", "Delivered 204"],
    ["bad", "failed", "Failed 500"],
    ["none", "failed", "Failed: timed out"],
    ["old", "done", "Sent"],
  ]);
});

test("a change outside Headgate stands between the others, with what it changed", async () => {
  const { context, emulator } = emulated;
  const ref = await createJob(context, newValues({ name: "elsewhere" }));
  await prepareReading(context, "list");
  const put = (body: object) =>
    emulator.fetch(
      new Request(`https://api.cloudflare.com/client/v4/${scope}/logpush/jobs/${ref.jobId}`, {
        method: "PUT",
        headers: { authorization: "Bearer headgate-test-token-0000000000000000" },
        body: JSON.stringify(body),
      }),
    );
  await put({ enabled: false });
  await prepareReading(context, "list");
  await put({ max_upload_records: 5000 });
  await prepareReading(context, "list");
  const rows = async (query: Partial<ActivityQuery> = {}) =>
    (await read(query)).rows.map(({ verb, attributes, result }) => [verb, attributes.join(), result?.words]);
  expect(await rows({ q: "elsewhere" })).toEqual([
    ["changed", "Max upload records", undefined],
    ["disabled", "", undefined],
    ["created", "", "Done"],
  ]);
  expect(await rows({ source: "outside", job: `${scope}/jobs/${ref.jobId}` })).toHaveLength(2);
  expect(await rows({ who: "local" })).toHaveLength(1);
});

const elsewhere = (method: string, jobId: number, body?: object) =>
  emulated.emulator.fetch(
    new Request(`https://api.cloudflare.com/client/v4/${scope}/logpush/jobs/${jobId}`, {
      method,
      headers: { authorization: "Bearer headgate-test-token-0000000000000000" },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );

/** Saves an edit as the form does. */
async function edit(ref: JobRef, changes: (values: JobFormValues) => Partial<JobFormValues>): Promise<void> {
  const { values, versions } = await readJobDetail(emulated.context, ref);
  await updateJob(emulated.context, {
    ...{ ref, versions },
    values: jobFormSchema.parse({ ...values, ...changes(values) }),
  });
}

test("a save is one entry, with what it changed from what to what, and the version that it made", async () => {
  const { context } = emulated;
  const ref = await createJob(context, newValues({ name: "saved" }));
  await edit(ref, ({ query }) => ({
    maxUploadRecords: "5000",
    query: query.map((row) => (row.kind === "header" ? { ...row, value: "canary-2", isReplaced: true } : row)),
  }));
  await setJobEnabled(context, { ref, enabled: false });
  await undoChange(context, { ref, change: "save", n: 3 });
  const { rows } = await read({ job: `${scope}/jobs/${ref.jobId}` });
  const value = expect.stringMatching(/^value [0-9a-f]{8}$/);
  const place = { current: 4, isGone: false, hasSecrets: true };
  expect(rows.map(({ verb, source, version }) => ({ verb, source, version }))).toEqual([
    {
      ...{ verb: "restored", source: "restored" },
      version: { ...place, n: 4, changes: [{ label: "Enabled", before: "off", after: "on" }] },
    },
    {
      ...{ verb: "disabled", source: "headgate" },
      version: { ...place, n: 3, changes: [{ label: "Enabled", before: "on", after: "off" }] },
    },
    {
      ...{ verb: "changed", source: "headgate" },
      version: {
        ...{ ...place, n: 2 },
        changes: [
          { label: "Max upload records", before: "not set", after: "5000" },
          { label: "Header Authorization", before: value, after: value },
        ],
      },
    },
    { verb: "created", source: "headgate", version: { ...place, n: 1, changes: null } },
  ]);
  expect(JSON.stringify(rows)).not.toContain("canary");
  expect((await read({ source: "restored" })).rows).toHaveLength(1);
  expect((await read({ source: "headgate" })).rows).toHaveLength(3);
});

test("a job that was deleted outside is an entry, with its last version and, where it is known, the person", async () => {
  const { context } = emulated;
  const ref = await createJob(context, newValues({ name: "taken" }));
  const kept = await createJob(context, newValues({ name: "own" }));
  await deleteJob(context, { ref: kept, confirmName: "own" });
  await elsewhere("DELETE", ref.jobId);
  await prepareReading(context, "list");
  const version = { n: 1, current: 1, isGone: true, hasSecrets: true, changes: null };
  const [gone] = (await read({ kind: "delete", source: "outside" })).rows;
  expect(gone).toMatchObject({ verb: "deleted", person: { id: "", name: "Someone" }, job: { name: "taken" }, version });
  expect((await read({ kind: "delete" })).rows).toMatchObject([
    { source: "outside", job: { name: "taken" } },
    { source: "headgate", job: { name: "own" }, version },
  ]);
  await context.store.db.updateTable("job").set({ gone_actor: "cloudflare:ana@example.com" }).execute();
  const { rows, people } = await read({ who: "cloudflare:ana@example.com" });
  expect(rows).toMatchObject([{ job: { name: "taken" }, person: { name: "ana@example.com" } }]);
  expect(people).toEqual([{ id: "cloudflare:ana@example.com", name: "ana@example.com" }]);
});

test("times and sources select entries of both kinds, page by page", async () => {
  const { context } = emulated;
  let nowMs = Date.parse("2026-03-01T12:00:00Z");
  context.now = () => nowMs;
  const ref = await createJob(context, newValues({ name: "timed" }));
  for (let day = 0; day < 3; day += 1) {
    nowMs += 86_400_000;
    await elsewhere("PUT", ref.jobId, { max_upload_records: 2000 + day });
    await prepareReading(context, `${scope}`);
  }
  const seen = async (query: Partial<ActivityQuery>) =>
    (await read({ job: `${scope}/jobs/${ref.jobId}`, source: "outside", ...query })).rows.map(({ at }) =>
      at.slice(0, 10),
    );
  expect(await seen({})).toEqual(["2026-03-04", "2026-03-03", "2026-03-02"]);
  expect(await seen({ span: "1d" })).toEqual(["2026-03-04", "2026-03-03"]);
  expect(await seen({ from: "2026-03-03", to: "2026-03-03" })).toEqual(["2026-03-03"]);
  expect(await seen({ to: "2026-03-01" })).toEqual([]);
  expect((await read({ source: "first" })).rows.length).toBeGreaterThan(5);
  expect((await read({ source: "first" })).rows[0]).toMatchObject({ kind: "found", person: { name: "Headgate" } });
});

test("many entries come in pages that continue where the last one ended", async () => {
  const { context } = emulated;
  for (let index = 0; index < 120; index += 1) {
    const entry = { id: `id-${index}`, scope, jobId: index };
    await context.audit.append({ ...entry, kind: "intent", actor: "access:a@example.com", action: "switch" });
    if (index % 2 === 0) await context.audit.append({ ...entry, kind: "outcome", by: "answer", outcome: "done" });
  }
  const shown: string[] = [];
  let before = "";
  for (let pages = 0; pages < 5; pages += 1) {
    const { rows, next } = await read({}, before);
    shown.push(...rows.map(({ id, result }) => `${id} ${result?.words}`));
    if (next === null) break;
    before = next;
  }
  const words = (index: number) => `id-${index} ${index % 2 === 0 ? "Done" : "In progress"}`;
  expect(shown).toEqual(Array.from({ length: 120 }, (_, index) => words(119 - index)));
});

test("a cursor that makes no sense starts at the newest", async () => {
  await createJob(emulated.context, newValues());
  for (const before of ["nonsense", "~", "1.2.~", "../~"]) expect((await read({}, before)).rows).toHaveLength(1);
});

test("an entry that was changed is counted, and so is an end that was cut off", async () => {
  const { context } = emulated;
  for (const id of ["1", "2"])
    await context.audit.append({ kind: "intent", id, actor: "x", action: "alert", scope: id === "1" ? "" : scope });
  const { db } = context.store;
  await db.updateTable("audit").set({ mac: "other" }).where("chain", "=", "server").execute();
  await db.deleteFrom("audit").where("chain", "=", scope).execute();
  const { rows, broken } = await read();
  expect(rows).toMatchObject([{ kind: "alert", job: null, zoneName: "" }]);
  expect(broken).toBeGreaterThanOrEqual(2);
});

test("whoever brings a token sees only jobs that it lists", async () => {
  await createJob(emulated.context, newValues());
  // A token that sees the zone, but not its jobs.
  const { context } = contextOf(async (input, init) => {
    const refused = { success: false, result: null, errors: [{ code: 10000, message: "Authentication error" }] };
    if (String(input).endsWith("/logpush/jobs")) return Response.json(refused, { status: 403 });
    return emulated.emulator.fetch(new Request(input, init));
  });
  const other = { ...context, caller: ownToken, audit: emulated.context.audit };
  expect(await readAs(other)).toMatchObject({ rows: [], broken: 0, hasHidden: true });
  // With the server's own credential, jobs that it no longer sees are still its history.
  expect((await readAs({ ...other, caller: localCaller })).rows).toHaveLength(1);
  const mine = { ...emulated.context, caller: ownToken };
  expect(await readAs(mine)).toMatchObject({ rows: [{ verb: "created" }], hasHidden: false });
});

test("of a job that a token never listed, only a deletion that was done is shown", async () => {
  const { context } = emulated;
  const entry = { kind: "intent", actor: "x", scope } as const;
  const end = { kind: "outcome", by: "answer", scope } as const;
  await context.audit.append({ ...entry, id: "1", action: "update", jobId: 999_999 });
  await context.audit.append({ ...end, id: "1", outcome: "done", jobId: 999_999 });
  await context.audit.append({ ...entry, id: "2", action: "delete", jobId: 999_998 });
  await context.audit.append({ ...end, id: "2", outcome: "refused", jobId: 999_998 });
  await context.audit.append({ ...entry, id: "3", action: "create" });
  await context.audit.append({ ...entry, id: "4", action: "delete", jobId: 999_997 });
  await context.audit.append({ ...end, id: "4", outcome: "done", jobId: 999_997 });
  const { rows, hasHidden } = await readAs({ ...context, caller: ownToken });
  expect(rows.map(({ id }) => id)).toEqual(["4", "3"]);
  expect(hasHidden).toBe(true);
});
