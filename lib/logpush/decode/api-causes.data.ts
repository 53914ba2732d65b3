import type { Cause } from "./cause.ts";

const fiveMinutes = { wait: "five minutes" };

/** Refusals by Cloudflare's API. Logpush answers with 1002 and 1004 for many causes, so the texts decide. */
export const apiCauses = {
  E_RATE_LIMIT: {
    says: ["Cloudflare is rate limiting API requests (429).", "Wait {wait}, then try again."],
    checks: ["Other programs that use this user's tokens. They share the limit of 1,200 requests in five minutes."],
    matchers: [
      { http: 429, certainty: "documented", source: "apiLimits", params: fiveMinutes },
      { api: [971, 1015, 10429], certainty: "assumed", source: "apiLimits", params: fiveMinutes },
      // Terraform and exporters print it; the analytics API sends it with status 200.
      {
        text: /more than [\d,]{1,9} requests per|consider throttling your request/i,
        certainty: "observed",
        source: "throttled",
        params: fiveMinutes,
        example:
          "More than 1200 requests per 300 seconds reached. Please wait and consider throttling your request speed",
      },
      {
        text: /rate limiter budget depleted|rate limit(?:ed|s)? (?:was |has been |is )?(?:exceeded|reached)|(?:being|been|are) rate limited|exceeded [^\n]{0,40}\brate limit/i,
        certainty: "assumed",
        source: "apiLimits",
        params: fiveMinutes,
        example: "rate limiter budget depleted",
      },
    ],
  },
  E_NOT_FOUND: {
    says: [
      "This job no longer exists.",
      "It was deleted, or its id belongs to another zone or account. Go back to the job list.",
    ],
    checks: ["The job id, and the zone or account it belongs to."],
    matchers: [
      { http: 404, certainty: "documented", source: "httpStatus" },
      {
        text: /\bjob (?:\S{1,20} )?(?:was |is )?(?:not found|does not exist|doesn't exist)|could not find (?:the )?logpush ?job/i,
        certainty: "assumed",
        source: "httpStatus",
        example: "job not found",
      },
    ],
  },
  E_SCOPE_ID: {
    says: [
      "The zone or account in the URL does not exist.",
      "Check the zone or account id in the URL. It has 32 hexadecimal digits, and is neither empty nor a placeholder.",
    ],
    checks: [
      "The id on the Overview page of the zone or account in the Cloudflare dashboard.",
      "The word before it: zones/ for a zone, accounts/ for an account.",
      "The variable that holds the id: it may be empty.",
    ],
    matchers: [
      // 7000 comes with 7003.
      { api: [7003, 7000], certainty: "observed", source: "identifier" },
      {
        text: /could not route to|no route for (?:that URI|GET|PUT|POST|DELETE|\/)|object identifier is invalid/i,
        certainty: "observed",
        source: "identifier",
        example:
          "7003: Could not route to /client/v4/zones/<zone_id>/logpush/jobs, perhaps your object identifier is invalid?",
      },
    ],
  },
  E_QUOTA: {
    says: [
      "This zone or account has reached its job limit.",
      "Delete an unused job, or ask Cloudflare to raise the limit. A limit of zero means that the plan does not include this dataset.",
    ],
    checks: [
      "How many jobs the zone has. The documented limit is four.",
      "Whether the plan includes this dataset. If Cloudflare refuses the first job of a zone, it does not.",
    ],
    matchers: [
      {
        text: /exceeded max(?:imum)?(?: number of)? jobs/i,
        certainty: "documented",
        source: "limits",
        example: "creating a new job is not allowed: exceeded max jobs allowed",
      },
    ],
  },
  E_FIELDS_PLAN: {
    says: [
      "The plan does not include some of the selected fields.",
      "Remove fields of products that this zone does not have, such as Bot Management.",
    ],
    checks: [
      "The product that the message names.",
      "The selected fields of that product, such as BotScore and BotTags.",
    ],
    matchers: [
      {
        text: /fields? (?:are|is) not allowed/i,
        certainty: "observed",
        source: "plan",
        example: "creating a new job is not allowed: Bot Management fields are not allowed",
      },
    ],
  },
  E_UPSTREAM_504: {
    says: [
      "Cloudflare's API timed out (504).",
      "Check the destination's address: a wrong Splunk URL is known to cause this. Otherwise, try again in a minute.",
    ],
    checks: ["The destination's host, port and path.", "cloudflarestatus.com."],
    matchers: [{ http: 504, certainty: "documented", source: "splunk" }],
  },
} as const satisfies Record<string, Cause>;
