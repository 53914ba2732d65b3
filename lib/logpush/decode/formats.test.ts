import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ApiAnswer, formatsOfText, formatsWithoutStatus, formatsWithStatus } from "../testing/error-formats.ts";
import type { Matcher } from "./cause.ts";
import { API_CAUSES, DELIVERY_CAUSES, FILTER_CAUSES, UPSTREAM_CAUSES } from "./causes.ts";
import { explainError } from "./explain-error.ts";

const codeOf = (text: string) => explainError(text)?.code;

/** Answers of the API: their meaning with the status, and without it where that differs. */
const answers: (ApiAnswer & { expected: string; bare?: string })[] = [
  { status: 403, code: 10000, message: "Authentication error", expected: "E_PERMISSION", bare: "E_CREDENTIAL" },
  { status: 400, code: 10000, message: "Authentication error", expected: "E_CREDENTIAL" },
  { status: 401, code: 10000, message: "Authentication error", expected: "E_CREDENTIAL" },
  { status: 401, code: 1000, message: "Invalid API Token", expected: "E_CREDENTIAL" },
  { status: 400, code: 10001, message: "Unable to authenticate request", expected: "E_CREDENTIAL" },
  {
    status: 400,
    code: 9106,
    message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers",
    expected: "E_CREDENTIAL",
  },
  { status: 403, code: 9103, message: "Unknown X-Auth-Key or X-Auth-Email", expected: "E_CREDENTIAL" },
  { status: 403, code: 9109, message: "Invalid access token", expected: "E_CREDENTIAL" },
  {
    status: 403,
    code: 9109,
    message: "Cannot use the access token from location: 203.0.113.9",
    expected: "E_CREDENTIAL",
  },
  { status: 403, code: 9109, message: "Unauthorized to access requested resource", expected: "E_PERMISSION" },
  { status: 400, code: 6003, message: "Invalid request headers", expected: "E_CREDENTIAL" },
  { status: 400, code: 6111, message: "Invalid format for Authorization header", expected: "E_CREDENTIAL" },
  { status: 429, code: 10429, message: "Rate limit exceeded", expected: "E_RATE_LIMIT" },
  {
    status: 429,
    code: 971,
    message: "Please wait and consider throttling your request speed",
    expected: "E_RATE_LIMIT",
  },
  {
    status: 429,
    code: 10100,
    message: "More than 1200 requests per 300 seconds reached. Please wait and consider throttling your request speed",
    expected: "E_RATE_LIMIT",
  },
  {
    status: 400,
    code: 7003,
    message: "Could not route to /client/v4/zones/<zone_id>/logpush/jobs, perhaps your object identifier is invalid?",
    expected: "E_SCOPE_ID",
  },
  { status: 404, code: 7000, message: "No route for that URI", expected: "E_SCOPE_ID" },
  { status: 404, code: 1003, message: "job not found", expected: "E_NOT_FOUND" },
  {
    status: 403,
    code: 1004,
    message: "creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed",
    expected: "E_QUOTA",
  },
  {
    status: 403,
    code: 1004,
    message: "creating a new job is not allowed: Bot Management fields are not allowed",
    expected: "E_FIELDS_PLAN",
  },
  {
    status: 403,
    code: 1004,
    message: "reading job for product 'gateway_dns' is not allowed",
    expected: "E_PERMISSION_PII",
  },
  { status: 403, code: 1004, message: "missing required permissions", expected: "E_PERMISSION" },
  {
    status: 400,
    code: 1004,
    message:
      'creating a new instant logs job is not allowed: bad predicate: failed to decode value "\\"200,201\\"", supported kinds: []uint64',
    expected: "E_FILTER_VALUE",
  },
  {
    status: 403,
    code: 1004,
    message: "creating a new job is not allowed: the moon is full",
    expected: "E_CAUSE_UNKNOWN",
  },
  { status: 400, code: 1002, message: "max_upload_bytes must be an integer", expected: "E_CAUSE_UNKNOWN" },
  { status: 400, code: 1002, message: "incorrect ownership challenge", expected: "E_OWNERSHIP" },
  {
    status: 400,
    code: 1002,
    message: "invalid destination_conf: access-key-id must be provided",
    expected: "E_DESTINATION_MALFORMED",
  },
  { status: 400, code: 1002, message: "transformer 5001 not found for this account", expected: "E_TRANSFORMER" },
  {
    status: 400,
    code: 1002,
    message: "error validating destination: error writing object: error uploading",
    expected: "E_DESTINATION_REFUSED",
  },
  {
    status: 400,
    code: 1002,
    message: "error validating destination: error writing object: error uploading: 401 unauthorized",
    expected: "E_DESTINATION_401",
  },
  {
    status: 400,
    code: 1002,
    message: "error validating destination: DNSError: lookup logs.example.com: no such host",
    expected: "E_DESTINATION_DNS",
  },
  {
    status: 400,
    code: 1002,
    message: "error validating destination: x509: certificate signed by unknown authority",
    expected: "E_DESTINATION_CERT_UNTRUSTED",
  },
  {
    status: 400,
    code: 1002,
    message: "x509: certificate signed by unknown authority",
    expected: "E_DESTINATION_CERT_UNTRUSTED",
  },
];

describe.each(answers)("$status $code $message", (answer) => {
  test.each(Object.entries(formatsWithStatus))("%s", (_format, write) => {
    expect(codeOf(write(answer)), write(answer)).toBe(answer.expected);
  });

  test.each(Object.entries(formatsWithoutStatus))("%s, without the status", (_format, write) => {
    expect(codeOf(write(answer)), write(answer)).toBe(answer.bare ?? answer.expected);
  });
});

const examplesOf = (causes: Record<string, { matchers: readonly Matcher[] }>) =>
  Object.entries(causes).flatMap(([code, { matchers }]) =>
    matchers.flatMap(({ example }) => (example ? [{ code, example }] : [])),
  );

const examples = [
  ...examplesOf(DELIVERY_CAUSES),
  ...examplesOf(API_CAUSES),
  ...examplesOf(FILTER_CAUSES),
  ...examplesOf(UPSTREAM_CAUSES),
];

describe.each(examples)("the example $example", ({ code, example }) => {
  test.each(Object.entries(formatsOfText))("as %s", (_format, write) => {
    expect(codeOf(write(example)), write(example)).toBe(code);
  });
});

describe("a truncated text", () => {
  /**
   * What a truncated text may be read as besides its own cause: the cause of its status, or a failed test or delivery.
   */
  function weaker({ status, expected }: (typeof answers)[number]): (string | undefined)[] {
    const generic = expected.startsWith("E_DESTINATION")
      ? ["E_DESTINATION_REFUSED", "E_DESTINATION_PUSH", "E_DESTINATION_TLS"]
      : [];
    return [codeOf(`HTTP ${status}`), "E_CAUSE_UNKNOWN", ...generic];
  }
  // A plain sentence does not show where it was cut; in JSON an open string or number does.
  const sentences = ["code in front", "code behind", "cloudflare-go v0", "Terraform v4", "wrangler", "Pulumi", "FATA"];
  const isJson = (format: string) => !sentences.includes(format);
  const known = answers.flatMap((answer) =>
    Object.entries({ ...formatsWithStatus, ...formatsWithoutStatus })
      .filter(([format]) => isJson(format))
      .map(([, write]) => ({ text: write(answer), allowed: [answer.expected, answer.bare, ...weaker(answer)] })),
  );

  test("is never read as a wrong cause", () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat({ max: 2000 }), ({ text, allowed }, at) => {
        const code = codeOf(text.slice(0, at % (text.length + 1)));
        return code === undefined || allowed.includes(code);
      }),
      { numRuns: 3000 },
    );
  });
});
