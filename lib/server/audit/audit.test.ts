import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { Store } from "#lib/store/open-store.ts";
import { findOutcomeAtCloudflare, reconcileAfterMs, reconcileIntents } from "../activity/reconcile-intents.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { updateJob } from "../jobs/update-job.ts";
import { auditOf, openTestStore } from "../testing/test-audit.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import type { Intent, NewEntry, Outcome } from "./entry.ts";

const canary = "canary-secret-value";
let emulated: Emulated<Emulator>;
let dataDir: string;
let store: Store;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  store = await openTestStore(dataDir);
  emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir }));
  emulated.context = { ...emulated.context, audit: auditOf(store), requestId: "request-1" };
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(async () => {
  await emulated.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Everything that is on disk. */
const stored = () =>
  readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name), "latin1"))
    .join("");
const entries = () => auditOf(store).read();
const setWritable = (isWritable: boolean) => sql`pragma query_only = ${sql.lit(isWritable ? 0 : 1)}`.execute(store.db);
const codeOf = (error: unknown) => (error as { error?: { code?: string } }).error?.code;
const intent = (id: string, rest: Partial<Intent> = {}): Intent => ({
  kind: "intent",
  id,
  actor: "local",
  action: "switch",
  scope: `zones/${zoneId}`,
  ...rest,
});

/** The pairs of intended changes and their outcomes. */
async function outcomes(): Promise<string[]> {
  const { lines } = await entries();
  return lines.flatMap((line) => {
    if (line.kind !== "intent") return [];
    const ends = lines.filter((end) => end.kind === "outcome" && end.id === line.id) as Outcome[];
    return `${line.action}: ${ends.map(({ outcome, code }) => [outcome, code].filter(Boolean).join(" ")).join(", ")}`;
  });
}

describe("what is done to a job", () => {
  test("is recorded with the caller, the attributes and the outcome, but without values", async () => {
    const { context } = emulated;
    const ref = await createJob(context, newValues({ name: "a-name-of-its-own" }));
    const { values, versions } = await readJobDetail(context, ref);
    await updateJob(context, { ref, versions, values: { ...values, name: "another-name" } });
    await setJobEnabled(context, { ref, enabled: false });
    const now = await readJobDetail(context, ref);
    const query = now.values.query.map((row) =>
      row.name === "Authorization" ? { ...row, value: `Bearer ${canary}-2`, isReplaced: true } : row,
    );
    await updateJob(context, { ref, versions: now.versions, values: { ...now.values, query } });
    await deleteJob(context, { ref, confirmName: "another-name" });

    expect(await outcomes()).toEqual(["create: done", "update: done", "switch: done", "update: done", "delete: done"]);
    const { lines, broken } = await entries();
    expect(broken).toEqual([]);
    const intents = lines.filter((line) => line.kind === "intent") as Intent[];
    const ends = lines.filter((line) => line.kind === "outcome") as Outcome[];
    expect(new Set(intents.map(({ actor, scope, requestId }) => `${actor} ${scope} ${requestId}`))).toEqual(
      new Set([`local zones/${zoneId} request-1`]),
    );
    expect(new Set(ends.map(({ jobId }) => jobId))).toEqual(new Set([ref.jobId]));
    expect(intents.map(({ after }) => Object.keys(after ?? {}))).toMatchObject([
      expect.arrayContaining(["name", "dataset", "destination_conf"]),
      ["name"],
      ["enabled"],
      ["destination_conf"],
      [],
    ]);
    const rotation = intents[3];
    expect(rotation?.before?.destination_conf).toMatch(/^[0-9a-f]{16}$/);
    expect(rotation?.after?.destination_conf).not.toBe(rotation?.before?.destination_conf);
    expect(stored()).toContain(ref.scopeId);
    expect(stored()).not.toMatch(/canary|Bearer|receiver\.headgate|a-name-of-its-own|another-name/);
    for (const name of readdirSync(dataDir)) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  });

  test("keeps the code and the ray id of a refusal, and distinguishes it from an unknown outcome", async () => {
    const { context, emulator } = emulated;
    await createJob(context, newValues({ endpoint: "https://nowhere.invalid/in" })).catch(codeOf);
    emulator.faults.add({ method: "POST", times: 1, at: "before", kind: "drop" });
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_UNKNOWN_OUTCOME");
    emulator.faults.add({ method: "POST", times: 1, at: "before", kind: "status", status: 500 });
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_NOT_CREATED");
    expect(await outcomes()).toEqual([
      expect.stringMatching(/^create: refused E_/),
      "create: unknown E_UNKNOWN_OUTCOME",
      "create: not done E_NOT_CREATED",
    ]);
    const [, refused] = (await entries()).lines;
    expect((refused as Outcome).cfRay).toBeTruthy();
  });

  test("is not done if it cannot be recorded, while reads still work", async () => {
    const { context, requests } = emulated;
    const ref = await createJob(context, newValues());
    await setWritable(false);
    const before = requests.length;
    expect(await setJobEnabled(context, { ref, enabled: true }).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(await deleteJob(context, { ref, confirmName: newValues().name }).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(requests.slice(before).filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect((await readJobDetail(context, ref)).summary.ref).toEqual(ref);
    await setWritable(true);
    expect((await setJobEnabled(context, { ref, enabled: true })).enabled).toBe(true);
  });

  test("in a zone that the caller does not see adds nothing", async () => {
    const { context } = emulated;
    const ref = { scopeKind: "zones", scopeId: "f".repeat(32), jobId: 1001 } as const;
    for (let count = 0; count < 50; count += 1) {
      await setJobEnabled(context, { ref, enabled: false }).catch(codeOf);
      await deleteJob(context, { ref, confirmName: "x" }).catch(codeOf);
      await createJob(context, newValues({ scope: `zones/${ref.scopeId}` })).catch(codeOf);
    }
    expect((await context.audit.read()).lines).toEqual([]);
  });

  test("is recorded ten times a minute if permissions are missing, and not sent beyond that", async () => {
    const { context, emulator, bodies } = emulated;
    const nowMs = Date.now();
    const caller = { ...context.caller, id: "refused-often" };
    const at = (ms: number) => ({ ...context, caller, now: () => nowMs + ms });
    const ref = await createJob(at(0), newValues());
    const [before, sentBefore] = [(await entries()).lines.length, bodies.length];
    emulator.faults.add({ method: "PUT", at: "before", kind: "status", status: 403 });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 50; count += 1) {
      codes.push(await setJobEnabled(at(count), { ref, enabled: false }).then(() => "done", codeOf));
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill("E_PERMISSION"));
    expect(codes.slice(10)).toEqual(Array(40).fill("E_REFUSED_OFTEN"));
    expect((await entries()).lines.length - before).toBe(20);
    expect(bodies.length - sentBefore).toBe(10);
    emulator.faults.clear();
    expect((await setJobEnabled(at(60_001), { ref, enabled: false })).enabled).toBe(false);
  });

  test("stays done if only its outcome cannot be recorded", async () => {
    const { context } = emulated;
    const { audit } = context;
    const append = async (entry: NewEntry) => {
      if (entry.kind === "outcome") await setWritable(false);
      await audit.append(entry);
    };
    const ref = await createJob({ ...context, audit: { ...audit, append } }, newValues());
    expect((await emulated.read(ref)).job.id).toBe(ref.jobId);
    expect(await outcomes()).toEqual(["create: "]);
  });
});

describe("changes without an outcome", () => {
  const later = () => Date.now() + reconcileAfterMs;
  /** As the next process does when it starts. */
  const reconcile = async (now: () => number = later) => {
    const audit = auditOf(store);
    await audit.releaseOthers();
    return reconcileIntents({ audit }, findOutcomeAtCloudflare({ ...emulated.context, now }));
  };

  /** The process ends when only the intent is on disk. */
  async function interrupted(
    work: (context: typeof emulated.context) => Promise<unknown>,
    isSent: boolean,
  ): Promise<void> {
    const { context } = emulated;
    const dies = () => Promise.reject(new Error("killed"));
    const audit = {
      ...context.audit,
      append: async (entry: NewEntry) => {
        if (entry.kind === "outcome") return dies();
        await context.audit.append(entry);
      },
    };
    const write: typeof context.upstream.write = async (call) => (isSent ? context.upstream.write(call) : dies());
    await expect(work({ ...context, audit, upstream: { ...context.upstream, write } })).rejects.toThrow("killed");
    expect(await outcomes()).toContainEqual(expect.stringMatching(/: $/));
  }

  test.each([
    [true, "done"],
    [false, "not done"],
  ])("of each kind, sent %s: %s", async (isSent, outcome) => {
    const { context } = emulated;
    const ref = await createJob(context, newValues({ name: "kept" }));
    const { values } = await readJobDetail(context, ref);
    await interrupted((dying) => createJob(dying, newValues({ name: "made" })), isSent);
    await reconcile();
    await interrupted((dying) => setJobEnabled(dying, { ref, enabled: !values.enabled }), isSent);
    await reconcile();
    const now = await readJobDetail(context, ref);
    await interrupted(
      (dying) =>
        updateJob(dying, { ref, versions: now.versions, values: { ...now.values, filter: "", name: "renamed" } }),
      isSent,
    );
    await reconcile();
    const { summary } = await readJobDetail(context, ref);
    await interrupted((dying) => deleteJob(dying, { ref, confirmName: summary.name }), isSent);
    expect(await reconcile()).toBe(0);
    expect(await outcomes()).toEqual([
      "create: done",
      ...["create", "switch", "update", "delete"].map((action) => `${action}: ${outcome}`),
    ]);
    expect((await entries()).broken).toEqual([]);
  });

  test("stay open while the request may still be in progress, and are reconciled afterwards", async () => {
    await interrupted((dying) => createJob(dying, newValues({ name: "late" })), false);
    expect(await reconcile(Date.now)).toBe(1);
    await createJob(
      { ...emulated.context, audit: { ...emulated.context.audit, append: async () => undefined } },
      newValues({ name: "late" }),
    );
    expect(await reconcile(Date.now)).toBe(0);
    expect(await outcomes()).toEqual(["create: done"]);
  });

  test("are not confused with an earlier job of the same name", async () => {
    await createJob(emulated.context, newValues({ name: "twin" }));
    await interrupted((dying) => createJob(dying, newValues({ name: "twin" })), false);
    await reconcile();
    expect(await outcomes()).toEqual(["create: done", "create: not done"]);
  });

  test("stay open while Cloudflare cannot be read", async () => {
    await interrupted((dying) => createJob(dying, newValues({ name: "down" })), true);
    emulated.emulator.faults.add({ method: "GET", times: 10, at: "before", kind: "status", status: 403 });
    expect(await reconcile()).toBe(1);
    emulated.emulator.faults.clear();
    expect(await reconcile()).toBe(0);
    expect(await outcomes()).toEqual(["create: done"]);
  });

  test("are not confused with what somebody did afterwards", async () => {
    const { context } = emulated;
    await interrupted((dying) => createJob(dying, newValues({ name: "tried-twice" })), false);
    const ref = await createJob(context, newValues({ name: "tried-twice" }));
    await interrupted((dying) => setJobEnabled(dying, { ref, enabled: false }), true);
    await setJobEnabled(context, { ref, enabled: true });
    await reconcile();
    expect(await outcomes()).toEqual(["create: not done", "create: done", "switch: unknown", "switch: done"]);
  });

  test("are unknown if reading does not show their outcome, and are not read again", async () => {
    const { context } = emulated;
    const ref = await createJob(context, newValues());
    const change = { jobId: ref.jobId, action: "update", before: { name: "one" }, after: { name: "two" } } as const;
    await context.audit.append(intent("moved-on", change));
    await context.audit.append(intent("gone", { ...change, jobId: 999_999 }));
    await context.audit.append(intent("tested", { ...change, action: "test" }));
    expect(await reconcile()).toBe(0);
    const count = (await entries()).lines.length;
    expect(await reconcile()).toBe(0);
    expect((await entries()).lines.length).toBe(count);
    expect((await outcomes()).slice(1)).toEqual(["update: unknown", "update: unknown", "test: unknown"]);
  });
});
