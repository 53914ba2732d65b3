import fc from "fast-check";
import { expect, test } from "vitest";
import { type ItemState, itemStates, runStates, usualRules } from "./run.ts";
import {
  type Choice,
  chooseItems,
  hostPauseMs,
  type ItemEvent,
  nextItemState,
  nextRunState,
  type Queue,
  type QueueItem,
  type RunEvent,
} from "./run-state.ts";

const item = (n: number, changes: Partial<QueueItem> = {}): QueueItem => ({
  ...{ n, step: 0, state: "queued", key: `job ${n}`, host: `host-${n}.example` },
  ...changes,
});
const queueOf = (items: QueueItem[], changes: Partial<Queue> = {}): Queue => ({
  ...{
    items,
    rules: usualRules,
    failures: 0,
    hostFreeAt: new Map(),
    heldUntil: 0,
    itemHeldUntil: new Map(),
    now: 1000,
  },
  ...changes,
});
const begun = (choice: Choice) => choice.begin.map(({ n }) => n);

test.each<[string, Queue, number[], Choice["end"]]>([
  ["as many as the rules allow", queueOf([1, 2, 3, 4, 5].map((n) => item(n))), [1, 2, 3, 4], null],
  ["one test of a host at a time", queueOf([1, 2].map((n) => item(n, { host: "same.example" }))), [1], null],
  ["what has no test waits for nobody", queueOf([1, 2].map((n) => item(n, { host: null }))), [1, 2], null],
  ["a step after the one before", queueOf([item(1), item(2, { step: 1 })]), [1], null],
  ["a step whose predecessor runs", queueOf([item(1, { state: "running" }), item(2, { step: 1 })]), [], null],
  ["one write to a job", queueOf([item(1, { key: "a" }), item(2, { key: "a" })]), [1], null],
  [
    "never beside an unknown write",
    queueOf([item(1, { key: "a", state: "unknown" }), item(2, { key: "a" })]),
    [],
    null,
  ],
  ["nothing while held", queueOf([item(1)], { heldUntil: 2000 }), [], null],
  ["an item that is held", queueOf([item(1), item(2)], { itemHeldUntil: new Map([[1, 2000]]) }), [2], null],
  ["a host that was just tested", queueOf([item(1)], { hostFreeAt: new Map([["host-1.example", 1001]]) }), [], null],
  ["the end", queueOf([item(1, { state: "done" }), item(2, { state: "unknown" })]), [], "over"],
  ["not the end while one runs", queueOf([item(1, { state: "running" })]), [], null],
  ["too many failures", queueOf([item(1)], { failures: 5 }), [], "failures"],
  ["failures at the very end", queueOf([item(1, { state: "failed" })], { failures: 5 }), [], "over"],
  ["no limit of failures", queueOf([item(1)], { failures: 99, rules: { atOnce: 1, stopAfter: null } }), [1], null],
])("begins %s", (_title, queue, expected, end) => {
  const choice = chooseItems(queue);
  expect(begun(choice)).toEqual(expected);
  expect(choice.end).toBe(end);
});

test("the pause between tests of one host is at most a second", () => {
  expect(hostPauseMs).toBeLessThanOrEqual(1000);
});

const events: ItemEvent[] = ["begin", "unsent", "done", "failed", "lost", "skipped", "retry"];

test("what is done stays done, and what is unknown is never begun again before it is read back", () => {
  expect(events.map((event) => nextItemState("done", event))).toEqual(events.map(() => undefined));
  expect(events.filter((event) => nextItemState("unknown", event) !== undefined)).toEqual([
    "done",
    "failed",
    "skipped",
  ]);
});

test("only a planned run can be applied, and a press on a button that is gone changes nothing", () => {
  expect(runStates.filter((state) => nextRunState(state, "apply"))).toEqual(["planned"]);
  expect(runStates.filter((state) => nextRunState(state, "stop"))).toEqual(["applying"]);
  expect(runStates.filter((state) => nextRunState(state, "resume"))).toEqual(["stopping", "stopped"]);
  expect(runStates.filter((state) => nextRunState(state, "roll back"))).toEqual(["stopped", "finished"]);
});

/** A run in memory: items that end in any way, with Stop and Resume at any time. */
const ends = fc.constantFrom<ItemEvent>("done", "failed", "lost", "skipped", "unsent");
const presses = fc.constantFrom<RunEvent | "nothing">("nothing", "nothing", "nothing", "stop", "resume");

test("whatever happens, a run ends, writes each job once at a time, and keeps to its rules", () => {
  const items = fc.array(
    fc.record({ host: fc.constantFrom("a", "b", null), key: fc.nat(8), step: fc.nat(2), ends: fc.array(ends) }),
    { minLength: 1, maxLength: 12 },
  );
  const rules = fc.record({
    atOnce: fc.integer({ min: 1, max: 4 }),
    stopAfter: fc.option(fc.integer({ min: 1, max: 3 })),
  });
  fc.assert(
    fc.property(items, rules, fc.array(presses), (planned, given, pressed) => {
      const queue = planned.map((one, n) => item(n, { host: one.host, key: `job ${one.key}`, step: one.step }));
      const writes = new Map<number, number>();
      const hostFreeAt = new Map<string, number>();
      let state = nextRunState("planned", "apply") ?? "planned";
      let failures = 0;
      let now = 0;
      for (let round = 0; round < 400 && state !== "finished"; round += 1) {
        const press = pressed[round] ?? "nothing";
        if (press !== "nothing") {
          const next = nextRunState(state, press);
          if (next === "applying") failures = 0;
          state = next ?? state;
        }
        // Whoever stopped it comes back in the end.
        if (state === "stopped" && round > pressed.length) {
          state = "applying";
          failures = 0;
        }
        const running = () => queue.filter((one) => one.state === "running");
        if (state === "stopping" && running().length === 0) state = "stopped";
        if (state === "applying") {
          const choice = chooseItems(queueOf(queue, { items: queue, rules: given, failures, hostFreeAt, now }));
          for (const { n } of choice.begin) {
            const one = queue[n];
            if (!one) continue;
            expect(one.state).toBe("queued");
            expect(queue.some((other) => other.key === one.key && /running|unknown/.test(other.state))).toBe(false);
            expect(one.host !== null && running().some(({ host }) => host === one.host)).toBe(false);
            queue[n] = { ...one, state: nextItemState(one.state, "begin") ?? "done" };
          }
          expect(running().length).toBeLessThanOrEqual(given.atOnce);
          if (choice.end === "over") state = nextRunState(state, "over") ?? state;
          if (choice.end === "failures") state = "stopped";
        }
        const [first] = running();
        if (first) {
          const count = writes.get(first.n) ?? 0;
          writes.set(first.n, count + 1);
          const event = planned[first.n]?.ends[count] ?? "done";
          const next = nextItemState("running", event) ?? "done";
          queue[first.n] = { ...first, state: next };
          if (first.host !== null) hostFreeAt.set(first.host, now + hostPauseMs);
          if (next === "failed" || next === "unknown") failures += 1;
        }
        // What was lost is read back some time later.
        const lost = queue.find((one) => one.state === "unknown");
        if (lost && round % 3 === 0) queue[lost.n] = { ...lost, state: nextItemState("unknown", "done") ?? "done" };
        now += 100;
      }
      expect(state).toBe("finished");
      const open: ItemState[] = itemStates.filter((one) => one === "queued" || one === "running");
      expect(queue.filter((one) => open.includes(one.state))).toEqual([]);
    }),
  );
});
