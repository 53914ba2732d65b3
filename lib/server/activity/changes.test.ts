import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { localCaller } from "../base/caller.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { describeChanges } from "./changes.ts";

const ownToken = { ...localCaller, credential: { kind: "token" as const, token: "own-token-000000000000000000" } };

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

test("changes are listed newest first, with attributes and outcomes, and without values", async () => {
  const { context } = emulated;
  const ref = await createJob(context, newValues({ name: "noted" }));
  await setJobEnabled(context, { ref, enabled: false });
  await deleteJob(context, { ref, confirmName: "noted" });
  const view = await describeChanges(context);
  const common = { actor: "local", scope: `zones/${zoneId}`, scopeName: "theburritobot.com", jobId: ref.jobId };
  expect(view).toMatchObject({
    changes: [
      { ...common, action: "delete", outcome: "done" },
      { ...common, action: "switch", outcome: "done", attributes: ["enabled"] },
      { ...common, action: "create", outcome: "done", attributes: expect.arrayContaining(["destination_conf"]) },
    ],
    hasMore: false,
    broken: 0,
    hasHidden: false,
  });
  expect(JSON.stringify(view)).not.toContain("canary");
});

test("a change that Cloudflare refused keeps its code and ray", async () => {
  const { context } = emulated;
  const refused = newValues({ endpoint: "https://receiver.headgate.test/status/401" });
  await expect(createJob(context, refused)).rejects.toThrow();
  const [change] = (await describeChanges(context)).changes;
  expect(change).toMatchObject({
    outcome: "refused",
    code: "E_DESTINATION_401",
    cfRay: expect.stringMatching(/-EMU$/),
  });
});

test("changes that the reader's credential does not see are not shown", async () => {
  await createJob(emulated.context, newValues());
  // A token that sees the zone, but not its jobs.
  const { context } = contextOf(async (input, init) => {
    const refused = { success: false, result: null, errors: [{ code: 10000, message: "Authentication error" }] };
    if (String(input).endsWith("/logpush/jobs")) return Response.json(refused, { status: 403 });
    return emulated.emulator.fetch(new Request(input, init));
  });
  const other = { ...context, caller: ownToken, audit: emulated.context.audit };
  expect(await describeChanges(other)).toEqual({ changes: [], hasMore: false, broken: 0, hasHidden: true });
  // With the server's own credential, jobs that it no longer sees are still its history.
  expect((await describeChanges({ ...other, caller: localCaller })).changes).toHaveLength(1);
});

test("changes of deleted jobs are shown to people who can list the other jobs", async () => {
  const ref = await createJob(emulated.context, newValues({ name: "gone" }));
  await deleteJob(emulated.context, { ref, confirmName: "gone" });
  const { changes } = await describeChanges({ ...emulated.context, caller: ownToken });
  expect(changes.map(({ action }) => action)).toEqual(["delete", "create"]);
});

test("of very many changes the newest are shown, and the others counted", async () => {
  const { context } = emulated;
  for (let index = 0; index < 205; index += 1) {
    await context.audit.append({
      kind: "intent",
      id: `id-${index}`,
      actor: "access:a@example.com",
      action: "switch",
      scope: `zones/${zoneId}`,
      jobId: index,
    });
  }
  const { changes, hasMore } = await describeChanges(context);
  expect(changes).toHaveLength(200);
  expect(changes[0]).toMatchObject({ jobId: 204, outcome: "open", actor: "access:a@example.com" });
  expect(hasMore).toBe(true);
});

test("without the names of zones, the activity shows their ids", async () => {
  await createJob(emulated.context, newValues());
  const { context } = contextOf(async () =>
    Response.json({ success: false, errors: [], result: null }, { status: 403 }),
  );
  const { changes } = await describeChanges({ ...context, audit: emulated.context.audit });
  expect(changes).toMatchObject([{ scope: `zones/${zoneId}`, scopeName: `zones/${zoneId}` }]);
});

test("a broken line is counted, and whoever brings a token sees nothing of scopes that cannot be read", async () => {
  const { context } = emulated;
  await context.audit.append({ kind: "intent", id: "1", actor: "x", action: "alert", scope: "" });
  const audit: typeof context.audit = {
    ...context.audit,
    readLatest: async () => ({
      ...(await context.audit.readLatest()),
      broken: [1, 2].map((n) => ({ chain: "server", n })),
      isWhole: false,
    }),
  };
  const view = { broken: 2, hasMore: true };
  expect(await describeChanges({ ...context, audit })).toMatchObject({
    ...view,
    changes: [{ action: "alert", scopeName: "" }],
  });
  expect(await describeChanges({ ...context, audit, caller: ownToken })).toEqual({
    ...view,
    changes: [],
    hasHidden: true,
  });
});

test("of a job that is not there, only a deletion that was done shows the changes", async () => {
  const { context } = emulated;
  const scope = `zones/${zoneId}`;
  const entry = { kind: "intent", actor: "x", scope } as const;
  const end = { kind: "outcome", by: "answer", scope } as const;
  await context.audit.append({ ...entry, id: "1", action: "update", jobId: 999_999 });
  await context.audit.append({ ...end, id: "1", outcome: "done", jobId: 999_999 });
  await context.audit.append({ ...entry, id: "2", action: "delete", jobId: 999_998 });
  await context.audit.append({ ...end, id: "2", outcome: "refused", jobId: 999_998 });
  await context.audit.append({ ...entry, id: "3", action: "create" });
  const { changes, hasHidden } = await describeChanges({ ...context, caller: ownToken });
  expect(changes.map(({ id }) => id)).toEqual(["3"]);
  expect(hasHidden).toBe(true);
});

test("changes of a job that the reader's token lists are shown", async () => {
  const ref = await createJob(emulated.context, newValues());
  const { changes, hasHidden } = await describeChanges({ ...emulated.context, caller: ownToken });
  expect(changes).toMatchObject([{ action: "create", jobId: ref.jobId }]);
  expect(hasHidden).toBe(false);
});
