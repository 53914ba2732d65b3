import type { Cause } from "./cause.ts";

/** The endpoint answered with a status other than 2xx. */
export const answerCauses = {
  E_DESTINATION_GZIP: {
    says: [
      "The endpoint could not read the gzip-compressed body.",
      "Make it decompress requests with Content-Encoding: gzip; Logpush cannot send uncompressed bodies.",
    ],
    checks: [
      "Does the endpoint, or a proxy in front of it, decompress request bodies?",
      "Does it accept newline-delimited JSON, one record per line, instead of one JSON document?",
      "Does its log mention a byte 0x1f? That is the first byte of gzip.",
    ],
    matchers: [
      {
        answer: [400, 415, 422, 500],
        text: /gzip|content[- ]?encoding|compress|\\?[xu](?:00)?1f|invalid start byte|unexpected token|invalid character/i,
        certainty: "assumed",
        source: "http",
        example:
          'error 400: error pushing: error uploading to https: 400 {"error":"invalid character \'\\\\x1f\' looking for beginning of value"}',
      },
    ],
  },
  E_DESTINATION_401: {
    says: [
      "The endpoint refused the request as unauthorized (401).",
      "Check the Authorization or secret header: its name, its value, and that nothing is encoded twice.",
    ],
    checks: [
      "The header's name: Authorization, or the one that your endpoint expects.",
      "The value, with its scheme: Bearer, Basic or Splunk, then one space.",
      "The encoding: a space is %20, encoded once; %2520 arrives as %20.",
      "Has the secret been replaced, or has it expired?",
    ],
    matchers: [
      {
        answer: 401,
        certainty: "documented",
        source: "httpStatus",
        example: 'error 401: error pushing: error uploading to https: 401 {"error":"unauthorized"}',
      },
    ],
  },
  E_DESTINATION_403: {
    says: [
      "The endpoint refused the request (403).",
      "Check the secret, and that no firewall rule or allowlist blocks Cloudflare.",
    ],
    checks: [
      "Does this secret allow writing there?",
      "Does a firewall or WAF rule challenge or block the path?",
      "Does an allowlist lack Cloudflare's address ranges?",
    ],
    matchers: [
      {
        answer: 403,
        certainty: "documented",
        source: "httpStatus",
        example: "error 403: error pushing: error uploading to https: status:403",
      },
    ],
  },
  E_DESTINATION_404: {
    says: ["The endpoint has nothing at this path (404).", "Check the path of the endpoint URL."],
    checks: [
      "The path, letter by letter; a trailing / can matter.",
      "Does a proxy in front of the endpoint strip or add a prefix?",
      "Is this the host that serves the path?",
    ],
    matchers: [
      {
        answer: 404,
        certainty: "documented",
        source: "httpStatus",
        example: "error pushing: error uploading to https: status 404",
      },
    ],
  },
  E_DESTINATION_405: {
    says: ["The endpoint does not accept POST at this path (405).", "Use a path that accepts POST."],
    checks: [
      "Which methods does the endpoint allow there?",
      "Is it the ingest path, rather than a page or a health check?",
    ],
    matchers: [
      {
        answer: 405,
        certainty: "documented",
        source: "httpStatus",
        example: "error 405: error pushing: error uploading to https: status:405",
      },
    ],
  },
  E_DESTINATION_413: {
    says: ["The request was too large for the endpoint (413).", "Raise its body limit, or lower Max upload bytes."],
    checks: [
      "The body limit of every proxy on the way; nginx accepts 1 MB by default.",
      "Whether the limit counts compressed or uncompressed bytes: Max upload bytes counts uncompressed ones.",
    ],
    matchers: [
      {
        answer: 413,
        certainty: "documented",
        source: "httpStatus",
        example: "error 413: error pushing: error uploading to https: status:413",
      },
    ],
  },
  E_DESTINATION_415: {
    says: [
      "The endpoint does not accept this content type (415).",
      "Add a Content-Type header: application/json, or what your endpoint expects.",
    ],
    checks: [
      "Is there a Content-Type header in the destination? Logpush sends what the destination says.",
      "Which type does the endpoint expect: application/json, application/x-ndjson or another?",
    ],
    matchers: [
      {
        answer: 415,
        certainty: "observed",
        source: "contentType",
        example:
          'error 415: error pushing: error uploading to https: 415 {"message":"wrong Content-Type header, expecting application/json"}',
      },
    ],
  },
  E_DESTINATION_429: {
    says: [
      "The endpoint is limiting the rate of requests (429).",
      "Raise its rate limit, or send fewer and larger batches: raise Max upload records or Max upload interval.",
    ],
    checks: [
      "The endpoint's rate limit or daily quota.",
      "How many jobs push to it.",
      "Whether a filter, a sample rate or fewer fields would be enough.",
    ],
    matchers: [
      {
        answer: 429,
        certainty: "documented",
        source: "tooManyRequests",
        example: "error 429: error pushing: error uploading to https: status:429",
      },
    ],
  },
  E_DESTINATION_REDIRECT: {
    says: [
      "The endpoint redirects (status {status}), and Logpush does not follow redirects.",
      "Use the final URL as the endpoint URL.",
    ],
    checks: ["Where does the redirect lead: to another host, to a path with a trailing /, to a login page?"],
    matchers: [
      {
        answer: "3xx",
        certainty: "assumed",
        source: "httpStatus",
        example: "error 302: error pushing: error uploading to https: status:302",
      },
    ],
  },
  E_DESTINATION_5XX: {
    says: [
      "The endpoint returned {status}.",
      "Check the endpoint's log at the time of the error. Cloudflare retries for as long as it keeps the logs.",
    ],
    checks: [
      "The endpoint's log at the time of the error.",
      "502, 503 or 504: is the service behind the proxy running?",
      "Disk, memory and queues of the endpoint.",
    ],
    matchers: [
      {
        answer: "5xx",
        certainty: "documented",
        source: "httpStatus",
        example: "error 500: error pushing: error uploading to https: status:500",
      },
    ],
  },
  E_DESTINATION_STATUS: {
    says: ["The endpoint returned {status}.", "Make it answer 2xx to a gzip-compressed POST, then try again."],
    checks: [
      "What the endpoint says in its answer and in its log.",
      "Whether it accepts gzip-compressed, newline-delimited JSON.",
    ],
    matchers: [
      {
        answer: "4xx",
        certainty: "documented",
        source: "httpStatus",
        example: "error 422: error pushing: error uploading to https: status:422",
      },
    ],
  },
} as const satisfies Record<string, Cause>;
