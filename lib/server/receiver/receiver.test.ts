import { gzipSync } from "node:zlib";
import { beforeEach, expect, test, vi } from "vitest";
import { createReceiver } from "#lib/emulator/receiver/receiver.ts";
import { simulatedAnswers } from "#lib/logpush/receiver/simulated-answers.ts";
import { recordJobs } from "#lib/store/inventory.ts";
import { listedScope, observedJob } from "#lib/store/testing/inventory-rows.ts";
import { contextOf } from "../testing/test-context.ts";
import {
  clearArrivals,
  readArrivalCase,
  readArrivalDetail,
  readReceiver,
  setReceiverAnswer,
  setReceiverAnswerCase,
} from "./receiver.ts";

type Receiver = ReturnType<typeof createReceiver>;

const state = vi.hoisted(() => ({ receiver: undefined as unknown, context: undefined as unknown }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ host: "localhost:3000" }) }));
vi.mock("../env/env.ts", () => ({
  readEnv: () => ({ site: { port: 3000 }, dataDir: "/nowhere", auth: { kind: "open" } }),
}));
vi.mock("../context/context.ts", () => ({ getContext: () => state.context }));
vi.mock("../calls/upstream.ts", async (original) => ({
  ...(await original<typeof import("../calls/upstream.ts")>()),
  findEmulator: () => (state.receiver ? { receiver: state.receiver } : undefined),
}));

const { context } = contextOf(async () => new Response());
const deliveries = { kind: undefined, isSeedShown: false };
let receiver: Receiver;

beforeEach(() => {
  receiver = createReceiver({ now: () => Date.parse("2026-01-02T03:04:05Z"), hangMs: 1 });
  state.receiver = receiver;
  state.context = context;
});

async function send(text: string, changes: { target?: string; kind?: "batch" | "alert"; jobId?: number } = {}) {
  const headers: [string, string][] = [
    ["Content-Encoding", "gzip"],
    ["Authorization", "Bearer abc"],
    ["Content-Type", "application/x-ndjson"],
  ];
  await receiver.post(
    {
      host: "receiver.headgate.test",
      port: 443,
      target: "/",
      headers,
      body: gzipSync(text),
      records: 1,
      kind: "batch",
      jobId: 7,
      ...changes,
    },
    new AbortController().signal,
  );
}

const record = (id: number) => `{"RayID":"${id}","EdgeStartTimestamp":"2026-01-02T03:04:05Z"}\n`;

async function newest() {
  const receiver = await readReceiver(deliveries);
  const [first] = receiver?.arrivals ?? [];
  if (!first) throw new Error("Nothing arrived.");
  return readArrivalDetail(context, { id: first.id });
}

test("the receiver knows every answer that can be chosen", async () => {
  for (const { id } of simulatedAnswers) {
    await setReceiverAnswer(context, setReceiverAnswerCase.input.parse({ answer: id }));
    expect(await readReceiver(deliveries)).toMatchObject({ answer: id });
  }
  expect(() => setReceiverAnswerCase.input.parse({ answer: "toString" })).toThrow();
});

test("the list has a line per request with a summary of its checks, but without headers and body", async () => {
  await send(record(1));
  await send(record(1), { target: "/seed/ok" });
  await send("{}", { kind: "alert" });
  const receiver = await readReceiver(deliveries);
  expect(receiver).toMatchObject({ answer: "ok", hiddenSeed: 1 });
  expect(receiver?.arrivals).toMatchObject([
    { target: "/", status: 200, jobId: 7, checks: { level: "pass", count: 7 } },
  ]);
  expect(JSON.stringify(receiver)).not.toMatch(/Bearer|RayID/);
});

test("a request is shown completely", async () => {
  await send(record(1));
  expect(await newest()).toMatchObject({
    format: "ndjson",
    headers: expect.arrayContaining([["Authorization", "Bearer abc"]]),
    answer: { status: 200, body: '{"message":"success"}' },
    text: record(1),
    isTextCut: false,
    table: { columns: ["RayID", "EdgeStartTimestamp"], total: 1 },
    checks: expect.arrayContaining([expect.objectContaining({ title: "Timestamps", level: "pass" })]),
  });
});

test("duplicates are records of accepted requests of the same job", async () => {
  const duplicates = async () => (await newest()).checks.find(({ title }) => title === "Duplicates")?.level;
  await setReceiverAnswer(context, { answer: "error" });
  await send(record(1));
  await setReceiverAnswer(context, { answer: "ok" });
  await send(record(1));
  expect(await duplicates()).toBe("pass");
  await send(record(1), { jobId: 8 });
  expect(await duplicates()).toBe("pass");
  await send(record(1));
  expect(await duplicates()).toBe("warn");
});

test("a long text is cut for the page", async () => {
  await send("x".repeat(100_000));
  expect(await newest()).toMatchObject({ isTextCut: true, textBytes: 100_000, text: "x".repeat(64_000) });
});

test("a request that is no longer kept is an error that says so", async () => {
  await send(record(1));
  const { arrivals: [first] = [] } = (await readReceiver(deliveries)) ?? {};
  await clearArrivals();
  expect(await readReceiver(deliveries)).toMatchObject({ arrivals: [] });
  const { id } = readArrivalCase.input.parse({ id: first?.id });
  await expect(readArrivalDetail(context, { id })).rejects.toMatchObject({ error: { code: "E_ARRIVAL_GONE" } });
});

test("with a real credential there is no receiver", async () => {
  state.receiver = undefined;
  expect(await readReceiver(deliveries)).toBeUndefined();
  await expect(clearArrivals()).rejects.toMatchObject({ error: { code: "E_NO_RECEIVER" } });
});

test("a request is named after its job, as the store has it, or by the job's id", async () => {
  const jobs = [observedJob(7, { name: "edge-logs" })];
  const scope = listedScope("zones/1", "example.com");
  const reading = { realm: context.realm, path: "zones/1", at: 1000, isWhole: true, dueAt: null };
  await recordJobs(context.store.db, { ...reading, jobs, scope });
  await send(record(1));
  await send(record(2), { jobId: 8 });
  expect(await readReceiver(deliveries)).toMatchObject({
    arrivals: [{ jobName: "job 8" }, { jobName: "edge-logs" }],
    jobs: [
      { id: 7, name: "edge-logs" },
      { id: 8, name: "job 8" },
    ],
  });
  expect(await readReceiver({ ...deliveries, jobId: 8 })).toMatchObject({ arrivals: [{ jobName: "job 8" }] });
});
