import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeDelivery } from "#lib/logpush/delivery/judge-delivery.ts";
import { findHaproxy, findNginx } from "../../scripts/find-receivers.mjs";
import { type DeliveryLimits, postDelivery } from "./post.ts";
import { type Authority, createAuthority } from "./testing/authority.ts";
import { type Server, startHaproxy, startNginx, startPython } from "./testing/servers.ts";

// Receivers that share no code with the product: each refusal must end in the words that lead to its repair.

let authority: Authority;
const servers: Server[] = [];

beforeAll(() => {
  authority = createAuthority();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  authority.remove();
});

async function started(start: Promise<Server>): Promise<Server> {
  const server = await start;
  servers.push(server);
  return server;
}

type Sent = {
  port: number;
  path?: string;
  headers?: [string, string][];
  limits?: Partial<DeliveryLimits>;
  /** Trusts only the test's authority. */
  isTrusting?: boolean;
  host?: string;
  text?: string;
};

async function deliver({ port, path = "/", headers = [], limits = {}, isTrusting = true, ...rest }: Sent) {
  const text = rest.text ?? '{"content":"tests"}';
  const trace = await postDelivery(
    {
      url: `https://${rest.host ?? "localhost"}:${port}${path}`,
      headers: [["User-Agent", "Go-http-client/2.0"], ["Content-Encoding", "gzip"], ...headers],
      body: gzipSync(text, { level: 0 }),
      textBytes: text.length,
      records: 0,
      kind: "probe",
    },
    {
      policy: { isLoopbackAllowed: true, allowed: [] },
      signal: new AbortController().signal,
      limits,
      ...(isTrusting ? { ca: authority.ca } : {}),
    },
  );
  return { trace, verdict: judgeDelivery(trace, { headerNames: headers.map(([name]) => name) }) };
}

function failure(code: string, message: RegExp, ...fixes: unknown[]) {
  return { outcome: "fail", error: { code, message: expect.stringMatching(message) }, fixes };
}

describe("a TLS server in Python", () => {
  let good: Server;
  beforeAll(async () => {
    good = await started(startPython(authority.folder, authority.issue({ names: "DNS:localhost,IP:127.0.0.1" }), 0.7));
  });

  test("accepts the test request, and the trace has each phase and the certificate", async () => {
    const { trace, verdict } = await deliver({ port: good.port, path: "/gzip-json" });
    expect(verdict).toMatchObject({ outcome: "pass", message: expect.stringMatching(/^Delivered: 200 in /) });
    expect(trace.timings.map(({ phase }) => phase)).toEqual(["resolve", "connect", "tls", "send", "wait", "read"]);
    expect(trace.timings.every(({ ms }) => ms >= 0)).toBe(true);
    expect(trace).toMatchObject({ isBuiltIn: false, answer: { status: 200, contentType: "application/json" } });
    expect(trace.tls).toMatchObject({ problem: null, protocol: expect.stringMatching(/^TLSv1\.[23]$/) });
    expect(trace.tls?.chain[0]).toMatchObject({ subject: "receiver", issuer: "Test Authority" });
    expect(trace.tls?.chain[0]?.names).toContain("DNS:localhost");
  });

  test.each([
    [401, "E_DESTINATION_401", /401 Unauthorized/, { kind: "go-to", at: "headers" }],
    [403, "E_DESTINATION_403", /403 Forbidden/, { kind: "go-to", at: "headers" }],
    [404, "E_DESTINATION_404", /404 Not Found/, { kind: "go-to", at: "endpoint" }],
    [405, "E_DESTINATION_405", /does not allow POST/, { kind: "go-to", at: "endpoint" }],
    [413, "E_DESTINATION_413", /too large/, { kind: "go-to", at: "batch" }],
    [429, "E_DESTINATION_429", /rate limiting/, { kind: "go-to", at: "batch" }],
  ])("%i is explained", async (status, code, message, fix) => {
    const { verdict } = await deliver({ port: good.port, path: `/status/${status}` });
    expect(verdict).toMatchObject(failure(code, message, fix));
  });

  test.each([500, 503])("%i is a failure of the endpoint", async (status) => {
    const { verdict } = await deliver({ port: good.port, path: `/status/${status}` });
    expect(verdict).toMatchObject(failure("E_DESTINATION_5XX", new RegExp(`returned ${status}`)));
  });

  test("415 suggests the missing header", async () => {
    const fix = { kind: "set-header", name: "Content-Type", value: "application/json" };
    const { verdict } = await deliver({ port: good.port, path: "/status/415" });
    expect(verdict).toMatchObject(failure("E_DESTINATION_415", /rejected the Content-Type/, fix));
    const again = await deliver({ port: good.port, path: "/status/415", headers: [["content-type", "text/plain"]] });
    expect(again.verdict).toMatchObject({ fixes: [{ kind: "go-to", at: "headers" }] });
  });

  test.each([301, 302, 307, 308])(
    "%i is not followed, and the final address is suggested without its query",
    async (status) => {
      const { verdict, trace } = await deliver({ port: good.port, path: `/status/${status}` });
      const endpoint = `https://localhost:${good.port}/elsewhere`;
      expect(verdict).toMatchObject(failure("E_DESTINATION_REDIRECT", /redirects/, { kind: "set-endpoint", endpoint }));
      expect(JSON.stringify(trace)).not.toContain("secret");
    },
  );

  test("one that does not decompress says so in its own words", async () => {
    const { verdict, trace } = await deliver({ port: good.port, path: "/plain-json" });
    expect(verdict).toMatchObject(failure("E_DESTINATION_GZIP", /gzip/));
    expect(trace.answer?.excerpt).toContain("detail");
  });

  test("one that hangs is given up at the limit without progress", async () => {
    const { verdict, trace } = await deliver({ port: good.port, path: "/hang", limits: { idle: 1000 } });
    expect(verdict).toMatchObject(failure("E_DESTINATION_TIMEOUT", /in time/, { kind: "go-to", at: "endpoint" }));
    expect(trace.failure).toMatchObject({ phase: "wait", kind: "timeout" });
  });

  test("one that is slow within the limit is accepted", async () => {
    const { trace } = await deliver({ port: good.port, path: "/slow" });
    expect(trace.answer?.status).toBe(200);
  });

  test("one that hangs up closed the connection", async () => {
    const { verdict } = await deliver({ port: good.port, path: "/close" });
    expect(verdict).toMatchObject(
      failure("E_DESTINATION_CLOSED", /closed the connection/, { kind: "go-to", at: "endpoint" }),
    );
  });

  test("a certificate of an unknown authority works on this machine only", async () => {
    const { verdict } = await deliver({ port: good.port, isTrusting: false });
    expect(verdict).toMatchObject({ outcome: "warn", message: expect.stringMatching(/Cloudflare would refuse it/) });
  });

  test("an expired certificate", async () => {
    const pair = authority.issue({ names: "DNS:localhost", days: [-30, -1] });
    const { port } = await started(startPython(authority.folder, pair, 0));
    const { verdict, trace } = await deliver({ port });
    expect(verdict).toMatchObject(failure("E_DESTINATION_CERT_EXPIRED", /has expired/));
    expect(trace.tls?.problem).toBe("expired");
  });

  test("a certificate that ends within two weeks gets a warning", async () => {
    const pair = authority.issue({ names: "DNS:localhost", days: [-30, 5] });
    const { port } = await started(startPython(authority.folder, pair, 0));
    const { verdict } = await deliver({ port });
    expect(verdict).toMatchObject({ outcome: "warn", nextStep: expect.stringMatching(/expires in [45] days/) });
  });
});

describe.skipIf(findNginx() === undefined)("nginx", () => {
  let server: Server;
  beforeAll(async () => {
    const locations = `
      location /in { if ($http_authorization != "Bearer right") { return 401; } return 204; }
      location /json { if ($http_content_type != "application/json") { return 415; } return 200 "ok"; }
      location /small { client_max_body_size 1; proxy_pass http://127.0.0.1:9; }
      location /static/ { alias ${authority.folder}/; }
      location /broken { return 500; }
      location /moved { return 301 https://receiver.example.net/final; }
      location /drop { return 444; }
    `;
    server = await started(startNginx(authority.folder, authority.issue({ names: "DNS:localhost" }), locations));
  });

  test.each([
    ["/in", "E_DESTINATION_401"],
    ["/json", "E_DESTINATION_415"],
    ["/small", "E_DESTINATION_413"],
    ["/static/root.pem", "E_DESTINATION_405"],
    ["/broken", "E_DESTINATION_5XX"],
    ["/drop", "E_DESTINATION_CLOSED"],
  ])("%s ends in %s", async (path, code) => {
    const { verdict } = await deliver({ port: server.port, path });
    expect(verdict).toMatchObject({ outcome: "fail", error: { code } });
  });

  test("accepts what each refusal asks for", async () => {
    const inside = await deliver({ port: server.port, path: "/in", headers: [["Authorization", "Bearer right"]] });
    expect(inside.verdict).toMatchObject({ outcome: "pass", message: expect.stringMatching(/^Delivered: 204/) });
    const json = await deliver({ port: server.port, path: "/json", headers: [["Content-Type", "application/json"]] });
    expect(json.verdict.outcome).toBe("pass");
  });

  test("a redirect to another host is suggested as the endpoint", async () => {
    const { verdict } = await deliver({ port: server.port, path: "/moved" });
    expect(verdict).toMatchObject({
      fixes: [{ kind: "set-endpoint", endpoint: "https://receiver.example.net/final" }],
    });
  });

  test("a certificate for another name", async () => {
    const pair = authority.issue({ names: "DNS:other.example.org" });
    const { port } = await started(startNginx(authority.folder, pair, "location / { return 200; }"));
    const { verdict } = await deliver({ port });
    expect(verdict).toMatchObject(failure("E_DESTINATION_CERT_NAME", /different host name/));
  });

  test("a self-signed certificate", async () => {
    const pair = authority.selfSigned("DNS:localhost");
    const { port } = await started(startNginx(authority.folder, pair, "location / { return 200; }"));
    const { verdict, trace } = await deliver({ port });
    expect(verdict).toMatchObject({ outcome: "warn", nextStep: expect.stringMatching(/public CA/) });
    expect(trace.tls?.problem).toBe("untrusted");
  });

  test("a body that is larger than the receiver accepts is refused while it is sent", async () => {
    const { verdict } = await deliver({ port: server.port, path: "/small", text: "x".repeat(4_000_000) });
    expect(verdict).toMatchObject({ error: { code: "E_DESTINATION_413" } });
  });
});

describe.skipIf(findHaproxy() === undefined)("HAProxy", () => {
  test("on a port that speaks plain HTTP", async () => {
    const { port } = await started(startHaproxy(authority.folder, undefined, "  http-request return status 200"));
    const { verdict } = await deliver({ port });
    expect(verdict).toMatchObject(
      failure("E_DESTINATION_NOT_TLS", /does not speak TLS/, { kind: "go-to", at: "endpoint" }),
    );
  });

  test("rules by method, type and encoding", async () => {
    const rules = `  http-request deny deny_status 405 if { path /get-only } METH_POST
  http-request return status 415 content-type text/plain string "unsupported content encoding: gzip" if { path /no-gzip } { req.hdr(content-encoding) gzip }
  http-request tarpit if { path /tarpit }
  http-request silent-drop if { path /drop }
  http-request return status 503 if { path /down }
  http-request return status 200`;
    const pair = authority.issue({ names: "DNS:localhost" });
    const { port } = await started(startHaproxy(authority.folder, pair, rules));
    const codeAt = async (path: string, limits: Partial<DeliveryLimits> = {}) => {
      const { verdict } = await deliver({ port, path, limits });
      return verdict.outcome === "fail" ? verdict.error.code : verdict.outcome;
    };
    expect(await codeAt("/")).toBe("pass");
    expect(await codeAt("/get-only")).toBe("E_DESTINATION_405");
    expect(await codeAt("/no-gzip")).toBe("E_DESTINATION_GZIP");
    expect(await codeAt("/down")).toBe("E_DESTINATION_5XX");
    expect(await codeAt("/tarpit", { idle: 1000 })).toBe("E_DESTINATION_TIMEOUT");
    expect(await codeAt("/drop", { idle: 1000 })).toMatch(/^E_DESTINATION_(?:TIMEOUT|CLOSED)$/);
  });
});
