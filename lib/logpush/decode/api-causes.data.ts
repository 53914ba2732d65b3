import type { Cause } from "./cause.ts";

const fiveMinutes = { wait: "five minutes" };

/** Refusals by Cloudflare's API. Logpush answers with 1002 and 1004 for many causes, so the texts decide. */
export const apiCauses = {
  E_RATE_LIMIT: {
    says: ["Cloudflare is limiting the rate of requests (429).", "Wait {wait}, then try again."],
    checks: [
      "Other programs that use this user's tokens: the limit of 1,200 requests in five minutes counts them together.",
    ],
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
      "Go back to the job list: it was deleted elsewhere, or its id belongs to another zone or account.",
    ],
    checks: ["The job's id, and the zone or account that it belongs to."],
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
      "The URL does not lead to a zone or account.",
      "Check the zone or account id in the URL: 32 hexadecimal digits, not empty and not a placeholder.",
    ],
    checks: [
      "The id on the zone's or account's Overview page in the dashboard.",
      "The word before it: zones/ for a zone, accounts/ for an account.",
      "The variable that the id comes from: it may be empty.",
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
      "This zone or account cannot have more jobs.",
      "Delete a job that is not needed, or ask Cloudflare to raise the limit. A quota of zero means that the plan does not include this dataset.",
    ],
    checks: [
      "How many jobs the zone has: four are allowed.",
      "Whether the plan includes this dataset: if a zone without jobs is refused, it does not.",
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
      "The plan does not include some of the chosen fields.",
      "Remove the fields of products that this zone does not have, such as Bot Management.",
    ],
    checks: ["The product that the message names.", "The chosen fields of that product, such as BotScore and BotTags."],
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
      "Check the address of the destination: a wrong Splunk URL is known to cause this. Otherwise try again in a minute.",
    ],
    checks: ["Host, port and path of the destination.", "cloudflarestatus.com."],
    matchers: [{ http: 504, certainty: "documented", source: "splunk" }],
  },
} as const satisfies Record<string, Cause>;
