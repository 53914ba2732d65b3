import { describe, expect, test } from "vitest";
import { boundFetch } from "./bound-fetch.ts";
import { createCloudflareClient } from "./client.ts";
import { describeFailure, readRetryAfterMs } from "./errors.ts";
import { failureOf, isOutcomeUnknown, type UpstreamFailure } from "./failure.ts";
import { getJob, putJob } from "./jobs.ts";

const ref = { scopeKind: "zones", scopeId: "0".repeat(32), jobId: 1 } as const;
const conf = "https://logs.example.com/in?header_Authorization=Bearer%20top-secret-value";

function clientOf(answer: () => Response | Promise<Response>) {
  return createCloudflareClient({
    credential: { kind: "token", token: "token" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: boundFetch(async () => answer()),
  });
}

async function failWith(answer: () => Response | Promise<Response>): Promise<UpstreamFailure> {
  return getJob(clientOf(answer), ref).then(
    () => {
      throw new Error("did not fail");
    },
    (error: unknown) => failureOf(error),
  );
}

function envelope(status: number, code: number, message: string, headers: Record<string, string> = {}) {
  return () =>
    Response.json(
      { success: false, errors: [{ code, message }], messages: [], result: null },
      { status, headers: { "cf-ray": "8f00-TEST", ...headers } },
    );
}

function networkError(code: string) {
  return () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };
}

describe("each failure of the API maps to one of our codes", () => {
  const quota = "creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed";
  test.each<[title: string, answer: () => Response, code: string]>([
    ["quota", envelope(403, 1004, quota), "E_QUOTA"],
    [
      "fields outside the plan",
      envelope(403, 1004, "creating a new job is not allowed: Bot Management fields are not allowed"),
      "E_FIELDS_PLAN",
    ],
    [
      "dataset without PII permission",
      envelope(403, 1004, "reading job for product 'gateway_dns' is not allowed"),
      "E_PERMISSION_PII",
    ],
    ["another 1004", envelope(403, 1004, "not allowed"), "E_UPSTREAM_REFUSED"],
    [
      "destination refused with 401",
      envelope(400, 1002, "error validating destination: error writing object: error uploading: error 401"),
      "E_DESTINATION_401",
    ],
    ["destination refused", envelope(400, 1002, "error validating destination: ?"), "E_DESTINATION_REFUSED"],
    ["DNS of the destination", envelope(400, 0, "DNSError: lookup x.invalid: no such host"), "E_DESTINATION_DNS"],
    ["a body that is refused", envelope(400, 1002, "max_upload_bytes must be an integer"), "E_UPSTREAM_REFUSED"],
    ["malformed credential", envelope(400, 6003, "Invalid request headers"), "E_CREDENTIAL"],
    ["unauthorized", envelope(401, 1000, "Invalid API Token"), "E_CREDENTIAL"],
    ["expired token", envelope(403, 9109, "Invalid access token"), "E_CREDENTIAL"],
    [
      "no permission for the resource",
      envelope(403, 9109, "Unauthorized to access requested resource"),
      "E_PERMISSION",
    ],
    ["no Logs: Edit", envelope(403, 10000, "Authentication error"), "E_PERMISSION"],
    ["unknown job", envelope(404, 1003, "job not found"), "E_NOT_FOUND"],
    ["unknown identifier", envelope(400, 7003, "Could not route"), "E_SCOPE_ID"],
    ["no route", envelope(404, 7000, "No route for that URI"), "E_SCOPE_ID"],
    ["a deleted job", envelope(404, 1002, "not found"), "E_NOT_FOUND"],
    ["too many requests", envelope(429, 971, "slow down", { "retry-after": "30" }), "E_RATE_LIMIT"],
    ["server error", envelope(500, 10013, "internal error"), "E_UPSTREAM_STATUS"],
    ["an HTML page with 520", () => new Response("<html>", { status: 520 }), "E_UPSTREAM_STATUS"],
    ["an HTML page with 403", () => new Response("<html>", { status: 403 }), "E_UPSTREAM_SHAPE"],
    ["an HTML page with 200", () => new Response("<html>", { status: 200 }), "E_UPSTREAM_SHAPE"],
    ["broken JSON", () => new Response('{"success":true,"result":{"id"'), "E_UPSTREAM_SHAPE"],
    ["an answer without the envelope", () => Response.json({ id: 1 }), "E_UPSTREAM_SHAPE"],
    ["a result that is not a job", () => Response.json({ success: true, result: { id: "one" } }), "E_UPSTREAM_SHAPE"],
    ["an empty result", () => Response.json({ success: true, result: null }), "E_NOT_FOUND"],
    ["success false with 200", envelope(200, 1004, quota), "E_QUOTA"],
    ["success false, errors null", () => Response.json({ success: false, errors: null }), "E_UPSTREAM_SHAPE"],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }),
      "E_UPSTREAM_SHAPE",
    ],
    ["an endless answer", () => new Response(endlessBody()), "E_UPSTREAM_SHAPE"],
    ["refused connection", networkError("ECONNREFUSED"), "E_UPSTREAM_CONNECT"],
    ["unknown name", networkError("ENOTFOUND"), "E_UPSTREAM_DNS"],
    ["name server that does not answer", networkError("EAI_AGAIN"), "E_UPSTREAM_DNS"],
    ["expired certificate", networkError("CERT_HAS_EXPIRED"), "E_UPSTREAM_TLS"],
    ["certificate of another name", networkError("ERR_TLS_CERT_ALTNAME_INVALID"), "E_UPSTREAM_TLS"],
    ["certificate of an unknown issuer", networkError("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "E_UPSTREAM_TLS"],
    ["reset connection", networkError("ECONNRESET"), "E_UPSTREAM_RESET"],
    ["connection closed by the other side", networkError("UND_ERR_SOCKET"), "E_UPSTREAM_RESET"],
    ["another failure of the network", networkError("EMFILE"), "E_UPSTREAM_NETWORK"],
  ])("%s", async (_title, answer, code) => {
    expect(describeFailure(await failWith(answer), { destinations: [] }).code).toBe(code);
  });

  test("an answer that is too slow is a timeout", async () => {
    const client = createCloudflareClient({
      credential: { kind: "token", token: "token" },
      baseUrl: "https://api.cloudflare.com/client/v4",
      fetch: boundFetch(
        async () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(1)) })),
      ),
    });
    client.timeout = 20;
    const failure = await getJob(client, ref).catch(failureOf);
    expect(failure).toEqual({ kind: "timeout" });
  });
});

test("ray ID, codes and texts are kept, the destination's values are not", async () => {
  const text = `error validating destination: ${conf} answered "unknown key top-secret-value"`;
  const error = describeFailure(await failWith(envelope(400, 1002, text)), { destinations: [conf] });
  expect(error.cfRay).toBe("8f00-TEST");
  expect(error.upstream).toMatchObject({ status: 400, errors: [{ code: 1002 }] });
  expect(JSON.stringify(error)).not.toContain("top-secret");
  const unknown = describeFailure(await failWith(envelope(400, 1002, text)), { destinations: "unknown" });
  expect(JSON.stringify(unknown)).not.toContain("top-secret");
});

test("a write's outcome is unknown only if the request may have been carried out", async () => {
  const outcome = async (answer: () => Response) => isOutcomeUnknown(await failWith(answer));
  expect(await outcome(networkError("ECONNRESET"))).toBe(true);
  expect(await outcome(networkError("ECONNREFUSED"))).toBe(false);
  expect(await outcome(networkError("ENOTFOUND"))).toBe(false);
  expect(await outcome(envelope(500, 1, ""))).toBe(true);
  expect(await outcome(() => new Response("<html>", { status: 524 }))).toBe(true);
  expect(await outcome(() => new Response("{", { status: 200 }))).toBe(true);
  expect(await outcome(() => new Response("<html>", { status: 403 }))).toBe(false);
  expect(await outcome(envelope(400, 1002, "no"))).toBe(false);
  expect(await outcome(envelope(429, 971, ""))).toBe(false);
  expect(isOutcomeUnknown({ kind: "timeout" })).toBe(true);
});

test("a PUT carries unknown keys and nulls, and the answer's unknown keys survive", async () => {
  let sent: unknown;
  const client = createCloudflareClient({
    credential: { kind: "key", key: "key", email: "me@example.com" },
    baseUrl: "https://api.cloudflare.com/client/v4",
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      sent = {
        url: String(input),
        body: JSON.parse(String(init?.body)),
        auth: [headers.get("x-auth-email"), headers.get("x-auth-key"), headers.get("authorization")],
      };
      return Response.json({ success: true, result: { id: 1, new_key: { deep: [1] } } });
    },
  });
  const read = await putJob(client, ref, { max_upload_bytes: null, new_key: { deep: [1] } });
  expect(sent).toEqual({
    url: `https://api.cloudflare.com/client/v4/zones/${ref.scopeId}/logpush/jobs/1`,
    body: { max_upload_bytes: null, new_key: { deep: [1] } },
    auth: ["me@example.com", "key", null],
  });
  expect(read.raw).toEqual({ id: 1, new_key: { deep: [1] } });
});

test("Retry-After holds seconds or a date", () => {
  expect(readRetryAfterMs("2", 0)).toBe(2000);
  expect(readRetryAfterMs("Thu, 01 Jan 1970 00:00:05 GMT", 1000)).toBe(4000);
  expect(readRetryAfterMs("Thu, 01 Jan 1970 00:00:05 GMT", 9000)).toBe(0);
  expect(readRetryAfterMs("soon", 0)).toBeUndefined();
  expect(readRetryAfterMs(undefined, 0)).toBeUndefined();
});

function endlessBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000_000)) });
}
