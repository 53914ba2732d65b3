import { beforeEach, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { Entry } from "../audit/entry.ts";
import { localCaller } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { contextOf } from "../testing/test-context.ts";
import { appendOrLog, audited, changeOf } from "./audited.ts";

const entries: Entry[] = [];
const logged: string[] = [];
let append: (entry: Entry) => Promise<void>;
let context: Context;

beforeEach(() => {
  entries.length = 0;
  logged.length = 0;
  append = async (entry) => void entries.push(entry);
  const base = contextOf(async () => new Response("", { status: 500 })).context;
  // A caller of its own for each test: refusals are counted by caller.
  const caller = { ...localCaller, id: `caller-${Math.random()}` };
  context = { ...base, caller, requestId: "request", audit: { ...base.audit, append: (entry) => append(entry) } };
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    logged.push(String(line));
    return true;
  });
});

const change = { action: "update", scope: "zones/1", jobId: 7, before: { name: "a" }, after: { name: "b" } } as const;
const failWith = (code: ErrorCode) => async () => {
  throw new AppException(describedError(code, { cfRay: "ray" }));
};

test("the intent is written before the work, and the outcome after it", async () => {
  const seen: string[] = [];
  append = async (entry) => {
    seen.push(entry.kind);
    entries.push(entry);
  };
  expect(await audited(context, change, async () => seen.push("work"))).toBe(2);
  expect(seen).toEqual(["intent", "work", "outcome"]);
  const [intent, outcome] = entries;
  expect(intent).toEqual({
    ...change,
    ...{ kind: "intent", id: expect.stringMatching(/^[0-9a-f-]{36}$/), actor: context.caller.id, requestId: "request" },
  });
  expect(outcome).toEqual({
    ...{ kind: "outcome", id: intent?.kind === "intent" ? intent.id : "", outcome: "done" },
    ...{ by: "answer", scope: "zones/1", jobId: 7, requestId: "request" },
  });
});

test("a new job's id is in its outcome", async () => {
  const create = { action: "create", scope: "zones/1" } as const;
  await audited(
    context,
    create,
    async () => ({ id: 9 }),
    ({ id }) => ({ jobId: id }),
  );
  expect(entries[0]).not.toHaveProperty("jobId", 9);
  expect(entries[1]).toMatchObject({ outcome: "done", jobId: 9 });
});

test.each([
  ["E_UNKNOWN_OUTCOME", "unknown"],
  ["E_AMBIGUOUS", "unknown"],
  ["E_NOT_CREATED", "not done"],
  ["E_NOT_APPLIED", "not done"],
  ["E_QUOTA", "refused"],
] as const)("%s is noted as %s, with its code and ray", async (code, outcome) => {
  await expect(audited(context, change, failWith(code))).rejects.toMatchObject({ error: { code } });
  expect(entries[1]).toMatchObject({ kind: "outcome", outcome, code, cfRay: "ray", jobId: 7, by: "answer" });
});

test("a fault leaves the outcome unknown, and is thrown as it is", async () => {
  const fault = new TypeError("a fault");
  await expect(audited(context, change, () => Promise.reject(fault))).rejects.toBe(fault);
  expect(entries[1]).toMatchObject({ outcome: "unknown", code: "E_INTERNAL" });
  expect(entries[1]).not.toHaveProperty("cfRay", expect.anything());
});

test("without an intent nothing is sent", async () => {
  append = failWith("E_AUDIT_UNWRITABLE");
  const work = vi.fn(async () => 1);
  await expect(audited(context, change, work)).rejects.toMatchObject({ error: { code: "E_AUDIT_UNWRITABLE" } });
  expect(work).not.toHaveBeenCalled();
});

test("an outcome that cannot be written is logged, and the change stands", async () => {
  append = async (entry) => {
    if (entry.kind === "outcome") await failWith("E_AUDIT_UNWRITABLE")();
  };
  expect(await audited(context, change, async () => "changed")).toBe("changed");
  expect(JSON.parse(logged.join(""))).toMatchObject({
    level: "error",
    event: "an outcome could not be added to the audit log",
    code: "E_AUDIT_UNWRITABLE",
  });
});

test("a fault while an outcome is written is not hidden", async () => {
  const fault = new TypeError("a fault");
  append = () => Promise.reject(fault);
  const outcome = { kind: "outcome", id: "1", scope: "zones/1", outcome: "done", by: "answer" } as const;
  await expect(appendOrLog(context, outcome)).rejects.toBe(fault);
  expect(logged).toEqual([]);
});

test("after ten refusals a change is neither recorded nor sent", async () => {
  for (let count = 0; count < 10; count += 1) {
    await expect(audited(context, change, failWith("E_PERMISSION"))).rejects.toMatchObject({
      error: { code: "E_PERMISSION" },
    });
  }
  const work = vi.fn(async () => 1);
  await expect(audited(context, change, work)).rejects.toMatchObject({ error: { code: "E_REFUSED_OFTEN" } });
  expect([entries.length, work.mock.calls.length]).toEqual([20, 0]);
  // Another zone is not affected.
  expect(await audited(context, { ...change, scope: "zones/2" }, work)).toBe(1);
});

test("of very many attributes 200 are named, and none with a name of more than 100 characters", async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`key ${index}`, "digest"]));
  const after = { ["x".repeat(100)]: "kept", ["x".repeat(101)]: "dropped", ...many };
  await audited(context, { ...change, before: many, after }, async () => null);
  const [intent] = entries;
  const keysOf = (digests: unknown) => Object.keys(digests ?? {});
  if (intent?.kind !== "intent") throw new Error("no intent");
  expect(keysOf(intent.before)).toHaveLength(200);
  expect(keysOf(intent.after)).toHaveLength(200);
  expect(keysOf(intent.after)[0]).toBe("x".repeat(100));
  expect(intent.after).not.toHaveProperty("x".repeat(101));
});

test("a change without digests has none", async () => {
  await audited(context, { action: "alert", scope: "" }, async () => null);
  expect(entries[0]).toMatchObject({ before: undefined, after: undefined });
});

test("a change names the attributes that are sent, with digests of the stored and the sent values", () => {
  const ref = { scopeKind: "zones", scopeId: "1", jobId: 7 } as const;
  const { digests } = context;
  expect(changeOf(context, { ref, stored: { name: "a", filter: "x" }, body: { name: "b", kind: "edge" } })).toEqual({
    scope: "zones/1",
    jobId: 7,
    before: digests.versionsOf({ name: "a" }),
    after: digests.versionsOf({ name: "b", kind: "edge" }),
  });
});
