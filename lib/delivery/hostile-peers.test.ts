import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postDelivery } from "./post.ts";
import { type Authority, createAuthority } from "./testing/authority.ts";

// Peers that break off or send nonsense. The trace must report each of them; an uncaught error fails the run.

let authority: Authority;
let pair: { key: Buffer; cert: Buffer };
const open: { server: Server; sockets: Set<Socket> }[] = [];

beforeAll(() => {
  authority = createAuthority();
  const { key, cert } = authority.issue({ names: "DNS:localhost" });
  pair = { key: readFileSync(key), cert: readFileSync(cert) };
});
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});
afterAll(() => authority.remove());

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  open.push({ server, sockets });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const overTcp = (behave: (socket: Socket) => void) => listen(createTcpServer(behave));

const overTls = (behave: (socket: TLSSocket) => void) =>
  listen(
    createTlsServer(pair, (socket) => {
      socket.on("error", () => undefined);
      behave(socket);
    }),
  );

type Options = { signal?: AbortSignal; bytes?: number };

function post(port: number, { signal = new AbortController().signal, bytes = 10 }: Options = {}) {
  const body = Buffer.alloc(bytes, "x");
  return postDelivery(
    { url: `https://localhost:${port}/in`, headers: [], body, textBytes: bytes, records: 0, kind: "probe" },
    {
      policy: { isLoopbackAllowed: true, allowed: [] },
      signal,
      ca: authority.ca,
      limits: { idle: 2000, total: 2500 },
    },
  );
}

describe("a peer that breaks off", () => {
  test("right after the connection", async () => {
    const trace = await post(await overTcp((socket) => socket.resetAndDestroy()));
    expect(trace.failure?.kind).toMatch(/^(?:reset|tls)$/);
  });

  test("in the handshake", async () => {
    const trace = await post(await overTcp((socket) => socket.once("data", () => socket.end("\u0016\u0003"))));
    expect(trace.failure).toMatchObject({ phase: "tls" });
    expect(trace.answer).toBeUndefined();
  });

  test("after the request", async () => {
    const trace = await post(await overTls((socket) => socket.once("data", () => socket.destroy())));
    expect(trace.failure).toMatchObject({ kind: "reset" });
  });

  test("in the middle of the answer, whose status still counts", async () => {
    const port = await overTls((socket) =>
      socket.once("data", () => {
        socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 1000\r\n\r\nno entry");
        setTimeout(() => socket.destroy(), 20);
      }),
    );
    expect((await post(port)).answer).toMatchObject({ status: 403, excerpt: "no entry" });
  });
});

describe("a peer that answers oddly", () => {
  const answering = (text: string) => overTls((socket) => socket.once("data", () => socket.end(text)));

  test.each([
    ["something other than HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["nothing", ""],
    ["endless headers", `HTTP/1.1 200 OK\r\n${"X-Long: y\r\n".repeat(3000)}\r\n`],
  ])("%s", async (_name, text) => {
    const trace = await post(await answering(text));
    expect(trace.answer).toBeUndefined();
    expect(trace.failure?.kind).toMatch(/^(?:protocol|reset)$/);
  });

  test("before it has read the body", async () => {
    const port = await overTls((socket) => {
      socket.pause();
      socket.end("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    expect((await post(port, { bytes: 3_000_000 })).answer?.status).toBe(413);
  });

  test("bytes that are not text", async () => {
    const port = await overTls((socket) =>
      socket.once("data", () => {
        socket.write("HTTP/1.1 500 No\r\nContent-Length: 64\r\n\r\n");
        socket.end(Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37) % 256)));
      }),
    );
    const { answer } = await post(port);
    expect(answer?.status).toBe(500);
    expect(answer?.excerpt ?? "").not.toMatch(/[\u0000-\u0008]/);
  });

  test("one byte at a time, until the total limit", async () => {
    const port = await overTls((socket) => {
      const text = `HTTP/1.1 200 OK\r\nX-Slow: ${"z".repeat(500)}`;
      let at = 0;
      const timer = setInterval(() => socket.write(text.charAt(at++)), 50);
      socket.once("close", () => clearInterval(timer));
    });
    expect((await post(port)).failure).toMatchObject({ kind: "timeout", text: "more than 2500 ms in all" });
  });
});

test.each([0, 5, 20, 60])("a delivery that is canceled after %i ms ends then", async (ms) => {
  const port = await overTls(() => undefined);
  const abort = new AbortController();
  setTimeout(() => abort.abort(), ms);
  expect((await post(port, { signal: abort.signal })).failure?.kind).toBe("canceled");
});

test("a delivery that is canceled before it starts connects to nothing", async () => {
  let count = 0;
  const port = await overTcp(() => count++);
  const abort = new AbortController();
  abort.abort();
  expect((await post(port, { signal: abort.signal })).failure?.kind).toBe("canceled");
  expect(count).toBe(0);
});
