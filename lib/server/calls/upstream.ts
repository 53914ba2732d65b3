import "server-only";
import { createHash, createHmac } from "node:crypto";
import { boundFetch, type Fetch } from "#lib/cloudflare/bound-fetch.ts";
import type { Budget } from "#lib/cloudflare/budget.ts";
import {
  type CloudflareClient,
  type Credential,
  createCloudflareClient,
  officialBaseUrl,
  readTimeoutMs,
} from "#lib/cloudflare/client.ts";
import { AppException, type DescribeOptions, toAppException } from "#lib/cloudflare/errors.ts";
import { failureOf, UpstreamException, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { type Emulator, getEmulator } from "#lib/emulator/emulator.ts";
import { isReceiverHost, isUnresolvableHost } from "#lib/emulator/receiver/hosts.ts";
import { createSecretRedactor } from "#lib/logpush/destination/redact-text.ts";

export type { ReceivedRequest } from "#lib/emulator/receiver/received-request.ts";
export type { Reply as ReceiverReply } from "#lib/emulator/receiver/receiver.ts";

import { type Env, readEnv } from "../env/env.ts";
import { readKey } from "../env/secret.ts";
import type { Urgency } from "./call-budget.ts";
import { type CallState, callStateOf, createCallState } from "./call-state.ts";
import { retryRead } from "./retry.ts";

export type Sent<T> = { ok: true; value: T } | { ok: false; failure: UpstreamFailure };

/** The API as the use cases see it. Reads are retried, writes are not. */
export type Upstream = {
  /** Runs a read, at most three times. Throws `AppException`. */
  read<T>(call: (client: CloudflareClient) => Promise<T>, options?: Partial<DescribeOptions>): Promise<T>;
  /** Runs a write exactly once. Its failure is a value, because the caller has to find out what happened. */
  write<T>(call: (client: CloudflareClient) => Promise<T>): Promise<Sent<T>>;
  /** The same for calls that nobody waits for. They leave a share of the API's limit to people. */
  inBackground(): Upstream;
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
  /** The embedded emulator. Calls to it cost nothing, so no old answer is shown. */
  isEmbedded?: boolean;
};

export function createUpstream(options: UpstreamOptions): Upstream {
  const { fetch, credential, baseUrl, now, sleep, random } = options;
  const { state = createCallState(now) } = options;
  const { guard, analytics, sharing, limit } = state;
  const shownAgeMs = options.isEmbedded ? () => 0 : guard.shownAgeMs;
  const bound = boundFetch(fetch);
  const maskCredential = createSecretRedactor(credential.kind === "token" ? credential.token : credential.key);

  function createFor(urgency: Urgency, isShown = false, begunAtMs?: number): Upstream {
    const guardedFetch: Fetch = (input, init) => {
      // It is a POST, but it changes nothing.
      if (String(input).endsWith("/graphql")) return analytics.run(urgency, () => bound(input, init));
      const call = () => guard.run(urgency, () => bound(input, init));
      const isRead = (init?.method ?? "GET").toUpperCase() === "GET";
      if (!isRead) return sharing.write(call);
      return sharing.read(String(input), call, isShown && !options.isEmbedded);
    };
    const clientOf = (timeoutMs: number) =>
      createCloudflareClient({ credential, baseUrl, fetch: guardedFetch, timeoutMs });
    const client = clientOf(readTimeoutMs);
    return {
      read: async (call, describe) => {
        try {
          return await limit(() =>
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
      forShowing: () => showing,
      forOnePage: () => createFor(urgency === "person" ? "page" : urgency, isShown, now()),
      shownAgeMs,
      writes: sharing.writes,
      budget: guard.budget,
      state,
      credentialKind: credential.kind,
      maskCredential,
      sleep,
    };
  }

  const background = createFor("background");
  const showing = createFor("person", true);
  return createFor("person");
}

const upstreams = new WeakMap<CallState, Upstream>();

/** Cloudflare with the caller's or the server's credential, or the embedded emulator. */
export function getUpstream(own?: Credential): Upstream {
  const source = sourceOf(readEnv(), own);
  const state = callStateOf(createHash("sha256").update(JSON.stringify(source.credential)).digest("base64url"));
  // One per bundle, because the SDK's errors are recognized by its own classes.
  const upstream = upstreams.get(state) ?? createUpstream({ ...source, ...realTime, state });
  upstreams.set(state, upstream);
  return upstream;
}

/**
 * For a credential that is not verified yet. Its calls are not remembered, so that invented tokens do not push the
 * counts of real credentials out of memory.
 */
export function getTrialUpstream(own: Credential): Upstream {
  return createUpstream({ ...sourceOf(readEnv(), own), ...realTime });
}

const realTime = {
  now: Date.now,
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** The emulator of this process. Undefined with a real credential: no part of it may answer then. */
export function findEmulator(): Emulator | undefined {
  const env = readEnv();
  return env.mode === "emulator"
    ? getEmulator(() => ({ dataDir: env.dataDir, refusesLoopback: env.site.origin !== undefined }))
    : undefined;
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
