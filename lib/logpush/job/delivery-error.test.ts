import { expect, test } from "vitest";
import { describeDeliveryError } from "./delivery-error.ts";

test.each([
  ['error 415: error pushing: error uploading to https: 415 {"error":"wrong Content-Type"}', "E_DESTINATION_415"],
  ["error 500: error pushing: error uploading to https: status:500", "E_DESTINATION_STATUS"],
  ["error pushing: error uploading to https: status 404", "E_DESTINATION_404"],
  ["error uploading to https: 401", "E_DESTINATION_401"],
  ["error uploading to https: status: 403", "E_DESTINATION_403"],
  ["error uploading to https: status code 405", "E_DESTINATION_405"],
  ["error 413: error pushing", "E_DESTINATION_413"],
  ["error pushing: error uploading to https: status:302", "E_DESTINATION_REDIRECT"],
  ["error validating destination: error writing object: error uploading", "E_DESTINATION_REFUSED"],
  ["error validating destination: DNSError: cannot resolve", "E_DESTINATION_DNS"],
  ["dial tcp: lookup logs.example.test: no such host", "E_DESTINATION_DNS"],
  ["dial tcp: lookup logs.example.test on 10.0.0.1:53: server misbehaving", "E_DESTINATION_DNS"],
  ["status 1105", "E_DESTINATION_DNS"],
  ["x509: certificate signed by unknown authority", "E_DESTINATION_TLS"],
  ["remote error: tls: handshake failure", "E_DESTINATION_TLS"],
  ["dial tcp 203.0.113.9:443: connect: connection refused", "E_DESTINATION_DOWN"],
  ["dial tcp 203.0.113.9:443: connect: no route to host", "E_DESTINATION_DOWN"],
  ["read: connection reset by peer", "E_DESTINATION_DOWN"],
  ["Post: EOF", "E_DESTINATION_DOWN"],
  ["context deadline exceeded (Client.Timeout exceeded while awaiting headers)", "E_DESTINATION_TIMEOUT"],
  ["net/http: TLS handshake timeout", "E_DESTINATION_TLS"],
  ["dial tcp 203.0.113.9:443: i/o timeout", "E_DESTINATION_TIMEOUT"],
  ["forbidden address 10.0.0.1", "E_DESTINATION_PRIVATE"],
  ["something that nobody has seen", "E_DESTINATION_REFUSED"],
  ["", "E_DESTINATION_REFUSED"],
])("%j", (text, code) => expect(describeDeliveryError(text).code).toBe(code));

test("the status stands in the message, and details are passed on", () => {
  const error = describeDeliveryError("error 502: error pushing", { at: "endpoint", cfRay: "ray" });
  expect(error).toMatchObject({ code: "E_DESTINATION_STATUS", at: "endpoint", cfRay: "ray" });
  expect(error.message).toContain("502");
});
