import type { Cause } from "./cause.ts";

/** What Logpush says about the destination itself, or in general, without naming an error of the endpoint. */
export const logpushCauses = {
  E_OWNERSHIP: {
    says: [
      "Cloudflare needs proof that the destination is yours.",
      "Put the ownership challenge of exactly this destination into the job. HTTP endpoints do not need one.",
    ],
    checks: [
      "Is the token the one in the newest challenge file?",
      "Was the challenge requested for exactly this path?",
      "Can Cloudflare write to the bucket, and can you read there?",
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
    says: ["Cloudflare cannot read the destination string.", "Paste it into Explain: it shows which part is wrong."],
    checks: [
      "Does it begin with https:// or another scheme that Logpush knows?",
      "Are the values of headers and parameters percent-encoded?",
      "Does a scheme such as splunk have all its parameters?",
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
      "The job's transformer does not fit the job.",
      "Choose a transformer of this account for the job's dataset, or remove transformer_id.",
    ],
    checks: ["The number in transformer_id, under Other settings.", "The dataset that the transformer is made for."],
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
      "Logpush itself failed before it sent anything to the endpoint.",
      "Wait for the next attempt. If the error stays, check cloudflarestatus.com and ask Cloudflare's support.",
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
      "Cloudflare's test of the destination failed.",
      "Make sure that the endpoint is up, has a public certificate and answers POST with 2xx, then try again.",
    ],
    checks: [
      "Does the endpoint answer a gzip-compressed POST of the test object with 2xx?",
      "Is the host public, with a certificate from a public authority?",
      "Does the endpoint expect a header that the destination lacks?",
      "A test delivery shows which step fails.",
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
    says: ["A delivery failed, and the text does not show why.", "Send a test delivery: it shows which step fails."],
    checks: [
      "The endpoint's log at the time of the error: is the request there?",
      "A firewall, WAF or allowlist in front of it.",
      "The secret and the certificate: has one expired?",
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
      "Logpush health shows {status}, one of Cloudflare's own codes for a delivery without an answer.",
      "Look up {status} on Cloudflare's page about Logpush health, and read the job's error message.",
    ],
    checks: [
      "The job's error_message: it explains the code in words.",
      "A test delivery: it shows which step fails.",
      "The endpoint's name, connection, certificate and time limits.",
    ],
    matchers: [{ health: [1101, 1103, 1104, 1107, 1108, 1201], certainty: "assumed", source: "codes" }],
  },
  E_CAUSE_UNKNOWN: {
    says: [
      "Headgate does not recognize this text.",
      "If this is only a part of the message, paste all of it with its code. For a failed delivery, send a test delivery: it shows the step that fails.",
    ],
    checks: [
      "The endpoint's log at the time of the error.",
      "Host, certificate and secret of the destination.",
      "cloudflarestatus.com, if the endpoint received nothing.",
    ],
    matchers: [],
  },
} as const satisfies Record<string, Cause>;
