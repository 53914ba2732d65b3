import "server-only";
import { createHmac } from "node:crypto";
import pLimit from "p-limit";
import type { Fetch } from "#lib/cloudflare/bound-fetch.ts";
import { type Budget, readBudget } from "#lib/cloudflare/budget.ts";
import {
  type CloudflareClient,
  type Credential,
  createCloudflareClient,
  officialBaseUrl,
} from "#lib/cloudflare/client.ts";
import { AppException, type DescribeOptions, toAppException } from "#lib/cloudflare/errors.ts";
import { failureOf, UpstreamException, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { type Emulator, getEmulator } from "#lib/emulator/emulator.ts";

export type { ReceivedRequest } from "#lib/emulator/receiver/received-request.ts";
export type { Reply as ReceiverReply } from "#lib/emulator/receiver/receiver.ts";

import { type Env, readEnv } from "./env.ts";
import { retryRead, type Waiting } from "./retry.ts";
import { readKey } from "./secret.ts";

export type Sent<T> = { ok: true; value: T } | { ok: false; failure: UpstreamFailure };

/** The API as the use cases see it: reads are tried again, writes never are. */
export type Upstream = {
  /** Runs a read, at most three times; throws `AppException`. */
  read<T>(call: (client: CloudflareClient) => Promise<T>, options?: Partial<DescribeOptions>): Promise<T>;
  /** Runs a write exactly once. Its failure is a value, for the caller has to find out what happened. */
  write<T>(call: (client: CloudflareClient) => Promise<T>): Promise<Sent<T>>;
  /** What is left of the API's rate limit, as its last answer said; undefined while none has. */
  budget(): Budget | undefined;
  /** Waits before a second look at an unknown outcome. */
  sleep: (ms: number) => Promise<void>;
};

type UpstreamOptions = { fetch: Fetch; credential: Credential; baseUrl: string } & Waiting;

/** At most so many requests at a time, so that a thousand zones neither flood the API nor this process. */
const maxConcurrency = 8;

export function createUpstream({ fetch, credential, baseUrl, ...waiting }: UpstreamOptions): Upstream {
  let budget: Budget | undefined;
  const client = createCloudflareClient({
    credential,
    baseUrl,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      budget = readBudget(response, waiting.now()) ?? budget;
      return response;
    },
  });
  const limit = pLimit(maxConcurrency);
  return {
    read: async (call, options) => {
      try {
        return await limit(() => retryRead(() => call(client), waiting));
      } catch (error) {
        throw describeThrown(error, options);
      }
    },
    write: async (call) => {
      try {
        return { ok: true, value: await call(client) };
      } catch (error) {
        if (!(error instanceof UpstreamException)) throw error;
        return { ok: false, failure: failureOf(error) };
      }
    },
    budget: () => budget,
    sleep: waiting.sleep,
  };
}

const upstreams = new Map<string, Upstream>();

/** Cloudflare with the caller's own credential or the server's, or the embedded emulator. */
export function getUpstream(own?: Credential): Upstream {
  const source = sourceOf(readEnv(), own);
  const key = JSON.stringify(source.credential);
  const upstream = upstreams.get(key) ?? createUpstream({ ...source, ...realWaiting });
  upstreams.set(key, upstream);
  return upstream;
}

const realWaiting: Waiting = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** The process's emulator, or undefined where a real credential is set: then nothing of it may answer. */
export function findEmulator(): Emulator | undefined {
  const env = readEnv();
  return env.mode === "emulator"
    ? getEmulator(() => ({ dataDir: env.dataDir, refusesLoopback: env.site.origin !== undefined }))
    : undefined;
}

function sourceOf(env: Env, own: Credential | undefined): Pick<UpstreamOptions, "fetch" | "credential" | "baseUrl"> {
  if (env.mode === "live") {
    const credential = own ?? env.credential;
    if (!credential) throw new Error("There is no credential for this call.");
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
  };
}

function describeThrown(error: unknown, options: Partial<DescribeOptions> | undefined): unknown {
  if (error instanceof AppException || !(error instanceof UpstreamException)) return error;
  return toAppException(error.failure, { destinations: [], ...options });
}

/** The emulator's token for commands over HTTP: the documented one, or this installation's where people sign in. */
export function emulatorToken(): string {
  const env = readEnv();
  if (env.auth.kind === "open") return DEMO_TOKEN;
  return createHmac("sha256", readKey(env)).update("emulator token").digest("hex").slice(0, 40);
}
