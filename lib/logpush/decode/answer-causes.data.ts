import type { Cause } from "./cause.ts";

/** The receiver answered, and not with 2xx. */
export const answerCauses = {
  E_DESTINATION_GZIP: {
    says: [
      "The receiver could not read the gzip-compressed body.",
      "Let it decompress requests with Content-Encoding: gzip; Logpush cannot send plain bodies.",
    ],
    checks: [
      "Does the receiver, or a proxy in front of it, decompress request bodies?",
      "Does it take newline-delimited JSON, one record a line, and not one JSON document?",
      "Is its log free of lines about a byte 0x1f? That is where gzip begins.",
    ],
    signs: [
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
      "The receiver refused the request as unauthorised (401).",
      "Check the Authorization or secret header: its name, its value, and that nothing is encoded twice.",
    ],
    checks: [
      "The header's name: Authorization, or the one that your receiver wants.",
      "The value, with its scheme: Bearer, Basic or Splunk and one space.",
      "The encoding: %20 for a space, once; %2520 would arrive as %20.",
      "Has the secret been replaced or has it expired?",
    ],
    signs: [
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
      "The receiver refused the request (403).",
      "Check the secret, and that no firewall rule or allow-list keeps Cloudflare out.",
    ],
    checks: [
      "May this secret write there?",
      "Does a firewall or WAF rule challenge or block the path?",
      "Does an allow-list lack Cloudflare's address ranges?",
    ],
    signs: [
      {
        answer: 403,
        certainty: "documented",
        source: "httpStatus",
        example: "error 403: error pushing: error uploading to https: status:403",
      },
    ],
  },
  E_DESTINATION_404: {
    says: ["The receiver has nothing at this path (404).", "Check the path of the endpoint URL."],
    checks: [
      "The path, letter by letter; a / at the end can matter.",
      "Does a proxy in front of the receiver strip or add a prefix?",
      "Is this the host that serves the path, and not another one?",
    ],
    signs: [
      {
        answer: 404,
        certainty: "documented",
        source: "httpStatus",
        example: "error pushing: error uploading to https: status 404",
      },
    ],
  },
  E_DESTINATION_405: {
    says: ["The receiver does not take POST at this path (405).", "Point the endpoint at a path that accepts POST."],
    checks: [
      "Which methods does the receiver allow there?",
      "Is it the ingest path, and not a page or a health check?",
    ],
    signs: [
      {
        answer: 405,
        certainty: "documented",
        source: "httpStatus",
        example: "error 405: error pushing: error uploading to https: status:405",
      },
    ],
  },
  E_DESTINATION_413: {
    says: ["The receiver found the request too large (413).", "Raise its body limit, or lower Max upload bytes."],
    checks: [
      "The body limit of every proxy on the way; nginx takes 1 MB unless told otherwise.",
      "Whether the limit counts compressed or unpacked bytes: Max upload bytes counts unpacked ones.",
    ],
    signs: [
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
      "The receiver does not take this content type (415).",
      "Add a Content-Type header: application/json, or what your receiver expects.",
    ],
    checks: [
      "Is there a Content-Type header in the destination? Logpush has to be told one.",
      "Which type does the receiver want: application/json, application/x-ndjson or another?",
    ],
    signs: [
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
      "The receiver asks to slow down (429).",
      "Raise its rate limit, or send fewer and larger batches: raise Max upload records or Max upload interval.",
    ],
    checks: [
      "The receiver's rate limit or daily quota.",
      "How many jobs push to it.",
      "Whether a filter, a sample rate or fewer fields would do.",
    ],
    signs: [
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
      "The receiver redirects (status {status}), and Logpush does not follow.",
      "Use the final URL as the endpoint.",
    ],
    checks: ["Where does the redirect point: to another host, to a / at the end, to a login page?"],
    signs: [
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
      "The receiver failed by itself (status {status}).",
      "Look in the receiver's own log at this time; Cloudflare tries again while it keeps the logs.",
    ],
    checks: [
      "The receiver's log at the time of the error.",
      "502, 503 or 504: is what stands behind the proxy up?",
      "Disk, memory and queue of the receiver.",
    ],
    signs: [
      {
        answer: "5xx",
        certainty: "documented",
        source: "httpStatus",
        example: "error 500: error pushing: error uploading to https: status:500",
      },
    ],
  },
  E_DESTINATION_STATUS: {
    says: [
      "The receiver answered with status {status}.",
      "Make it answer 2xx to a gzip-compressed POST, then try again.",
    ],
    checks: [
      "What the receiver says in its answer and in its log.",
      "Whether it takes gzip-compressed, newline-delimited JSON.",
    ],
    signs: [
      {
        answer: "4xx",
        certainty: "documented",
        source: "httpStatus",
        example: "error 422: error pushing: error uploading to https: status:422",
      },
    ],
  },
} as const satisfies Record<string, Cause>;
