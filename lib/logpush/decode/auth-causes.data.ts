import type { Cause, Says } from "./cause.ts";

const missing: Says = [
  "The request has no credential.",
  "Send an API token as Authorization: Bearer <token>, or X-Auth-Email and X-Auth-Key together.",
];
const malformed: Says = [
  "The credential is malformed. Cloudflare could not read its header.",
  "Copy the whole token again, without quotes or spaces. Send a token as Authorization: Bearer, and a Global API Key as X-Auth-Key.",
];
const unknownKey: Says = [
  "Unknown API key or email.",
  "Check that the key belongs to this email. An API token does not work as X-Auth-Key. Send it as Authorization: Bearer.",
];

/** A credential that is missing, malformed, invalid, or lacks a permission. */
export const authCauses = {
  E_PERMISSION_PII: {
    says: [
      "The credential has no access to jobs of this dataset.",
      "Zero Trust datasets also require the Zero Trust: PII Read permission.",
    ],
    checks: [
      "The token's permissions: Logs: Edit and Zero Trust: PII Read.",
      "The accounts that the token can access.",
    ],
    matchers: [
      {
        text: /not allowed for product|job for product/i,
        certainty: "documented",
        source: "permissions",
        example: "reading job for product 'gateway_dns' is not allowed",
      },
      {
        // A text that was cut here may continue with another cause.
        text: /job \(for [^)\n]{1,100}dataset\) is not allowed(?!\s*[:…])/i,
        certainty: "assumed",
        source: "permissions",
        example: "reading job (for gateway_dns dataset) is not allowed",
      },
    ],
  },
  E_ANALYTICS: {
    says: [
      "The credential has no access to the analytics of this zone or account.",
      "Add Analytics: Read for the zone, or Account Analytics: Read for the account, to the token.",
    ],
    checks: [
      "The token's permissions. Analytics need a separate permission, in addition to Logs: Edit.",
      "The plan. Some plans do not include this data.",
    ],
    matchers: [
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
      "Check that the token (CLOUDFLARE_API_TOKEN), or the key and email, is complete, active, not expired, and has Logs: Edit.",
    ],
    checks: [
      "The token, without quotes, spaces or line breaks around it.",
      "Its status and expiry under My Profile, API Tokens.",
      "Its client IP address filter. It must allow the machine that sent the request.",
    ],
    matchers: [
      { http: 401, certainty: "documented", source: "httpStatus" },
      { api: 9106, certainty: "observed", source: "noCredential", says: missing },
      {
        text: /missing (?:x-auth|authorization)|must provide [^\n]{0,60}\bapi[_ ](?:key|token)|no (?:api )?(?:token|credentials?) (?:was |were )?(?:provided|sent|found)/i,
        certainty: "observed",
        source: "noCredential",
        says: missing,
        example: "9106: Missing X-Auth-Key, X-Auth-Email or Authorization headers",
      },
      {
        api: [6003, 6004, 6102, 6103, 6111],
        certainty: "observed",
        source: "malformedKey",
        says: malformed,
      },
      {
        text: /invalid request headers|invalid format for (?:authorization|x-auth)/i,
        certainty: "observed",
        source: "malformedToken",
        says: malformed,
        example: "6003: Invalid request headers",
      },
      { api: 9103, certainty: "assumed", source: "apiTokens", says: unknownKey },
      {
        text: /unknown x-auth/i,
        certainty: "assumed",
        source: "apiTokens",
        says: unknownKey,
        example: "9103: Unknown X-Auth-Key or X-Auth-Email",
      },
      {
        text: /cannot use the access token from location/i,
        certainty: "observed",
        source: "tokenLocation",
        says: [
          "The token cannot be used from this IP address.",
          "Add the address to the token's client IP address filter, or use a token without one.",
        ],
        example: "9109: Cannot use the access token from location: 203.0.113.9",
      },
      {
        text: /\btoken (?:has |is |was )?(?:already )?(?:been )?(?:expired|disabled|revoked)|expired (?:api |access )?token/i,
        certainty: "assumed",
        source: "apiTokens",
        says: ["The token has expired or was disabled.", "Roll the token, or create a new one."],
        example: "The API token has expired",
      },
      // 9109 means either an invalid token or one that lacks access to the resource.
      {
        api: 9109,
        text: /token|expired|user-level auth|max auth failures/i,
        certainty: "assumed",
        source: "apiTokens",
        example: "9109: Invalid access token",
      },
      {
        text: /authentication scheme/i,
        certainty: "assumed",
        source: "apiTokens",
        says: [
          "This API endpoint does not accept this kind of credential.",
          "Use an API token with Logs: Edit for the zone or account.",
        ],
        example: "10405: Method not allowed for api_token authentication scheme",
      },
      {
        text: /does not support account.owned tokens/i,
        certainty: "observed",
        source: "accountOwned",
        says: [
          "This API endpoint does not accept account-owned tokens.",
          "Use a user-owned token with the same permissions.",
        ],
        example: "List accounts endpoint does not support account owned tokens.",
      },
      {
        text: /\bauthentication error\b/i,
        certainty: "observed",
        source: "authentication",
        example: "10000: Authentication error",
      },
      {
        text: /unable to authenticate request/i,
        certainty: "observed",
        source: "unableToAuthenticate",
        example: "10001: Unable to authenticate request",
      },
      {
        text: /invalid (?:api|access) token|user-level authentication not found|max auth failures|session has expired/i,
        certainty: "assumed",
        source: "apiTokens",
        example: "1000: Invalid API Token",
      },
      { api: 10000, certainty: "observed", source: "authentication" },
      { api: 10001, certainty: "observed", source: "unableToAuthenticate" },
    ],
  },
  E_PERMISSION: {
    says: [
      "The credential is not allowed to do this.",
      "Add Logs: Edit for this zone or account to the token. Reading jobs requires it too.",
    ],
    checks: [
      "Whether the token has Logs: Edit, at the zone level for zone jobs and at the account level for account jobs.",
      "The zones and accounts that the token includes.",
    ],
    matchers: [
      // With 403 the token is valid but lacks a permission; otherwise the message can mean either.
      { api: 10000, http: 403, certainty: "observed", source: "authentication403" },
      {
        text: /\bauthentication error\b/i,
        http: 403,
        certainty: "observed",
        source: "authentication403",
        example: "HTTP status 403: Authentication error (10000)",
      },
      { api: 9109, text: /unauthori[sz]ed/i, certainty: "assumed", source: "apiTokens", example: "9109: Unauthorized" },
      {
        text: /unauthori[sz]ed to access requested resource/i,
        certainty: "assumed",
        source: "apiTokens",
        example: "9109: Unauthorized to access requested resource",
      },
      {
        text: /insufficient permissions?\b/i,
        certainty: "observed",
        source: "insufficient",
        example: "error from makeRequest: HTTP status 403: insufficient permissions",
      },
      {
        text: /(?:missing|lacks?|without|requires?|not have)(?: the)?(?: required| necessary| sufficient)? permissions?\b|not authori[sz]ed to (?:access|perform)/i,
        certainty: "assumed",
        source: "permissions",
        example: "1004: missing required permissions",
      },
      {
        http: 403,
        certainty: "assumed",
        source: "httpStatus",
        says: [
          "Cloudflare refused the request (403). Most often, the credential lacks a permission.",
          "Add Logs: Edit for this zone or account to the token. The response message may name another cause, such as a quota.",
        ],
      },
    ],
  },
} as const satisfies Record<string, Cause>;
