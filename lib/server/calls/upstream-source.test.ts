import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { getStore } from "../env/process-store.ts";
import { emulatorToken, findEmulator, getTrialUpstream, getUpstream, isBuiltInHost, openEmulator } from "./upstream.ts";

// Where calls go: to Cloudflare with the server's or a person's credential, or to the emulator in this process.

const folder = mkdtempSync(join(tmpdir(), "headgate-upstream-"));
const common = { dataDir: folder, site: { port: 3000 }, auth: { kind: "open" } };
const live = { ...common, mode: "live", baseUrl: "https://api.example/client/v4" };
const token = (text: string) => ({ kind: "token", token: text }) as const;

const state = vi.hoisted(() => ({ env: {} as object, sent: [] as { url: string; authorization: string }[] }));
vi.mock("../env/env.ts", () => ({ readEnv: () => state.env }));

beforeAll(async () => {
  state.env = { ...common, mode: "emulator" };
  await getStore().migrate();
});

beforeEach(async () => {
  await getStore().db.deleteFrom("call_slot").execute();
  state.env = { ...common, mode: "emulator" };
  state.sent = [];
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const authorization = new Headers(init?.headers).get("authorization") ?? "";
    state.sent.push({ url: String(input), authorization });
    return Response.json({ success: true, errors: [], messages: [], result: [] });
  });
});

afterAll(async () => {
  await getStore().close();
  rmSync(folder, { recursive: true, force: true });
});

const counted = () => getStore().db.selectFrom("call_slot").selectAll().execute();

const zone = { scopeKind: "zones", scopeId: "0".repeat(32) } as const;
const list = (upstream: ReturnType<typeof getUpstream>) => upstream.read((client) => listScopeJobs(client, zone));

test("with the server's credential, calls go to the set address", async () => {
  state.env = { ...live, credential: token("of the server") };
  const upstream = getUpstream();
  await list(upstream);
  expect(state.sent).toEqual([
    {
      url: expect.stringMatching(/^https:\/\/api\.example\/client\/v4\/zones\//),
      authorization: "Bearer of the server",
    },
  ]);
  expect(upstream.credentialKind).toBe("token");
  expect(upstream.maskCredential("it is: of the server")).not.toContain("of the server");
});

test("a person's credential is used instead of the server's, and each has a state of its own", async () => {
  state.env = { ...live, credential: token("of the server") };
  const own = getUpstream(token("of a person"));
  await list(own);
  expect(state.sent.map(({ authorization }) => authorization)).toEqual(["Bearer of a person"]);
  expect(own.state).not.toBe(getUpstream().state);
  expect(own).toBe(getUpstream(token("of a person")));
});

test("a key masks the key in texts", () => {
  state.env = { ...live, credential: { kind: "key", key: "the-key-0123456789", email: "me@example.com" } };
  const upstream = getUpstream();
  expect(upstream.credentialKind).toBe("key");
  expect(upstream.maskCredential("got the-key-0123456789 of me@example.com")).toMatch(/^got •+ of me@example.com$/);
});

test("without any credential, a call is an error and not one without authorization", () => {
  state.env = live;
  expect(() => getUpstream()).toThrow("This call has no credential.");
});

test("calls are counted in the store, under a digest that needs the installation's key", async () => {
  state.env = { ...live, credential: token("counted") };
  await list(getUpstream());
  const [slot, ...others] = await counted();
  expect(others).toEqual([]);
  expect(slot).toMatchObject({ kind: "rest", used: 4 });
  expect(slot?.credential).not.toBe(plainDigest({ kind: "token", token: "counted" }));
  state.env = { ...live, credential: token("counted"), secret: "another".repeat(6) };
  await list(getUpstream());
  expect(new Set((await counted()).map(({ credential }) => credential)).size).toBe(2);
});

const plainDigest = (credential: object) => createHash("sha256").update(JSON.stringify(credential)).digest("base64url");

test("a trial leaves no trace in the states that are kept, nor in the store", async () => {
  state.env = live;
  const first = getTrialUpstream(token("invented"));
  await list(first);
  expect(state.sent).toHaveLength(1);
  expect(await counted()).toEqual([]);
  expect(getTrialUpstream(token("invented")).state).not.toBe(first.state);
  expect(getUpstream(token("invented")).state).not.toBe(first.state);
});

test("the states of 50 credentials are kept, those used last", () => {
  state.env = live;
  const first = getUpstream(token("number 0")).state;
  for (let count = 1; count < 50; count += 1) getUpstream(token(`number ${count}`));
  expect(getUpstream(token("number 0")).state).toBe(first);
  const second = getUpstream(token("number 1")).state;
  for (let count = 50; count < 98; count += 1) getUpstream(token(`number ${count}`));
  expect(getUpstream(token("number 1")).state).toBe(second);
  expect(getUpstream(token("number 0")).state).toBe(first);
  for (let count = 98; count < 150; count += 1) getUpstream(token(`number ${count}`));
  expect(getUpstream(token("number 0")).state).not.toBe(first);
});

test("without a real credential the emulator answers, and with one no part of it does", async () => {
  await openEmulator();
  const upstream = getUpstream();
  expect(await list(upstream).catch((error: unknown) => error)).toMatchObject({ error: { upstream: { status: 403 } } });
  expect(state.sent).toEqual([]);
  expect(upstream.shownAgeMs()).toBe(0);
  expect(await counted()).toEqual([]);
  expect(findEmulator()).toBeDefined();
  state.env = live;
  expect(findEmulator()).toBeUndefined();
  // A page that began on the emulator.
  expect(await list(upstream).catch((error: unknown) => error)).toMatchObject({
    error: { code: "E_UPSTREAM_NETWORK" },
  });
  expect(state.sent).toEqual([]);
});

test.each([
  ["receiver.headgate.test", true],
  ["logs.example.invalid", true],
  ["logs.mycompany.com", false],
])("on the emulator, the test receiver answers for %s: %s", (host, isBuiltIn) => {
  expect(isBuiltInHost(host)).toBe(isBuiltIn);
  state.env = live;
  expect(isBuiltInHost(host)).toBe(false);
});

test("the emulator's token is the documented one, and a secret of this installation if people sign in", () => {
  expect(emulatorToken()).toBe(DEMO_TOKEN);
  state.env = { ...common, mode: "emulator", auth: { kind: "link" } };
  const own = emulatorToken();
  expect(own).toMatch(/^[0-9a-f]{40}$/);
  expect(emulatorToken()).toBe(own);
  state.env = { ...common, mode: "emulator", auth: { kind: "link" }, secret: "another".repeat(6) };
  expect(emulatorToken()).not.toBe(own);
});
