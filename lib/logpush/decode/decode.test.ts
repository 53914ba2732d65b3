import { describe, expect, test } from "vitest";
import type { Cause, Matcher } from "./cause.ts";
import { API_CAUSES, CAUSES, DELIVERY_CAUSES } from "./causes.ts";
import {
  decodeAnswer,
  decodeApiError,
  decodeHealthStatus,
  decodeText,
  describeDecoded,
  describeDeliveryError,
} from "./decode.ts";

const pushed = "error pushing: error uploading to https: ";
const validated = "error validating destination: error writing object: error uploading: ";

describe("the error message of a job, or of a destination's test", () => {
  test.each([
    [`error 415: ${pushed}415 {"error":"wrong Content-Type"}`, "E_DESTINATION_415"],
    [`error 500: ${pushed}status:500`, "E_DESTINATION_5XX"],
    [`${pushed}status 404`, "E_DESTINATION_404"],
    ["error uploading to https: 401", "E_DESTINATION_401"],
    ["error uploading to splunk: 403 Forbidden", "E_DESTINATION_403"],
    ["error uploading to https: status: 403", "E_DESTINATION_403"],
    ["error uploading to https: status code 405", "E_DESTINATION_405"],
    ["error 413: error pushing", "E_DESTINATION_413"],
    ["error 429: error pushing", "E_DESTINATION_429"],
    ["error 422: error pushing", "E_DESTINATION_STATUS"],
    [`${validated}503 {"error":"maintenance"}`, "E_DESTINATION_5XX"],
    [`${pushed}status:302`, "E_DESTINATION_REDIRECT"],
    [`error 400: ${pushed}400 invalid character '\\x1f' looking for beginning of value`, "E_DESTINATION_GZIP"],
    [`error 415: ${pushed}415 unsupported Content-Encoding`, "E_DESTINATION_GZIP"],
    [`error 403: ${pushed}403 a client certificate is required`, "E_DESTINATION_403"],
    ["error validating destination: error writing object: error uploading", "E_DESTINATION_REFUSED"],
    ["error pushing: error uploading to https", "E_DESTINATION_PUSH"],
    ["error validating destination: DNSError: cannot resolve", "E_DESTINATION_DNS"],
    ["dial tcp: lookup logs.example.test: no such host", "E_DESTINATION_DNS"],
    ["dial tcp: lookup logs.example.test on 10.0.0.1:53: server misbehaving", "E_DESTINATION_DNS"],
    ["dial tcp: lookup logs.example.test: i/o timeout", "E_DESTINATION_DNS"],
    ["status 1105", "E_DESTINATION_DNS"],
    ["x509: certificate signed by unknown authority", "E_DESTINATION_CERT_UNTRUSTED"],
    ["x509: certificate has expired or is not yet valid: current time is after", "E_DESTINATION_CERT_EXPIRED"],
    ["x509: certificate is valid for a.example.com, not b.example.com", "E_DESTINATION_CERT_NAME"],
    ["x509: certificate is not valid for any names", "E_DESTINATION_CERT_NAME"],
    ["http: server gave HTTP response to HTTPS client", "E_DESTINATION_NOT_TLS"],
    ["tls: first record does not look like a TLS handshake", "E_DESTINATION_NOT_TLS"],
    ["remote error: tls: handshake failure", "E_DESTINATION_TLS"],
    ["dial tcp 203.0.113.9:443: connect: connection refused", "E_DESTINATION_DOWN"],
    ["dial tcp 203.0.113.9:443: connect: no route to host", "E_DESTINATION_DOWN"],
    ["read: connection reset by peer", "E_DESTINATION_CLOSED"],
    ["Post: EOF", "E_DESTINATION_CLOSED"],
    ["context deadline exceeded (Client.Timeout exceeded while awaiting headers)", "E_DESTINATION_TIMEOUT"],
    ["net/http: TLS handshake timeout", "E_DESTINATION_TIMEOUT_CONNECT"],
    ["dial tcp 203.0.113.9:443: i/o timeout", "E_DESTINATION_TIMEOUT_CONNECT"],
    ["forbidden address 10.0.0.1", "E_DESTINATION_PRIVATE"],
    ["something that nobody has seen", "E_CAUSE_UNKNOWN"],
    ["", "E_CAUSE_UNKNOWN"],
  ])("%j", (text, code) => expect(decodeText(text).code).toBe(code));

  test("the message contains the status, and details are kept", () => {
    const error = describeDeliveryError("error 502: error pushing", { at: "endpoint", cfRay: "ray" });
    expect(error).toMatchObject({ code: "E_DESTINATION_5XX", at: "endpoint", cfRay: "ray", certainty: "documented" });
    expect(error.message).toContain("502");
    expect(error.checks?.length).toBeGreaterThan(1);
  });

  test("an unknown text gets no certainty", () => {
    expect(describeDeliveryError("empty and unknown texts")).not.toHaveProperty("certainty");
  });
});

describe("a Logpush health status", () => {
  test.each([
    [1101, "E_HEALTH_STATUS", "assumed"],
    [1102, "E_DESTINATION_TIMEOUT_CONNECT", "documented"],
    [1103, "E_HEALTH_STATUS", "assumed"],
    [1104, "E_HEALTH_STATUS", "assumed"],
    [1105, "E_DESTINATION_DNS", "documented"],
    [1106, "E_DESTINATION_TIMEOUT", "documented"],
    [1107, "E_HEALTH_STATUS", "assumed"],
    [1108, "E_HEALTH_STATUS", "assumed"],
    [1201, "E_HEALTH_STATUS", "assumed"],
    [403, "E_DESTINATION_403", "documented"],
    [599, "E_DESTINATION_5XX", "documented"],
    [1109, "E_CAUSE_UNKNOWN", undefined],
    [-1, "E_CAUSE_UNKNOWN", undefined],
    [Number.NaN, "E_CAUSE_UNKNOWN", undefined],
  ])("%d", (status, code, certainty) => {
    expect(decodeHealthStatus(status)).toMatchObject({ code, ...(certainty && { certainty }) });
  });

  test.each([200, 204, 299])("%d is not a failure", (status) => expect(decodeHealthStatus(status)).toBeUndefined());
});

describe("an endpoint's answer", () => {
  test.each([
    [415, "send application/json", "E_DESTINATION_415"],
    [415, "unsupported content encoding gzip", "E_DESTINATION_GZIP"],
    [500, "x509 trouble with the database: connection refused", "E_DESTINATION_5XX"],
    [600, "", "E_DESTINATION_STATUS"],
    [101, "", "E_DESTINATION_STATUS"],
  ])("%d %j", (status, excerpt, code) => expect(decodeAnswer(status, excerpt).code).toBe(code));
});

describe("an answer from Cloudflare's API", () => {
  test.each([
    [400, 1002, "transformer 5001 not found for this account", "E_TRANSFORMER"],
    [400, 1002, "error validating destination: ownership challenge is missing", "E_OWNERSHIP"],
    [400, 1002, "invalid destination_conf: config string must match ^https", "E_DESTINATION_MALFORMED"],
    [403, 1004, "creating a new job (for dns_logs dataset) is not allowed: exceeded max jobs allowed", "E_QUOTA"],
    [403, 1004, "creating a new job (for dns_logs dataset) is not allowed", "E_PERMISSION_PII"],
    [504, 0, "", "E_UPSTREAM_504"],
    [429, 1002, "error pushing", "E_RATE_LIMIT"],
    [400, 10000, "Authentication error", "E_CREDENTIAL"],
    [400, 1002, "max_upload_bytes must be an integer", undefined],
    [undefined, 1004, "no", undefined],
    [403, 1004, "no", undefined],
    [403, 1004, "missing required permissions", "E_PERMISSION"],
    [403, 0, "no", "E_PERMISSION"],
    [401, 0, "error pushing", "E_CREDENTIAL"],
    [404, 1002, "not found", "E_NOT_FOUND"],
    [404, 7003, "Could not route to /x", "E_SCOPE_ID"],
  ])("%s %d %j", (status, code, message, expected) => {
    expect(decodeApiError({ status, errors: [{ code, message }] })?.code).toBe(expected);
  });
});

const rows: [string, Cause][] = Object.entries(CAUSES);
const signsOf = (causes: Record<string, Cause>) =>
  Object.entries(causes).flatMap(([code, { matchers }]) =>
    matchers.map((matcher): [string, Matcher] => [code, matcher]),
  );

describe("every row", () => {
  test.each(rows)("%s says briefly what to check", (code, { checks }) => {
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.length).toBeLessThan(5);
    for (const check of checks) {
      expect(check, code).toMatch(/^[A-Z0-9a-z].*[.?]$/);
      expect(check.length, check).toBeLessThan(120);
      expect(check).not.toMatch(/\{/);
    }
  });

  const examples = signsOf(DELIVERY_CAUSES).flatMap(([code, { example }]) => (example ? [[example, code]] : []));
  test.each(examples)("the example %j is read as its cause", (example, code) => {
    const decoded = decodeText(example);
    expect(decoded.code).toBe(code);
    const error = describeDecoded(decoded);
    expect([error.message, error.nextStep].join()).not.toMatch(/\{/);
  });

  const apiExamples = signsOf(API_CAUSES).flatMap(([code, { example, http }]) =>
    example ? [{ example, code, status: typeof http === "number" ? http : undefined }] : [],
  );
  test.each(apiExamples)("the API's example $example is read as its cause", ({ example, code, status }) => {
    const [, number, message] = /^(?:(\d+): )?(.*)$/.exec(example) ?? [];
    const errors = [{ code: Number(number ?? 0), message: message ?? "" }];
    expect(decodeApiError({ status, errors })?.code).toBe(code);
  });

  test("every text matcher has an example, so each is tested", () => {
    expect(signsOf(CAUSES).filter(([, { text, example }]) => text && example === undefined)).toEqual([]);
  });
});
