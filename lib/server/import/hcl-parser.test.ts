import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hclLimits, isParserRunning, parseHcl } from "./hcl-parser.ts";

const limits = { ...hclLimits };
beforeEach(() => {
  hclLimits.deadlineMs = 2000;
});
afterEach(() => {
  Object.assign(hclLimits, limits);
});

const member = Array.from({ length: 400 }, (_, at) => `a${at}=[1,2,3]`).join(",");

/** Each kept the main thread busy for a second or more when the parser ran there. */
const hostile: [title: string, text: string][] = [
  ["lines of jsonencode", Array.from({ length: 50 }, (_, at) => `k${at} = jsonencode({${member}})`).join("\n")],
  ["conditionals", `a = ${"true ? 1 : ".repeat(9000)}1`],
  ["blocks", "b {}\n".repeat(20_000)],
  ["brackets", `a = ${"[".repeat(60_000)}${"]".repeat(60_000)}`],
  ["a chain of operators", `a = ${"1+".repeat(30_000)}1`],
  ["templates in templates", `a = "${'\u0024{"'.repeat(10_000)}${'"}'.repeat(10_000)}"`],
];

/** The longest time in which the event loop did nothing else, and the total time of the work. */
async function measure(work: () => Promise<unknown>): Promise<{ gapMs: number; wholeMs: number }> {
  const startedAt = performance.now();
  let last = startedAt;
  let gapMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    gapMs = Math.max(gapMs, now - last);
    last = now;
  }, 5);
  await work();
  clearInterval(timer);
  return { gapMs, wholeMs: performance.now() - startedAt };
}

test("hostile texts do not block the event loop", async () => {
  // Starts the thread, which is not part of the measurement.
  await parseHcl("a = 1");
  const { gapMs, wholeMs } = await measure(async () => {
    for (const [, text] of hostile) await parseHcl(text);
  });
  expect(gapMs).toBeLessThan(wholeMs / 3);
}, 120_000);

test.each(hostile)(
  "after %s, the next text is read",
  async (_title, text) => {
    const outcome = await parseHcl(text);
    expect("config" in outcome || "fault" in outcome || outcome.refused === "slow").toBe(true);
    hclLimits.deadlineMs = 20_000;
    expect(await parseHcl('a = "b"')).toEqual({ config: { a: "b" }, expressions: {} });
  },
  120_000,
);

describe("a text that takes too long", () => {
  test("is given up together with its thread", async () => {
    await parseHcl("a = 1");
    hclLimits.deadlineMs = 1;
    expect(await parseHcl(hostile[0]?.[1] ?? "")).toEqual({ refused: "slow" });
    expect(isParserRunning()).toBe(false);
    hclLimits.deadlineMs = 20_000;
    expect(await parseHcl("a = 1")).toEqual({ config: { a: 1 }, expressions: {} });
    expect(isParserRunning()).toBe(true);
  });

  test("an idle thread ends too", async () => {
    hclLimits.deadlineMs = 20_000;
    hclLimits.idleMs = 20;
    await parseHcl("a = 1");
    await expect.poll(isParserRunning, { timeout: 10_000 }).toBe(false);
  });
});

test("an idle thread does not keep the process alive, whatever it read last", async () => {
  hclLimits.deadlineMs = 20_000;
  const ref = vi.spyOn(Worker.prototype, "ref");
  const unref = vi.spyOn(Worker.prototype, "unref");
  for (const text of ["a = 1", "a ="]) {
    await parseHcl(text);
    const [lastRef = 0] = ref.mock.invocationCallOrder.slice(-1);
    expect(unref.mock.invocationCallOrder.at(-1)).toBeGreaterThan(lastRef);
  }
  vi.restoreAllMocks();
});

test("texts are read one after the other, and no more than a few wait", async () => {
  hclLimits.deadlineMs = 20_000;
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => parseHcl(`a = ${at}`)));
  expect(outcomes.slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, at) => ({ config: { a: at }, expressions: {} })));
  expect(outcomes.slice(8)).toEqual([{ refused: "busy" }, { refused: "busy" }]);
  expect(await parseHcl("a = 1")).toEqual({ config: { a: 1 }, expressions: {} });
});
