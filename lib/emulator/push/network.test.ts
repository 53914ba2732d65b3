import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { portOf, startTlsReceiver, type TlsReceiver, withEmulator, ZONE_ID, ZONE_JOBS } from "../test-kit.ts";
import { parseHttpsDestination } from "./destination.ts";
import { createNetworkSender, DEFAULT_TIMEOUTS, type Resolve } from "./network.ts";
import { buildUpload } from "./upload.ts";

const open: { close: () => unknown }[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function receiver(...args: Parameters<typeof startTlsReceiver>): Promise<TlsReceiver> {
  const started = await startTlsReceiver(...args);
  open.push(started);
  return started;
}

async function validate(destination_conf: string, timeouts = {}): Promise<unknown> {
  let message: unknown;
  await withEmulator(
    async ({ api }) => {
      message = (await api("POST", `/zones/${ZONE_ID}/logpush/validate/destination`, { destination_conf })).result
        .message;
    },
    { timeouts },
  );
  return message;
}

const PREFIX = "error validating destination: error writing object: error uploading: ";

describe("the test upload over real TLS", () => {
  test("arrives as gzip with the decoded headers", async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    const query =
      "header_Authorization=Basic%20a%2Bb%2F%3D&header_User-Agent=mine&header_Host=evil.example&tags=a:b,c:d&q=%C3%A9 x";
    expect(await validate(`${server.origin}/in?${query}`)).toBe("");
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: "POST",
      url: "/in?tags=a:b,c:d&q=%C3%A9%20x",
      text: '{"content":"tests"}',
    });
    expect(request?.headers).toMatchObject({
      host: `127.0.0.1:${server.port}`,
      authorization: "Basic a+b/=",
      "user-agent": "mine",
      "content-encoding": "gzip",
      "content-length": expect.stringMatching(/^\d+$/),
    });
    expect(request?.headers["transfer-encoding"]).toBeUndefined();
    expect(request?.headers["content-type"]).toBeUndefined();
  });

  test("the default user agent is Go's client", async () => {
    const server = await receiver((response) => response.end("ok"));
    await validate(server.origin);
    expect(server.requests[0]?.headers["user-agent"]).toBe("Go-http-client/2.0");
    expect(server.requests[0]?.url).toBe("/");
  });

  test("a name on loopback is resolved and keeps its Host", async () => {
    const server = await receiver((response) => response.end());
    expect(await validate(`https://localhost:${server.port}`)).toBe("");
    expect(server.requests[0]?.headers.host).toBe(`localhost:${server.port}`);
  });

  test("an address in another spelling is the same address", async () => {
    const server = await receiver((response) => response.end());
    expect(await validate(`https://[0:0:0:0:0:ffff:7f00:1]:${server.port}`)).toBe("");
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [401, '{"error":"no"}', `${PREFIX}401 {"error":"no"}`],
    [415, '{"a":\n"b"}', `${PREFIX}415 {"a": "b"}`],
    [500, "", `${PREFIX}status:500`],
    [302, "", `${PREFIX}status:302`],
  ])("a receiver that answers %i", async (status, body, message) => {
    const server = await receiver((response) =>
      response.writeHead(status, { location: "https://127.0.0.1:1/" }).end(body),
    );
    expect(await validate(server.origin)).toBe(message);
    expect(server.requests).toHaveLength(1);
  });

  test("a long answer is truncated", async () => {
    const server = await receiver((response) => response.writeHead(400).end("x".repeat(1_000_000)));
    expect(String(await validate(server.origin)).length).toBeLessThan(700);
  });

  test("a receiver that hangs", async () => {
    const server = await receiver(() => undefined);
    expect(await validate(server.origin, { idleMs: 100 })).toMatch(/Client\.Timeout exceeded while awaiting headers/);
  });

  test("a receiver that sends a byte now and then hits the total limit", async () => {
    const server = await receiver((response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(await validate(server.origin, { idleMs: 200, totalMs: 400 })).toMatch(/Client\.Timeout exceeded/);
  });

  test("a receiver that is down", async () => {
    const server = await receiver((response) => response.end());
    await server.close();
    expect(await validate(server.origin)).toBe(
      `${PREFIX}dial tcp 127.0.0.1:${server.port}: connect: connection refused`,
    );
  });

  test("a receiver that resets, and one that does not speak TLS", async () => {
    const resetting = await plainServer((socket) => socket.destroy());
    expect(await validate(`https://127.0.0.1:${resetting}`)).toMatch(/connection reset|handshake/);
    const plain = await plainServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await validate(`https://127.0.0.1:${plain}`)).toMatch(/tls: handshake failure/);
    const silent = await plainServer(() => undefined);
    expect(await validate(`https://127.0.0.1:${silent}`, { tlsMs: 100 })).toMatch(/TLS handshake timeout/);
  });

  test("names that cannot resolve", async () => {
    expect(await validate("https://logs.headgate.invalid/")).toMatch(
      /DNSError.*lookup logs\.headgate\.invalid: no such host/,
    );
  });

  test("create answers 400 with code 1002 and stores nothing; so does an update that only enables or disables", () =>
    withEmulator(async ({ api }) => {
      let status = 401;
      const server = await receiver((response) => response.writeHead(status).end());
      const body = { destination_conf: server.origin, dataset: "http_requests", enabled: true };
      const refused = await api("POST", ZONE_JOBS, body);
      expect([refused.status, refused.code, refused.message]).toEqual([400, 1002, `${PREFIX}status:401`]);
      expect((await api("GET", ZONE_JOBS)).body.result).toHaveLength(2);

      status = 200;
      const { id } = (await api("POST", ZONE_JOBS, body)).result;
      status = 503;
      expect((await api("PUT", `${ZONE_JOBS}/${id}`, { enabled: false })).code).toBe(1002);
      expect((await api("GET", `${ZONE_JOBS}/${id}`)).result.enabled).toBe(true);
      expect(server.requests.map((request) => request.text)).toEqual(Array(3).fill('{"content":"tests"}'));
    }));
});

describe("addresses that must never be dialled", () => {
  test.each([
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[::7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://0.0.0.0/",
    "https://100.64.0.1/",
  ])("%s", async (conf) => {
    expect(await validate(conf)).toMatch(/address is not publicly routable/);
  });

  test.each([
    [["10.0.0.1"], /not publicly routable/],
    [["127.0.0.1", "1.1.1.1"], /not publicly routable/],
    [["127.0.0.1", "192.168.0.1"], /not publicly routable/],
    [[], /no such host/],
  ])("a name that answers %j", async (addresses, text) => {
    const server = await receiver((response) => response.end());
    expect(
      await sendTo(`https://rebind.test-name.dev:${server.port}`, async () => addresses.map(asAddress)),
    ).toMatchObject({
      ok: false,
      detail: expect.stringMatching(text),
    });
    expect(server.requests).toHaveLength(0);
  });

  test("a name is resolved once, so it cannot move between check and use", async () => {
    const server = await receiver((response) => response.end());
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const outcome = await sendTo(`https://moving.test-name.dev:${server.port}`, async () =>
      (answers.shift() ?? []).map(asAddress),
    );
    expect(outcome).toEqual({ ok: true, status: 200 });
    expect(answers).toHaveLength(1);
  });

  test.each(["https://127.0.0.1", "https://localhost", "https://[::1]"])(
    "%s is not called if other people send jobs too",
    async (address) => {
      const server = await receiver((response) => response.end());
      const parsed = parseHttpsDestination(`${address}:${server.port}`);
      if (!parsed.ok) throw new Error(parsed.message);
      const send = createNetworkSender(DEFAULT_TIMEOUTS, { refusesLoopback: true });
      const upload = await buildUpload(parsed.value, "x", { kind: "probe", records: 0 });
      const outcome = await send(upload, new AbortController().signal);
      expect(outcome).toMatchObject({ ok: false, detail: expect.stringContaining("not publicly routable") });
      expect(server.requests).toHaveLength(0);
    },
  );

  test("a resolver that never answers is a failure", async () => {
    const outcome = await sendTo("https://slow.test-name.dev", () => new Promise(() => undefined), { dnsMs: 50 });
    expect(outcome).toMatchObject({ ok: false, detail: expect.stringMatching(/no such host/) });
  });
});

const asAddress = (address: string) => ({ address, family: 4 });

async function sendTo(conf: string, resolve: Resolve, timeouts = {}) {
  const parsed = parseHttpsDestination(conf);
  if (!parsed.ok) throw new Error(parsed.message);
  const send = createNetworkSender({ ...DEFAULT_TIMEOUTS, ...timeouts }, { resolve });
  return send(await buildUpload(parsed.value, "x", { kind: "probe", records: 0 }), new AbortController().signal);
}

async function plainServer(onConnection: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer(onConnection);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push({ close: () => server.close() });
  return portOf(server);
}
