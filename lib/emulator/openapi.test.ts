import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { createEmulator, type Emulator } from "./emulator.ts";
import { ACCOUNT_ID, type Api, apiOf, temporaryFolder, ZONE_ID, ZONE_JOBS } from "./test-kit.ts";

/** The emulator's answers against the schemas of Cloudflare's OpenAPI document, restated here. */
const envelope = z.object({
  success: z.literal(true),
  errors: z.array(z.unknown()).length(0),
  messages: z.array(z.unknown()),
  result: z.unknown(),
});
const failure = z.object({
  success: z.literal(false),
  errors: z.array(z.object({ code: z.int().min(900), message: z.string() })).min(1),
  messages: z.array(z.unknown()),
  result: z.null(),
});

const time = z.iso.datetime().nullable();
const limit = (minimum: number, maximum: number) =>
  z.union([z.literal(0), z.int().min(minimum).max(maximum), z.null()]);
const job = z.object({
  id: z.int().min(1),
  dataset: z.string().min(1),
  name: z
    .string()
    .max(512)
    .regex(/^[a-zA-Z0-9._-]*$/)
    .nullable(),
  destination_conf: z.string().max(4096),
  enabled: z.boolean(),
  kind: z.enum(["", "edge"]),
  frequency: z.enum(["high", "low"]),
  filter: z.string().nullable(),
  logpull_options: z.string().max(4096).nullable(),
  output_options: z.record(z.string(), z.unknown()).nullable(),
  max_upload_bytes: limit(2_000_000, 1_000_000_000),
  max_upload_records: limit(1000, 1_000_000),
  max_upload_interval_seconds: limit(30, 300),
  last_complete: time,
  last_error: time,
  error_message: z.string().nullable(),
});

const id = z.string().regex(/^[0-9a-f]{32}$/);
const zone = z.object({
  id,
  name: z.string().max(253),
  status: z.enum(["initializing", "pending", "active", "moved"]),
  paused: z.boolean(),
  type: z.enum(["full", "partial", "secondary", "internal"]),
  development_mode: z.number(),
  owner: z.object({ id, name: z.string(), type: z.string() }),
  account: z.object({ id, name: z.string() }),
  meta: z.object({ cdn_only: z.boolean(), dns_only: z.boolean(), page_rule_quota: z.int(), step: z.int() }),
  name_servers: z.array(z.string()),
  original_name_servers: z.array(z.string()).nullable(),
  original_registrar: z.string().nullable(),
  original_dnshost: z.string().nullable(),
  created_on: z.iso.datetime(),
  modified_on: z.iso.datetime(),
  activated_on: time,
});
const account = z.object({ id, name: z.string(), type: z.enum(["standard", "enterprise"]) });
const transformer = z.object({
  id: z.int().min(1),
  name: z.string().max(255),
  description: z.string().max(4096),
  dataset: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  associated_jobs: z.array(
    z.object({ id: z.int(), name: z.string(), object_tag: id, object_type: z.enum(["zone", "account"]) }),
  ),
});

const folder = temporaryFolder();
let emulator: Emulator;
let api: Api;

beforeAll(() => {
  emulator = createEmulator({ dataDir: folder.path });
  api = apiOf((request) => emulator.fetch(request));
});
afterAll(async () => {
  await emulator.stop();
  folder.remove();
});

describe("answers have the shape of Cloudflare's OpenAPI document", () => {
  test.each([
    ["the jobs of a zone", ZONE_JOBS, z.array(job).min(1)],
    ["the jobs of an account", `/accounts/${ACCOUNT_ID}/logpush/jobs`, z.array(job).min(1)],
    ["the jobs of a dataset", `/zones/${ZONE_ID}/logpush/datasets/http_requests/jobs`, z.array(job).min(1)],
    ["a job", `${ZONE_JOBS}/1001`, job],
    ["fields", `/zones/${ZONE_ID}/logpush/datasets/http_requests/fields`, z.record(z.string(), z.string())],
    ["zones", "/zones", z.array(zone).min(8)],
    ["a zone", `/zones/${ZONE_ID}`, zone],
    ["accounts", "/accounts", z.array(account).min(2)],
    ["transformers", `/accounts/${ACCOUNT_ID}/logpush/transformers`, z.array(transformer).min(1)],
    ["a transformer", `/accounts/${ACCOUNT_ID}/logpush/transformers/5001`, transformer],
  ])("%s", async (_, path, schema) => {
    const { body } = await api("GET", path);
    const { result } = envelope.parse(body);
    expect(schema.safeParse(result).error).toBeUndefined();
  });

  test("a job that is created, changed and deleted", async () => {
    const made = envelope.parse((await api("POST", ZONE_JOBS, { destination_conf: "https://logs.example.com" })).body);
    const { id: jobId } = job.parse(made.result);
    const put = { name: "Edge_logs-2.prod", frequency: "low", max_upload_records: 1000 };
    job.parse(envelope.parse((await api("PUT", `${ZONE_JOBS}/${jobId}`, put)).body).result);
    envelope.parse((await api("DELETE", `${ZONE_JOBS}/${jobId}`)).body);
    failure.parse((await api("GET", `${ZONE_JOBS}/${jobId}`)).body);
  });

  test.each([
    ["a name", { name: "edge logs" }],
    ["a limit", { max_upload_records: 5 }],
    ["a kind", { kind: "instant-logs" }],
    ["a frequency", { frequency: "often" }],
  ])("a body that the document forbids is refused: %s", async (_, change) => {
    const answer = await api("POST", ZONE_JOBS, { destination_conf: "https://logs.example.com", ...change });
    expect(answer.status).toBe(400);
    failure.parse(answer.body);
  });
});
