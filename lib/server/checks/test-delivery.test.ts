import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeliveryRequest } from "#lib/delivery/post.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseHttpsDestination } from "#lib/emulator/push/destination.ts";
import type { DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { decidedRow } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { sampleOptionsOf } from "#lib/logpush/job/sample-options.ts";
import { sampleBatch } from "#lib/logpush/output/sample.ts";
import type { SendDelivery } from "../delivery/send-delivery.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { readFieldList } from "../scopes/datasets.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { type TestProgress, testDelivery } from "./test-delivery.ts";

const canary = "canary-secret-value/+=";
const burrito: JobRef = {
  scopeKind: "zones",
  scopeId: "b206d08237cf5041bd16ec7d4a733d72",
  jobId: 1001,
};
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
  const now = Date.now();
  emulated.context.now = () => now;
});
afterEach(() => emulated.close());

/** Replaces the network: keeps what is sent, and returns the given answers. */
function receiver(answer: DeliveryTrace["answer"] = { status: 200, contentType: null, location: null }) {
  const sent: DeliveryRequest[] = [];
  const send: SendDelivery = async (request, { onPhase }) => {
    sent.push(request);
    onPhase("connect");
    const { kind, records, body, textBytes } = request;
    const startedAt = "2026-01-01T00:00:00.000Z";
    return { startedAt, kind, records, sentBytes: body.length, textBytes, isBuiltIn: false, timings: [], answer };
  };
  return { sent, send };
}

type Options = { ref?: JobRef; records?: number; answer?: DeliveryTrace["answer"] };

async function run(values: JobFormValues, { ref, records, answer }: Options = {}) {
  const { sent, send } = receiver(answer);
  const progress: TestProgress[] = [];
  const running = { signal: new AbortController().signal, report: (step: TestProgress) => void progress.push(step) };
  const tested = await testDelivery(emulated.context, { ref, values, records }, running, send);
  const [request] = sent;
  if (!request) throw new Error("nothing was sent");
  return { tested, request, progress, text: gunzipSync(request.body).toString() };
}

describe("what is sent", () => {
  test("is Cloudflare's test object with the decoded headers, the parameters in the URL", async () => {
    const { request, text, progress } = await run(newValues());
    expect(text).toBe('{"content":"tests"}');
    expect(request.url).toBe("https://receiver.headgate.test/in?tags=host:example.com,dataset:http_requests");
    expect(request.headers).toEqual([
      ["User-Agent", "Go-http-client/2.0"],
      ["Content-Encoding", "gzip"],
      ["Authorization", `Bearer ${canary}`],
    ]);
    expect(progress).toEqual([{ phase: "connect" }]);
  });

  test("is the sample that the preview shows, byte for byte", async () => {
    const values = newValues({ outputType: "csv", fieldNames: ["RayID", "EdgeStartTimestamp", "ClientRequestURI"] });
    const { text, request } = await run(values, { records: 3 });
    const { fields, defaults } = await readFieldList(emulated.context, values);
    expect(request).toMatchObject({ kind: "records", records: 3, textBytes: Buffer.byteLength(text) });
    const options = sampleOptionsOf(values, defaults);
    expect(text).toBe(sampleBatch({ options, fields, count: 3, nowMs: emulated.context.now() }));
  });

  test("a header of the destination replaces the service's own", async () => {
    const query = [{ kind: "header" as const, name: "user-agent", value: "me" }];
    const { request } = await run(newValues({ query }));
    expect(request.headers).toEqual([
      ["Content-Encoding", "gzip"],
      ["user-agent", "me"],
    ]);
  });

  test("characters outside ASCII travel as UTF-8", async () => {
    const query = [{ kind: "header" as const, name: "X-Name", value: "grün", isNonAsciiAccepted: true }];
    const { request } = await run(newValues({ query }));
    const value = request.headers.find(([name]) => name === "X-Name")?.[1] ?? "";
    expect(Buffer.from(value, "latin1").toString("utf8")).toBe("grün");
  });

  test("the server fills in saved values", async () => {
    const { values } = await readJobDetail(emulated.context, burrito);
    const { request, tested } = await run(values, { ref: burrito });
    const authorization = request.headers.find(([name]) => name === "Authorization")?.[1] ?? "";
    expect(authorization).toMatch(/^Basic FAKE-SEED-SECRET/);
    expect(JSON.stringify(tested)).not.toContain("FAKE-SEED");
  });
});

describe("a saved header value with a raw +", () => {
  async function saved(destination: string) {
    const { scopeId, jobId } = burrito;
    const request = new Request(`https://api.cloudflare.com/client/v4/zones/${scopeId}/logpush/jobs/${jobId}`, {
      method: "PUT",
      headers: { Authorization: "Bearer headgate-test-token-0000000000000000", "Content-Type": "application/json" },
      body: JSON.stringify({ destination_conf: destination }),
    });
    expect((await emulated.emulator.fetch(request)).status).toBe(200);
    return (await readJobDetail(emulated.context, burrito)).values;
  }
  const endpoint = "https://receiver.headgate.test/in";

  test("is sent as in the emulator's deliveries, and the result says so", async () => {
    const conf = `${endpoint}?header_Authorization=Bearer+abc%2Bdef&tags=a+b`;
    const values = await saved(conf);
    const { request, tested } = await run(values, { ref: burrito });
    const pushed = parseHttpsDestination(conf);
    if (!pushed.ok) throw new Error(pushed.message);
    expect(request.headers.slice(-1)).toEqual(pushed.value.headers);
    expect(request.headers.slice(-1)).toEqual([["Authorization", "Bearer abc+def"]]);
    expect(request.url).toBe(`${endpoint}?tags=a+b`);
    expect(tested.verdict).toMatchObject({
      outcome: "warn",
      nextStep: expect.stringMatching(/raw \+.*This test sent a space/),
    });
    expect(JSON.stringify(tested)).not.toMatch(/abc|def/);
  });

  test.each([
    ["space", "Bearer abc+def"],
    ["plus", "Bearer+abc+def"],
  ] as const)("is sent as decided in the form: a %s", async (reading, sent) => {
    const values = await saved(`${endpoint}?header_Authorization=Bearer+abc%2Bdef`);
    const query = values.query.map((row) => decidedRow(row, reading));
    const { request, tested } = await run({ ...values, query }, { ref: burrito });
    expect(request.headers.slice(-1)).toEqual([["Authorization", sent]]);
    expect(tested.verdict).toMatchObject({ outcome: "pass" });
  });
});

describe("what is reported", () => {
  test("a verdict and the trace, without a value of the destination even if the receiver repeats it", async () => {
    const excerpt = `no such token: ${canary} in Bearer ${encodeURIComponent(canary)}`;
    const answer = { status: 401, contentType: "text/plain", location: `https://a.example/${canary}`, excerpt };
    const { tested } = await run(newValues(), { answer });
    expect(tested.verdict).toMatchObject({ outcome: "fail", error: { code: "E_DESTINATION_401" } });
    expect(tested.trace.answer?.excerpt).toContain("no such token");
    expect(JSON.stringify(tested)).not.toContain("canary");
  });

  test("the target of a redirect is offered as the new endpoint unless it contains a secret", async () => {
    const token = "Zk9qLw3vT7xB2mNc8RyP4sHd";
    const values = newValues({ endpoint: `https://receiver.headgate.test/hook/${token}` });
    const redirect = (location: string) => ({ status: 308, contentType: null, location });
    const there = "https://receiver.headgate.test/hook/new";
    const { tested: plain } = await run(values, { answer: redirect(there) });
    expect(plain.verdict).toMatchObject({ fixes: [{ kind: "set-endpoint", endpoint: there }] });
    const { tested } = await run(values, { answer: redirect(`https://receiver.headgate.test/hook/${token}/`) });
    expect(tested.verdict).toMatchObject({
      error: { code: "E_DESTINATION_REDIRECT" },
      fixes: [{ kind: "go-to", at: "endpoint" }],
    });
    expect(JSON.stringify(tested)).not.toContain(token);
  });

  test("an endpoint that may not be sent is refused at its field", async () => {
    const running = { signal: new AbortController().signal, report: () => undefined };
    const input = { values: newValues({ endpoint: "http://plain.example/" }) };
    await expect(testDelivery(emulated.context, input, running, receiver().send)).rejects.toMatchObject({
      error: { at: "endpoint" },
    });
  });

  test("a destination of another scheme is refused with a next step", async () => {
    const ref: JobRef = { scopeKind: "zones", scopeId: "5aced40731bca7fa9d452ff787e52860", jobId: 1009 };
    const { values } = await readJobDetail(emulated.context, ref);
    const running = { signal: new AbortController().signal, report: () => undefined };
    await expect(testDelivery(emulated.context, { ref, values }, running, receiver().send)).rejects.toMatchObject({
      error: { code: "E_DELIVERY_SCHEME" },
    });
  });
});
