import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIAL_TOKENS } from "./api/credentials.ts";
import { createEmulator, type Emulator } from "./emulator.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import recorded from "./recorded-examples.data.json" with { type: "json" };
import { ACCOUNT_ID, type Api, apiOf, temporaryFolder, ZONE_ID, ZONE_JOBS } from "./test-kit.ts";

type Example = {
  id: string;
  method: string;
  path: string;
  request?: JsonObject;
  status: number;
  response?: JsonObject;
};

const folder = temporaryFolder();
const FREE_ZONE_ID = "933379b02c03f6f2cde134d5281af5ef";
const NO_PII = Object.keys(SPECIAL_TOKENS).find((token) => token.includes("no-pii"));
const READ_ONLY = Object.keys(SPECIAL_TOKENS).find((token) => token.includes("read-only"));
let emulator: Emulator;
let api: Api;
let jobId: unknown;

beforeAll(async () => {
  emulator = createEmulator({ dataDir: folder.path });
  api = apiOf((request) => emulator.fetch(request));
  const bucket = {
    destination_conf: "s3://mybucket/logs?region=us-west-2",
    ownership_challenge: "00000000000000000000",
    output_options: { field_names: ["ClientIP", "RayID"], timestamp_format: "rfc3339" },
  };
  jobId = (await api("POST", ZONE_JOBS, bucket)).result.id;
});

afterAll(async () => {
  await emulator.stop();
  folder.remove();
});

/** What must be true for an example to have its recorded result; the request itself is sent as it is. */
const CIRCUMSTANCES: { [id: string]: (example: Example) => Partial<Example> & { token?: string | undefined } } = {
  // A real host, which a reserved name replaces.
  "create-new-relic": ({ request }) => ({
    request: {
      ...request,
      destination_conf: String(request?.destination_conf).replace("log-api.newrelic.com", "log-api.example"),
    },
  }),
  "update-full": () => ({ path: `/accounts/${ACCOUNT_ID}/logpush/jobs/1014` }),
  "validate-destination-invalid": () => failing(),
  "error-destination-validation": () => failing(),
  "error-entitlement": () =>
    refusedWith("creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed"),
  "error-max-jobs": () => refusedWith("creating a new job is not allowed: exceeded max jobs allowed"),
  "error-bot-fields": () => ({
    path: `/zones/${FREE_ZONE_ID}/logpush/jobs`,
    request: { destination_conf: "https://logs.example.com", output_options: { field_names: ["BotScore"] } },
  }),
  "error-zt-permission": () => ({ path: `/accounts/${ACCOUNT_ID}/logpush/jobs/1014`, token: NO_PII }),
  "error-kind-immutable": () => ({ request: { kind: "edge" } }),
  "error-auth": () => ({ token: READ_ONLY }),
  "error-429": () => {
    emulator.faults.add({ at: "before", kind: "rate-limit", times: 1, retryAfterSeconds: 30 });
    return {};
  },
};

function failing() {
  return { request: { destination_conf: "https://receiver.headgate.test/status/500" } };
}

function refusedWith(message: string) {
  emulator.faults.add({ at: "before", kind: "status", status: 403, times: 1, errors: [{ code: 1004, message }] });
  return {};
}

const examples: Example[] = recorded.examples;

// A delete would remove the job that the other examples read.
test.each(examples.filter(({ method }) => method !== "DELETE"))("$id", replay);

test.each(examples.filter(({ method }) => method === "DELETE"))("$id", async (example) => {
  jobId = (await api("POST", ZONE_JOBS, { destination_conf: "https://logs.example.com" })).result.id;
  await replay(example);
});

async function replay(example: Example): Promise<void> {
  const { token, ...changed } = CIRCUMSTANCES[example.id]?.(example) ?? {};
  const { method, path, request, status, response } = { ...example, ...changed };
  const target = path
    .replace("{zone_id}", ZONE_ID)
    .replace("{account_id}", ACCOUNT_ID)
    .replace("{job_id}", String(jobId))
    .replace("{dataset_id}", "http_requests");
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const answer = await api(method, target, method === "POST" ? (request ?? {}) : request, headers);
  expect(answer.status, answer.message).toBe(status);
  if (response) expectShape(answer.body, response, "$");
  else
    expect(answer.body).toMatchObject({ errors: [], messages: [], success: true, result: { id: expect.any(Number) } });
}

/** Every recorded key must exist with the recorded type. A recorded null says only that the key exists. */
function expectShape(actual: unknown, expected: unknown, at: string): void {
  if (Array.isArray(expected)) {
    expect(Array.isArray(actual), at).toBe(true);
    const items: unknown[] = Array.isArray(actual) ? actual : [];
    if (isJsonObject(expected[0])) expectShape(items[0], expected[0], `${at}[0]`);
  } else if (isJsonObject(expected)) {
    expect(isJsonObject(actual), at).toBe(true);
    for (const [key, value] of Object.entries(expected)) {
      if (!OPTIONAL.includes(key)) expectShape(isJsonObject(actual) ? actual[key] : undefined, value, `${at}.${key}`);
    }
  } else if (expected === null || (actual === null && NULLABLE.some((key) => at.endsWith(`.${key}`)))) {
    expect(actual, at).not.toBeUndefined();
  } else {
    expect(typeof actual, at).toBe(typeof expected);
  }
}

/** A token without dates has none of these. */
const OPTIONAL = ["not_before", "expires_on"];
/** Null until there was a first success or failure. */
const NULLABLE = ["last_complete", "last_error", "error_message"];

test("the observed error texts are reproduced literally", async () => {
  const shown = recorded.examples.filter(({ id }) => ["error-bot-fields", "error-zt-permission"].includes(id));
  expect(shown).toHaveLength(2);
  const bots = await api("POST", `/zones/${FREE_ZONE_ID}/logpush/jobs`, {
    destination_conf: "https://logs.example.com",
    output_options: { field_names: ["BotScore"] },
  });
  expect(bots.message).toBe("creating a new job is not allowed: Bot Management fields are not allowed");
});
