import type { Cause } from "./cause.ts";

/** What Logpush says without a cause of the receiver's in it: about the destination itself, or in general. */
export const logpushCauses = {
  E_OWNERSHIP: {
    says: [
      "Cloudflare wants proof that the destination is yours.",
      "Put the ownership challenge of this very destination into the job; HTTP endpoints need none.",
    ],
    checks: [
      "Is the token the one in the newest challenge file?",
      "Was the challenge asked for exactly this path?",
      "May Cloudflare write to the bucket, and can you read there?",
    ],
    signs: [
      {
        text: /ownership[- _]challenge|invalid ownership/i,
        certainty: "documented",
        source: "ownership",
        example: "error validating destination: ownership challenge is missing or does not match",
      },
    ],
  },
  E_DESTINATION_MALFORMED: {
    says: [
      "Cloudflare cannot read the destination string.",
      "Paste it on the page Explain: it shows the piece that is wrong.",
    ],
    checks: [
      "Does it begin with https:// or another scheme that Logpush knows?",
      "Are the values of headers and parameters percent-encoded?",
      "Does a scheme such as splunk have all its parameters?",
    ],
    signs: [
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
      "The job names a transformer that does not fit.",
      "Choose a transformer of this account that is made for the job's dataset, or take transformer_id out.",
    ],
    checks: ["The number in transformer_id, under Other settings.", "The dataset that the transformer is made for."],
    signs: [
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
      "Logpush itself failed before the receiver was asked.",
      "Wait for the next try; if it stays, look at cloudflarestatus.com and ask Cloudflare's support.",
    ],
    checks: ["cloudflarestatus.com.", "Whether other jobs fail at the same time."],
    signs: [
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
      "See that the receiver is up, has a public certificate, and answers POST with 2xx; then try again.",
    ],
    checks: [
      "Does the receiver answer 2xx to a gzip-compressed POST of the test object?",
      "Is the host public, with a certificate from a public authority?",
      "Does the receiver want a header that the destination lacks?",
      "A test delivery shows which step fails.",
    ],
    signs: [
      {
        text: /validating destination|error writing/i,
        certainty: "documented",
        source: "http",
        example: "error validating destination: error writing object: error uploading",
      },
    ],
  },
  E_DESTINATION_PUSH: {
    says: ["A delivery failed, and the text does not say why.", "Send a test delivery: it shows which step fails."],
    checks: [
      "The receiver's log at the time of the error; is the request there at all?",
      "A firewall, WAF or allow-list in front of it.",
      "Secret and certificate: has one expired?",
    ],
    signs: [
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
      "Look {status} up on Cloudflare's page about Logpush health, and read the job's error message.",
    ],
    checks: [
      "The job's error_message: it says in words what the code says in numbers.",
      "A test delivery: it shows which step fails.",
      "Name, connection, certificate and time limits of the receiver.",
    ],
    signs: [{ health: [1101, 1103, 1104, 1107, 1108, 1201], certainty: "assumed", source: "codes" }],
  },
  E_CAUSE_UNKNOWN: {
    says: [
      "Headgate does not know this text.",
      "Paste the whole message with its code, if this is a part of it. For a failed delivery, send a test delivery: it shows the step that fails.",
    ],
    checks: [
      "The receiver's log at the time of the error.",
      "Host, certificate and secret of the destination.",
      "cloudflarestatus.com, if the receiver has seen nothing.",
    ],
    signs: [],
  },
} as const satisfies Record<string, Cause>;
