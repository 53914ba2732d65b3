import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccessCheck } from "./access-token.ts";

/** A team's key server, as Cloudflare Access runs one. */
const served = { keys: [] as object[], fetches: 0, isDown: false };
let server: Server;
let issuer = "";
const audience = "a".repeat(64);
const nowMs = 1_800_000_000_000;
const nowS = nowMs / 1000;

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let current: Pair;
let next: Pair;
let foreign: Pair;

beforeAll(async () => {
  [current, next, foreign] = await Promise.all([makePair(), makePair(), makePair()]);
  served.keys = [await publish(current, "current")];
  server = createServer((request, response) => {
    served.fetches += 1;
    if (served.isDown || request.url !== "/cdn-cgi/access/certs") return response.writeHead(503).end();
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: served.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});

afterAll(() => server.close());

function makePair(): Promise<Pair> {
  return generateKeyPair("RS256", { extractable: true });
}

async function publish({ publicKey }: Pair, kid: string): Promise<object> {
  return { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
}

type Changes = { claims?: JWTPayload; kid?: string; pair?: Pair; without?: string };

async function assertion({ claims = {}, kid = "current", pair = current, without }: Changes = {}): Promise<string> {
  const all: JWTPayload = {
    ...{ aud: [audience], email: "me@example.com", iss: issuer, iat: nowS - 60, nbf: nowS - 60, exp: nowS + 3600 },
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => name !== without));
  return new SignJWT(kept).setProtectedHeader({ alg: "RS256", kid }).sign(pair.privateKey);
}

function makeCheck() {
  return createAccessCheck({ issuer, audience, now: () => nowMs });
}

function unsigned(header: object): string {
  const claims = { aud: audience, iss: issuer, email: "me@example.com", iat: nowS, exp: nowS + 3600 };
  return `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;
}

describe("a proof of Cloudflare Access", () => {
  test.each<[title: string, changes: Changes, expected: object]>([
    ["of a person", {}, { email: "me@example.com", groups: [] }],
    ["that ended 20 seconds ago, because clocks differ", { claims: { exp: nowS - 20 } }, { email: "me@example.com" }],
    ["with one audience as text", { claims: { aud: audience } }, { email: "me@example.com" }],
    [
      "of a service token",
      { claims: { common_name: "abc.access", email: undefined } },
      { service: "abc.access", groups: [] },
    ],
    ["with groups by name", { claims: { groups: ["sre"] } }, { groups: ["sre"] }],
    ["with groups of the identity provider", { claims: { custom: { groups: ["ops"] } } }, { groups: ["ops"] }],
    ["with groups as objects", { claims: { groups: [{ id: "1", name: "sre" }] } }, { groups: ["sre"] }],
  ])("%s is accepted", async (_title, changes, expected) => {
    expect(await makeCheck()(await assertion(changes))).toMatchObject(expected);
  });

  test.each<[title: string, changes: Changes]>([
    ["that has ended", { claims: { exp: nowS - 60 } }],
    ["of the future", { claims: { nbf: nowS + 60 } }],
    ["for another application", { claims: { aud: ["b".repeat(64)] } }],
    ["of another team", { claims: { iss: "https://other.cloudflareaccess.com" } }],
    ["with an unknown key", { kid: "unknown" }],
    ["signed by somebody else", { pair: undefined, kid: "current", claims: {} }],
    ["without an end", { without: "exp" }],
    ["without an audience", { without: "aud" }],
    ["of nobody", { without: "email" }],
  ])("%s is not", async (title, changes) => {
    const pair = title === "signed by somebody else" ? foreign : current;
    expect(await makeCheck()(await assertion({ ...changes, pair }))).toBeUndefined();
  });

  test("without a signature, or with the public key as a shared secret, is not", async () => {
    const check = makeCheck();
    expect(await check(unsigned({ alg: "none" }))).toBeUndefined();
    const { n = "" } = await exportJWK(current.publicKey);
    const confused = await new SignJWT({ aud: audience, iss: issuer, email: "me@example.com" })
      .setProtectedHeader({ alg: "HS256", kid: "current" })
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + 3600)
      .sign(Buffer.from(n, "base64url"));
    expect(await check(confused)).toBeUndefined();
  });

  test("that is missing or not a token is not", async () => {
    const check = makeCheck();
    expect(await check(null)).toBeUndefined();
    expect(await check("")).toBeUndefined();
    expect(await check("not a token")).toBeUndefined();
  });
});

describe("the team's keys", () => {
  test("are fetched once for many proofs", async () => {
    const check = makeCheck();
    const before = served.fetches;
    for (let index = 0; index < 20; index += 1) expect(await check(await assertion())).toBeDefined();
    expect(served.fetches - before).toBe(1);
  });

  test("are fetched at most twice for a thousand invented key ids", async () => {
    const check = makeCheck();
    const before = served.fetches;
    const header = (kid: string) => unsigned({ alg: "RS256", kid });
    for (let index = 0; index < 1000; index += 1) expect(await check(`${header(`kid-${index}`)}AAAA`)).toBeUndefined();
    expect(served.fetches - before).toBeLessThanOrEqual(2);
    expect(await check(await assertion())).toBeDefined();
  });

  test("stay in use while the team's server is down; without any key nobody gets in", async () => {
    const check = makeCheck();
    expect(await check(await assertion())).toBeDefined();
    served.isDown = true;
    try {
      expect(await check(await assertion())).toBeDefined();
      expect(await makeCheck()(await assertion())).toBeUndefined();
    } finally {
      served.isDown = false;
    }
  });

  test("a new one is accepted as soon as the team's server has it, and the old one while it is there", async () => {
    served.keys = [await publish(current, "current"), await publish(next, "next")];
    const check = makeCheck();
    expect(await check(await assertion({ pair: next, kid: "next" }))).toBeDefined();
    expect(await check(await assertion())).toBeDefined();
    expect(await check(await assertion({ pair: foreign, kid: "next" }))).toBeUndefined();
  });
});
