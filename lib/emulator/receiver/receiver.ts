import { setTimeout as wait } from "node:timers/promises";
import { dnsErrorText, timeoutText } from "../push/network.ts";
import { outcomeOf, type Sender } from "../push/upload.ts";
import { type Answer, answerTo } from "./answers.ts";
import type { Behavior, Header, Posted } from "./behavior.ts";
import { evict } from "./evict.ts";
import { isReceiverHost, isUnresolvableHost } from "./hosts.ts";
import { pathBehaviorOf } from "./path-behavior.ts";
import { isGzip, type PostedRequest, type ReceivedRequest, toReceived } from "./received-request.ts";

/** The receiver's answer to a request; without a status it did not answer, for the reason in `detail`. */
export type Reply =
  | { status: number; contentType: string | null; body: string; headers: Header[] }
  | { status: null; detail: string };

export type Inbox = {
  list(): ReceivedRequest[];
  clear(): void;
  /** Accepts a request as if it had come over the network. Undefined: the host is not one of the receiver's. */
  post(request: PostedRequest, signal: AbortSignal): Promise<Reply> | undefined;
  /** The answer on paths without their own behavior. */
  answer(): Answer;
  setAnswer(answer: Answer): void;
  /** Calls back whenever a request arrived, or without one when anything else changed; the result unsubscribes. */
  subscribe(onChange: (arrived?: ReceivedRequest) => void): () => void;
};

export type ReceiverOptions = { now: () => number; hangMs: number };

/** Share of the sender's timeout: a slow answer comes late, but in time. */
const SLOW_PART = 0.6;

/** The receiver that answers for reserved names inside the process and stores what it got. */
export function createReceiver({ now, hangMs }: ReceiverOptions): Inbox & { send: Sender } {
  let requests: ReceivedRequest[] = [];
  let answer: Answer = "ok";
  const listeners = new Set<(arrived?: ReceivedRequest) => void>();

  function notify(arrived?: ReceivedRequest): void {
    for (const listener of listeners) listener(arrived);
  }

  async function take(request: PostedRequest, signal: AbortSignal): Promise<Reply> {
    if (isUnresolvableHost(request.host)) return { status: null, detail: dnsErrorText(request.host) };
    const posted = toPosted(request);
    const behavior = pathBehaviorOf(posted) ?? answerTo(posted, answer);
    const received = await toReceived(request, behavior, now());
    requests = evict([received, ...requests]);
    notify(received);
    return behave(behavior, hangMs, signal);
  }

  return {
    send: async (upload, signal) => {
      const reply = await take(upload, signal);
      return reply.status === null ? { ok: false, detail: reply.detail } : outcomeOf(reply.status, reply.body);
    },
    post: (request, signal) =>
      isReceiverHost(request.host) || isUnresolvableHost(request.host) ? take(request, signal) : undefined,
    list: () => [...requests],
    clear: () => {
      requests = [];
      notify();
    },
    answer: () => answer,
    setAnswer: (next) => {
      answer = next;
      notify();
    },
    subscribe: (onChange) => {
      // A separate function for each caller, so that one who subscribes twice is called twice.
      const listener = (arrived?: ReceivedRequest) => onChange(arrived);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function toPosted({ target, headers, body }: PostedRequest): Posted {
  const values = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { target, header: (name) => values.get(name), isGzip: isGzip(body) };
}

async function behave(behavior: Behavior, hangMs: number, signal: AbortSignal): Promise<Reply> {
  if (behavior === "close") return { status: null, detail: "EOF" };
  if (behavior === "hang") {
    await pause(hangMs, signal);
    return { status: null, detail: timeoutText };
  }
  if (behavior.isSlow) await pause(hangMs * SLOW_PART, signal);
  if (behavior.isSlow && signal.aborted) return { status: null, detail: "context canceled" };
  const { status, body, headers } = behavior;
  const contentType = headers.find(([name]) => name === "Content-Type")?.[1] ?? null;
  return { status, contentType, body, headers };
}

/** Until the time is over or the sender has gone. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
