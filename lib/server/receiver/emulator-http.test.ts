import { beforeEach, expect, test, vi } from "vitest";
import { answerAsEmulator } from "./emulator-http.ts";

const state = vi.hoisted(() => ({ isLive: false, auth: { kind: "open" } }));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ site: { port: 3000 }, auth: state.auth }) }));
vi.mock("../calls/upstream.ts", () => ({
  emulatorToken: () => "token-of-this-installation",
  findEmulator: () => (state.isLive ? undefined : { fetch: async () => new Response("emulated") }),
}));

beforeEach(() => {
  state.isLive = false;
  state.auth = { kind: "open" };
});

async function statusOf(headers: Record<string, string>): Promise<number> {
  return (await answerAsEmulator(new Request("http://localhost:3000/emulator/client/v4/zones", { headers }))).status;
}

test.each([
  ["curl", { host: "localhost:3000" }, 200],
  [
    "a page of this server",
    { host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
    200,
  ],
  ["a person in the address bar", { host: "127.0.0.1:3000", "sec-fetch-site": "none" }, 200],
  ["a page of another site", { host: "localhost:3000", origin: "https://evil.example" }, 403],
  ["a frame without origin", { host: "localhost:3000", origin: "null" }, 403],
  ["a picture of another site", { host: "localhost:3000", "sec-fetch-site": "cross-site" }, 403],
  ["another port of this machine", { host: "localhost:3000", "sec-fetch-site": "same-site" }, 403],
  ["a rebound name", { host: "evil.example:3000", origin: "http://evil.example:3000" }, 421],
])("%s", async (_title, headers, status) => {
  expect(await statusOf(headers)).toBe(status);
});

test("with a real credential there is no emulator", async () => {
  state.isLive = true;
  expect(await statusOf({ host: "localhost:3000" })).toBe(404);
});

test.each([
  ["no token", {}, 403],
  ["the documented token", { authorization: "Bearer headgate-demo-token-0000000000000000" }, 403],
  ["a part of the token", { authorization: "Bearer token-of-this" }, 403],
  ["a key pair", { "x-auth-key": "token-of-this-installation", "x-auth-email": "me@example.com" }, 403],
  ["this installation's token", { authorization: "Bearer token-of-this-installation" }, 200],
])("if people sign in, with %s", async (_title, headers, status) => {
  state.auth = { kind: "password" };
  expect(await statusOf({ host: "localhost:3000", ...headers })).toBe(status);
});
