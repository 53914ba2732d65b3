import { BaseAccounts } from "cloudflare/resources/accounts/accounts";
import { BaseJobs } from "cloudflare/resources/logpush/jobs";
import { BaseTransformers } from "cloudflare/resources/logpush/transformers/transformers";
import { BaseZones } from "cloudflare/resources/zones/zones";
import { createClient } from "cloudflare/tree-shakable";
import type { Fetch } from "./bound-fetch.ts";

export type Credential = { kind: "token"; token: string } | { kind: "key"; key: string; email: string };

/** `fetch` must read answers to their end: the SDK's timer stops at the headers. */
export type ClientOptions = { credential: Credential; baseUrl: string; fetch: Fetch; timeoutMs?: number };

/**
 * A read can be retried, so it times out early; a write is sent once and waits for Cloudflare's test of the endpoint.
 */
export const readTimeoutMs = 10_000;
export const writeTimeoutMs = 25_000;

/** The only access to the API: Cloudflare's own SDK with the few resources that we use. */
export function createCloudflareClient({ credential, baseUrl, fetch, timeoutMs }: ClientOptions) {
  return createClient({
    resources: [BaseJobs, BaseTransformers, BaseZones, BaseAccounts],
    baseURL: baseUrl,
    fetch,
    timeout: timeoutMs ?? readTimeoutMs,
    // The SDK would resend a POST after a timeout, which can create a second job.
    maxRetries: 0,
    // The SDK's debug logs contain whole bodies, so CLOUDFLARE_LOG must not enable them.
    logLevel: "off",
    // A redirect would send X-Auth-Key to another host.
    fetchOptions: { redirect: "manual" },
    // Null, so that the SDK does not read them from the environment.
    apiToken: credential.kind === "token" ? credential.token : null,
    apiKey: credential.kind === "key" ? credential.key : null,
    apiEmail: credential.kind === "key" ? credential.email : null,
    userServiceKey: null,
  });
}

export type CloudflareClient = ReturnType<typeof createCloudflareClient>;
