import "server-only";
import { Worker } from "node:worker_threads";
import type { TerraformConfig } from "#lib/logpush/import/terraform-expression.ts";
import { perProcess } from "../base/per-process.ts";

/** Tests set shorter times. */
export const hclLimits = {
  /** How long one text may take. A module with thirty jobs takes a tenth of that. */
  deadlineMs: 2000,
  /** How long the thread may take to load the parser, 10 MB of WebAssembly. */
  startMs: 20_000,
  /** An idle thread holds about 60 MB, so it ends after this time. */
  idleMs: 30_000,
  /** Texts that wait or are being parsed. */
  maxWaiting: 8,
};

/** `fault` is the parser's message, empty if it gave up. `busy` and `slow` say nothing about the text. */
export type HclOutcome = TerraformConfig | { fault: string } | { refused: "busy" | "slow" };

/**
 * What the thread posts: first that it is ready; then for each text a fault, or its configuration and then its
 * expressions.
 */
type Message = { isReady?: true; fault?: string } & Partial<TerraformConfig>;

type Parser = { tail: Promise<unknown>; waiting: number; worker?: Worker; idle?: NodeJS.Timeout };

const parser = perProcess<Parser>("hcl-parser", () => ({ tail: Promise.resolve(), waiting: 0 }));

/**
 * Parses HCL with HashiCorp's parser in a separate thread, one text at a time. A text that takes too long ends the
 * thread, and the next one starts another. Never rejects.
 */
export function parseHcl(text: string): Promise<HclOutcome> {
  if (parser.waiting >= hclLimits.maxWaiting) return Promise.resolve({ refused: "busy" });
  parser.waiting += 1;
  const work = parser.tail.then(async (): Promise<HclOutcome> => {
    clearTimeout(parser.idle);
    const worker = parser.worker ?? (await startWorker());
    parser.worker = worker;
    const { outcome, isUsable } = worker ? await readWith(worker, text) : { outcome: slow, isUsable: false };
    if (isUsable) parser.idle = setTimeout(() => retire(), hclLimits.idleMs).unref();
    else await retire();
    parser.waiting -= 1;
    return outcome;
  });
  parser.tail = work;
  return work;
}

/** Whether the parser's thread is running and using memory. */
export function isParserRunning(): boolean {
  return parser.worker !== undefined;
}

const slow: HclOutcome = { refused: "slow" };

async function retire(): Promise<void> {
  const { worker } = parser;
  parser.worker = undefined;
  await worker?.terminate();
}

/** Undefined if the thread does not start. */
async function startWorker(): Promise<Worker | undefined> {
  const worker = createWorker();
  if (!worker) return undefined;
  // Without a listener, a thread that runs out of memory would end the whole process.
  worker.on("error", () => undefined);
  const { isReady } = await nextMessage(worker, hclLimits.startMs);
  if (isReady) return worker;
  await worker.terminate();
  return undefined;
}

/** Undefined if the process may not create another thread. A thrown error would break the queue for good. */
function createWorker(): Worker | undefined {
  try {
    return new Worker(new URL("./hcl-worker.mjs", import.meta.url), {
      // The parser's own memory is outside this heap. The timeout and the limit on the text's size bound it.
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
      // It needs neither the environment with its secrets nor the loaders of the main thread.
      env: {},
      execArgv: [],
    });
  } catch {
    return undefined;
  }
}

async function readWith(worker: Worker, text: string): Promise<{ outcome: HclOutcome; isUsable: boolean }> {
  // An idle thread does not keep the process alive; a busy one does.
  worker.ref();
  const endsAt = performance.now() + hclLimits.deadlineMs;
  worker.postMessage(text);
  const { fault, config, isLate } = await nextMessage(worker, hclLimits.deadlineMs);
  if (config === undefined) {
    worker.unref();
    // A fault with a position is an ordinary answer. After any other fault, the parser's stack may be broken.
    return { outcome: isLate ? slow : { fault: fault ?? "" }, isUsable: fault?.includes("[pasted:") === true };
  }
  const { expressions } = await nextMessage(worker, endsAt - performance.now());
  worker.unref();
  return { outcome: { config, expressions: expressions ?? {} }, isUsable: expressions !== undefined };
}

/** The thread's next message; empty if the thread ended, or with `isLate` if it took longer. */
function nextMessage(worker: Worker, timeoutMs: number): Promise<Message & { isLate?: boolean }> {
  return new Promise((resolve) => {
    const finish = (message: Message & { isLate?: boolean }) => {
      clearTimeout(timer);
      worker.off("message", finish);
      worker.off("exit", end);
      resolve(message);
    };
    const end = () => finish({});
    const timer = setTimeout(() => finish({ isLate: true }), Math.max(0, timeoutMs));
    worker.on("message", finish);
    worker.on("exit", end);
  });
}
