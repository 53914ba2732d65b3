import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMs, judgeDelivery } from "./judge-delivery.ts";
import type { CertificateProblem, DeliveryFailureKind, DeliveryPhase, DeliveryTrace, TlsFacts } from "./trace.ts";

const startedAt = "2026-06-01T12:00:00.000Z";

function traceOf(changes: Partial<DeliveryTrace>): DeliveryTrace {
  return {
    startedAt,
    kind: "probe",
    records: 0,
    sentBytes: 39,
    textBytes: 19,
    isBuiltIn: false,
    timings: [
      { phase: "connect", ms: 20 },
      { phase: "wait", ms: 23 },
    ],
    answer: { status: 200, contentType: null, location: null },
    ...changes,
  };
}

function tlsOf(problem: CertificateProblem | null, validTo = "2026-12-01T00:00:00.000Z"): TlsFacts {
  const leaf = { subject: "a", issuer: "b", validFrom: "2026-01-01T00:00:00.000Z", validTo, names: [] };
  return { protocol: "TLSv1.3", chain: [leaf], problem };
}

const judge = (changes: Partial<DeliveryTrace>, headerNames: string[] = []) =>
  judgeDelivery(traceOf(changes), { headerNames });

describe("delivered requests", () => {
  test("passes with status and time", () => {
    expect(judge({})).toEqual({ outcome: "pass", message: "Delivered: 200 in 43 ms." });
    expect(judge({ isBuiltIn: true })).toMatchObject({
      message: "Delivered: 200 in 43 ms. The test receiver accepted it.",
    });
  });

  test.each<[string, Partial<DeliveryTrace>, RegExp]>([
    ["a slow answer", { timings: [{ phase: "wait", ms: 5001 }] }, /^Waiting for the response took 5\.0 s of the 10 s/],
    ["a slow connection", { timings: [{ phase: "connect", ms: 2600 }] }, /^Connecting took 2\.6 s of the 5 s/],
    ["a certificate that ends soon", { tls: tlsOf(null, "2026-06-03T12:00:00.000Z") }, /expires in 2 days/],
    ["a certificate that ends tomorrow", { tls: tlsOf(null, "2026-06-02T13:00:00.000Z") }, /expires in 1 day\./],
    ["an authority that nobody knows", { tls: tlsOf("untrusted") }, /public CA/],
    ["a chain with a gap", { tls: tlsOf("incomplete-chain") }, /intermediate/],
  ])("warns about %s", (_name, changes, nextStep) => {
    expect(judge(changes)).toMatchObject({ outcome: "warn", nextStep: expect.stringMatching(nextStep) });
  });

  test.each<[string, Partial<DeliveryTrace>, string]>([
    ["a pass", {}, "warn"],
    ["a warning", { timings: [{ phase: "wait", ms: 5001 }] }, "warn"],
    ["a refusal", { answer: { status: 401, contentType: null, location: null } }, "fail"],
  ])("with a raw + adds to %s that a space was sent", (_name, changes, outcome) => {
    const verdict = judgeDelivery(traceOf(changes), { headerNames: ["Authorization"], hasRawPlus: true });
    expect(verdict.outcome).toBe(outcome);
    expect(JSON.stringify(verdict)).toMatch(/raw \+\. This test sent a space.*may send a plus.*%20.*%2B/);
    expect(JSON.stringify(judge(changes))).not.toContain("raw +");
  });

  test("without an answer does not mention a raw +", () => {
    const { answer: _answer, ...rest } = traceOf({ failure: { phase: "resolve", kind: "dns", text: "ENOTFOUND" } });
    const verdict = judgeDelivery(rest, { headerNames: [], hasRawPlus: true });
    expect(JSON.stringify(verdict)).not.toContain("raw +");
  });

  test("does not warn at half of a limit, or two weeks before the expiry", () => {
    expect(judge({ timings: [{ phase: "wait", ms: 5000 }] }).outcome).toBe("pass");
    expect(judge({ tls: tlsOf(null, "2026-06-16T12:00:00.000Z") }).outcome).toBe("pass");
  });

  test.each<[CertificateProblem, string]>([
    ["expired", "E_DESTINATION_CERT_EXPIRED"],
    ["not-yet-valid", "E_DESTINATION_CERT_EXPIRED"],
    ["wrong-name", "E_DESTINATION_CERT_NAME"],
  ])("fails with a certificate that is %s, also on this machine", (problem, code) => {
    expect(judge({ tls: tlsOf(problem) })).toMatchObject({ outcome: "fail", error: { code } });
  });
});

test.each<[DeliveryFailureKind, DeliveryPhase, string]>([
  ["blocked", "resolve", "E_DELIVERY_BLOCKED"],
  ["dns", "resolve", "E_DESTINATION_DNS"],
  ["timeout", "resolve", "E_DESTINATION_DNS"],
  ["refused", "connect", "E_DESTINATION_DOWN"],
  ["unreachable", "connect", "E_DESTINATION_DOWN"],
  ["timeout", "connect", "E_DESTINATION_TIMEOUT_CONNECT"],
  ["timeout", "tls", "E_DESTINATION_TIMEOUT_CONNECT"],
  ["tls", "tls", "E_DESTINATION_TLS"],
  ["not-tls", "tls", "E_DESTINATION_NOT_TLS"],
  ["reset", "wait", "E_DESTINATION_CLOSED"],
  ["timeout", "wait", "E_DESTINATION_TIMEOUT"],
  ["protocol", "wait", "E_DESTINATION_PROTOCOL"],
  ["canceled", "wait", "E_DELIVERY_CANCELLED"],
])("%s during %s is read as %s", (kind, phase, code) => {
  const { answer: _none, ...trace } = traceOf({ failure: { kind, phase, text: "x" } });
  expect(judgeDelivery(trace, { headerNames: [] })).toMatchObject({ outcome: "fail", error: { code } });
});

test("a test that reaches its overall limit names that limit", () => {
  const failure = { kind: "timeout", phase: "wait", text: "x", isOverall: true } as const;
  const { answer: _none, ...trace } = traceOf({ failure });
  const verdict = judgeDelivery(trace, { headerNames: [] });
  expect(verdict).toMatchObject({ error: { code: "E_DELIVERY_SLOW", message: expect.stringContaining("10 seconds") } });
});

test("a certificate that stopped the request names its reason", () => {
  const { answer: _none, ...trace } = traceOf({
    failure: { kind: "tls", phase: "tls", text: "CERT" },
    tls: tlsOf("wrong-name"),
  });
  expect(judgeDelivery(trace, { headerNames: [] })).toMatchObject({ error: { code: "E_DESTINATION_CERT_NAME" } });
});

describe("an answer about the encoding", () => {
  test.each([
    [400, '{"detail":"\'utf-8\' codec can\'t decode byte 0x8b in position 1: invalid start byte"}'],
    [400, "invalid character '\\x1f' looking for beginning of value"],
    [415, "unsupported content encoding: gzip"],
    [500, "Unexpected token \u001f in JSON at position 0"],
    [422, "Content-Encoding is not supported"],
  ])("%i %s is about gzip", (status, excerpt) => {
    expect(judge({ answer: { status, contentType: null, location: null, excerpt } })).toMatchObject({
      error: { code: "E_DESTINATION_GZIP" },
    });
  });

  test("offers the content type that the answer names", () => {
    const excerpt = "wrong type, send application/x-ndjson";
    expect(judge({ answer: { status: 415, contentType: null, location: null, excerpt } })).toMatchObject({
      fixes: [{ kind: "set-header", name: "Content-Type", value: "application/x-ndjson" }],
    });
  });
});

test("does not offer a redirect to plain http", () => {
  const answer = { status: 302, contentType: null, location: "http://a.example/b" };
  expect(judge({ answer })).toMatchObject({ fixes: [{ kind: "go-to", at: "endpoint" }] });
});

test("every trace gets a verdict with complete sentences", () => {
  const phases: DeliveryPhase[] = ["resolve", "connect", "tls", "send", "wait", "read"];
  const problems: (CertificateProblem | null)[] = [
    null,
    "expired",
    "not-yet-valid",
    "wrong-name",
    "untrusted",
    "incomplete-chain",
    "other",
  ];
  const trace = fc.record({
    status: fc.option(fc.integer({ min: 100, max: 999 })),
    excerpt: fc.string(),
    location: fc.option(fc.webUrl()),
    timings: fc.array(
      fc.record({ phase: fc.constantFrom(...phases), ms: fc.double({ min: 0, max: 40_000, noNaN: true }) }),
    ),
    problem: fc.constantFrom(...problems),
    validTo: fc.string(),
  });
  fc.assert(
    fc.property(trace, ({ status, excerpt, location, timings, problem, validTo }) => {
      const { answer: _none, ...rest } = traceOf({ timings, tls: tlsOf(problem, validTo) });
      const answer = status === null ? {} : { answer: { status, contentType: null, location, excerpt } };
      const verdict = judgeDelivery({ ...rest, ...answer }, { headerNames: [] });
      const words = verdict.outcome === "fail" ? `${verdict.error.message} ${verdict.error.nextStep}` : verdict.message;
      expect(words).not.toMatch(/undefined|NaN|\{\w+\}/);
      expect(verdict.outcome === "fail").toBe(
        status === null ||
          status < 200 ||
          status > 299 ||
          ["expired", "not-yet-valid", "wrong-name"].includes(problem ?? ""),
      );
    }),
  );
});

test.each([
  [0.4, "0 ms"],
  [43.2, "43 ms"],
  [999.4, "999 ms"],
  [1000, "1.0 s"],
  [10_049, "10.0 s"],
])("%d milliseconds is formatted as %s", (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});
