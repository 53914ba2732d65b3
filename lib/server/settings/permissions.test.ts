import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIAL_TOKENS } from "#lib/emulator/api/credentials.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { scopePath } from "#lib/logpush/job/job.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { contextOf, type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { describePermissions, describeToken, probeScope, readCredential } from "./permissions.ts";

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

const scope = scopePath({ scopeKind: "zones", scopeId: zoneId });

/** The emulator for a client with another token. */
function contextWith(token: string) {
  return contextOf((input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${token}`);
    return emulated.emulator.fetch(new Request(input, { ...init, headers }));
  });
}

function tokenNamed(access: string): string {
  const found = Object.entries(SPECIAL_TOKENS).find(([, kind]) => kind === access);
  if (!found) throw new Error(access);
  return found[0];
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status });
}

describe("what is allowed in a scope", () => {
  test("everything, found out without changing anything", async () => {
    expect(await probeScope(emulated.context, { scope })).toEqual({ list: null, change: null });
    expect(emulated.requests.sort()).toEqual([
      `GET /${scope}/logpush/jobs`,
      `POST /${scope}/logpush/validate/destination/exists`,
    ]);
  });

  test("nothing, with Cloudflare's codes and the ray of each refusal", async () => {
    const { context } = contextWith(tokenNamed("read-only"));
    const refusal = { code: "E_PERMISSION", cfRay: expect.stringMatching(/-EMU$/), upstream: { status: 403 } };
    expect(await probeScope(context, { scope })).toMatchObject({ list: refusal, change: refusal });
  });

  test("reading without writing, should Cloudflare allow that", async () => {
    const { context } = contextOf(async (input, init) =>
      init?.method === "POST"
        ? answer(403, { success: false, result: null, errors: [{ code: 10000, message: "Authentication error" }] })
        : emulated.emulator.fetch(new Request(input, init)),
    );
    const rights = await probeScope(context, { scope });
    expect(rights.list).toBeNull();
    expect(rights.change?.upstream?.errors).toEqual([{ code: 10000, message: "Authentication error" }]);
  });

  test("a scope that the credential does not see", async () => {
    const rights = await probeScope(emulated.context, { scope: `zones/${"0".repeat(32)}` });
    expect(rights.list).not.toBeNull();
    expect(rights.change).not.toBeNull();
  });
});

describe("the credential", () => {
  const read = async (context: Parameters<typeof readCredential>[0]) =>
    readCredential(context, (await readScopes(context)).scopes);

  test("an active token of a user", async () => {
    expect(await read(emulated.context)).toEqual({ kind: "token", owner: "user", state: { status: "active" } });
  });

  test("a token of an account, which the route for users refuses, with its expiry", async () => {
    const { context, requests } = contextOf(async (input, init) => {
      const { pathname } = new URL(String(input));
      const refused = { success: false, result: null, errors: [{ code: 1000, message: "Invalid API Token" }] };
      if (pathname.endsWith("/user/tokens/verify")) return answer(401, refused);
      const result = { id: "a", status: "active", expires_on: "2027-01-01T00:00:00Z", not_before: null };
      if (pathname.endsWith("/tokens/verify")) return answer(200, { success: true, errors: [], messages: [], result });
      return emulated.emulator.fetch(new Request(input, init));
    });
    const state = { status: "active", expiresOn: "2027-01-01T00:00:00Z" };
    expect(await read(context)).toEqual({ kind: "token", owner: "account", state });
    expect(requests.filter((made) => made.endsWith("/verify"))).toHaveLength(2);
  });

  test("one that cannot be verified keeps what Cloudflare said", async () => {
    const { context, requests } = contextOf(async (input, init) =>
      String(input).endsWith("/tokens/verify")
        ? answer(401, { success: false, result: null, errors: [{ code: 1000, message: "Invalid API Token" }] })
        : emulated.emulator.fetch(new Request(input, init)),
    );
    const credential = await read(context);
    expect(credential).toMatchObject({ kind: "unverified", error: { upstream: { status: 401 } } });
    expect(requests.filter((made) => made.endsWith("/verify")).length).toBeLessThanOrEqual(4);
  });

  test("a token that sees only an account's zones is verified at the account too", async () => {
    const { context } = contextOf(async (input, init) => {
      const { pathname } = new URL(String(input));
      const refused = { success: false, result: null, errors: [{ code: 1000, message: "Invalid API Token" }] };
      if (pathname.endsWith("/user/tokens/verify") || pathname.endsWith("/v4/accounts")) return answer(403, refused);
      return emulated.emulator.fetch(new Request(input, init));
    });
    expect(await describeToken(context)).toMatchObject({
      ...{ kind: "token", owner: "account", state: { status: "active" } },
    });
    expect(await describePermissions(context)).toMatchObject({
      failures: [{ scope: { path: "accounts" } }],
      error: null,
    });
  });

  test("a token that no longer sees anything still shows that it has expired", async () => {
    const { context } = contextWith(tokenNamed("expired"));
    expect(await describeToken(context)).toMatchObject({ kind: "token", state: { status: "expired" } });
    expect(await describePermissions(context)).toMatchObject({
      scopes: [],
      error: { code: "E_CREDENTIAL" },
    });
  });

  test("a key has nothing to verify", async () => {
    const context = { ...emulated.context, upstream: { ...emulated.context.upstream, credentialKind: "key" as const } };
    expect(await readCredential(context, [])).toEqual({ kind: "key" });
    expect(emulated.requests).toEqual([]);
  });
});
