import { expect, test } from "vitest";
import { explainError } from "./explain-error.ts";
import { readPasted } from "./read-pasted.ts";

const api = "https://api.cloudflare.com/client/v4";

test.each([
  ["Error 1015 You are being rate limited", "E_RATE_LIMIT"],
  ["error code: 1015", "E_RATE_LIMIT"],
  ["HTTP status 429: More than 1200 requests per 300 seconds reached", "E_RATE_LIMIT"],
  ["<html><head><title>api.cloudflare.com | 502: Bad gateway</title></head></html>", "E_UPSTREAM_STATUS"],
  ["<html><head><title>logs.example.com | 502: Bad gateway</title></head></html>", "E_DESTINATION_5XX"],
  [`GET "${api}/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs": 503 Service Unavailable`, "E_UPSTREAM_STATUS"],
  [`curl: (6) Could not resolve host: api.cloudflare.com`, "E_UPSTREAM_DNS"],
  ["getaddrinfo ENOTFOUND logs.example.com", "E_DESTINATION_DNS"],
  ["getaddrinfo EAI_AGAIN logs.example.com", "E_DESTINATION_DNS"],
  ["[Errno -2] Name or service not known: logs.example.com", "E_DESTINATION_DNS"],
  ["getaddrinfo ENOTFOUND api.cloudflare.com", "E_UPSTREAM_DNS"],
  [`Post "${api}/zones": dial tcp 104.16.0.1:443: i/o timeout`, "E_UPSTREAM_TIMEOUT"],
  ['POST "https://logs.example.com/in": 401 Unauthorized', "E_DESTINATION_401"],
  [`GET "${api}/zones/<zone_id>/logpush/jobs": 400 Bad Request {}`, "E_SCOPE_ID"],
  [`403 Client Error: Forbidden for url: ${api}/zones/023e105f4ecef8ad9ca31a8372d0c353/logpush/jobs`, "E_PERMISSION"],
  ['["errors"]=> array(1) { [0]=> object { ["code"]=> int(7003) ["message"]=> string(9) "Could not" } }', "E_SCOPE_ID"],
  ["Missing X-Auth-Key", "E_CREDENTIAL"],
  ["unable to authenticate request", "E_CREDENTIAL"],
  [
    "error parsing logpush job from resource: ownership_challenge must be set for the provided destination_conf",
    "E_OWNERSHIP",
  ],
  ['Error: expected dataset to be one of ["http_requests"], got http', "E_CAUSE_UNKNOWN"],
  ["Error: Provider produced inconsistent result after apply", "E_CAUSE_UNKNOWN"],
  ["status: 400", "E_DESTINATION_STATUS"],
  ["Request failed with status code 403", "E_CAUSE_UNKNOWN"],
  ["10000", "E_CREDENTIAL"],
  ["7003", "E_SCOPE_ID"],
  [
    'error 415: error pushing: error uploading to https: 415 {"errors":[{"code":10000,"message":"no"}]}',
    "E_DESTINATION_415",
  ],
])("%s", (text, code) => expect(explainError(text)?.code).toBe(code));

test.each(["Error: Provider produced inconsistent result after apply", "HTTP status 403: who knows (1004)"])(
  "the advice for %j does not mention a delivery",
  (text) => expect(explainError(text)?.nextStep).not.toMatch(/deliver/),
);

test("the wait comes from the answer", () => {
  expect(explainError("HTTP/2 429\nretry-after: 120\n\n")?.nextStep).toContain("120 seconds");
});

test.each([
  ["backslashes", "\\".repeat(150_000)],
  ["braces", '{"a":'.repeat(30_000)],
  ["quotes", '"'.repeat(150_000)],
  ["statuses", "HTTP 403 ".repeat(16_000)],
  ["lines", "error pushing:\n".repeat(10_000)],
])("a long text of %s is read", (_title, text) => expect(readPasted(text)?.readings.length).toBeGreaterThan(0));
