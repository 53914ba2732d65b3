import { BaseAccounts } from "cloudflare/resources/accounts/accounts";
import { BaseJobs } from "cloudflare/resources/logpush/jobs";
import { BaseZones } from "cloudflare/resources/zones/zones";
import { createClient } from "cloudflare/tree-shakable";
import type { Fetch } from "./bound-fetch.ts";

export type Credential = { kind: "token"; token: string } | { kind: "key"; key: string; email: string };

/** `fetch` reads answers to their end: the timer of the SDK stops at the headers. */
export type ClientOptions = { credential: Credential; baseUrl: string; fetch: Fetch; timeoutMs?: number };

export const officialBaseUrl = "https://api.cloudflare.com/client/v4";

/** A read may be tried again, so it gives up early; a write is sent once and waits for Cloudflare's test of the receiver. */
export const readTimeoutMs = 10_000;
export const writeTimeoutMs = 25_000;

/** The only door to the API: Cloudflare's own SDK with the few resources that are used. */
export function createCloudflareClient({ credential, baseUrl, fetch, timeoutMs }: ClientOptions) {
  return createClient({
    resources: [BaseJobs, BaseZones, BaseAccounts],
    baseURL: baseUrl,
    fetch,
    timeout: timeoutMs ?? readTimeoutMs,
    // The SDK would send a POST again after a timeout, which can make a second job.
    maxRetries: 0,
    // Debug logs of the SDK hold whole bodies, so CLOUDFLARE_LOG must not switch them on.
    logLevel: "off",
    // A redirect would carry X-Auth-Key to another host.
    fetchOptions: { redirect: "manual" },
    // Given as null, so that the SDK does not look into the environment for them.
    apiToken: credential.kind === "token" ? credential.token : null,
    apiKey: credential.kind === "key" ? credential.key : null,
    apiEmail: credential.kind === "key" ? credential.email : null,
    userServiceKey: null,
  });
}

export type CloudflareClient = ReturnType<typeof createCloudflareClient>;
