import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startReconciling } from "./start-reconciling.ts";

const state = vi.hoisted(() => ({
  env: {} as object,
  results: [] as (number | Error)[],
  findOutcome: undefined as undefined | ((intent: object) => Promise<object | undefined>),
  rounds: 0,
  lines: [] as string[],
}));
vi.mock("../env/env.ts", () => ({ readEnv: () => state.env }));
vi.mock("../context/context.ts", () => ({ getContext: () => "context", openProcessAudit: () => "audit" }));
vi.mock("./reconcile-intents.ts", () => ({
  findOutcomeAtCloudflare: (context: string) => async () => ({ outcome: `read with ${context}` }),
  reconcileIntents: async ({ audit }: { audit: string }, findOutcome: (intent: object) => Promise<object>) => {
    expect(audit).toBe("audit");
    state.findOutcome = findOutcome;
    const result = state.results[state.rounds] ?? 0;
    state.rounds += 1;
    if (result instanceof Error) throw result;
    return result;
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  Object.assign(state, { env: { mode: "emulator" }, results: [], findOutcome: undefined, rounds: 0, lines: [] });
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    state.lines.push(String(line));
    return true;
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test("one round is enough if nothing is left open", async () => {
  startReconciling();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(state.rounds).toBe(1);
  expect(state.lines).toEqual([]);
});

test("what is left open is read again every 30 seconds, until nothing is", async () => {
  state.results = [2, 1, 0];
  startReconciling();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(state.rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(state.rounds).toBe(3);
});

test("a log that cannot be read is reported without its content, and ends the rounds", async () => {
  state.results = [new RangeError("with a secret"), 1];
  startReconciling();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(state.rounds).toBe(1);
  const line: unknown = JSON.parse(state.lines.join(""));
  expect(line).toMatchObject({ level: "error", event: "the audit log could not be read (RangeError)" });
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
