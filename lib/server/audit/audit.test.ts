import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { findOutcomeAtCloudflare, reconcileAfterMs, reconcileIntents } from "../activity/reconcile-intents.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { updateJob } from "../jobs/update-job.ts";
import { rotateJob } from "../rotate/rotate-header.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { auditFile, openAudit } from "./audit-file.ts";
import { readChain, sealLine } from "./chain.ts";
import type { Entry, Intent, Outcome } from "./entry.ts";

const key = "test key";
const canary = "canary-secret-value";
let emulated: Emulated<Emulator>;
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir }));
  emulated.context = { ...emulated.context, audit: openAudit({ dataDir, key, now: Date.now }), requestId: "request-1" };
});
afterEach(async () => {
  await emulated.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const read = () => readFileSync(auditFile(dataDir), "utf8");
const entries = () => readChain(key, read());
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
function outcomes(): string[] {
  const { lines } = entries();
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
    const { versions: now } = await readJobDetail(context, ref);
    const header = { name: "Authorization", value: `Bearer ${canary}-2` };
    await rotateJob(context, { ref, header, version: now.destination_conf ?? "" });
    await deleteJob(context, { ref, confirmName: "another-name" });

    expect(outcomes()).toEqual(["create: done", "update: done", "switch: done", "rotate: done", "delete: done"]);
    const { lines, broken } = entries();
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
    expect(read()).not.toMatch(/canary|Bearer|receiver\.headgate|a-name-of-its-own|another-name/);
    expect(statSync(auditFile(dataDir)).mode & 0o777).toBe(0o600);
  });

  test("keeps the code and the ray id of a refusal, and distinguishes it from an unknown outcome", async () => {
    const { context, emulator } = emulated;
    await createJob(context, newValues({ endpoint: "https://nowhere.invalid/in" })).catch(codeOf);
    emulator.faults.add({ method: "POST", times: 1, at: "before", kind: "drop" });
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_UNKNOWN_OUTCOME");
    emulator.faults.add({ method: "POST", times: 1, at: "before", kind: "status", status: 500 });
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_NOT_CREATED");
    expect(outcomes()).toEqual([
      expect.stringMatching(/^create: refused E_/),
      "create: unknown E_UNKNOWN_OUTCOME",
      "create: not done E_NOT_CREATED",
    ]);
    const [, refused] = entries().lines;
    expect((refused as Outcome).cfRay).toBeTruthy();
  });

  test("is not done if it cannot be recorded, while reads still work", async () => {
    const { context, requests } = emulated;
    const ref = await createJob(context, newValues());
    rmSync(dataDir, { recursive: true });
    // A file in place of the folder, so that no user can write below it.
    writeFileSync(dataDir, "");
    const before = requests.length;
    expect(await setJobEnabled(context, { ref, enabled: true }).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(await createJob(context, newValues()).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(await deleteJob(context, { ref, confirmName: newValues().name }).catch(codeOf)).toBe("E_AUDIT_UNWRITABLE");
    expect(requests.slice(before).filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect((await readJobDetail(context, ref)).summary.ref).toEqual(ref);
    rmSync(dataDir);
    expect((await setJobEnabled(context, { ref, enabled: true })).enabled).toBe(true);
  });

  test("in a zone that the caller does not see adds nothing", async () => {
    const { context } = emulated;
    const ref = { scopeKind: "zones", scopeId: "f".repeat(32), jobId: 1001 } as const;
    for (let count = 0; count < 50; count += 1) {
      await setJobEnabled(context, { ref, enabled: false }).catch(codeOf);
      await deleteJob(context, { ref, confirmName: "x" }).catch(codeOf);
      await rotateJob(context, { ref, header: { name: "a", value: "b" }, version: "" }).catch(codeOf);
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
    const [before, sentBefore] = [entries().lines.length, bodies.length];
    emulator.faults.add({ method: "PUT", at: "before", kind: "status", status: 403 });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 50; count += 1) {
      codes.push(await setJobEnabled(at(count), { ref, enabled: false }).then(() => "done", codeOf));
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill("E_PERMISSION"));
    expect(codes.slice(10)).toEqual(Array(40).fill("E_REFUSED_OFTEN"));
    expect(entries().lines.length - before).toBe(20);
    expect(bodies.length - sentBefore).toBe(10);
    emulator.faults.clear();
    expect((await setJobEnabled(at(60_001), { ref, enabled: false })).enabled).toBe(false);
  });

  test("stays done if only its outcome cannot be recorded", async () => {
    const { context } = emulated;
    const { audit } = context;
    const append = async (entry: Entry) => {
      if (entry.kind === "outcome") {
        rmSync(dataDir, { recursive: true });
        writeFileSync(dataDir, "");
      }
      await audit.append(entry);
    };
    const ref = await createJob({ ...context, audit: { ...audit, append } }, newValues());
    expect((await emulated.read(ref)).job.id).toBe(ref.jobId);
    rmSync(dataDir);
  });
});

describe("the file", () => {
  const append = (...entries: Entry[]) => {
    const audit = openAudit({ dataDir, key, now: Date.now });
    return Promise.all(entries.map((entry) => audit.append(entry)));
  };

  test("keeps the order and the chain of parallel entries", async () => {
    await append(...Array.from({ length: 50 }, (_, index) => intent(String(index))));
    const { lines, broken } = entries();
    expect(lines.map((line) => line.kind === "intent" && line.id)).toEqual(
      Array.from({ length: 50 }, (_, n) => String(n)),
    );
    expect(broken).toEqual([]);
  });

  test.each(["half a line", "\u0000\u0000\u0000", "{", '{"kind":"intent"}\n', "no JSON\n"])(
    "continues after %j at its end, and reports it",
    async (rest) => {
      await append(intent("1"));
      appendFileSync(auditFile(dataDir), rest);
      await append(intent("2"));
      await append(intent("3"));
      const { lines, broken } = entries();
      expect(lines.map(({ kind }) => kind)).toEqual(["intent", "cut", "intent", "intent"]);
      expect(broken).toEqual([]);
    },
  );

  test("loses only its last line if it is cut anywhere in it", async () => {
    await append(intent("1"));
    const whole = read().length;
    await append(intent("2"));
    const text = read();
    for (let length = whole; length < text.length; length += 1) {
      writeFileSync(auditFile(dataDir), text.slice(0, length));
      await append(intent("3"));
      const { lines, broken } = entries();
      expect(broken, String(length)).toEqual([]);
      expect(lines.filter(({ kind }) => kind === "intent").length, String(length)).toBe(
        length < text.length - 1 ? 2 : 3,
      );
    }
  });

  test("lines that were cut short one after the other are explained together", async () => {
    await append(intent("1"));
    appendFileSync(auditFile(dataDir), '{"kind":"in\n{"kind":"intent","id');
    await append(intent("2"));
    expect(entries().broken).toEqual([]);
    expect(entries().lines.map(({ kind }) => kind)).toEqual(["intent", "cut", "intent"]);
  });

  test("is read whole while it is small", async () => {
    const audit = openAudit({ dataDir, key, now: Date.now });
    await append(intent("1"), intent("2"));
    expect(await audit.readLatest()).toEqual({ ...entries(), isWhole: true });
    expect(await audit.read()).toEqual(entries());
    expect(entries().lines.map(({ mac }) => mac)).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.any(String),
    ]);
  });

  test("that does not exist has no entries, and one that cannot be read is an error", async () => {
    const audit = openAudit({ dataDir, key, now: Date.now });
    expect(await audit.read()).toEqual({ lines: [], broken: [] });
    mkdirSync(auditFile(dataDir));
    await expect(audit.read()).rejects.toThrow("EISDIR");
    await expect(audit.readLatest()).rejects.toThrow("EISDIR");
    await expect(append(intent("1"))).rejects.toMatchObject({
      error: {
        code: "E_AUDIT_UNWRITABLE",
        message: expect.stringContaining("it cannot write its data file audit.jsonl"),
      },
    });
  });

  test("starts again after it was moved away", async () => {
    await append(intent("1"));
    renameSync(auditFile(dataDir), `${auditFile(dataDir)}.1`);
    await append(intent("2"));
    expect(entries()).toMatchObject({ lines: [{ id: "2" }], broken: [] });
  });

  test.each<[string, (lines: string[]) => string[], number[]]>([
    ["a changed line", (lines) => lines.with(1, lines[1]?.replace("local", "other") ?? ""), [2]],
    ["a removed line", (lines) => lines.toSpliced(1, 1), [2]],
    ["an inserted line", (lines) => lines.toSpliced(1, 0, lines[2] ?? ""), [2, 3]],
    ["two lines that changed places", (lines) => [lines[1] ?? "", lines[0] ?? "", ...lines.slice(2)], [1, 2, 3]],
    ["garbage that nothing explains", (lines) => lines.toSpliced(1, 0, "garbage"), [2]],
  ])("shows %s", async (_name, change, expected) => {
    await append(...["1", "2", "3", "4"].map((id) => intent(id)));
    const lines = read().trimEnd().split("\n");
    writeFileSync(auditFile(dataDir), `${change(lines).join("\n")}\n`);
    expect(entries().broken).toEqual(expected);
  });

  test("under another key, every line is broken", async () => {
    await append(intent("1"), intent("2"));
    expect(readChain("another key", read()).broken).toEqual([1, 2]);
  });
});

describe("changes without an outcome", () => {
  const later = () => Date.now() + reconcileAfterMs;
  const reconcile = (now: () => number = later) =>
    reconcileIntents(emulated.context, findOutcomeAtCloudflare({ ...emulated.context, now }));

  /** The process ends when only the intent is on disk. */
  async function interrupted(
    work: (context: typeof emulated.context) => Promise<unknown>,
    isSent: boolean,
  ): Promise<void> {
    const { context } = emulated;
    const dies = () => Promise.reject(new Error("killed"));
    const audit = {
      ...context.audit,
      append: async (entry: Entry) => {
        if (entry.kind === "outcome") return dies();
        await context.audit.append(entry);
      },
    };
    const write: typeof context.upstream.write = async (call) => (isSent ? context.upstream.write(call) : dies());
    await expect(work({ ...context, audit, upstream: { ...context.upstream, write } })).rejects.toThrow("killed");
    expect(outcomes()).toContainEqual(expect.stringMatching(/: $/));
  }

  test.each([
    [true, "done"],
    [false, "not done"],
  ])("of each kind, sent %s: %s", async (isSent, outcome) => {
    const { context } = emulated;
    const ref = await createJob(context, newValues({ name: "kept" }));
    const { values, versions } = await readJobDetail(context, ref);
    const header = { name: "Authorization", value: "another" };
    await interrupted((dying) => createJob(dying, newValues({ name: "made" })), isSent);
    await reconcile();
    await interrupted((dying) => setJobEnabled(dying, { ref, enabled: !values.enabled }), isSent);
    await reconcile();
    await interrupted((dying) => rotateJob(dying, { ref, header, version: versions.destination_conf ?? "" }), isSent);
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
    expect(outcomes()).toEqual([
      "create: done",
      ...["create", "switch", "rotate", "update", "delete"].map((action) => `${action}: ${outcome}`),
    ]);
    expect(entries().broken).toEqual([]);
  });

  test("stay open while the request may still be in progress, and are reconciled afterwards", async () => {
    await interrupted((dying) => createJob(dying, newValues({ name: "late" })), false);
    expect(await reconcile(Date.now)).toBe(1);
    await createJob(
      { ...emulated.context, audit: { ...emulated.context.audit, append: async () => undefined } },
      newValues({ name: "late" }),
    );
    expect(await reconcile(Date.now)).toBe(0);
    expect(outcomes()).toEqual(["create: done"]);
  });

  test("are not confused with an earlier job of the same name", async () => {
    await createJob(emulated.context, newValues({ name: "twin" }));
    await interrupted((dying) => createJob(dying, newValues({ name: "twin" })), false);
    await reconcile();
    expect(outcomes()).toEqual(["create: done", "create: not done"]);
  });

  test("stay open while Cloudflare cannot be read", async () => {
    await interrupted((dying) => createJob(dying, newValues({ name: "down" })), true);
    emulated.emulator.faults.add({ method: "GET", times: 10, at: "before", kind: "status", status: 403 });
    expect(await reconcile()).toBe(1);
    emulated.emulator.faults.clear();
    expect(await reconcile()).toBe(0);
    expect(outcomes()).toEqual(["create: done"]);
  });

  test("are not confused with what somebody did afterwards", async () => {
    const { context } = emulated;
    await interrupted((dying) => createJob(dying, newValues({ name: "tried-twice" })), false);
    const ref = await createJob(context, newValues({ name: "tried-twice" }));
    await interrupted((dying) => setJobEnabled(dying, { ref, enabled: false }), true);
    await setJobEnabled(context, { ref, enabled: true });
    await reconcile();
    expect(outcomes()).toEqual(["create: not done", "create: done", "switch: unknown", "switch: done"]);
  });

  test("are unknown if reading does not show their outcome, and are not read again", async () => {
    const { context } = emulated;
    const ref = await createJob(context, newValues());
    const change = { jobId: ref.jobId, action: "update", before: { name: "one" }, after: { name: "two" } } as const;
    await context.audit.append(intent("moved-on", change));
    await context.audit.append(intent("gone", { ...change, jobId: 999_999 }));
    await context.audit.append(intent("tested", { ...change, action: "test" }));
    expect(await reconcile()).toBe(0);
    const count = entries().lines.length;
    expect(await reconcile()).toBe(0);
    expect(entries().lines.length).toBe(count);
    expect(outcomes().slice(1)).toEqual(["update: unknown", "update: unknown", "test: unknown"]);
  });
});

test("of a large audit log only the newest lines are read, and a changed line among them is noticed", async () => {
  const audit = openAudit({ dataDir, key, now: Date.now });
  expect(await audit.readLatest()).toEqual({ lines: [], broken: [], isWhole: true });
  let before = "";
  let text = "";
  for (let index = 0; index < 9000; index += 1) {
    const sealed = sealLine(
      key,
      {
        ts: "2026-01-01T00:00:00Z",
        kind: "intent",
        id: `id-${index}-${"x".repeat(200)}`,
        actor: "a",
        action: "test",
        scope: "",
      },
      before,
    );
    text += sealed.text;
    before = sealed.mac;
  }
  writeFileSync(auditFile(dataDir), text);
  const latest = await audit.readLatest();
  expect(latest.isWhole).toBe(false);
  expect(latest.broken).toEqual([]);
  expect(latest.lines.length).toBeGreaterThan(5000);
  expect(latest.lines.length).toBeLessThan(9000);
  expect(latest.lines.at(-1)).toMatchObject({ id: expect.stringMatching(/^id-8999-/) });
  writeFileSync(auditFile(dataDir), text.replace("id-8998-", "id-9998-"));
  expect((await audit.readLatest()).broken).toHaveLength(1);
});
