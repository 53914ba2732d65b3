import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startReconciling } from "./start-reconciling.ts";

const state = vi.hoisted(() => ({
  env: {} as object,
  results: [] as (number | Error)[],
  findOutcome: undefined as undefined | ((intent: object) => Promise<object | undefined>),
  rounds: 0,
  released: 0,
  broken: [] as { chain: string; n: number }[],
  lines: [] as string[],
}));
const audit = vi.hoisted(() => ({
  releaseOthers: async () => {
    state.released += 1;
  },
  findBroken: async () => state.broken,
}));
vi.mock("../env/env.ts", () => ({ readEnv: () => state.env }));
vi.mock("../context/context.ts", () => ({ getContext: () => "context" }));
vi.mock("../audit/process-audit.ts", () => ({ openProcessAudit: () => audit }));
vi.mock("./reconcile-intents.ts", () => ({
  findOutcomeAtCloudflare: (context: string) => async () => ({ outcome: `read with ${context}` }),
  reconcileIntents: async (context: { audit: unknown }, findOutcome: (intent: object) => Promise<object>) => {
    expect(context.audit).toBe(audit);
    state.findOutcome = findOutcome;
    const result = state.results[state.rounds] ?? 0;
    state.rounds += 1;
    if (result instanceof Error) throw result;
    return result;
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  Object.assign(state, { env: { mode: "emulator" }, results: [], findOutcome: undefined });
  Object.assign(state, { rounds: 0, released: 0, broken: [], lines: [] });
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    state.lines.push(String(line));
    return true;
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test("open changes are read immediately and every 30 seconds, because any server may have left some", async () => {
  state.results = [2, 1, 0];
  startReconciling();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(state.rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(state.rounds).toBe(12);
  expect(state.lines).toEqual([]);
});

test.each([
  ["its own database takes over what is open", {}, 1],
  ["a common database does not", { database: "postgres://db.example/headgate" }, 0],
])("a server with %s", async (_title, env, released) => {
  state.env = { mode: "emulator", ...env };
  startReconciling();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([state.released, state.rounds]).toEqual([released, 3]);
});

test("a log that cannot be read is reported once, without its content, and read again", async () => {
  state.results = [new RangeError("with a secret"), new RangeError("with a secret"), 0, new RangeError("again"), 0];
  startReconciling();
  await vi.advanceTimersByTimeAsync(45_000);
  const events = () => state.lines.map((line): unknown => JSON.parse(line).event);
  expect(events()).toEqual(["the audit log could not be read (RangeError)"]);
  await vi.advanceTimersByTimeAsync(75_000);
  expect(state.rounds).toBe(5);
  expect(events()).toHaveLength(2);
});

test("a broken log is reported with the numbers of its entries", async () => {
  state.broken = Array.from({ length: 22 }, (_, index) => ({ chain: "zones/1", n: index + 1 }));
  startReconciling();
  await vi.advanceTimersByTimeAsync(60_000);
  const numbers = Array.from({ length: 20 }, (_, index) => `zones/1 ${index + 1}`).join(", ");
  expect(state.lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: "error", event: `the audit log is broken at ${numbers}, and 2 more` },
  ]);
});

test.each([
  ["on the emulator", { mode: "emulator" }, "read with context"],
  ["with the server's credential", { mode: "live", credential: { kind: "token", token: "t" } }, "read with context"],
  ["if each person brings a credential", { mode: "live" }, "unknown"],
])("%s, outcomes are %s", async (_title, env, outcome) => {
  state.env = env;
  startReconciling();
  await vi.advanceTimersByTimeAsync(0);
  expect(await state.findOutcome?.({})).toEqual({ outcome });
});
