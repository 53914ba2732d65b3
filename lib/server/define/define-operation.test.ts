import { once } from "node:events";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { readEvents } from "#lib/logpush/event-stream.ts";
import { defineOperation } from "./define-operation.ts";
import { defineOperationCase } from "./use-case.ts";

const origin = "http://127.0.0.1:3000";

const own = { host: "127.0.0.1:3000", origin, "sec-fetch-site": "same-origin" };

function requestOf(body: string, { signal, headers = own }: { signal?: AbortSignal; headers?: object } = {}) {
  return new Request(`${origin}/x`, { method: "POST", body, headers: { ...headers }, ...(signal ? { signal } : {}) });
}

const options = { name: "count", role: "operator" as const, input: z.object({ to: z.int() }) };

async function eventsOf(response: Response): Promise<unknown[]> {
  const { events, rest } = readEvents(await response.text());
  expect(rest).toBe("");
  return events.map((data) => JSON.parse(data));
}

describe("an operation", () => {
  const count = defineOperation(
    defineOperationCase<typeof options.input, number, string>(options, async (_context, { to }, { report }) => {
      for (let step = 1; step <= to; step++) report(step);
      return "done";
    }),
  );

  test("reports its progress and its result", async () => {
    const response = await count(requestOf('{"to":2}'));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await eventsOf(response)).toEqual([
      { progress: 1 },
      { progress: 2 },
      { result: { ok: true, value: "done" } },
    ]);
  });

  test.each([
    ["another shape", '{"to":"x"}', 400],
    ["no JSON", "{", 400],
    ["a body that is too large", `{"to":1,"pad":"${"x".repeat(300_000)}"}`, 400],
  ])("refuses %s", async (_name, body, status) => {
    const response = await count(requestOf(body));
    expect(response.status).toBe(status);
    expect(await eventsOf(response)).toMatchObject([{ result: { ok: false, error: { code: "E_INPUT" } } }]);
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["no origin", { origin: "" }],
    ["the origin null", { origin: "null" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another host", { host: "evil.example" }],
  ])("refuses a request with %s", async (_name, changes) => {
    const headers = Object.fromEntries(Object.entries({ ...own, ...changes }).filter(([, value]) => value !== ""));
    const response = await count(requestOf('{"to":2}', { headers }));
    expect(response.status).toBe(403);
    expect(await eventsOf(response)).toMatchObject([{ result: { error: { code: "E_FORBIDDEN_ORIGIN" } } }]);
  });

  test("reveals nothing about an unexpected error", async () => {
    const broken = defineOperation(
      defineOperationCase(options, async () => {
        throw new Error("a secret in a message");
      }),
    );
    const text = await (await broken(requestOf('{"to":1}'))).text();
    expect(text).toContain("E_INTERNAL");
    expect(text).not.toContain("secret");
  });
});

describe("an operation stops", () => {
  function hanging() {
    const stopped = new EventTarget();
    const ended = once(stopped, "stopped");
    const operation = defineOperation(
      defineOperationCase<typeof options.input, string, null>(options, (_context, _input, { signal, report }) => {
        report("begun");
        return new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            stopped.dispatchEvent(new Event("stopped"));
            resolve(null);
          });
        });
      }),
    );
    return { operation, ended };
  }

  test("when the request is aborted", async () => {
    const { operation, ended } = hanging();
    const abort = new AbortController();
    await operation(requestOf('{"to":1}', { signal: abort.signal }));
    abort.abort();
    expect(await ended).toHaveLength(1);
  });

  test("when the request was aborted before it began", async () => {
    const abort = new AbortController();
    const seen: boolean[] = [];
    const operation = defineOperation(
      defineOperationCase<typeof options.input, never, null>(options, async (_context, _input, running) => {
        seen.push(running.signal.aborted);
        return null;
      }),
    );
    const request = requestOf('{"to":1}', { signal: abort.signal });
    const response = operation(request);
    abort.abort();
    await response;
    expect(seen).toEqual([true]);
  });

  test("when nobody reads the answer any more", async () => {
    const { operation, ended } = hanging();
    const response = await operation(requestOf('{"to":1}'));
    await response.body?.cancel();
    expect(await ended).toHaveLength(1);
  });
});
