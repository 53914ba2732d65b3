import { describe, expect, test } from "vitest";
import { ERROR_CODE } from "#lib/emulator/api/failure.ts";
import { describeError, dnsErrorText, timeoutText } from "#lib/emulator/push/network.ts";
import { deliveryErrorText, outcomeOf, probeErrorText } from "#lib/emulator/push/upload.ts";
import { SEED_JOBS } from "#lib/emulator/state/seed.data.ts";
import type { CauseCode } from "./causes.ts";
import { decodeApiError, decodeText } from "./decode.ts";

// The emulator has its own texts for failures. Each must map to the right cause, in a job and in a test upload.

const upload = {
  host: "logs.example.com",
  port: 443,
  target: "/",
  headers: [],
  body: Buffer.alloc(0),
  records: 1,
  kind: "batch" as const,
};

function node(code: string, name = "Error"): string {
  return describeError(Object.assign(new Error("x"), { code, name }), upload);
}

const details: [text: string, code: CauseCode][] = [
  [dnsErrorText("logs.example.com"), "E_DESTINATION_DNS"],
  [timeoutText, "E_DESTINATION_TIMEOUT"],
  ["dial tcp logs.example.com:443: i/o timeout", "E_DESTINATION_TIMEOUT_CONNECT"],
  ["net/http: TLS handshake timeout", "E_DESTINATION_TIMEOUT_CONNECT"],
  ["dial tcp 10.0.0.1:443: address is not publicly routable", "E_DESTINATION_PRIVATE"],
  ["EOF", "E_DESTINATION_CLOSED"],
  ["context canceled", "E_DESTINATION_TIMEOUT"],
  [node("ECONNREFUSED"), "E_DESTINATION_DOWN"],
  [node("EHOSTUNREACH"), "E_DESTINATION_DOWN"],
  [node("ECONNRESET"), "E_DESTINATION_CLOSED"],
  [node("EPIPE"), "E_DESTINATION_CLOSED"],
  [node("ETIMEDOUT"), "E_DESTINATION_TIMEOUT_CONNECT"],
  [node("", "AbortError"), "E_DESTINATION_TIMEOUT"],
  [node("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"), "E_DESTINATION_TLS"],
  [node("EPROTO"), "E_DESTINATION_TLS"],
  [node("CERT_HAS_EXPIRED"), "E_DESTINATION_CERT_EXPIRED"],
  [node("ERR_TLS_CERT_ALTNAME_INVALID"), "E_DESTINATION_CERT_NAME"],
  [node("DEPTH_ZERO_SELF_SIGNED_CERT"), "E_DESTINATION_CERT_UNTRUSTED"],
  [node("SELF_SIGNED_CERT_IN_CHAIN"), "E_DESTINATION_CERT_UNTRUSTED"],
  [node("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "E_DESTINATION_CERT_UNTRUSTED"],
  [node("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "E_DESTINATION_CERT_UNTRUSTED"],
  [node("CERT_SIGNATURE_FAILURE"), "E_DESTINATION_TLS"],
  [node("HPE_INVALID_CONSTANT"), "E_DESTINATION_PROTOCOL"],
  [node("ESOMETHING"), "E_DESTINATION_DOWN"],
];

describe("a connection that failed", () => {
  test.each(details)("%j", (detail, code) => {
    expect(decodeText(deliveryErrorText({ detail })).code).toBe(code);
    expect(decodeText(probeErrorText({ detail })).code).toBe(code);
  });
});

/** Every body that the test receiver refuses with, and an empty one. */
const answers: [status: number, body: string, code: CauseCode][] = [
  [302, "", "E_DESTINATION_REDIRECT"],
  [400, String.raw`{"error":"invalid character '\\x1f' looking for beginning of value"}`, "E_DESTINATION_GZIP"],
  [401, '{"message":"missing Authorization header"}', "E_DESTINATION_401"],
  [401, '{"message":"incorrect username or password"}', "E_DESTINATION_401"],
  [403, '{"error":"forbidden"}', "E_DESTINATION_403"],
  [404, '{"error":"not found"}', "E_DESTINATION_404"],
  [405, "", "E_DESTINATION_405"],
  [413, '{"error":"payload too large"}', "E_DESTINATION_413"],
  [415, '{"error":"unsupported media type"}', "E_DESTINATION_415"],
  [415, '{"message":"wrong Content-Type header, expecting application/json"}', "E_DESTINATION_415"],
  [418, "", "E_DESTINATION_STATUS"],
  [429, '{"error":"too many requests"}', "E_DESTINATION_429"],
  [500, "Internal Server Error", "E_DESTINATION_5XX"],
  [503, "", "E_DESTINATION_5XX"],
];

describe("an answer that is not 2xx", () => {
  test.each(answers)("%d %j", (status, body, code) => {
    const outcome = outcomeOf(status, body);
    if (outcome.ok) throw new Error("was taken");
    expect(decodeText(deliveryErrorText(outcome)).code).toBe(code);
    expect(decodeText(probeErrorText(outcome)).code).toBe(code);
  });
});

test.each([
  ["error pushing: malformed destination", "E_DESTINATION_MALFORMED"],
  ["error pushing: internal error", "E_DELIVERY_INTERNAL"],
  [`error pushing: error uploading to splunk: ${dnsErrorText("splunk.headgate.invalid")}`, "E_DESTINATION_DNS"],
])("%j", (text, code) => expect(decodeText(text).code).toBe(code));

test("each seeded job fails for a different cause", () => {
  const codes = SEED_JOBS.flatMap(({ errorMessage }) => (errorMessage ? [decodeText(errorMessage).code] : []));
  expect(codes.length).toBeGreaterThan(3);
  expect(codes.filter((code) => !/^E_DESTINATION_(?:\d|DNS|TIMEOUT)/.test(code))).toEqual([]);
});

/** The expected reading of each code of the emulator's API; undefined if the message itself names what to correct. */
const refusals: Record<keyof typeof ERROR_CODE, [status: number, text: string, code: CauseCode | undefined]> = {
  throttled: [429, "Please wait and consider throttling your request speed", "E_RATE_LIMIT"],
  invalidJson: [400, "request body is not a JSON object", undefined],
  invalidRequest: [400, "enabled must be a boolean", undefined],
  jobNotFound: [404, "job not found", "E_NOT_FOUND"],
  notAllowed: [
    403,
    "creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed",
    "E_QUOTA",
  ],
  invalidHeaders: [400, "Invalid request headers", "E_CREDENTIAL"],
  malformedEmail: [400, "Invalid format for X-Auth-Email header", "E_CREDENTIAL"],
  malformedKey: [400, "Invalid format for X-Auth-Key header", "E_CREDENTIAL"],
  malformedAuthorization: [400, "Invalid format for Authorization header", "E_CREDENTIAL"],
  noRoute: [404, "No route for GET /x", "E_SCOPE_ID"],
  invalidIdentifier: [400, "Could not route to /x, perhaps your object identifier is invalid?", "E_SCOPE_ID"],
  unauthorizedResource: [403, "Unauthorized to access requested resource", "E_PERMISSION"],
  authentication: [403, "Authentication error", "E_PERMISSION"],
  internal: [500, "internal error", undefined],
};

test.each(Object.entries(refusals))("the API's refusal %s", (name, [status, message, code]) => {
  const number = Object.entries(ERROR_CODE).find(([key]) => key === name)?.[1] ?? 0;
  expect(decodeApiError({ status, errors: [{ code: number, message }] })?.code).toBe(code);
});
