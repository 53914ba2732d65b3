import "server-only";
import { createHmac } from "node:crypto";
import { boundFetch, type Fetch } from "#lib/cloudflare/bound-fetch.ts";
import type { Budget } from "#lib/cloudflare/budget.ts";
import {
  type CloudflareClient,
  type Credential,
  createCloudflareClient,
  readTimeoutMs,
} from "#lib/cloudflare/client.ts";
import { AppException, type DescribeOptions, toAppException } from "#lib/cloudflare/errors.ts";
import { CallUnsent, failureOf, UpstreamException, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import type { Emulator } from "#lib/emulator/emulator.ts";
import { openProcessEmulator, processEmulator } from "#lib/emulator/process-emulator.ts";
import { isReceiverHost, isUnresolvableHost } from "#lib/emulator/receiver/hosts.ts";
import { createSecretRedactor } from "#lib/logpush/destination/redact-text.ts";

import { openCallLedger } from "#lib/store/calls.ts";
import { isStoreError } from "#lib/store/store-error.ts";

export type { ReceivedRequest } from "#lib/emulator/receiver/received-request.ts";
export type { Reply as ReceiverReply } from "#lib/emulator/receiver/receiver.ts";

import { describeStoreError } from "../base/to-result.ts";
import { type Env, readEnv } from "../env/env.ts";
import { getStore } from "../env/process-store.ts";
import { readKey } from "../env/secret.ts";
import type { Urgency } from "./call-budget.ts";
import { type CallState, callStateOf, createCallState } from "./call-state.ts";
import type { Guard } from "./guard.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import { retryRead } from "./retry.ts";

export type Sent<T> = { ok: true; value: T } | { ok: false; failure: UpstreamFailure };

/** The API as the use cases see it. Reads are retried, writes are not. */
export type Upstream = {
  /** Runs a read, at most three times. Throws `AppException`. */
  read<T>(call: (client: CloudflareClient) => Promise<T>, options?: Partial<DescribeOptions>): Promise<T>;
  /** Runs a write exactly once. Its failure is a value, because the caller has to find out what happened. */
  write<T>(call: (client: CloudflareClient) => Promise<T>): Promise<Sent<T>>;
  /** The same for calls that nobody waits for. They leave the largest share of the API's limit to others. */
  inBackground(): Upstream;
  /** The same for a run over many jobs. It leaves a share of the limit to people. */
  forRun(): Upstream;
  /**
   * The same for display only. As the API's limit runs out, its reads get recent answers of other reads. No write
   * depends on such an answer.
   */
  forShowing(): Upstream;
  /** The same for one page that begins now. Its reads together take about 15 seconds, however slow the API is. */
  forOnePage(): Upstream;
  /** How old such an answer may be, in milliseconds; 0 while calls are plentiful. */
  shownAgeMs(): number;
  /** An object that identifies the credential: the same one for all who use it. */
  state: CallState;
  credentialKind: Credential["kind"];
  /** Masks the credential in a text of the API. Failures of `read` and `write` are already masked. */
  maskCredential(text: string): string;
  /** How many writes were sent so far. What was read before the last one is out of date. */
  writes(): number;
  /** What is left of the API's rate limit according to its last answer. Undefined before the first one. */
  budget(): Budget | undefined;
  /** Waits before an unknown outcome is read a second time. */
  sleep: (ms: number) => Promise<void>;
};

type UpstreamOptions = {
  fetch: Fetch;
  credential: Credential;
  baseUrl: string;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
  state?: CallState;
  /** The embedded emulator. Calls to it cost nothing, so they are not counted and no old answer is shown. */
  isEmbedded?: boolean;
};

export function createUpstream(options: UpstreamOptions): Upstream {
  const { fetch, credential, baseUrl, now, sleep, random } = options;
  const { state = createCallState(now, options.isEmbedded ? undefined : () => createMemoryLedger(now)) } = options;
  const { guard, analytics, sharing, limit } = state;
  const bound = boundFetch(fetch);
  const maskCredential = createSecretRedactor(credential.kind === "token" ? credential.token : credential.key);

  function createFor(urgency: Urgency, isShown = false, begunAtMs?: number): Upstream {
    const guardedFetch: Fetch = (input, init) => {
      // It is a POST, but it changes nothing.
      if (String(input).endsWith("/graphql")) return runGuarded(analytics, urgency, () => bound(input, init));
      const call = () => runGuarded(guard, urgency, () => bound(input, init));
      const isRead = (init?.method ?? "GET").toUpperCase() === "GET";
      if (!isRead) return sharing.write(call);
      return sharing.read(String(input), call, isShown);
    };
    const clientOf = (timeoutMs: number) =>
      createCloudflareClient({ credential, baseUrl, fetch: guardedFetch, timeoutMs });
    const client = clientOf(readTimeoutMs);
    return {
      read: async (call, describe) => {
        try {
          return await limit(urgency, () =>
            retryRead((timeoutMs) => call(timeoutMs === readTimeoutMs ? client : clientOf(timeoutMs)), {
              ...{ now, random },
              ...(begunAtMs === undefined ? {} : { begunAtMs }),
            }),
          );
        } catch (error) {
          throw describeThrown(error, maskCredential, describe);
        }
      },
      write: async (call) => {
        try {
          return { ok: true, value: await call(client) };
        } catch (error) {
          if (!(error instanceof UpstreamException)) throw error;
          return { ok: false, failure: maskFailure(failureOf(error), maskCredential) };
        }
      },
      inBackground: () => background,
      forRun: () => running,
      forShowing: () => (urgency === "write" ? showing : createFor(urgency, true, begunAtMs)),
      forOnePage: () => createFor(pageOf(urgency), isShown, now()),
      shownAgeMs: guard.shownAgeMs,
      writes: sharing.writes,
      budget: guard.budget,
      state,
      credentialKind: credential.kind,
      maskCredential,
      sleep,
    };
  }

  const background = createFor("background");
  const running = createFor("run");
  const showing = createFor("page", true);
  return createFor("write");
}

/** A page that belongs to work in the background stays there. */
function pageOf(urgency: Urgency): Urgency {
  return urgency === "write" ? "page" : urgency;
}

/** The SDK passes on what a call throws as the cause of its own error, so the store's error gets a mark. */
async function runGuarded(guard: Guard, urgency: Urgency, call: () => Promise<Response>): Promise<Response> {
  try {
    return await guard.run(urgency, call);
  } catch (error) {
    throw isStoreError(error) ? new CallUnsent(describeStoreError(error), error) : error;
  }
}

const upstreams = new WeakMap<CallState, Upstream>();

/**
 * Cloudflare with the caller's or the server's credential, or the embedded emulator. Its calls are counted in the
 * store, together with those of other servers.
 */
export function getUpstream(own?: Credential): Upstream {
  const env = readEnv();
  const source = sourceOf(env, own);
  const credential = digestOf(source.credential, env);
  const state = callStateOf(credential, () =>
    createCallState(
      Date.now,
      source.isEmbedded ? undefined : (kind) => openCallLedger(getStore(), { credential, kind }),
    ),
  );
  // One per bundle, because the SDK's errors are recognized by its own classes.
  const upstream = upstreams.get(state) ?? createUpstream({ ...source, ...realTime, state });
  upstreams.set(state, upstream);
  return upstream;
}

const keys = new WeakMap<Env, string>();

/** Under the installation's key, so that the database tells nothing about credentials. */
function digestOf(credential: Credential, env: Env): string {
  const key = keys.get(env) ?? readKey(env);
  keys.set(env, key);
  return createHmac("sha256", key)
    .update(`credential\0${JSON.stringify(credential)}`)
    .digest("base64url");
}

/**
 * For the command line, which has no store, and for a credential that is not verified yet: invented tokens must leave
 * nothing in the store, nor push real credentials out of memory. Calls are counted as long as this object lives.
 */
export function getTrialUpstream(own: Credential): Upstream {
  return createUpstream({ ...sourceOf(readEnv(), own), ...realTime });
}

const realTime = {
  now: Date.now,
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** Opens the emulator of this process when it starts, unless a real credential is set. */
export async function openEmulator(): Promise<void> {
  const { mode, dataDir, site } = readEnv();
  if (mode === "emulator") await openProcessEmulator({ dataDir, refusesLoopback: site.origin !== undefined });
}

/** The emulator of this process. Undefined with a real credential: no part of it may answer then. */
export function findEmulator(): Emulator | undefined {
  return readEnv().mode === "emulator" ? processEmulator() : undefined;
}

/** Whether the test receiver of the embedded emulator answers for this host. */
export function isBuiltInHost(host: string): boolean {
  return readEnv().mode === "emulator" && (isReceiverHost(host) || isUnresolvableHost(host));
}

type Source = Pick<UpstreamOptions, "fetch" | "credential" | "baseUrl" | "isEmbedded">;

function sourceOf(env: Env, own: Credential | undefined): Source {
  if (env.mode === "live") {
    const credential = own ?? env.credential;
    if (!credential) throw new Error("This call has no credential.");
    return { fetch: (input, init) => fetch(input, init), credential, baseUrl: env.baseUrl };
  }
  return {
    fetch: async (input, init) => {
      const emulator = findEmulator();
      if (!emulator) throw new TypeError("The emulator is off.");
      return emulator.fetch(new Request(input, init));
    },
    credential: { kind: "token", token: DEMO_TOKEN },
    baseUrl: officialBaseUrl,
    isEmbedded: true,
  };
}

type MaskText = (text: string) => string;

function describeThrown(error: unknown, mask: MaskText, options: Partial<DescribeOptions> = {}): unknown {
  if (error instanceof AppException || !(error instanceof UpstreamException)) return error;
  return toAppException(maskFailure(error.failure, mask), { destinations: [], ...options });
}

/** The API, or a server in its place, may repeat the credential that it received. */
function maskFailure(failure: UpstreamFailure, mask: MaskText): UpstreamFailure {
  if (failure.kind !== "answer" && failure.kind !== "shape") return failure;
  const cfRay = failure.cfRay === undefined ? {} : { cfRay: mask(failure.cfRay) };
  if (failure.kind === "shape") return { ...failure, ...cfRay };
  return {
    ...failure,
    ...cfRay,
    errors: failure.errors.map(({ code, message }) => ({ code, message: mask(message) })),
  };
}

/** The emulator's token for commands over HTTP: the documented one, or this installation's if people sign in. */
export function emulatorToken(): string {
  const env = readEnv();
  if (env.auth.kind === "open") return DEMO_TOKEN;
  return createHmac("sha256", readKey(env)).update("emulator token").digest("hex").slice(0, 40);
}
