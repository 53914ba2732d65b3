import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { connect, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeliveryPolicy } from "./policy.ts";
import { type DeliveryOptions, postDelivery } from "./post.ts";
import type { Resolve } from "./resolve-target.ts";
import { type Authority, createAuthority } from "./testing/authority.ts";
import { type Canary, startCanary } from "./testing/canary.ts";
import { secureFor } from "./testing/secure-for.ts";
import { ssrfUrls } from "./testing/ssrf-urls.fixture.ts";

const strict: DeliveryPolicy = { isLoopbackAllowed: false, allowed: [] };
/** Represents a checked address; `silence` answers there, whatever this machine's network does. */
const vetted = "10.255.255.1";
const withVetted: DeliveryPolicy = { isLoopbackAllowed: false, allowed: ["10.255.255.0/24"] };

let canary: Canary;

beforeAll(async () => {
  canary = await startCanary();
});

afterAll(() => canary.stop());

function post(url: string, options: Partial<DeliveryOptions>) {
  return postDelivery(
    { url, headers: [["Authorization", "secret"]], body: Buffer.from("x"), textBytes: 1, records: 0, kind: "probe" },
    {
      policy: strict,
      signal: new AbortController().signal,
      floorMs: 0,
      limits: { resolve: 200, connect: 100 },
      ...options,
    },
  );
}

test("the canary notices a connection", async () => {
  const before = canary.seen();
  const socket = connect(canary.port, "127.0.0.1");
  await once(socket, "close");
  expect(canary.seen()).toBe(before + 1);
});

describe("no URL of the list reaches the canary", () => {
  const urls = Object.entries(ssrfUrls).flatMap(([group, list]) => list.map((url) => [group, url] as const));

  test("the list has the expected length and no duplicates", () => {
    expect(urls.length).toBeGreaterThanOrEqual(120);
    expect(new Set(urls.map(([, url]) => url)).size).toBe(urls.length);
  });

  test.each(urls)("%s: %j", async (_group, template) => {
    const before = canary.seen();
    const asked: string[] = [];
    const resolve: Resolve = async (host) => {
      asked.push(host);
      return ["127.0.0.1"];
    };
    const trace = await post(template.replace("PORT", String(canary.port)), { resolve });
    expect(trace.failure).toEqual({ phase: "resolve", kind: "blocked", text: "address not allowed" });
    expect(trace.address).toBeUndefined();
    expect(canary.seen()).toBe(before);
    // Literals are checked separately from names: Node does not resolve them.
    if (/^https:\/\/(?:\d|\[)/.test(template) && !template.includes("canary-names")) expect(asked).toEqual([]);
  });
});

/** A dialler for `vetted`, where nothing answers; every other address is really dialled. */
function silence() {
  const dialled: string[] = [];
  const open: NonNullable<DeliveryOptions["connect"]> = (target) => {
    dialled.push(target.host);
    return target.host === vetted ? new Socket() : connect(target);
  };
  return { dialled, open };
}

describe("no resolver script reaches the canary", () => {
  const scripts: [name: string, resolve: () => Resolve, expected: string][] = [
    ["the checked address first, then loopback", () => answersInOrder([vetted], ["127.0.0.1"]), "timeout"],
    ["loopback first, then the checked address", () => answersInOrder(["127.0.0.1"], [vetted]), "blocked"],
    ["both at once", () => async () => [vetted, "127.0.0.1"], "blocked"],
    ["an IPv4-mapped IPv6 address", () => async () => [vetted, "::ffff:127.0.0.1"], "blocked"],
    ["a private IPv6 address next to it", () => async () => [vetted, "::1"], "blocked"],
    ["loopback as the last of a hundred", () => async () => [...Array(99).fill(vetted), "127.0.0.1"], "blocked"],
    ["a spelling instead of an address", () => async () => ["0x7f.1"], "blocked"],
    ["a zone after the address", () => async () => ["127.0.0.1%lo"], "blocked"],
    ["a name instead of an address", () => async () => ["localhost"], "blocked"],
    ["an answer after the deadline", () => late(["127.0.0.1"], 400), "timeout"],
    ["no response", () => async () => [], "dns"],
    ["an error", () => async () => Promise.reject(new Error("SERVFAIL")), "dns"],
  ];

  test.each(scripts)("%s", async (_name, script, expected) => {
    const before = canary.seen();
    const resolve = script();
    const { dialled, open } = silence();
    for (let round = 0; round < 2; round++) {
      const trace = await post(`https://flips.canary-names.net:${canary.port}/`, {
        policy: withVetted,
        resolve,
        connect: open,
      });
      if (round === 0) expect(trace.failure?.kind).toMatch(new RegExp(`^(?:${expected})$`));
      expect(trace.answer).toBeUndefined();
    }
    expect(dialled.filter((address) => address !== vetted)).toEqual([]);
    expect(canary.seen()).toBe(before);
  });

  test("each delivery resolves once, however the answer changes", async () => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked++;
      return asked % 2 === 1 ? [vetted] : ["127.0.0.1"];
    };
    const before = canary.seen();
    for (let round = 0; round < 6; round++)
      await post(`https://flips.canary-names.net:${canary.port}/`, {
        policy: withVetted,
        resolve,
        connect: silence().open,
      });
    expect(asked).toBe(6);
    expect(canary.seen()).toBe(before);
  });

  function answersInOrder(...answers: string[][]): Resolve {
    let turn = 0;
    return async () => answers[Math.min(turn++, answers.length - 1)] ?? [];
  }

  function late(answer: string[], ms: number): Resolve {
    return () => new Promise((resolve) => setTimeout(() => resolve(answer), ms));
  }
});

describe("metadata services stay closed despite an operator's list", () => {
  test.each(["https://[fd00:ec2::254]/", "https://100.100.100.200/", "https://169.254.169.254/"])("%s", async (url) => {
    const allowed = ["fc00::/7", "100.64.0.0/10", "10.0.0.0/8"];
    const trace = await post(url, { policy: { isLoopbackAllowed: true, allowed } });
    expect(trace.failure?.kind).toBe("blocked");
  });
});

describe("no redirect reaches the canary", () => {
  let authority: Authority;
  let origin: string;
  const server = { close: () => {} };

  const to = () => `http://127.0.0.1:${canary.port}/`;
  const answers: Record<string, () => [status: number, headers: Record<string, string>, body?: string]> = {
    "/permanent": () => [301, { location: to() }],
    "/found": () => [302, { location: to() }],
    "/other": () => [303, { location: to() }],
    "/temporary": () => [307, { location: `https://127.0.0.1:${canary.port}/` }],
    "/kept": () => [308, { location: `//127.0.0.1:${canary.port}/` }],
    "/chain": () => [307, { location: "/found" }],
    "/refresh": () => [200, { refresh: `0; url=${to()}`, link: `<${to()}>; rel=preload` }],
    "/page": () => [200, { "content-type": "text/html" }, `<meta http-equiv="refresh" content="0; url=${to()}">`],
  };

  beforeAll(async () => {
    authority = createAuthority();
    const { key, cert } = authority.issue({ names: "DNS:localhost" });
    const listening = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      const [status, headers, body] = answers[request.url ?? ""]?.() ?? [404, {}];
      request.resume().once("end", () => response.writeHead(status, headers).end(body));
    }).listen(0, "127.0.0.1");
    await once(listening, "listening");
    const address = listening.address();
    origin = `https://localhost:${typeof address === "object" ? address?.port : 0}`;
    server.close = () => listening.close();
  });

  afterAll(() => {
    server.close();
    authority.remove();
  });

  test.each(Object.keys(answers))("%s", async (path) => {
    const before = canary.seen();
    const policy = { isLoopbackAllowed: true, allowed: [] };
    const trace = await post(`${origin}${path}`, { policy, ca: authority.ca, limits: {} });
    expect(trace.answer?.status).toBe(answers[path]?.()[0]);
    expect(canary.seen()).toBe(before);
  });
});

test("this server's own port is refused", async () => {
  const before = canary.seen();
  const policy = { isLoopbackAllowed: true, allowed: [], ownPort: canary.port };
  const trace = await post(`https://127.0.0.1:${canary.port}/`, { policy });
  expect(trace.failure?.kind).toBe("blocked");
  expect(canary.seen()).toBe(before);
});

test("nothing is sent to a peer with an untrusted certificate, unless it is this machine", async () => {
  const authority = createAuthority();
  const { key, cert } = authority.issue({ names: "DNS:localhost" });
  let requests = 0;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => {
    requests++;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  await expect(secureFor({ port: port ?? 0, host: "localhost", isLoopback: false })).rejects.toMatchObject({
    kind: "tls",
  });
  await expect(secureFor({ port: port ?? 0, host: "localhost", isLoopback: true })).resolves.toBe("untrusted");
  expect(requests).toBe(0);
  server.close();
  authority.remove();
});
