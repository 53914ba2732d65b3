import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { streamArrivals } from "./arrivals-stream.ts";

type Arrived = { target: string; kind: "batch" };

const state = vi.hoisted(() => ({
  isLive: false,
  caller: "local",
  headers: new Headers(),
  listeners: new Set<(arrived?: Arrived) => void>(),
}));
vi.mock("next/headers", () => ({ headers: async () => state.headers }));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ site: { port: 3000 }, auth: { kind: "open" } }) }));
vi.mock("../auth/gate.ts", () => ({
  getGate: () => ({ recognize: async () => ({ ok: true, caller: { id: state.caller, name: "", role: "admin" } }) }),
}));
vi.mock("../calls/upstream.ts", () => ({
  findEmulator: () =>
    state.isLive
      ? undefined
      : {
          receiver: {
            subscribe: (onChange: (arrived?: Arrived) => void) => {
              state.listeners.add(onChange);
              return () => state.listeners.delete(onChange);
            },
          },
        },
}));

const own = { host: "localhost:3000", "sec-fetch-site": "same-origin" };
let page: AbortController;

beforeEach(() => {
  state.isLive = false;
  state.caller = "local";
  page = new AbortController();
});

afterEach(() => {
  page.abort();
});

function open(headers: Record<string, string> = own, query = ""): Promise<Response> {
  state.headers = new Headers(headers);
  return streamArrivals(
    new Request(`http://localhost:3000/receiver/arrivals${query}`, { headers, signal: page.signal }),
  );
}

test("a page of this server gets a stream", async () => {
  const { status, headers } = await open();
  expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream"]);
});

test.each([
  ["a page of another site", { ...own, "sec-fetch-site": "cross-site" }, 403],
  ["another port of this machine", { host: "localhost:3000", origin: "http://localhost:4000" }, 403],
  ["a rebound name", { host: "evil.example:3000" }, 421],
])("%s gets none", async (_, headers, status) => {
  expect((await open(headers)).status).toBe(status);
  expect(state.listeners.size).toBe(0);
});

test("with a real credential there is none", async () => {
  state.isLive = true;
  expect((await open()).status).toBe(404);
});

test.each([
  ["", "/in", 1],
  ["", "/seed/ok", 0],
  ["?seed=show", "/seed/ok", 1],
])("with %j an arrival at %s makes %i events", async (query, target, count) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  const reader = (await open(own, query)).body?.pipeThrough(new TextDecoderStream()).getReader();
  for (const listener of state.listeners) listener({ target, kind: "batch" });
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  page.abort();
  let text = "";
  for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) text += chunk.value;
  expect(text).toBe(`retry: 2000\n${"data: change\n\n".repeat(1 + count)}`);
});

test("streams have a limit, and closed ones no longer count", async () => {
  const opened = await Promise.all(Array.from({ length: 32 }, () => open()));
  expect(opened.map(({ status }) => status)).toEqual(Array.from({ length: 32 }, () => 200));
  expect((await open()).status).toBe(503);
  page.abort();
  page = new AbortController();
  expect((await open()).status).toBe(200);
});

test("one caller cannot use up all streams, and all callers together have a limit", async () => {
  const openMany = async (caller: string) => {
    state.caller = caller;
    const opened = await Promise.all(Array.from({ length: 40 }, () => open()));
    return opened.filter(({ status }) => status === 200).length;
  };
  expect(await openMany("one")).toBe(32);
  expect(await openMany("another")).toBe(32);
  expect(await openMany("a third")).toBe(0);
});
