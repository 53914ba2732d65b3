import type { Cause } from "./cause.ts";

/** The endpoint answered with a status other than 2xx. */
export const answerCauses = {
  E_DESTINATION_GZIP: {
    says: [
      "The endpoint could not read the gzip-compressed body.",
      "Enable decompression for requests with Content-Encoding: gzip. Logpush cannot send uncompressed bodies.",
    ],
    checks: [
      "Does the endpoint, or a proxy in front of it, decompress request bodies?",
      "Does it accept newline-delimited JSON, one record per line, instead of one JSON document?",
      "Do its logs mention a byte 0x1f? That is the first byte of gzip.",
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
      "The endpoint returned 401 Unauthorized.",
      "Check the name and value of the Authorization or secret header, and that nothing is encoded twice.",
    ],
    checks: [
      "The header name: Authorization, or the one your endpoint expects.",
      "The value, with its scheme: Bearer, Basic or Splunk, then one space.",
      "The encoding: a space is %20, encoded once; %2520 arrives as %20.",
      "Has the secret expired, or been rotated?",
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
      "The endpoint returned 403 Forbidden.",
      "Check the secret, and make sure no firewall rule or allowlist blocks Cloudflare.",
    ],
    checks: [
      "Does this credential have write access?",
      "Does a firewall or WAF rule challenge or block the path?",
      "Is Cloudflare's IP range missing from an allowlist?",
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
    says: ["The endpoint returned 404 Not Found.", "Check the path of the endpoint URL."],
    checks: [
      "The exact path. A trailing / can matter.",
      "Does a proxy in front of the endpoint strip or add a prefix?",
      "Is this the right host for the path?",
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
    says: ["The endpoint does not allow POST on this path (405).", "Use a path that allows POST."],
    checks: [
      "Which methods does the endpoint allow on this path?",
      "Is it the ingest path, not a web page or a health check?",
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
    says: [
      "The request is too large for the endpoint (413).",
      "Raise the endpoint's body size limit, or lower Max upload bytes.",
    ],
    checks: [
      "The body size limit of every proxy in the path. The nginx default is 1 MB.",
      "Whether the limit applies to compressed or uncompressed bytes. Max upload bytes counts uncompressed bytes.",
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
      "The endpoint rejected the Content-Type (415).",
      "Add a Content-Type header: application/json, or whatever your endpoint expects.",
    ],
    checks: [
      "Does the destination have a Content-Type header? Logpush doesn't set one by default.",
      "Which type does the endpoint expect: application/json, application/x-ndjson, or another?",
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
      "The endpoint is rate limiting requests (429).",
      "Raise the endpoint's rate limit, or send fewer, larger batches by raising Max upload records or Max upload interval.",
    ],
    checks: [
      "The endpoint's rate limit or daily quota.",
      "How many jobs push to this endpoint.",
      "Whether a filter, a lower sample rate, or fewer fields would do.",
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
      "The endpoint returned a redirect ({status}). Logpush does not follow redirects.",
      "Use the final URL as the endpoint URL.",
    ],
    checks: ["Where does the redirect lead: to another host, a path with a trailing /, or a login page?"],
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
      "Check the endpoint's logs. Cloudflare retries while it still has the logs.",
    ],
    checks: [
      "The endpoint's logs at the time of the error.",
      "For 502, 503 or 504, check the upstream behind your proxy.",
      "The endpoint's disk, memory and queues.",
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
    says: ["The endpoint returned {status}.", "Make sure it returns 2xx for a gzip-compressed POST, then try again."],
    checks: ["The endpoint's response and logs.", "Whether it accepts gzip-compressed, newline-delimited JSON."],
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
