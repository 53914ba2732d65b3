import type { Cause } from "./cause.ts";

/** What Cloudflare's API refuses. Logpush answers with 1002 and 1004 for many causes, so the texts decide. */
export const apiCauses = {
  E_RATE_LIMIT: {
    says: ["Cloudflare asks to slow down (429).", "Wait {wait}, then try again."],
    checks: [
      "Which other programs use this user's tokens: the limit of 1,200 requests in five minutes is theirs together.",
    ],
    signs: [
      { http: 429, certainty: "documented", source: "apiLimits", params: { wait: "five minutes" } },
      // The analytics API says it with status 200.
      {
        text: /rate limiter budget depleted/i,
        certainty: "assumed",
        source: "apiLimits",
        params: { wait: "five minutes" },
        example: "rate limiter budget depleted",
      },
    ],
  },
  E_NOT_FOUND: {
    says: ["This job no longer exists.", "It was deleted elsewhere. Go back to the list."],
    checks: ["The job's number, and the zone or account that it belongs to."],
    signs: [
      { http: 404, certainty: "documented", source: "httpStatus" },
      // 7003 is an identifier that belongs to nothing; 7000 comes with it.
      { api: 7003, certainty: "assumed", source: "apiTokens" },
    ],
  },
  E_QUOTA: {
    says: [
      "No further job is allowed in this scope.",
      "Delete a job that is not needed, or ask Cloudflare to raise the limit. A quota of zero means that the plan does not include this dataset.",
    ],
    checks: [
      "How many jobs the zone has: four are allowed.",
      "Whether the plan includes this dataset at all; with no job there, it does not.",
    ],
    signs: [
      {
        text: /exceeded max jobs/i,
        certainty: "documented",
        source: "limits",
        example: "creating a new job is not allowed: exceeded max jobs allowed",
      },
    ],
  },
  E_FIELDS_PLAN: {
    says: [
      "The plan does not include some of the chosen fields.",
      "Take out the fields of products that this zone does not have, such as Bot Management.",
    ],
    checks: ["The product that the text names.", "The chosen fields of that product: BotScore, BotTags and the like."],
    signs: [
      {
        text: /fields? (?:are|is) not allowed/i,
        certainty: "observed",
        source: "plan",
        example: "creating a new job is not allowed: Bot Management fields are not allowed",
      },
    ],
  },
  E_PERMISSION_PII: {
    says: [
      "The credential may not read this dataset.",
      "Zero Trust datasets also need the permission Zero Trust: PII Read.",
    ],
    checks: ["The token's permissions: Logs: Edit and Zero Trust: PII Read.", "The accounts that the token includes."],
    signs: [
      {
        text: /not allowed for product|job for product/i,
        certainty: "documented",
        source: "permissions",
        example: "reading job for product 'gateway_dns' is not allowed",
      },
      {
        text: /job \(for [^)\n]{1,100}dataset\) is not allowed(?!:)/i,
        certainty: "assumed",
        source: "permissions",
        example: "reading job (for gateway_dns dataset) is not allowed",
      },
    ],
  },
  E_ANALYTICS: {
    says: [
      "The credential may not read the analytics of this zone or account.",
      "Give the token Analytics: Read for the zone, or Account Analytics: Read for the account.",
    ],
    checks: [
      "The token's permissions: analytics have one of their own, besides Logs: Edit.",
      "The plan: on some, these data are not to be had.",
    ],
    signs: [
      {
        text: /does not have access to the path|(?:zones?|accounts?) [^\n]{0,200}(?:is|are) not authorized|not authorized for that account/i,
        certainty: "observed",
        source: "analytics",
        example: "zone 'b206d08237cf5041bd16ec7d4a733d72' does not have access to the path",
      },
    ],
  },
  E_CREDENTIAL: {
    says: [
      "Cloudflare did not accept the credential.",
      "Check CLOUDFLARE_API_TOKEN (or key and email), and that it has not expired.",
    ],
    checks: [
      "The token, without quotes, spaces or line breaks around it.",
      "Its state and expiry under My Profile, API Tokens.",
      "Whether its client IP filter lets this server in.",
    ],
    signs: [
      { http: 401, certainty: "documented", source: "httpStatus" },
      // A malformed credential.
      {
        api: 6003,
        certainty: "assumed",
        source: "apiTokens",
        example: "6003: Invalid request headers",
      },
      // 9109 is either an invalid token or one that lacks the resource.
      {
        api: 9109,
        text: /token|expired/i,
        certainty: "assumed",
        source: "apiTokens",
        example: "9109: Invalid access token",
      },
      { api: 10000, certainty: "assumed", source: "apiTokens", example: "10000: Authentication error" },
    ],
  },
  E_PERMISSION: {
    says: [
      "The credential is not allowed to do this.",
      "Give the token Logs: Edit for this zone or account. Reading jobs needs it too.",
    ],
    checks: [
      "Logs: Edit among the token's permissions, on the zone's level or the account's as the job is.",
      "The zones and accounts that the token includes.",
    ],
    signs: [
      { api: 1004, certainty: "documented", source: "permissions" },
      { api: 10000, http: 403, certainty: "assumed", source: "apiTokens" },
      {
        api: 9109,
        certainty: "assumed",
        source: "apiTokens",
        example: "9109: Unauthorized to access requested resource",
      },
      { http: 403, certainty: "documented", source: "httpStatus" },
    ],
  },
  E_UPSTREAM_504: {
    says: [
      "Cloudflare gave up waiting (504).",
      "Check the destination's address; a wrong Splunk URL is known to end like this. Otherwise try again in a minute.",
    ],
    checks: ["Host, port and path of the destination.", "cloudflarestatus.com."],
    signs: [{ http: 504, certainty: "documented", source: "splunk" }],
  },
} as const satisfies Record<string, Cause>;
