import type { Cause } from "./cause.ts";

/** What Logpush says about the destination itself, or in general, without naming an error of the endpoint. */
export const logpushCauses = {
  E_OWNERSHIP: {
    says: [
      "Cloudflare requires proof that you own the destination.",
      "Add the ownership challenge for exactly this destination to the job. HTTP endpoints do not need one.",
    ],
    checks: [
      "Is the token from the newest challenge file?",
      "Was the challenge requested for exactly this path?",
      "Can Cloudflare write to the bucket, and can you read from it?",
    ],
    matchers: [
      {
        text: /ownership[- _]challenge|invalid ownership/i,
        certainty: "documented",
        source: "ownership",
        example: "error validating destination: ownership challenge is missing or does not match",
      },
    ],
  },
  E_DESTINATION_MALFORMED: {
    says: ["Cloudflare cannot read the destination string.", "Paste it into Explain to see which part is wrong."],
    checks: [
      "Does it start with https:// or another scheme that Logpush supports?",
      "Are header and parameter values percent-encoded?",
      "Are all parameters of the scheme present, for example for splunk?",
    ],
    matchers: [
      {
        text: /malformed destination|invalid destination_conf|config string must match|unsupported destination|destination misses/i,
        certainty: "observed",
        source: "destinationForm",
        example: "invalid destination_conf: config string must match",
      },
    ],
  },
  E_TRANSFORMER: {
    says: [
      "The transformer does not match the job.",
      "Choose a transformer from this account for the job's dataset, or none.",
    ],
    checks: ["The job's transformer, under More settings.", "The dataset that the transformer is for."],
    matchers: [
      {
        text: /transformer \S{1,40} (?:not found|dataset)/i,
        certainty: "documented",
        source: "transformers",
        example: "transformer 5001 not found for this account",
      },
    ],
  },
  E_DELIVERY_INTERNAL: {
    says: [
      "Logpush failed before it sent anything to the endpoint.",
      "Wait for the next attempt. If the error persists, check cloudflarestatus.com and contact Cloudflare support.",
    ],
    checks: ["cloudflarestatus.com.", "Whether other jobs fail at the same time."],
    matchers: [
      {
        text: /error pushing: internal error/i,
        certainty: "assumed",
        source: "http",
        example: "error pushing: internal error",
      },
    ],
  },
  E_DESTINATION_REFUSED: {
    says: [
      "Cloudflare could not validate the destination.",
      "Make sure the endpoint is up, has a publicly trusted certificate and returns 2xx for POST, then try again.",
    ],
    checks: [
      "Does the endpoint return 2xx for a gzip-compressed POST of the test object?",
      "Is the host public, with a certificate from a public CA?",
      "Does the endpoint expect a header that is missing from the destination?",
      "Send a test delivery to see which step fails.",
    ],
    matchers: [
      {
        text: /validating destination|error writing/i,
        certainty: "documented",
        source: "http",
        example: "error validating destination: error writing object: error uploading",
      },
    ],
  },
  E_DESTINATION_PUSH: {
    says: ["A delivery failed. The message does not say why.", "Send a test delivery to see which step fails."],
    checks: [
      "The endpoint's logs at the time of the error. Did the request arrive?",
      "Any firewall, WAF or allowlist in front of it.",
      "The secret and the certificate. Has either expired?",
    ],
    matchers: [
      {
        text: /error (?:uploading|pushing)/i,
        certainty: "observed",
        source: "contentType",
        example: "error pushing: error uploading to https",
      },
    ],
  },
  E_HEALTH_STATUS: {
    says: [
      "Logpush health reports {status}, a Cloudflare code for a delivery without a response.",
      "Look up {status} in Cloudflare's documentation on Logpush health, and read the job's error message.",
    ],
    checks: [
      "The job's error_message, which describes the code.",
      "A test delivery, which shows the step that fails.",
      "The endpoint's DNS record, connection, certificate and timeouts.",
    ],
    matchers: [{ health: [1101, 1103, 1104, 1107, 1108, 1201], certainty: "assumed", source: "codes" }],
  },
  E_CAUSE_UNKNOWN: {
    says: [
      "Headgate does not recognize this message.",
      "If this is only part of the message, paste all of it, including the code. For a failed delivery, send a test delivery to see which step fails.",
    ],
    checks: [
      "The endpoint's logs at the time of the error.",
      "The destination's host, certificate and secret.",
      "cloudflarestatus.com, if the endpoint received nothing.",
    ],
    matchers: [],
  },
} as const satisfies Record<string, Cause>;
