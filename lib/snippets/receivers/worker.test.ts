import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test, vi } from "vitest";
import { type RunResult, runJob } from "#lib/emulator/delivery-run.ts";
import { createProbe } from "#lib/emulator/push/probe.ts";
import { outcomeOf, type Sender, type Upload } from "#lib/emulator/push/upload.ts";
import { formatHttpDestination } from "#lib/logpush/destination/http.ts";
import { destinationOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { workerScript } from "./worker.ts";

type Env = { LOGPUSH_SECRET?: string; LOGS?: { put: (key: string, text: string) => Promise<void> } };
type Worker = { fetch: (request: Request, env: Env) => Promise<Response> };

const secret = "s3cret/+= and more";
const values = exampleValues({
  endpoint: "https://logs.example.com/in%20put/v1",
  query: [header("Content-Type", "application/x-ndjson"), header("X-Logpush-Secret", secret), param("tags", "a:b")],
});
const signal = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), "headgate-worker-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The script as a separate file, loaded the way Cloudflare's runtime would, without our code. */
async function load(changes: Partial<JobFormValues> = {}): Promise<Worker> {
  const path = join(mkdtempSync(join(folder, "w-")), "index.mjs");
  writeFileSync(path, workerScript({ ...values, ...changes }).text);
  const loaded: { default: Worker } = await import(/* @vite-ignore */ pathToFileURL(path).href);
  return loaded.default;
}

/** A bucket that remembers what was put. */
function bucket() {
  const objects = new Map<string, string>();
  return {
    objects,
    put: async (key: string, text: string) => {
      objects.set(key, text);
    },
  };
}

/** The emulator's upload as a request on the wire. */
function requestOf(upload: Upload, changes: { headers?: [string, string][]; method?: string } = {}): Request {
  const headers = new Headers(upload.headers.filter(([name]) => !/^(host|content-length)$/i.test(name)));
  for (const [name, value] of changes.headers ?? []) headers.set(name, value);
  const method = changes.method ?? "POST";
  const init = method === "POST" ? { method, headers, body: new Uint8Array(upload.body) } : { method, headers };
  return new Request(`https://${upload.host}${upload.target}`, init);
}

/** A sender for the emulator that calls the Worker instead of the network. */
function sendTo(worker: Worker, env: Env, uploads: Upload[] = []): Sender {
  return async (upload) => {
    uploads.push(upload);
    const response = await worker.fetch(requestOf(upload), env);
    return outcomeOf(response.status, await response.text());
  };
}

/** What the emulator sends for the job: its test request, then a batch of generated records. */
async function deliver(form: JobFormValues, send: Sender): Promise<{ refusal?: string; result: RunResult }> {
  const conf = formatHttpDestination(destinationOf(form));
  const refusal = await createProbe(send, signal)(conf);
  const job = {
    id: 1,
    scope: { kind: "zones" as const, id: "z" },
    dataset: form.dataset,
    settings: { ...toCreateBody(form), destination_conf: conf, enabled: true },
    lastComplete: null,
    lastError: null,
    errorMessage: null,
    failingSince: null,
  };
  const nowMs = Date.parse("2026-11-23T12:00:00Z");
  const result = await runJob({ job, zoneName: "a.example", nowMs, isForced: true, send, signal });
  return { ...(refusal === undefined ? {} : { refusal }), result };
}

describe("the Worker, run in this Node", () => {
  test("accepts the test request and a batch of the emulator and stores the batch, every byte of it", async () => {
    const [uploads, LOGS]: [Upload[], ReturnType<typeof bucket>] = [[], bucket()];
    const send = sendTo(await load(), { LOGPUSH_SECRET: secret, LOGS }, uploads);
    expect(await deliver(values, send)).toEqual({
      result: expect.objectContaining({ ok: true, completeMs: expect.any(Number) }),
    });
    expect(uploads.map(({ kind }) => kind)).toEqual(["probe", "batch"]);
    const [[key = "", text = ""] = []] = LOGS.objects;
    expect(LOGS.objects.size).toBe(1);
    expect(key).toMatch(/^http_requests\/\d{4}-\d\d-\d\d\/[0-9a-f]{64}\.log$/);
    expect(text).toBe(gunzipSync(uploads[1]?.body ?? "").toString("utf8"));
    expect(Object.keys(JSON.parse(text.split("\n")[0] ?? ""))).toEqual(values.fieldNames);
  });

  test("the same batch twice is one object", async () => {
    const LOGS = bucket();
    const send = sendTo(await load(), { LOGPUSH_SECRET: secret, LOGS });
    await deliver(values, send);
    await deliver(values, send);
    expect(LOGS.objects.size).toBe(1);
  });

  test("without a bucket the records go to the log, the test request does not", async () => {
    const log = vi.spyOn(console, "log").mockReturnValue(undefined);
    try {
      await deliver(values, sendTo(await load(), { LOGPUSH_SECRET: secret }));
      expect(log.mock.calls.length).toBeGreaterThan(1);
      for (const [line] of log.mock.calls) expect(Object.keys(JSON.parse(line))).toEqual(values.fieldNames);
    } finally {
      log.mockRestore();
    }
  });

  test.each([
    ["array", { batchPrefix: "[", batchSuffix: "]", recordDelimiter: "," }, '"RayID"'],
    ["csv", { outputType: "csv" }, '\\"'],
    ["a template", { recordTemplate: '"r":{{.RayID}}', recordPrefix: "<{" }, "<{"],
  ])("reads the job's own format: %s", async (_format, changes, piece) => {
    const log = vi.spyOn(console, "log").mockReturnValue(undefined);
    try {
      const form = { ...values, ...changes };
      const { refusal, result } = await deliver(form, sendTo(await load(changes), { LOGPUSH_SECRET: secret }));
      expect([refusal, result?.ok]).toEqual([undefined, true]);
      expect(log.mock.calls.length).toBeGreaterThan(1);
      expect(log.mock.calls[0]?.[0]).toContain(piece);
    } finally {
      log.mockRestore();
    }
  });

  test("a wrong or missing secret is refused, even if none is set", async () => {
    const worker = await load();
    const upload = await probeUpload();
    const statusOf = async (env: Env, changes: Parameters<typeof requestOf>[1] = {}) =>
      (await worker.fetch(requestOf(upload, changes), env)).status;
    const env = { LOGPUSH_SECRET: secret };
    expect(await statusOf(env)).toBe(200);
    expect(await statusOf(env, { headers: [["X-Logpush-Secret", "wrong"]] })).toBe(401);
    expect(await statusOf(env, { headers: [["X-Logpush-Secret", secret.slice(1)]] })).toBe(401);
    expect(await statusOf(env, { headers: [["X-Logpush-Secret", ""]] })).toBe(401);
    expect(await statusOf({}, { headers: [["X-Logpush-Secret", ""]] })).toBe(500);
    expect(await statusOf({ LOGPUSH_SECRET: "" }, { headers: [["X-Logpush-Secret", ""]] })).toBe(500);
  });

  test("other methods and paths, broken and oversized bodies get their own status", async () => {
    const worker = await load();
    const env = { LOGPUSH_SECRET: secret, LOGS: bucket() };
    const upload = await probeUpload();
    const got = await worker.fetch(requestOf(upload, { method: "GET" }), env);
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await worker.fetch(requestOf({ ...upload, target: "/other" }), env)).status).toBe(404);
    const statusFor = async (body: Buffer) => (await worker.fetch(requestOf({ ...upload, body }), env)).status;
    expect(await statusFor(gzipSync("no JSON"))).toBe(400);
    expect(await statusFor(gzipSync('{"a":1}\n').subarray(0, 20))).toBe(400);
    expect(await statusFor(gzipSync(`{"a":"${"x".repeat(4_999_000)}"}\n`))).toBe(200);
    expect(await statusFor(gzipSync(`{"a":"${"x".repeat(5_000_000)}"}\n`))).toBe(413);
    expect(await statusFor(Buffer.from('{"content":"tests"}'))).toBe(200);
  });
});

async function probeUpload(): Promise<Upload> {
  const uploads: Upload[] = [];
  await createProbe(async (upload) => {
    uploads.push(upload);
    return { ok: true, status: 200 };
  }, signal)(formatHttpDestination(destinationOf(values)));
  const [upload] = uploads;
  if (!upload) throw new Error("The emulator sent no probe.");
  return upload;
}
