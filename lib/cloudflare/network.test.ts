import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authority, createAuthority } from "#lib/delivery/testing/authority.ts";
import { freePort } from "../../scripts/serve.mjs";
import { boundFetch } from "./bound-fetch.ts";
import { createCloudflareClient } from "./client.ts";
import { describeFailure } from "./errors.ts";
import { failureOf, isOutcomeUnknown, type UpstreamFailure } from "./failure.ts";
import { listScopeJobs, postJob } from "./jobs.ts";

// Real sockets, real TLS and the real fetch: the codes of their errors tell the causes apart.

const scope = { scopeKind: "zones", scopeId: "0".repeat(32) } as const;
const servers: Server[] = [];
let authority: Authority;
beforeAll(() => {
  authority = createAuthority();
});
afterAll(() => {
  for (const server of servers) server.close();
  authority.remove();
});

async function listen<T extends Server>(server: T): Promise<{ server: T; port: number }> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

function clientOf(origin: string, timeout = 5000) {
  const client = createCloudflareClient({
    credential: { kind: "token", token: "token" },
    baseUrl: `${origin}/client/v4`,
    fetch: boundFetch((input, init) => fetch(input, init)),
  });
  client.timeout = timeout;
  return client;
}

async function failureAt(origin: string, timeout?: number): Promise<UpstreamFailure> {
  return listScopeJobs(clientOf(origin, timeout), scope).then(
    () => expect.fail("it did not fail"),
    (error: unknown) => failureOf(error),
  );
}

const wordsOf = (failure: UpstreamFailure) => describeFailure(failure, { destinations: [] });

describe("what is between Headgate and the API", () => {
  const hangUp = () => createTcpServer((socket) => socket.once("data", () => socket.destroy()));
  const speaks = (text: string) => () => createTcpServer((socket) => socket.once("data", () => socket.end(text)));
  const tls = (names: string, isTrusted: boolean) => {
    const pair = isTrusted ? authority.issue({ names }) : authority.selfSigned(names);
    const files = { key: readFileSync(pair.key), cert: readFileSync(pair.cert) };
    return createTlsServer(files, (_request, response) => response.end("{}"));
  };
  const cases: [title: string, code: string, isUnknown: boolean, origin: () => Promise<string>][] = [
    ["a name that does not resolve", "E_UPSTREAM_DNS", false, async () => "https://api.headgate.invalid"],
    ["a port that nobody listens on", "E_UPSTREAM_CONNECT", false, async () => `http://127.0.0.1:${await freePort()}`],
    [
      "a self-signed certificate",
      "E_UPSTREAM_TLS",
      false,
      async () => `https://127.0.0.1:${(await listen(tls("IP:127.0.0.1", false))).port}`,
    ],
    [
      "a certificate of an unknown issuer",
      "E_UPSTREAM_TLS",
      false,
      async () => `https://127.0.0.1:${(await listen(tls("DNS:other.example", true))).port}`,
    ],
    [
      "a server without TLS",
      "E_UPSTREAM_TLS",
      false,
      async () => `https://127.0.0.1:${(await listen(speaks("HTTP/1.1 400 Bad Request\r\n\r\n")())).port}`,
    ],
    [
      "a connection that breaks off",
      "E_UPSTREAM_RESET",
      true,
      async () => `http://127.0.0.1:${(await listen(hangUp())).port}`,
    ],
    [
      "an answer that breaks off",
      "E_UPSTREAM_RESET",
      true,
      async () => `http://127.0.0.1:${(await listen(speaks("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")())).port}`,
    ],
  ];

  test.each(cases)("%s is %s", async (_title, code, isUnknown, origin) => {
    const failure = await failureAt(await origin());
    const words = wordsOf(failure);
    expect(words.code).toBe(code);
    expect(words.nextStep).not.toBe("");
    expect(isOutcomeUnknown(failure)).toBe(isUnknown);
  });

  test("each of the four has its own words", () => {
    const codes = [...new Set(cases.map(([, code]) => code))];
    expect(codes).toHaveLength(4);
  });
});

test("an answer that arrives byte by byte times out, and a hundred of them leave no socket", async () => {
  const { server, port } = await listen(
    createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    }),
  );
  const failures = await Promise.all(Array.from({ length: 100 }, () => failureAt(`http://127.0.0.1:${port}`, 300)));
  expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(["timeout"]));
  const open = () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
  await expect.poll(open, { timeout: 5000 }).toBe(0);
});

test("an answer that decompresses to 400 MB is aborted and never held in memory", async () => {
  const { port } = await listen(
    createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      const pack = createGzip();
      pack.on("error", () => undefined).pipe(response);
      let left = 400;
      const more = () => {
        while (left > 0 && !response.destroyed && pack.write(Buffer.alloc(1e6, 32))) left -= 1;
        if (left === 0) pack.end();
      };
      pack.on("drain", more);
      response.on("close", () => pack.destroy());
      more();
    }),
  );
  const before = process.memoryUsage().rss;
  const failure = await failureAt(`http://127.0.0.1:${port}`, 20_000);
  expect(wordsOf(failure).code).toBe("E_UPSTREAM_SHAPE");
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(150);
});

test("a write whose answer breaks off is never reported as not done", async () => {
  const { port } = await listen(createTcpServer((socket) => socket.once("data", () => socket.destroy())));
  const failure = await postJob(clientOf(`http://127.0.0.1:${port}`), scope, {}).catch(failureOf);
  expect(isOutcomeUnknown(failure as UpstreamFailure)).toBe(true);
});
